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
	}
}

func testSession(t *testing.T, w *world) {
	ctx := t.Context()
	want := newSession(session, user, "own")
	want.TenantID = "own"
	got, err := w.own.SessionByDigest(ctx, digest(session), now)
	equal(t, got, err, want)
	_, err = w.own.SessionByDigest(ctx, digest(session), want.ExpiresAt)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.SessionByDigest(ctx, digest(foreign), now)
	fails(t, err, store.ErrNotFound)

	again := newSession("new", user, "again")
	again.Digest = digest(session)
	fails(t, w.own.CreateSession(ctx, again), store.ErrConflict)
	fails(t, w.own.CreateSession(ctx, newSession("new", foreign, "x")), store.ErrConflict)
}

func testReadSession(t *testing.T, w *world) {
	ctx := t.Context()
	want := newSession(session, user, "own")
	want.TenantID = "own"
	got, err := w.own.Session(ctx, session, now)
	equal(t, got, err, want)
	_, err = w.own.Session(ctx, session, want.ExpiresAt)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.Session(ctx, foreign, now)
	fails(t, err, store.ErrNotFound)
}

func testUserSessions(t *testing.T, w *world) {
	ctx := t.Context()
	newer, ended, others := newSession("newer", user, "x"), newSession("ended", user, "x"), newSession("other's", "new", "x")
	newer.CreatedAt, ended.ExpiresAt = now+1, now
	ok(t, w.own.CreateUser(ctx, newBareUser("new")))
	for _, one := range []*models.Session{newer, ended, others} {
		ok(t, w.own.CreateSession(ctx, one))
	}
	want := newSession(session, user, "own")
	want.TenantID = "own"
	got, err := w.own.UserSessions(ctx, user, now)
	equal(t, got, err, []models.Session{*newer, *want})
	got, err = w.own.UserSessions(ctx, foreign, now)
	equal(t, len(got), err, 0)
}

func testDeleteSession(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.CreateSession(ctx, newSession("new", user, "new")))
	ok(t, w.own.DeleteSession(ctx, session))
	fails(t, w.own.DeleteSession(ctx, session), store.ErrNotFound)
	fails(t, w.own.DeleteSession(ctx, foreign), store.ErrNotFound)
	_, err := w.own.SessionByDigest(ctx, digest(session), now)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.SessionByDigest(ctx, digest("new"), now)
	ok(t, err)
	// What was granted in a session stays.
	_, err = w.own.Grant(ctx, grant, now)
	ok(t, err)
}

func testDeleteUserSessions(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.CreateUser(ctx, newBareUser("new")))
	ok(t, w.own.CreateSession(ctx, newSession("second", user, "second")))
	ok(t, w.own.CreateSession(ctx, newSession("new", "new", "new")))
	ok(t, w.own.DeleteUserSessions(ctx, user))
	ok(t, w.own.DeleteUserSessions(ctx, foreign))
	for _, id := range []string{session, "second"} {
		_, err := w.own.SessionByDigest(ctx, digest(id), now)
		fails(t, err, store.ErrNotFound)
	}
	_, err := w.own.SessionByDigest(ctx, digest("new"), now)
	ok(t, err)
}

func testHoldSession(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.HoldSession(ctx, session))
	fails(t, w.own.HoldSession(ctx, foreign), store.ErrNotFound)
	ok(t, w.own.DeleteSession(ctx, session))
	fails(t, w.own.HoldSession(ctx, session), store.ErrNotFound)
}
