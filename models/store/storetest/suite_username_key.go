package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/models/store"
)

// addNames adds users with these usernames to a tenant, with case-sensitive keys.
func addNames(t *testing.T, s *store.Store, names ...string) {
	t.Helper()
	ok(t, s.InTx(t.Context(), func(tx *store.Store) error {
		for _, name := range names {
			user := newBareUser("id-" + name)
			user.Username, user.UsernameKey = &name, &name
			if err := tx.Users.Insert(t.Context(), user); err != nil {
				return err
			}
		}
		return nil
	}))
}

func wantKey(t *testing.T, s *store.Store, key, username string) {
	t.Helper()
	found, err := s.Users.ByUsernameKey(t.Context(), key)
	if err != nil || *found.Username != username {
		t.Errorf("the key %s of tenant %s leads to %+v, %v", key, s.TenantID(), found, err)
	}
}

// testUsernameKeys checks that keys follow the setting in both directions, in every
// tenant, however many users there are, and that the setting is recorded.
func testUsernameKeys(t *testing.T, w *world) {
	ctx := t.Context()
	var names []string
	for i := range 1500 {
		names = append(names, fmt.Sprintf("Person_%d", i))
	}
	addNames(t, w.own, names...)
	addNames(t, w.others[0], "Person_7")
	_, err := w.db.UsernameKeys(ctx)
	fails(t, err, store.ErrNotFound)
	for range 2 {
		ok(t, w.db.RewriteUsernameKeys(ctx, false))
		wantUsernameKeys(t, w.db, false)
		for i := range names {
			wantKey(t, w.own, fmt.Sprintf("person_%d", i), names[i])
		}
		wantKey(t, w.others[0], "person_7", "Person_7")

		ok(t, w.db.RewriteUsernameKeys(ctx, true))
		wantUsernameKeys(t, w.db, true)
		for _, name := range names {
			wantKey(t, w.own, name, name)
		}
		_, err = w.own.Users.ByUsernameKey(ctx, "person_7")
		fails(t, err, store.ErrNotFound)
	}
}

func wantUsernameKeys(t *testing.T, db *store.DB, want bool) {
	t.Helper()
	isCaseSensitive, err := db.UsernameKeys(t.Context())
	equal(t, isCaseSensitive, err, want)
}

// testUsernameCollisions checks that nothing changes while usernames would collide.
func testUsernameCollisions(t *testing.T, w *world) {
	ctx := t.Context()
	addNames(t, w.own, "Ann", "ann", "ANN", "Bob", "carl", "Carl")
	addNames(t, w.others[0], "Ann", "bob")
	addNames(t, w.others[1], "Dora", "dora")
	ok(t, w.others[1].Tenant.Delete(ctx, now)) // its usernames do not count
	ok(t, w.db.RewriteUsernameKeys(ctx, true))

	var collisions store.UsernameCollisions
	if err := w.db.RewriteUsernameKeys(ctx, false); !errors.As(err, &collisions) {
		t.Fatalf("got %v", err)
	}
	want := store.UsernameCollisions{
		{TenantID: "own", Usernames: []string{"ANN", "Ann", "ann"}}, {TenantID: "own", Usernames: []string{"Carl", "carl"}},
	}
	if diff := cmp.Diff(want, collisions); diff != "" {
		t.Error(diff)
	}
	if got := collisions.Error(); got != "usernames differ only in case: ANN, Ann, ann (tenant own); Carl, carl (tenant own)" {
		t.Errorf("the error reads %q", got)
	}
	wantUsernameKeys(t, w.db, true)
	wantKey(t, w.own, "Bob", "Bob")

	for _, id := range []string{"id-ANN", "id-Ann", "id-carl"} {
		ok(t, w.own.Users.Delete(ctx, id))
	}
	ok(t, w.db.RewriteUsernameKeys(ctx, false))
	wantKey(t, w.own, "ann", "ann")
	wantKey(t, w.own, "bob", "Bob")
	wantKey(t, w.own, "carl", "Carl")
}

// testUsernameKeysInterrupted checks that an interrupted rewrite does not pass for a
// complete one, whichever keys the next start wants.
func testUsernameKeysInterrupted(t *testing.T, w *world) {
	ok(t, w.db.RewriteUsernameKeys(t.Context(), true))
	addNames(t, w.own, "Ann")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ok(t, w.db.Observe(func(statement string) {
		if strings.HasPrefix(statement, "UPDATE") && strings.Contains(statement, "username_key") {
			stop()
		}
	}))
	fails(t, w.db.RewriteUsernameKeys(ctx, false), context.Canceled)
	_, err := w.db.UsernameKeys(t.Context())
	fails(t, err, store.ErrNotFound)
	ok(t, w.db.RewriteUsernameKeys(t.Context(), true))
	wantKey(t, w.own, "Ann", "Ann")
}
