package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

func sessionTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"create and find": testSession,
		"read":            testReadSession,
		"list a user's":   testUserSessions,
		"delete":          testDeleteSession,
		"hold":            testHoldSession,
		"delete a user's": testDeleteUserSessions,
		"applications":    testApplicationsOfSession,
		"last end":        testLastEndOfSessions,
	}
}

func testSession(t *testing.T, w *world) {
	ctx := t.Context()
	want := newSession(session, user, "own")
	want.TenantID = "own"
	got, err := w.own.Sessions.ByDigest(ctx, digest(session), now)
	equal(t, got, err, want)
	_, err = w.own.Sessions.ByDigest(ctx, digest(session), want.ExpiresAt)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.Sessions.ByDigest(ctx, digest(foreign), now)
	fails(t, err, store.ErrNotFound)

	again := newSession("new", user, "again")
	again.Digest = digest(session)
	fails(t, w.own.Sessions.Insert(ctx, again), store.ErrConflict)
	fails(t, w.own.Sessions.Insert(ctx, newSession("new", foreign, "x")), store.ErrConflict)
}

func testReadSession(t *testing.T, w *world) {
	ctx := t.Context()
	want := newSession(session, user, "own")
	want.TenantID = "own"
	got, err := w.own.Sessions.Live(ctx, session, now)
	equal(t, got, err, want)
	_, err = w.own.Sessions.Live(ctx, session, want.ExpiresAt)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.Sessions.Live(ctx, foreign, now)
	fails(t, err, store.ErrNotFound)
}

func testUserSessions(t *testing.T, w *world) {
	ctx := t.Context()
	newer, ended, others := newSession("newer", user, "x"), newSession("ended", user, "x"), newSession("other's", "new", "x")
	newer.CreatedAt, ended.ExpiresAt = now+1, now
	ok(t, w.own.Users.Insert(ctx, newBareUser("new")))
	for _, one := range []*models.Session{newer, ended, others} {
		ok(t, w.own.Sessions.Insert(ctx, one))
	}
	want := newSession(session, user, "own")
	want.TenantID = "own"
	got, err := w.own.Sessions.ListOfUser(ctx, user, now)
	equal(t, got, err, []models.Session{*newer, *want})
	got, err = w.own.Sessions.ListOfUser(ctx, foreign, now)
	equal(t, len(got), err, 0)
}

func testDeleteSession(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Sessions.Insert(ctx, newSession("new", user, "new")))
	ok(t, w.own.Sessions.Delete(ctx, session))
	fails(t, w.own.Sessions.Delete(ctx, session), store.ErrNotFound)
	fails(t, w.own.Sessions.Delete(ctx, foreign), store.ErrNotFound)
	_, err := w.own.Sessions.ByDigest(ctx, digest(session), now)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.Sessions.ByDigest(ctx, digest("new"), now)
	ok(t, err)
	// Grants made in a session remain.
	_, err = w.own.Grants.Live(ctx, grant, now)
	ok(t, err)
}

func testDeleteUserSessions(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Users.Insert(ctx, newBareUser("new")))
	ok(t, w.own.Sessions.Insert(ctx, newSession("second", user, "second")))
	ok(t, w.own.Sessions.Insert(ctx, newSession("new", "new", "new")))
	ok(t, w.own.Sessions.DeleteOfUser(ctx, user))
	ok(t, w.own.Sessions.DeleteOfUser(ctx, foreign))
	for _, id := range []string{session, "second"} {
		_, err := w.own.Sessions.ByDigest(ctx, digest(id), now)
		fails(t, err, store.ErrNotFound)
	}
	_, err := w.own.Sessions.ByDigest(ctx, digest("new"), now)
	ok(t, err)
}

func testHoldSession(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.Sessions.Hold(ctx, session)) }))
	fails(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.Sessions.Hold(ctx, foreign)) }), store.ErrNotFound)
	ok(t, w.own.Sessions.Delete(ctx, session))
	fails(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.Sessions.Hold(ctx, session)) }), store.ErrNotFound)
}

func testApplicationsOfSession(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Sessions.SignedIn(ctx, session, app))
	ok(t, w.own.Sessions.SignedIn(ctx, session, "another"))
	fails(t, w.own.Sessions.SignedIn(ctx, foreign, app), store.ErrNotFound)
	got, err := w.own.Sessions.Live(ctx, session, now)
	ok(t, err)
	for id, want := range map[string]bool{app: true, "another": true, "anot": false, "": false} {
		if got.HasSignedInTo(id) != want {
			t.Errorf("signed in to %q: %v, want %v (%q)", id, !want, want, got.Applications)
		}
	}
}

func testLastEndOfSessions(t *testing.T, w *world) {
	ctx := t.Context()
	own, err := w.own.Sessions.Live(ctx, session, now)
	ok(t, err)
	later, longer := newSession("later", user, "later"), newSession("longer", user, "longer")
	later.CreatedAt, later.ExpiresAt = own.CreatedAt+1, own.ExpiresAt+9
	longer.ExpiresAt = own.ExpiresAt + 5
	ok(t, w.own.Sessions.Insert(ctx, later))
	ok(t, w.own.Sessions.Insert(ctx, longer))
	for begun, want := range map[int64]int64{own.CreatedAt - 1: 0, own.CreatedAt: longer.ExpiresAt, own.CreatedAt + 1: later.ExpiresAt} {
		got, err := w.own.Sessions.LastEnd(ctx, begun)
		equal(t, got, err, want)
	}
}
