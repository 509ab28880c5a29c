package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

func signingKeyTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"create and list": testSigningKeys,
		"one of a stage":  testSigningKeyStages,
		"rotate":          testRotateSigningKeys,
		"delete":          testDeleteSigningKey,
		"retired":         testRetiredKeys,
		"scheduled":       testScheduledRotations,
	}
}

func testSigningKeys(t *testing.T, w *world) {
	ctx := t.Context()
	newest := newSigningKey("newest", "newest", models.KeyNext)
	newest.CreatedAt = now + 1
	previous := newSigningKey("a-key", "previous", models.KeyPrevious)
	ok(t, w.own.SigningKeys.Insert(ctx, newest))
	ok(t, w.own.SigningKeys.Insert(ctx, previous))
	current := newSigningKey(key, "own", models.KeyCurrent)
	current.TenantID = "own"
	got, err := w.own.SigningKeys.List(ctx)
	equal(t, got, err, []models.SigningKey{*newest, *previous, *current})
}

func testSigningKeyStages(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.SigningKeys.Insert(ctx, newSigningKey("next", "next", models.KeyNext)))
	ok(t, w.own.SigningKeys.Insert(ctx, newSigningKey("previous-1", "x", models.KeyPrevious)))
	ok(t, w.own.SigningKeys.Insert(ctx, newSigningKey("previous-2", "x", models.KeyPrevious)))
	other := newSigningKey("other", "x", models.KeyCurrent)
	other.Algorithm = "RS256"
	ok(t, w.own.SigningKeys.Insert(ctx, other))
	fails(t, w.own.SigningKeys.Insert(ctx, newSigningKey("new", "x", models.KeyCurrent)), store.ErrConflict)
	fails(t, w.own.SigningKeys.Insert(ctx, newSigningKey("new", "x", models.KeyNext)), store.ErrConflict)
	fails(t, w.own.SigningKeys.Update(ctx, newSigningKey("previous-1", "x", models.KeyCurrent)), store.ErrConflict)
	fails(t, w.own.SigningKeys.Insert(ctx, newSigningKey(key, "x", models.KeyPrevious)), store.ErrConflict)
}

func testRotateSigningKeys(t *testing.T, w *world) {
	ctx := t.Context()
	next := newSigningKey("next", "next", models.KeyNext)
	next.RotatedAt, next.CreatedAt = 0, now+1
	ok(t, w.own.SigningKeys.Insert(ctx, next))
	current := newSigningKey(key, "changed", models.KeyPrevious)
	current.RotatedAt = now + 5
	ok(t, w.own.InTx(ctx, func(tx *store.Store) error {
		ok(t, tx.SigningKeys.Update(ctx, current))
		next.Status = models.KeyCurrent
		return tx.SigningKeys.Update(ctx, next)
	}))
	want := newSigningKey(key, "own", models.KeyPrevious)
	want.TenantID, want.RotatedAt = "own", now+5
	got, err := w.own.SigningKeys.List(ctx)
	equal(t, got, err, []models.SigningKey{*next, *want})
	fails(t, w.own.SigningKeys.Update(ctx, newSigningKey(foreign, "x", models.KeyPrevious)), store.ErrNotFound)
}

func testDeleteSigningKey(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.SigningKeys.Delete(ctx, key))
	fails(t, w.own.SigningKeys.Delete(ctx, key), store.ErrNotFound)
	fails(t, w.own.SigningKeys.Delete(ctx, foreign), store.ErrNotFound)
	got, err := w.own.SigningKeys.List(ctx)
	equal(t, len(got), err, 0)
}

func testRetiredKeys(t *testing.T, w *world) {
	ctx := t.Context()
	valid := &models.RetiredKey{ID: "valid", Algorithm: "RS256", Public: "{}", ExpiresAt: now + 1}
	ok(t, w.own.RetiredKeys.Insert(ctx, valid))
	ok(t, w.own.RetiredKeys.Insert(ctx, &models.RetiredKey{ID: "expired", Algorithm: "ES256", Public: "{}", ExpiresAt: now}))
	got, err := w.own.RetiredKeys.List(ctx, now)
	equal(t, got, err, []models.RetiredKey{*valid})
	for _, other := range w.others {
		got, err := other.RetiredKeys.List(ctx, 0)
		equal(t, len(got), err, 0)
	}
	ok(t, w.db.DeleteExpired(ctx, now))
	got, err = w.own.RetiredKeys.List(ctx, 0)
	equal(t, got, err, []models.RetiredKey{*valid})
}

func testScheduledRotations(t *testing.T, w *world) {
	ctx := t.Context()
	due := func() []models.ScheduledRotation {
		t.Helper()
		all, err := w.db.DueRotations(ctx, now)
		ok(t, err)
		return all
	}
	first := models.ScheduledRotation{TenantID: "own", Algorithm: "ES256", DueAt: now + 1}
	ok(t, w.own.ScheduledRotations.Set(ctx, &models.ScheduledRotation{Algorithm: "ES256", AsDefault: true, DueAt: now}))
	ok(t, w.own.ScheduledRotations.Set(ctx, &models.ScheduledRotation{Algorithm: "ES256", DueAt: now + 1})) // replaces the one before
	got, err := w.own.ScheduledRotations.List(ctx)
	equal(t, got, err, []models.ScheduledRotation{first})
	second := models.ScheduledRotation{TenantID: "own", Algorithm: "RS256", AsDefault: true, DueAt: now}
	ok(t, w.own.ScheduledRotations.Set(ctx, &models.ScheduledRotation{Algorithm: "RS256", AsDefault: true, DueAt: now}))
	equal(t, due(), nil, []models.ScheduledRotation{second})
	for _, other := range w.others {
		fails(t, other.ScheduledRotations.Delete(ctx, "RS256"), store.ErrNotFound)
	}
	ok(t, w.own.ScheduledRotations.Delete(ctx, "RS256"))
	fails(t, w.own.ScheduledRotations.Delete(ctx, "RS256"), store.ErrNotFound)
	equal(t, len(due()), nil, 0)
}
