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
	got, err := w.own.Grants.Live(ctx, grant, now)
	equal(t, got, err, want)
	_, err = w.own.Grants.Live(ctx, grant, want.ExpiresAt)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.Grants.Live(ctx, foreign, now)
	fails(t, err, store.ErrNotFound)

	fails(t, w.own.Grants.Insert(ctx, newGrant(grant, "again")), store.ErrConflict)
	stray := newGrant("new", "new")
	stray.UserID = foreign
	fails(t, w.own.Grants.Insert(ctx, stray), store.ErrConflict)
	stray = newGrant("new", "new")
	stray.ApplicationID = foreign
	fails(t, w.own.Grants.Insert(ctx, stray), store.ErrConflict)
}

func testUserGrants(t *testing.T, w *world) {
	ctx := t.Context()
	newer := newGrant("newer", "newer")
	newer.CreatedAt = now + 1
	ended := newGrant("ended", "ended")
	ended.ExpiresAt = now
	ok(t, w.own.Grants.Insert(ctx, newer))
	ok(t, w.own.Grants.Insert(ctx, ended))
	grants, err := w.own.Grants.ListGiven(ctx, user, app, now)
	ok(t, err)
	var ids []string
	for _, one := range grants {
		ids = append(ids, one.ID)
	}
	equal(t, ids, nil, []string{"newer", grant})
	none, err := w.own.Grants.ListGiven(ctx, user, foreign, now)
	equal(t, len(none), err, 0)
	none, err = w.own.Grants.ListGiven(ctx, foreign, app, now)
	equal(t, len(none), err, 0)
}

func testUserGrantList(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Applications.Insert(ctx, newApplication("second", "second")))
	ok(t, w.own.Users.Insert(ctx, newBareUser("new")))
	newer, ended, others := newGrant("newer", "newer"), newGrant("ended", "ended"), newGrant("other's", "x")
	newer.ApplicationID, newer.CreatedAt, ended.ExpiresAt, others.UserID = "second", now+1, now, "new"
	for _, one := range []*models.Grant{newer, ended, others} {
		ok(t, w.own.Grants.Insert(ctx, one))
	}
	want := newGrant(grant, "own")
	want.TenantID = "own"
	got, err := w.own.Grants.ListOfUser(ctx, user, now)
	equal(t, got, err, []models.Grant{*newer, *want})
	got, err = w.own.Grants.ListOfUser(ctx, foreign, now)
	equal(t, len(got), err, 0)
}

func testDeleteUserGrantsOf(t *testing.T, w *world) {
	tests := []struct {
		name           string
		sessionID      string
		onlyFirstParty bool
		want           []string // the remaining ones
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
	ok(t, w.own.Applications.Insert(ctx, ours)) // the application "app" is third-party
	first, elsewhere := newGrant("ours", "x"), newGrant("elsewhere", "x")
	first.ApplicationID, elsewhere.ApplicationID, elsewhere.SessionID = "ours", "ours", "another"
	ok(t, w.own.Grants.Insert(ctx, first))
	ok(t, w.own.Grants.Insert(ctx, elsewhere))
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fails(t, w.own.InTx(ctx, func(tx *store.Store) error {
				ok(t, tx.Grants.DeleteOfSession(ctx, test.sessionID, test.onlyFirstParty))
				left, err := tx.Grants.ListOfUser(ctx, user, now)
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
	ok(t, w.own.Grants.Extend(ctx, grant, now+9))
	ok(t, w.own.Grants.Extend(ctx, grant, now+5)) // never shortens
	got, err := w.own.Grants.Live(ctx, grant, now+8)
	equal(t, got, err, want)
	ok(t, w.own.Grants.Extend(ctx, foreign, now+9))
}

func testMoveSessionGrants(t *testing.T, w *world) {
	ctx := t.Context()
	elsewhere := newGrant("elsewhere", "elsewhere")
	elsewhere.SessionID = "another"
	ok(t, w.own.Grants.Insert(ctx, elsewhere))
	ok(t, w.own.Grants.Move(ctx, session, "new"))
	want := newGrant(grant, "own")
	want.TenantID, want.SessionID = "own", "new"
	got, err := w.own.Grants.Live(ctx, grant, now)
	equal(t, got, err, want)
	got, err = w.own.Grants.Live(ctx, "elsewhere", now)
	equal(t, got, err, elsewhere)
}

// wantGone checks that nothing is left of the grant "grant".
func wantGone(t *testing.T, w *world) {
	t.Helper()
	ctx := t.Context()
	_, err := w.own.Grants.Live(ctx, grant, now)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.AuthorizationCodes.ByDigest(ctx, digest("code"))
	fails(t, err, store.ErrNotFound)
	_, err = w.own.RefreshTokens.ByDigest(ctx, digest("refresh token"))
	fails(t, err, store.ErrNotFound)
	_, err = w.own.AccessTokens.ByDigest(ctx, digest("access token"), now)
	fails(t, err, store.ErrNotFound)
}

func testDeleteGrant(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Grants.Insert(ctx, newGrant("new", "new")))
	ok(t, w.own.RefreshTokens.Insert(ctx, newRefreshToken("new", "new")))
	ok(t, w.own.Grants.Delete(ctx, grant))
	wantGone(t, w)
	_, err := w.own.RefreshTokens.ByDigest(ctx, digest("new"))
	ok(t, err)
	ok(t, w.own.Grants.Delete(ctx, grant))
	ok(t, w.own.Grants.Delete(ctx, foreign))
}

func testDeleteUserGrants(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Users.Insert(ctx, newBareUser("new")))
	other := newGrant("new", "new")
	other.UserID = "new"
	ok(t, w.own.Grants.Insert(ctx, other))
	ok(t, w.own.Grants.DeleteOfUser(ctx, user))
	wantGone(t, w)
	_, err := w.own.Grants.Live(ctx, "new", now)
	ok(t, err)
	ok(t, w.own.Grants.DeleteOfUser(ctx, foreign))
}

func testDeleteSessionGrants(t *testing.T, w *world) {
	ctx := t.Context()
	online := newGrant("online", "online")
	online.HasOfflineAccess = false
	elsewhere := newGrant("elsewhere", "elsewhere")
	elsewhere.HasOfflineAccess, elsewhere.SessionID = false, "another"
	ok(t, w.own.Grants.Insert(ctx, online))
	ok(t, w.own.Grants.Insert(ctx, elsewhere))
	ok(t, w.own.AccessTokens.Insert(ctx, newAccessToken("online", "online", "x")))
	ok(t, w.own.Grants.DeleteOnlineOfSession(ctx, session))
	_, err := w.own.Grants.Live(ctx, "online", now)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.AccessTokens.ByDigest(ctx, digest("online"), now)
	fails(t, err, store.ErrNotFound)
	for _, id := range []string{grant, "elsewhere"} {
		_, err = w.own.Grants.Live(ctx, id, now)
		ok(t, err)
	}
}

func testHoldGrant(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.Grants.Hold(ctx, grant)) }))
	fails(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.Grants.Hold(ctx, foreign)) }), store.ErrNotFound)
	ok(t, w.own.Grants.Delete(ctx, grant))
	fails(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.Grants.Hold(ctx, grant)) }), store.ErrNotFound)
}
