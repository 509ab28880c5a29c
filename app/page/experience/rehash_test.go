package experience_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/fault"
	"portico/app/ground/password"
	"portico/app/ground/tenant"
	"portico/app/page/experience"
	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

// imported is another system's hash of "password".
const imported = "5f4dcc3b5aa765d61d8327deb882cf99"

// migrant creates a user with a password imported from another system.
func (w world) migrant(t *testing.T, username string) *models.User {
	t.Helper()
	stored, err := password.Imported("MD5", imported)
	if err != nil {
		t.Fatal(err)
	}
	created := w.User(username)
	if err := w.Records().Passwords.Set(t.Context(), created.ID, stored, created.UpdatedAt); err != nil {
		t.Fatal(err)
	}
	created.PasswordHash = stored
	return created
}

func (w world) hashOf(t *testing.T, id string) string {
	t.Helper()
	found, err := w.Records().Users.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return found.PasswordHash
}

func TestImportedHashIsReplacedAtSignIn(t *testing.T) {
	w := newWorld(t)
	carol := w.migrant(t, "carol")
	for _, wrong := range []string{imported, "MD5:" + imported, "Password", ""} {
		if answer := w.try("carol", wrong); isIn(answer) || answer.StatusCode != http.StatusBadRequest {
			t.Errorf("%q: %d", wrong, answer.StatusCode)
		}
	}
	if got := w.hashOf(t, carol.ID); got != carol.PasswordHash {
		t.Errorf("a wrong password changed the hash to %s", got)
	}
	for range 2 {
		if answer := w.try("carol", "password"); !isIn(answer) {
			t.Fatalf("refused: %s", said(answer))
		}
	}
	current, err := w.Records().Users.Get(t.Context(), carol.ID)
	if err != nil {
		t.Fatal(err)
	}
	if w.Hasher.NeedsRehash(current.PasswordHash) || !strings.HasPrefix(current.PasswordHash, "$argon2id$") {
		t.Errorf("hash %s", current.PasswordHash)
	}
	if current.UpdatedAt != carol.UpdatedAt || current.LastSignInAt == 0 {
		t.Errorf("updated at %d, before at %d; signed in at %d", current.UpdatedAt, carol.UpdatedAt, current.LastSignInAt)
	}
	if answer := w.try("carol", imported); isIn(answer) {
		t.Error("the digest works as the password")
	}
}

func TestSuspendedUserKeepsTheHash(t *testing.T) {
	w := newWorld(t)
	carol := w.migrant(t, "carol")
	if err := w.Users.Suspend(t.Context(), w.Records(), carol.ID, true); err != nil {
		t.Fatal(err)
	}
	if answer := w.try("carol", "password"); answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("got %d %s", answer.StatusCode, said(answer))
	}
	if got := w.hashOf(t, carol.ID); got != carol.PasswordHash {
		t.Errorf("hash %s", got)
	}
}

// A user can sign in with several browsers at once.
func TestConcurrentSignInsReplaceTheHashOnce(t *testing.T) {
	w := newWorld(t)
	carol := w.migrant(t, "carol")
	const browsers = 4
	answers := make([]*servertest.Response, browsers)
	var group sync.WaitGroup
	for i := range browsers {
		b, page := w.signInPage(nil)
		group.Go(func() { answers[i] = b.SignIn(page, "carol", "password") })
	}
	group.Wait()
	for _, answer := range answers {
		if !isIn(answer) {
			t.Errorf("refused: %s", said(answer))
		}
	}
	if w.Hasher.NeedsRehash(w.hashOf(t, carol.ID)) {
		t.Error("the hash was not replaced")
	}
}

// noPages stands in for the pages of an authorization request.
type noPages struct{}

func (noPages) Current(*fiber.Ctx) (*models.Interaction, error) { return nil, nil }

func (noPages) SignedIn(context.Context, *store.Store, *models.Interaction, *models.Session) error {
	return nil
}

// meanwhile runs something between the verification and the new hash.
type meanwhile struct {
	*password.Hasher
	happens func() error
}

func (m meanwhile) Hash(ctx context.Context, typed string) (string, error) {
	if err := m.happens(); err != nil {
		return "", err
	}
	return m.Hasher.Hash(ctx, typed)
}

func TestWhileTheHashIsReplaced(t *testing.T) {
	full := fault.New(fault.Limited, "request.rate_limited")
	tests := []struct {
		name    string
		happens func(w world, id string) error
		isIn    bool
	}{
		{"nothing happens", func(world, string) error { return nil }, true},
		{"the queue is full", func(world, string) error { return full }, true},
		{"another sign-in replaces it", func(w world, id string) error {
			hash, err := w.Hasher.Hash(context.Background(), "password")
			return errors.Join(err, w.Records().Passwords.Set(context.Background(), id, hash, 1))
		}, true},
		{"the password is changed", func(w world, id string) error {
			return w.Users.SetPassword(context.Background(), w.Records(), id, goodPassword)
		}, false},
		{"the user is suspended", func(w world, id string) error {
			return w.Users.Suspend(context.Background(), w.Records(), id, true)
		}, false},
		{"the user is deleted", func(w world, id string) error {
			return w.Users.Delete(context.Background(), w.Records(), id)
		}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			carol := w.migrant(t, "carol")
			s := &experience.Service{
				Interactions: noPages{}, Users: w.Users, Attempts: w.Sentinel, Sessions: w.Sessions, Events: w.Events,
				Passwords:         meanwhile{w.Hasher, func() error { return test.happens(w, carol.ID) }},
				UserSubject:       func(id string) string { return id },
				IdentifierSubject: func(identifier string) string { return identifier },
			}
			current, err := w.Tenants.Get(t.Context(), models.TenantDefault)
			if err != nil {
				t.Fatal(err)
			}
			credentials := experience.Credentials{Identifier: "carol", Password: "password"}
			token, err := s.SignIn(tenant.With(t.Context(), current), &models.Interaction{ApplicationID: w.client.ID}, credentials)
			if (token != "") != test.isIn {
				t.Fatalf("got %q, %v", token, err)
			}
			if f := fault.From(err); err != nil && (f.Kind != fault.Invalid || f.Code != "session.invalid_credentials") {
				t.Errorf("got %v", err)
			}
		})
	}
}
