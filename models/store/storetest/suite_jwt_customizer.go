package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

// customizerCase is the id of a saved test that every tenant has.
const customizerCase = "case"

func jwtCustomizerTests() group {
	return group{
		"script": testJWTCustomizer, "versions": testJWTCustomizerVersions, "saved tests": testJWTCustomizerCases,
		"revision": testJWTCustomizerRevision, "kept from scripts": testKeepFromScripts,
	}
}

func newJWTCustomizer(kind models.TokenKind, label string) *models.JWTCustomizer {
	return &models.JWTCustomizer{
		Kind: kind, Script: "script of " + label, Sealed: []byte("sealed\x00" + label),
		ContextSample: map[string]any{"user": label}, TokenSample: map[string]any{"aud": label}, BlockIssuanceOnError: ptr(false),
		IsOff: true, UpdatedAt: now + 1, CreatedAt: now,
	}
}

func newJWTCustomizerVersion(number int64, label string) *models.JWTCustomizerVersion {
	return &models.JWTCustomizerVersion{
		Kind: models.TokenAccess, Number: number, Script: "script of " + label, ActorID: user, ActorName: label, CreatedAt: now,
	}
}

func newJWTCustomizerCase(id, name string) *models.JWTCustomizerCase {
	return &models.JWTCustomizerCase{
		ID: id, Kind: models.TokenAccess, Name: name, Token: map[string]any{"aud": name}, Context: map[string]any{"user": name},
		Claims: map[string]any{"a": []any{1.0, name}}, IsDenied: true, CreatedAt: now,
	}
}

// populateJWTCustomizers adds what every tenant has.
func populateJWTCustomizers(t *testing.T, s *store.Store, label string) {
	t.Helper()
	ctx := t.Context()
	ok(t, s.JWTCustomizers.Put(ctx, newJWTCustomizer(models.TokenAccess, label)))
	ok(t, s.JWTCustomizers.AddVersion(ctx, newJWTCustomizerVersion(1, label)))
	ok(t, s.JWTCustomizerCases.Insert(ctx, newJWTCustomizerCase(customizerCase, label)))
}

func testJWTCustomizer(t *testing.T, w *world) {
	ctx := t.Context()
	want := newJWTCustomizer(models.TokenAccess, "own")
	want.TenantID = "own"
	got, err := w.own.JWTCustomizers.Get(ctx, models.TokenAccess)
	equal(t, got, err, want)
	_, err = w.own.JWTCustomizers.Get(ctx, models.TokenClientCredentials)
	fails(t, err, store.ErrNotFound)
	fails(t, w.own.JWTCustomizers.Delete(ctx, models.TokenClientCredentials), store.ErrNotFound)

	bare := &models.JWTCustomizer{Kind: models.TokenClientCredentials, Script: "x", Sealed: []byte("x"), CreatedAt: now}
	ok(t, w.own.JWTCustomizers.Put(ctx, bare))
	changed := newJWTCustomizer(models.TokenAccess, "changed")
	changed.BlockIssuanceOnError, changed.IsOff, changed.UpdatedAt = ptr(true), false, now+2
	ok(t, w.own.JWTCustomizers.Put(ctx, changed))
	all, err := w.own.JWTCustomizers.List(ctx)
	bare.ContextSample, bare.TokenSample = map[string]any{}, map[string]any{}
	equal(t, all, err, []models.JWTCustomizer{*changed, *bare})
	ok(t, w.own.JWTCustomizers.Delete(ctx, models.TokenAccess))
	versions, err := w.own.JWTCustomizers.Versions(ctx, models.TokenAccess)
	equal(t, versions, err, []models.JWTCustomizerVersion{})
	cases, err := w.own.JWTCustomizerCases.List(ctx, models.TokenAccess)
	if ok(t, err); len(cases) != 1 {
		t.Errorf("%d saved tests are left", len(cases))
	}
	has, err := w.db.HasJWTCustomizers(ctx)
	equal(t, has, err, true)
}

func testJWTCustomizerVersions(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.JWTCustomizers.AddVersion(ctx, newJWTCustomizerVersion(2, "own")))
	ok(t, w.own.JWTCustomizers.AddVersion(ctx, newJWTCustomizerVersion(3, "own")))
	fails(t, w.own.JWTCustomizers.AddVersion(ctx, newJWTCustomizerVersion(3, "own")), store.ErrConflict)
	ofNothing := newJWTCustomizerVersion(1, "own")
	ofNothing.Kind = models.TokenClientCredentials
	fails(t, w.own.JWTCustomizers.AddVersion(ctx, ofNothing), store.ErrConflict)
	last, err := w.own.JWTCustomizers.LastVersion(ctx, models.TokenAccess)
	equal(t, last, err, int64(3))
	last, err = w.own.JWTCustomizers.LastVersion(ctx, models.TokenClientCredentials)
	equal(t, last, err, int64(0))
	second := newJWTCustomizerVersion(2, "own")
	second.TenantID = "own"
	got, err := w.own.JWTCustomizers.Version(ctx, models.TokenAccess, 2)
	equal(t, got, err, second)
	_, err = w.own.JWTCustomizers.Version(ctx, models.TokenAccess, 9)
	fails(t, err, store.ErrNotFound)
	ok(t, w.own.JWTCustomizers.ForgetVersions(ctx, models.TokenAccess, 1))
	versions, err := w.own.JWTCustomizers.Versions(ctx, models.TokenAccess)
	if ok(t, err); len(versions) != 2 || versions[0].Number != 3 || versions[1].Number != 2 {
		t.Errorf("%+v", versions)
	}
}

func testJWTCustomizerCases(t *testing.T, w *world) {
	ctx := t.Context()
	want := newJWTCustomizerCase(customizerCase, "own")
	want.TenantID = "own"
	got, err := w.own.JWTCustomizerCases.Get(ctx, customizerCase)
	equal(t, got, err, want)
	fails(t, w.own.JWTCustomizerCases.Insert(ctx, newJWTCustomizerCase("other", "own")), store.ErrConflict)
	first := newJWTCustomizerCase("other", "a name")
	ok(t, w.own.JWTCustomizerCases.Insert(ctx, first))
	list, err := w.own.JWTCustomizerCases.List(ctx, models.TokenAccess)
	equal(t, list, err, []models.JWTCustomizerCase{*first, *want})
	list, err = w.own.JWTCustomizerCases.List(ctx, models.TokenClientCredentials)
	equal(t, list, err, []models.JWTCustomizerCase{})
}

func testJWTCustomizerRevision(t *testing.T, w *world) {
	ctx := t.Context()
	changes := map[string]func() error{
		"put": func() error {
			return w.own.JWTCustomizers.Put(ctx, newJWTCustomizer(models.TokenClientCredentials, "own"))
		},
		"delete": func() error { return w.own.JWTCustomizers.Delete(ctx, models.TokenAccess) },
	}
	for name, change := range changes {
		before, err := w.own.Tenant.Revision(ctx)
		ok(t, err)
		ok(t, change())
		if after, err := w.own.Tenant.Revision(ctx); err != nil || after <= before {
			t.Errorf("%s: revision %d after %d, %v", name, after, before, err)
		}
	}
}

func testKeepFromScripts(t *testing.T, w *world) {
	ctx := t.Context()
	for _, isKept := range []bool{true, false} {
		ok(t, w.own.Users.KeepFromScripts(ctx, user, isKept))
		if got, err := w.own.Users.Get(ctx, user); err != nil || got.IsKeptFromScripts != isKept {
			t.Errorf("%v, %v", got.IsKeptFromScripts, err)
		}
	}
	fails(t, w.own.Users.KeepFromScripts(ctx, absent, true), store.ErrNotFound)
}
