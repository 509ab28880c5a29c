package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

func newPersonalAccessToken(userID, name, label string) *models.PersonalAccessToken {
	return &models.PersonalAccessToken{
		UserID: userID, Name: name, Sealed: []byte("sealed\x00" + label), Digest: digest(label),
		ExpiresAt: now + 1, CreatedAt: now,
	}
}

// tokens gives the user of every tenant a token of the same name.
func tokens(t *testing.T, w *world) {
	t.Helper()
	for _, s := range append([]*store.Store{w.own}, w.others...) {
		ok(t, s.PersonalAccessTokens.Insert(t.Context(), newPersonalAccessToken(user, "build", s.TenantID())))
	}
}

// foreignTokens looks whether the other tenants have theirs still.
func foreignTokens(t *testing.T, w *world) {
	t.Helper()
	for _, other := range w.others {
		want := newPersonalAccessToken(user, "build", other.TenantID())
		want.TenantID = other.TenantID()
		got, err := other.PersonalAccessTokens.Get(t.Context(), user, "build")
		equal(t, got, err, want)
	}
}

func testPersonalAccessTokens(t *testing.T, w *world) {
	ctx := t.Context()
	tokens(t, w)
	older := newPersonalAccessToken(user, "older", "older")
	older.CreatedAt, older.ExpiresAt = now-1, 0
	ok(t, w.own.PersonalAccessTokens.Insert(ctx, older))
	ok(t, w.own.PersonalAccessTokens.Insert(ctx, newPersonalAccessToken(user, "another", "another")))

	fails(t, w.own.PersonalAccessTokens.Insert(ctx, newPersonalAccessToken(user, "older", "again")), store.ErrConflict)
	fails(t, w.own.PersonalAccessTokens.Insert(ctx, newPersonalAccessToken(user, "new", "older")), store.ErrConflict)
	fails(t, w.own.PersonalAccessTokens.Insert(ctx, newPersonalAccessToken(foreign, "new", "new")), store.ErrConflict)

	want := []models.PersonalAccessToken{
		*older, *newPersonalAccessToken(user, "another", "another"), *newPersonalAccessToken(user, "build", "own"),
	}
	for i := range want {
		want[i].TenantID = "own"
	}
	got, err := w.own.PersonalAccessTokens.List(ctx, user)
	equal(t, got, err, want)
	one, err := w.own.PersonalAccessTokens.Get(ctx, user, "older")
	equal(t, one, err, &want[0])
	for _, name := range []string{"Older", "old%", ""} {
		_, err = w.own.PersonalAccessTokens.Get(ctx, user, name)
		fails(t, err, store.ErrNotFound)
	}
	none, err := w.own.PersonalAccessTokens.List(ctx, foreign)
	equal(t, len(none), err, 0)
}

func testRenamePersonalAccessToken(t *testing.T, w *world) {
	ctx := t.Context()
	tokens(t, w)
	ok(t, w.own.PersonalAccessTokens.Insert(ctx, newPersonalAccessToken(user, "another", "another")))
	renamed := newPersonalAccessToken(user, "renamed", "resealed")
	ok(t, w.own.PersonalAccessTokens.Rename(ctx, "build", renamed))
	// The digest and the times stay.
	want := newPersonalAccessToken(user, "renamed", "own")
	want.TenantID, want.Sealed = "own", renamed.Sealed
	got, err := w.own.PersonalAccessTokens.Get(ctx, user, "renamed")
	equal(t, got, err, want)
	fails(t, w.own.PersonalAccessTokens.Rename(ctx, "build", renamed), store.ErrNotFound)
	fails(t, w.own.PersonalAccessTokens.Rename(ctx, "renamed", newPersonalAccessToken(user, "another", "x")), store.ErrConflict)
	fails(t, w.own.PersonalAccessTokens.Rename(ctx, "renamed", newPersonalAccessToken(foreign, "x", "x")), store.ErrNotFound)
	foreignTokens(t, w)
}

func testDeletePersonalAccessTokens(t *testing.T, w *world) {
	ctx := t.Context()
	tokens(t, w)
	ok(t, w.own.PersonalAccessTokens.Insert(ctx, newPersonalAccessToken(user, "another", "another")))
	fails(t, w.own.PersonalAccessTokens.Delete(ctx, foreign, "build"), store.ErrNotFound)
	ok(t, w.own.PersonalAccessTokens.Delete(ctx, user, "build"))
	fails(t, w.own.PersonalAccessTokens.Delete(ctx, user, "build"), store.ErrNotFound)
	left, err := w.own.PersonalAccessTokens.List(ctx, user)
	ok(t, err)
	if len(left) != 1 || left[0].Name != "another" {
		t.Errorf("left: %+v", left)
	}
	// Tokens go with their user.
	ok(t, w.own.Users.Delete(ctx, user))
	left, err = w.own.PersonalAccessTokens.List(ctx, user)
	equal(t, len(left), err, 0)
	foreignTokens(t, w)
}
