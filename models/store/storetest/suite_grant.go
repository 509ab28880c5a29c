package storetest

import (
	"errors"
	"slices"
	"testing"

	"portico/models"
	"portico/models/store"
)

func grantTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"create and read":           testGrant,
		"list a user's":             testUserGrants,
		"list all of a user's":      testUserGrantList,
		"delete those of a session": testDeleteUserGrantsOf,
		"extend":                    testExtendGrant,
		"move a session's":          testMoveSessionGrants,
		"delete":                    testDeleteGrant,
		"hold":                      testHoldGrant,
		"delete a user's":           testDeleteUserGrants,
		"delete a session's":        testDeleteSessionGrants,
	}
}

func testGrant(t *testing.T, w *world) {
	ctx := t.Context()
	want := newGrant(grant, "own")
	want.TenantID = "own"
	got, err := w.own.Grant(ctx, grant, now)
	equal(t, got, err, want)
	_, err = w.own.Grant(ctx, grant, want.ExpiresAt)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.Grant(ctx, foreign, now)
	fails(t, err, store.ErrNotFound)

	fails(t, w.own.CreateGrant(ctx, newGrant(grant, "again")), store.ErrConflict)
	stray := newGrant("new", "new")
	stray.UserID = foreign
	fails(t, w.own.CreateGrant(ctx, stray), store.ErrConflict)
	stray = newGrant("new", "new")
	stray.ApplicationID = foreign
	fails(t, w.own.CreateGrant(ctx, stray), store.ErrConflict)
}

func testUserGrants(t *testing.T, w *world) {
	ctx := t.Context()
	newer := newGrant("newer", "newer")
	newer.CreatedAt = now + 1
	ended := newGrant("ended", "ended")
	ended.ExpiresAt = now
	ok(t, w.own.CreateGrant(ctx, newer))
	ok(t, w.own.CreateGrant(ctx, ended))
	grants, err := w.own.UserGrants(ctx, user, app, now)
	ok(t, err)
	var ids []string
	for _, one := range grants {
		ids = append(ids, one.ID)
	}
	equal(t, ids, nil, []string{"newer", grant})
	none, err := w.own.UserGrants(ctx, user, foreign, now)
	equal(t, len(none), err, 0)
	none, err = w.own.UserGrants(ctx, foreign, app, now)
	equal(t, len(none), err, 0)
}

func testUserGrantList(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.CreateApplication(ctx, newApplication("second", "second")))
	ok(t, w.own.CreateUser(ctx, newBareUser("new")))
	newer, ended, others := newGrant("newer", "newer"), newGrant("ended", "ended"), newGrant("other's", "x")
	newer.ApplicationID, newer.CreatedAt, ended.ExpiresAt, others.UserID = "second", now+1, now, "new"
	for _, one := range []*models.Grant{newer, ended, others} {
		ok(t, w.own.CreateGrant(ctx, one))
	}
	want := newGrant(grant, "own")
	want.TenantID = "own"
	got, err := w.own.UserGrantList(ctx, user, now)
	equal(t, got, err, []models.Grant{*newer, *want})
	got, err = w.own.UserGrantList(ctx, foreign, now)
	equal(t, len(got), err, 0)
}

func testDeleteUserGrantsOf(t *testing.T, w *world) {
	tests := []struct {
		name           string
		sessionID      string
		onlyFirstParty bool
		want           []string // which are left
	}{
		{"first party", session, true, []string{"elsewhere", grant}},
		{"all", session, false, []string{"elsewhere"}},
		{"another session", "another", true, []string{grant, "ours"}},
		{"no session", absent, false, []string{"elsewhere", grant, "ours"}},
	}
	rollback := errors.New("rollback")
	ctx := t.Context()
	ours := newApplication("ours", "ours")
	ours.IsThirdParty = false
	ok(t, w.own.CreateApplication(ctx, ours)) // the application "app" is a third party's
	first, elsewhere := newGrant("ours", "x"), newGrant("elsewhere", "x")
	first.ApplicationID, elsewhere.ApplicationID, elsewhere.SessionID = "ours", "ours", "another"
	ok(t, w.own.CreateGrant(ctx, first))
	ok(t, w.own.CreateGrant(ctx, elsewhere))
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fails(t, w.own.InTx(ctx, func(tx *store.Store) error {
				ok(t, tx.DeleteUserGrantsOf(ctx, test.sessionID, test.onlyFirstParty))
				left, err := tx.UserGrantList(ctx, user, now)
				ok(t, err)
				var ids []string
				for _, one := range left {
					ids = append(ids, one.ID)
				}
				slices.Sort(ids)
				equal(t, ids, nil, test.want)
				return rollback
			}), rollback)
		})
	}
}

func testExtendGrant(t *testing.T, w *world) {
	ctx := t.Context()
	want := newGrant(grant, "own")
	want.TenantID, want.ExpiresAt = "own", now+9
	ok(t, w.own.ExtendGrant(ctx, grant, now+9))
	ok(t, w.own.ExtendGrant(ctx, grant, now+5)) // never shorter
	got, err := w.own.Grant(ctx, grant, now+8)
	equal(t, got, err, want)
	ok(t, w.own.ExtendGrant(ctx, foreign, now+9))
}

func testMoveSessionGrants(t *testing.T, w *world) {
	ctx := t.Context()
	elsewhere := newGrant("elsewhere", "elsewhere")
	elsewhere.SessionID = "another"
	ok(t, w.own.CreateGrant(ctx, elsewhere))
	ok(t, w.own.MoveSessionGrants(ctx, session, "new"))
	want := newGrant(grant, "own")
	want.TenantID, want.SessionID = "own", "new"
	got, err := w.own.Grant(ctx, grant, now)
	equal(t, got, err, want)
	got, err = w.own.Grant(ctx, "elsewhere", now)
	equal(t, got, err, elsewhere)
}

// wantGone looks that nothing is left of the grant "grant".
func wantGone(t *testing.T, w *world) {
	t.Helper()
	ctx := t.Context()
	_, err := w.own.Grant(ctx, grant, now)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.AuthorizationCode(ctx, digest("code"))
	fails(t, err, store.ErrNotFound)
	_, err = w.own.RefreshToken(ctx, digest("refresh token"))
	fails(t, err, store.ErrNotFound)
	_, err = w.own.AccessToken(ctx, digest("access token"), now)
	fails(t, err, store.ErrNotFound)
}

func testDeleteGrant(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.CreateGrant(ctx, newGrant("new", "new")))
	ok(t, w.own.CreateRefreshToken(ctx, newRefreshToken("new", "new")))
	ok(t, w.own.DeleteGrant(ctx, grant))
	wantGone(t, w)
	_, err := w.own.RefreshToken(ctx, digest("new"))
	ok(t, err)
	ok(t, w.own.DeleteGrant(ctx, grant))
	ok(t, w.own.DeleteGrant(ctx, foreign))
}

func testDeleteUserGrants(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.CreateUser(ctx, newBareUser("new")))
	other := newGrant("new", "new")
	other.UserID = "new"
	ok(t, w.own.CreateGrant(ctx, other))
	ok(t, w.own.DeleteUserGrants(ctx, user))
	wantGone(t, w)
	_, err := w.own.Grant(ctx, "new", now)
	ok(t, err)
	ok(t, w.own.DeleteUserGrants(ctx, foreign))
}

func testDeleteSessionGrants(t *testing.T, w *world) {
	ctx := t.Context()
	online := newGrant("online", "online")
	online.HasOfflineAccess = false
	elsewhere := newGrant("elsewhere", "elsewhere")
	elsewhere.HasOfflineAccess, elsewhere.SessionID = false, "another"
	ok(t, w.own.CreateGrant(ctx, online))
	ok(t, w.own.CreateGrant(ctx, elsewhere))
	ok(t, w.own.CreateAccessToken(ctx, newAccessToken("online", "online", "x")))
	ok(t, w.own.DeleteSessionGrants(ctx, session))
	_, err := w.own.Grant(ctx, "online", now)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.AccessToken(ctx, digest("online"), now)
	fails(t, err, store.ErrNotFound)
	for _, id := range []string{grant, "elsewhere"} {
		_, err = w.own.Grant(ctx, id, now)
		ok(t, err)
	}
}

func testHoldGrant(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.HoldGrant(ctx, grant))
	fails(t, w.own.HoldGrant(ctx, foreign), store.ErrNotFound)
	ok(t, w.own.DeleteGrant(ctx, grant))
	fails(t, w.own.HoldGrant(ctx, grant), store.ErrNotFound)
}
