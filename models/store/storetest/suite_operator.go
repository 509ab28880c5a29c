package storetest

import (
	"context"
	"testing"

	"portico/models"
	"portico/models/store"
)

func operatorTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"console session":              testConsoleSession,
		"console sessions and grants":  testConsoleSessionOfGrant,
		"invitation":                   testOperatorInvitation,
		"invitations":                  testOperatorInvitations,
		"invitation is claimed once":   testClaimInvitation,
		"links for the first operator": testSetUpInvitations,
		"operators":                    testOperators,
		"set role":                     testSetOperatorRole,
		"hold tenant":                  testHoldTenant,
	}
}

func testConsoleSession(t *testing.T, w *world) {
	ctx := t.Context()
	want := newConsoleSession(consoleSession, grant)
	want.TenantID = "own"
	got, err := w.own.ConsoleSessions.ByDigest(ctx, digest(consoleSession), now)
	equal(t, got, err, want)
	_, err = w.own.ConsoleSessions.ByDigest(ctx, digest(consoleSession), want.ExpiresAt)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.ConsoleSessions.ByDigest(ctx, digest(foreign), now)
	fails(t, err, store.ErrNotFound)
	fails(t, w.own.ConsoleSessions.Insert(ctx, newConsoleSession("new", foreign)), store.ErrConflict)
	again := newConsoleSession("new", grant)
	again.Digest = digest(consoleSession)
	fails(t, w.own.ConsoleSessions.Insert(ctx, again), store.ErrConflict)

	ok(t, w.own.ConsoleSessions.Delete(ctx, digest(foreign)))
	for range 2 {
		ok(t, w.own.ConsoleSessions.Delete(ctx, digest(consoleSession)))
		_, err = w.own.ConsoleSessions.ByDigest(ctx, digest(consoleSession), now)
		fails(t, err, store.ErrNotFound)
	}
	_, err = w.own.Grants.Live(ctx, grant, now)
	ok(t, err)
}

// Whatever ends a grant ends the console session that depends on it, and no other.
func testConsoleSessionOfGrant(t *testing.T, w *world) {
	ends := []struct {
		name string
		end  func(context.Context, *store.Store) error
	}{
		{"grant", func(ctx context.Context, s *store.Store) error { return s.Grants.Delete(ctx, "g1") }},
		{"user's grants", func(ctx context.Context, s *store.Store) error { return s.Grants.DeleteOfUser(ctx, "u1") }},
		{"session's grants", func(ctx context.Context, s *store.Store) error { return s.Grants.DeleteOnlineOfSession(ctx, "s1") }},
		{"grants of a session", func(ctx context.Context, s *store.Store) error { return s.Grants.DeleteOfSession(ctx, "s1", false) }},
		{"user", func(ctx context.Context, s *store.Store) error { return s.Users.Delete(ctx, "u1") }},
	}
	for _, test := range ends {
		t.Run(test.name, func(t *testing.T) {
			ctx := t.Context()
			own := newGrant("g1", "g1")
			own.UserID, own.SessionID, own.HasOfflineAccess = "u1", "s1", false
			ok(t, w.own.Users.Insert(ctx, newBareUser("u1")))
			ok(t, w.own.Grants.Insert(ctx, own))
			ok(t, w.own.ConsoleSessions.Insert(ctx, newConsoleSession("c1", "g1")))
			ok(t, test.end(ctx, w.own))
			_, err := w.own.ConsoleSessions.ByDigest(ctx, digest("c1"), now)
			fails(t, err, store.ErrNotFound)
			_, err = w.own.ConsoleSessions.ByDigest(ctx, digest(consoleSession), now)
			ok(t, err)
			if test.name != "user" {
				ok(t, w.own.Users.Delete(ctx, "u1"))
			}
		})
	}
}

func testOperatorInvitation(t *testing.T, w *world) {
	ctx := t.Context()
	want := newInvitation(invitation)
	want.TenantID = "own"
	got, err := w.own.OperatorInvitations.Get(ctx, invitation)
	equal(t, got, err, want)
	got, err = w.own.OperatorInvitations.ByDigest(ctx, digest(invitation), now)
	equal(t, got, err, want)
	_, err = w.own.OperatorInvitations.ByDigest(ctx, digest(invitation), want.ExpiresAt)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.OperatorInvitations.ByDigest(ctx, digest(foreign), now)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.OperatorInvitations.Get(ctx, foreign)
	fails(t, err, store.ErrNotFound)
	again := newInvitation("new")
	again.Digest = digest(invitation)
	fails(t, w.own.OperatorInvitations.Insert(ctx, again), store.ErrConflict)
}

func testOperatorInvitations(t *testing.T, w *world) {
	ctx := t.Context()
	newer, ended, setUp := newInvitation("newer"), newInvitation("ended"), newInvitation("set-up")
	newer.CreatedAt, ended.ExpiresAt, setUp.IsSetUp = now+1, now, true
	for _, one := range []*models.OperatorInvitation{newer, ended, setUp} {
		ok(t, w.own.OperatorInvitations.Insert(ctx, one))
	}
	invitations, err := w.own.OperatorInvitations.List(ctx, now)
	ok(t, err)
	var ids []string
	for _, one := range invitations {
		ids = append(ids, one.ID)
	}
	equal(t, ids, nil, []string{"newer", invitation})
	_, err = w.own.OperatorInvitations.Get(ctx, "set-up")
	fails(t, err, store.ErrNotFound)
	found, err := w.own.OperatorInvitations.ByDigest(ctx, digest("set-up"), now)
	equal(t, found, err, setUp)
}

func testClaimInvitation(t *testing.T, w *world) {
	claimed := atOnce(t, store.ErrNotFound, func(ctx context.Context) error {
		return w.own.OperatorInvitations.Delete(ctx, invitation)
	})
	equal(t, claimed, nil, 1)
	_, err := w.own.OperatorInvitations.ByDigest(t.Context(), digest(invitation), now)
	fails(t, err, store.ErrNotFound)
	fails(t, w.own.OperatorInvitations.Delete(t.Context(), foreign), store.ErrNotFound)
}

func testSetUpInvitations(t *testing.T, w *world) {
	ctx := t.Context()
	for _, id := range []string{"first", "second"} {
		setUp := newInvitation(id)
		setUp.IsSetUp = true
		ok(t, w.own.OperatorInvitations.Insert(ctx, setUp))
	}
	ok(t, w.own.OperatorInvitations.DeleteSetUp(ctx))
	for _, id := range []string{"first", "second"} {
		_, err := w.own.OperatorInvitations.ByDigest(ctx, digest(id), now)
		fails(t, err, store.ErrNotFound)
	}
	_, err := w.own.OperatorInvitations.Get(ctx, invitation)
	ok(t, err)
	ok(t, w.own.OperatorInvitations.DeleteSetUp(ctx))
}

// Ids of the operator roles, least access first.
const (
	viewerRole = "r1"
	editorRole = "r2"
	adminRole  = "r3"
)

// createOperatorRoles creates the operator roles.
func createOperatorRoles(t *testing.T, s *store.Store) {
	t.Helper()
	for id, name := range map[string]string{adminRole: models.RoleAdmin, editorRole: models.RoleEditor, viewerRole: models.RoleViewer} {
		ok(t, s.Roles.Insert(t.Context(), newRole(id, name, "x", models.RoleUser)))
	}
}

func testOperators(t *testing.T, w *world) {
	ctx := t.Context()
	none, err := w.own.Operators.List(ctx)
	equal(t, len(none), err, 0)
	createOperatorRoles(t, w.own)
	for i, id := range []string{"u1", "u2", "u3"} {
		one := newBareUser(id)
		one.CreatedAt = now + 1 + int64(i)
		ok(t, w.own.Users.Insert(ctx, one))
	}
	for _, held := range [][2]string{{"u1", viewerRole}, {"u1", editorRole}, {"u2", viewerRole}, {"u2", adminRole}, {"u2", editorRole}, {"u3", role}} {
		ok(t, w.own.Assignments.Give(ctx, models.UserHolder(held[0]), held[1]))
	}
	operators, err := w.own.Operators.List(ctx)
	ok(t, err)
	var got [][2]string
	for _, one := range operators {
		got = append(got, [2]string{one.ID, one.Role})
	}
	equal(t, got, nil, [][2]string{{"u1", "editor"}, {"u2", "admin"}})

	want := newBareUser("u2")
	want.TenantID, want.CreatedAt = "own", now+2
	one, err := w.own.Operators.Get(ctx, "u2")
	equal(t, one, err, &models.Operator{User: *want, Role: models.RoleAdmin})
	for _, id := range []string{"u3", user, foreign, absent} {
		_, err = w.own.Operators.Get(ctx, id)
		fails(t, err, store.ErrNotFound)
	}
}

func testSetOperatorRole(t *testing.T, w *world) {
	ctx := t.Context()
	fails(t, w.own.Operators.SetRole(ctx, user, models.RoleEditor), store.ErrNotFound)
	createOperatorRoles(t, w.own)
	ok(t, w.own.Assignments.Give(ctx, models.UserHolder(user), adminRole))
	ok(t, w.own.Assignments.Give(ctx, models.UserHolder(user), viewerRole))
	ok(t, w.own.Operators.SetRole(ctx, user, models.RoleEditor))
	one, err := w.own.Operators.Get(ctx, user)
	ok(t, err)
	equal(t, one.Role, nil, models.RoleEditor)

	fails(t, w.own.Operators.SetRole(ctx, user, "owner"), store.ErrNotFound)
	fails(t, w.own.Operators.SetRole(ctx, foreign, models.RoleEditor), store.ErrConflict)
	one, err = w.own.Operators.Get(ctx, user)
	ok(t, err)
	equal(t, one.Role, nil, models.RoleEditor)

	ok(t, w.own.Operators.SetRole(ctx, user, ""))
	_, err = w.own.Operators.Get(ctx, user)
	fails(t, err, store.ErrNotFound)
	// Other roles remain.
	scopes, err := w.own.Permissions.Scopes(ctx, store.PermissionQuery{Holder: models.UserHolder(user), ResourceID: resource})
	equal(t, scopes, err, []string{"read"})
}

func testHoldTenant(t *testing.T, w *world) {
	ok(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.Tenant.Hold(t.Context())) }))
	fails(t, w.db.Tenant(absent).InTx(t.Context(), func(tx *store.Store) error {
		return second(tx.Tenant.Hold(t.Context()))
	}), store.ErrNotFound)
	_, err := w.own.Users.Hold(t.Context(), user)
	if err == nil {
		t.Error("a record is held outside a transaction")
	}
}
