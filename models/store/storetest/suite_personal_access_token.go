package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

func newPersonalAccessToken(userID, name, label string) *models.Secret {
	return &models.Secret{
		Holder: models.UserHolder(userID), Name: name, Sealed: []byte("sealed\x00" + label), Digest: digest(label),
		ExpiresAt: now + 1, CreatedAt: now,
	}
}

// tokens gives the user of every tenant a token of the same name.
func tokens(t *testing.T, w *world) {
	t.Helper()
	for _, s := range append([]*store.Store{w.own}, w.others...) {
		ok(t, s.Secrets.Insert(t.Context(), newPersonalAccessToken(user, "build", s.TenantID())))
	}
}

// foreignTokens checks that the other tenants still have theirs.
func foreignTokens(t *testing.T, w *world) {
	t.Helper()
	for _, other := range w.others {
		want := newPersonalAccessToken(user, "build", other.TenantID())
		want.TenantID = other.TenantID()
		got, err := other.Secrets.Get(t.Context(), models.UserHolder(user), "build")
		equal(t, got, err, want)
	}
}

func testPersonalAccessTokens(t *testing.T, w *world) {
	ctx := t.Context()
	tokens(t, w)
	older := newPersonalAccessToken(user, "older", "older")
	older.CreatedAt, older.ExpiresAt = now-1, 0
	ok(t, w.own.Secrets.Insert(ctx, older))
	ok(t, w.own.Secrets.Insert(ctx, newPersonalAccessToken(user, "another", "another")))

	fails(t, w.own.Secrets.Insert(ctx, newPersonalAccessToken(user, "older", "again")), store.ErrConflict)
	fails(t, w.own.Secrets.Insert(ctx, newPersonalAccessToken(user, "new", "older")), store.ErrConflict)
	fails(t, w.own.Secrets.Insert(ctx, newPersonalAccessToken(foreign, "new", "new")), store.ErrConflict)

	want := []models.Secret{
		*older, *newPersonalAccessToken(user, "another", "another"), *newPersonalAccessToken(user, "build", "own"),
	}
	for i := range want {
		want[i].TenantID = "own"
	}
	got, err := w.own.Secrets.List(ctx, models.UserHolder(user))
	equal(t, got, err, want)
	one, err := w.own.Secrets.Get(ctx, models.UserHolder(user), "older")
	equal(t, one, err, &want[0])
	for _, name := range []string{"Older", "old%", ""} {
		_, err = w.own.Secrets.Get(ctx, models.UserHolder(user), name)
		fails(t, err, store.ErrNotFound)
	}
	none, err := w.own.Secrets.List(ctx, models.UserHolder(foreign))
	equal(t, len(none), err, 0)
}

func testRenamePersonalAccessToken(t *testing.T, w *world) {
	ctx := t.Context()
	tokens(t, w)
	ok(t, w.own.Secrets.Insert(ctx, newPersonalAccessToken(user, "another", "another")))
	renamed := newPersonalAccessToken(user, "renamed", "resealed")
	ok(t, w.own.Secrets.Rename(ctx, "build", renamed))
	// The digest and the times do not change.
	want := newPersonalAccessToken(user, "renamed", "own")
	want.TenantID, want.Sealed = "own", renamed.Sealed
	got, err := w.own.Secrets.Get(ctx, models.UserHolder(user), "renamed")
	equal(t, got, err, want)
	fails(t, w.own.Secrets.Rename(ctx, "build", renamed), store.ErrNotFound)
	fails(t, w.own.Secrets.Rename(ctx, "renamed", newPersonalAccessToken(user, "another", "x")), store.ErrConflict)
	fails(t, w.own.Secrets.Rename(ctx, "renamed", newPersonalAccessToken(foreign, "x", "x")), store.ErrNotFound)
	foreignTokens(t, w)
}

func testDeletePersonalAccessTokens(t *testing.T, w *world) {
	ctx := t.Context()
	tokens(t, w)
	ok(t, w.own.Secrets.Insert(ctx, newPersonalAccessToken(user, "another", "another")))
	fails(t, w.own.Secrets.Delete(ctx, models.UserHolder(foreign), "build"), store.ErrNotFound)
	ok(t, w.own.Secrets.Delete(ctx, models.UserHolder(user), "build"))
	fails(t, w.own.Secrets.Delete(ctx, models.UserHolder(user), "build"), store.ErrNotFound)
	left, err := w.own.Secrets.List(ctx, models.UserHolder(user))
	ok(t, err)
	if len(left) != 1 || left[0].Name != "another" {
		t.Errorf("left: %+v", left)
	}
	// Deleting a user deletes their tokens.
	ok(t, w.own.Users.Delete(ctx, user))
	left, err = w.own.Secrets.List(ctx, models.UserHolder(user))
	equal(t, len(left), err, 0)
	foreignTokens(t, w)
}
