package storetest

import (
	"context"
	"testing"

	"portico/models/store"
)

func interactionTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"create and read": testInteraction,
		"bind":            testBindInteraction,
		"bind at once":    testBindInteractionAtOnce,
		"update":          testUpdateInteraction,
		"end":             testEndInteraction,
		"end at once":     testEndInteractionAtOnce,
	}
}

func testInteraction(t *testing.T, w *world) {
	ctx := t.Context()
	want := newInteraction(interaction, "own")
	want.TenantID = "own"
	got, err := w.own.Interactions.Get(ctx, interaction)
	equal(t, got, err, want)
	got, err = w.own.Interactions.ByDigest(ctx, digest(interaction))
	equal(t, got, err, want)

	_, err = w.own.Interactions.Get(ctx, foreign)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.Interactions.ByDigest(ctx, digest(foreign))
	fails(t, err, store.ErrNotFound)

	fails(t, w.own.Interactions.Insert(ctx, newInteraction(interaction, "again")), store.ErrConflict)
	stray := newInteraction("new", "new")
	stray.ApplicationID = foreign
	fails(t, w.own.Interactions.Insert(ctx, stray), store.ErrConflict)
}

// createUnbound adds an interaction that is not bound to a browser.
func createUnbound(t *testing.T, w *world, id string) {
	t.Helper()
	unbound := newInteraction(id, id)
	unbound.Digest = nil
	ok(t, w.own.Interactions.Insert(t.Context(), unbound))
}

func testBindInteraction(t *testing.T, w *world) {
	ctx := t.Context()
	createUnbound(t, w, "new")
	createUnbound(t, w, "second")
	_, err := w.own.Interactions.ByDigest(ctx, nil)
	fails(t, err, store.ErrNotFound)
	ok(t, w.own.Interactions.Bind(ctx, "new", digest("browser")))
	fails(t, w.own.Interactions.Bind(ctx, "new", digest("thief")), store.ErrNotFound)
	fails(t, w.own.Interactions.Bind(ctx, interaction, digest("thief")), store.ErrNotFound)
	fails(t, w.own.Interactions.Bind(ctx, absent, digest("thief")), store.ErrNotFound)
	fails(t, w.own.Interactions.Bind(ctx, "second", digest("browser")), store.ErrConflict)
	got, err := w.own.Interactions.ByDigest(ctx, digest("browser"))
	ok(t, err)
	equal(t, got.ID, nil, "new")
}

func testBindInteractionAtOnce(t *testing.T, w *world) {
	createUnbound(t, w, "new")
	succeeded := atOnce(t, store.ErrNotFound, func(ctx context.Context) error {
		return w.own.Interactions.Bind(ctx, "new", digest("browser"))
	})
	equal(t, succeeded, nil, 1)
}

func testUpdateInteraction(t *testing.T, w *world) {
	ctx := t.Context()
	change := newInteraction(interaction, "changed")
	change.SessionID, change.ConsentedBy, change.Denied = "other", "", false
	change.Digest, change.ExpiresAt = digest("other"), now+9
	ok(t, w.own.Interactions.Update(ctx, change))
	want := newInteraction(interaction, "own")
	want.TenantID, want.SessionID, want.ConsentedBy, want.Denied = "own", "other", "", false
	got, err := w.own.Interactions.Get(ctx, interaction)
	equal(t, got, err, want)
	fails(t, w.own.Interactions.Update(ctx, newInteraction(foreign, "x")), store.ErrNotFound)
}

// An interaction that has ended can still be read, but not ended again.
func testEndInteraction(t *testing.T, w *world) {
	ctx := t.Context()
	want := newInteraction(interaction, "own")
	fails(t, w.own.Interactions.End(ctx, interaction, want.ExpiresAt), store.ErrNotFound)
	ok(t, w.own.Interactions.End(ctx, interaction, now))
	fails(t, w.own.Interactions.End(ctx, interaction, now), store.ErrNotFound)
	fails(t, w.own.Interactions.End(ctx, foreign, now), store.ErrNotFound)
	want.TenantID, want.ExpiresAt = "own", now
	got, err := w.own.Interactions.Get(ctx, interaction)
	equal(t, got, err, want)
	got, err = w.own.Interactions.ByDigest(ctx, digest(interaction))
	equal(t, got, err, want)
}

// A request is answered once.
func testEndInteractionAtOnce(t *testing.T, w *world) {
	succeeded := atOnce(t, store.ErrNotFound, func(ctx context.Context) error {
		return w.own.Interactions.End(ctx, interaction, now)
	})
	equal(t, succeeded, nil, 1)
}
