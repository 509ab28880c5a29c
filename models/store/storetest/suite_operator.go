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
	got, err := w.own.ConsoleSessionByDigest(ctx, digest(consoleSession), now)
	equal(t, got, err, want)
	_, err = w.own.ConsoleSessionByDigest(ctx, digest(consoleSession), want.ExpiresAt)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.ConsoleSessionByDigest(ctx, digest(foreign), now)
	fails(t, err, store.ErrNotFound)
	fails(t, w.own.CreateConsoleSession(ctx, newConsoleSession("new", foreign)), store.ErrConflict)
	again := newConsoleSession("new", grant)
	again.Digest = digest(consoleSession)
	fails(t, w.own.CreateConsoleSession(ctx, again), store.ErrConflict)

	ok(t, w.own.DeleteConsoleSession(ctx, digest(foreign)))
	for range 2 {
		ok(t, w.own.DeleteConsoleSession(ctx, digest(consoleSession)))
		_, err = w.own.ConsoleSessionByDigest(ctx, digest(consoleSession), now)
		fails(t, err, store.ErrNotFound)
	}
	_, err = w.own.Grant(ctx, grant, now)
	ok(t, err)
}

// Whatever ends a grant ends the console session that hangs on it, and no other.
func testConsoleSessionOfGrant(t *testing.T, w *world) {
	ends := []struct {
		name string
		end  func(context.Context, *store.Store) error
	}{
		{"grant", func(ctx context.Context, s *store.Store) error { return s.DeleteGrant(ctx, "g1") }},
		{"user's grants", func(ctx context.Context, s *store.Store) error { return s.DeleteUserGrants(ctx, "u1") }},
		{"session's grants", func(ctx context.Context, s *store.Store) error { return s.DeleteSessionGrants(ctx, "s1") }},
		{"grants of a session", func(ctx context.Context, s *store.Store) error { return s.DeleteUserGrantsOf(ctx, "s1", false) }},
		{"user", func(ctx context.Context, s *store.Store) error { return s.DeleteUser(ctx, "u1") }},
	}
	for _, test := range ends {
		t.Run(test.name, func(t *testing.T) {
			ctx := t.Context()
			own := newGrant("g1", "g1")
			own.UserID, own.SessionID, own.HasOfflineAccess = "u1", "s1", false
			ok(t, w.own.CreateUser(ctx, newBareUser("u1")))
			ok(t, w.own.CreateGrant(ctx, own))
			ok(t, w.own.CreateConsoleSession(ctx, newConsoleSession("c1", "g1")))
			ok(t, test.end(ctx, w.own))
			_, err := w.own.ConsoleSessionByDigest(ctx, digest("c1"), now)
			fails(t, err, store.ErrNotFound)
			_, err = w.own.ConsoleSessionByDigest(ctx, digest(consoleSession), now)
			ok(t, err)
			if test.name != "user" {
				ok(t, w.own.DeleteUser(ctx, "u1"))
			}
		})
	}
}

func testOperatorInvitation(t *testing.T, w *world) {
	ctx := t.Context()
	want := newInvitation(invitation)
	want.TenantID = "own"
	got, err := w.own.OperatorInvitation(ctx, invitation)
	equal(t, got, err, want)
	got, err = w.own.OperatorInvitationByDigest(ctx, digest(invitation), now)
	equal(t, got, err, want)
	_, err = w.own.OperatorInvitationByDigest(ctx, digest(invitation), want.ExpiresAt)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.OperatorInvitationByDigest(ctx, digest(foreign), now)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.OperatorInvitation(ctx, foreign)
	fails(t, err, store.ErrNotFound)
	again := newInvitation("new")
	again.Digest = digest(invitation)
	fails(t, w.own.CreateOperatorInvitation(ctx, again), store.ErrConflict)
}

func testOperatorInvitations(t *testing.T, w *world) {
	ctx := t.Context()
	newer, ended, setUp := newInvitation("newer"), newInvitation("ended"), newInvitation("set-up")
	newer.CreatedAt, ended.ExpiresAt, setUp.IsSetUp = now+1, now, true
	for _, one := range []*models.OperatorInvitation{newer, ended, setUp} {
		ok(t, w.own.CreateOperatorInvitation(ctx, one))
	}
	invitations, err := w.own.OperatorInvitations(ctx, now)
	ok(t, err)
	var ids []string
	for _, one := range invitations {
		ids = append(ids, one.ID)
	}
	equal(t, ids, nil, []string{"newer", invitation})
	_, err = w.own.OperatorInvitation(ctx, "set-up")
	fails(t, err, store.ErrNotFound)
	found, err := w.own.OperatorInvitationByDigest(ctx, digest("set-up"), now)
	equal(t, found, err, setUp)
}

func testClaimInvitation(t *testing.T, w *world) {
	claimed := atOnce(t, store.ErrNotFound, func(ctx context.Context) error {
		return w.own.DeleteOperatorInvitation(ctx, invitation)
	})
	equal(t, claimed, nil, 1)
	_, err := w.own.OperatorInvitationByDigest(t.Context(), digest(invitation), now)
	fails(t, err, store.ErrNotFound)
	fails(t, w.own.DeleteOperatorInvitation(t.Context(), foreign), store.ErrNotFound)
}

func testSetUpInvitations(t *testing.T, w *world) {
	ctx := t.Context()
	for _, id := range []string{"first", "second"} {
		setUp := newInvitation(id)
		setUp.IsSetUp = true
		ok(t, w.own.CreateOperatorInvitation(ctx, setUp))
	}
	ok(t, w.own.DeleteSetUpInvitations(ctx))
	for _, id := range []string{"first", "second"} {
		_, err := w.own.OperatorInvitationByDigest(ctx, digest(id), now)
		fails(t, err, store.ErrNotFound)
	}
	_, err := w.own.OperatorInvitation(ctx, invitation)
	ok(t, err)
	ok(t, w.own.DeleteSetUpInvitations(ctx))
}

// Ids of the operators' roles, in the opposite order of what they allow.
const (
	viewerRole = "r1"
	editorRole = "r2"
	adminRole  = "r3"
)

// createOperatorRoles makes the operators' roles.
func createOperatorRoles(t *testing.T, s *store.Store) {
	t.Helper()
	for id, name := range map[string]string{adminRole: models.RoleAdmin, editorRole: models.RoleEditor, viewerRole: models.RoleViewer} {
		ok(t, s.CreateRole(t.Context(), newRole(id, name, "x", models.RoleUser), nil))
	}
}

func testOperators(t *testing.T, w *world) {
	ctx := t.Context()
	none, err := w.own.Operators(ctx)
	equal(t, len(none), err, 0)
	createOperatorRoles(t, w.own)
	for i, id := range []string{"u1", "u2", "u3"} {
		one := newBareUser(id)
		one.CreatedAt = now + 1 + int64(i)
		ok(t, w.own.CreateUser(ctx, one))
	}
	for _, held := range [][2]string{{"u1", viewerRole}, {"u1", editorRole}, {"u2", viewerRole}, {"u2", adminRole}, {"u2", editorRole}, {"u3", role}} {
		ok(t, w.own.AssignUserRole(ctx, held[0], held[1]))
	}
	operators, err := w.own.Operators(ctx)
	ok(t, err)
	var got [][2]string
	for _, one := range operators {
		got = append(got, [2]string{one.ID, one.Role})
	}
	equal(t, got, nil, [][2]string{{"u1", "editor"}, {"u2", "admin"}})

	want := newBareUser("u2")
	want.TenantID, want.CreatedAt = "own", now+2
	one, err := w.own.Operator(ctx, "u2")
	equal(t, one, err, &models.Operator{User: *want, Role: models.RoleAdmin})
	for _, id := range []string{"u3", user, foreign, absent} {
		_, err = w.own.Operator(ctx, id)
		fails(t, err, store.ErrNotFound)
	}
}

func testSetOperatorRole(t *testing.T, w *world) {
	ctx := t.Context()
	fails(t, w.own.SetOperatorRole(ctx, user, models.RoleEditor), store.ErrNotFound)
	createOperatorRoles(t, w.own)
	ok(t, w.own.AssignUserRole(ctx, user, adminRole))
	ok(t, w.own.AssignUserRole(ctx, user, viewerRole))
	ok(t, w.own.SetOperatorRole(ctx, user, models.RoleEditor))
	one, err := w.own.Operator(ctx, user)
	ok(t, err)
	equal(t, one.Role, nil, models.RoleEditor)

	fails(t, w.own.SetOperatorRole(ctx, user, "owner"), store.ErrNotFound)
	fails(t, w.own.SetOperatorRole(ctx, foreign, models.RoleEditor), store.ErrConflict)
	one, err = w.own.Operator(ctx, user)
	ok(t, err)
	equal(t, one.Role, nil, models.RoleEditor)

	ok(t, w.own.SetOperatorRole(ctx, user, ""))
	_, err = w.own.Operator(ctx, user)
	fails(t, err, store.ErrNotFound)
	// Other roles stay.
	scopes, err := w.own.PermittedScopes(ctx, store.PermissionQuery{UserID: user, ResourceID: resource})
	equal(t, scopes, err, []string{"read"})
}

func testHoldTenant(t *testing.T, w *world) {
	ok(t, w.own.HoldTenant(t.Context()))
	fails(t, w.db.Tenant(absent).HoldTenant(t.Context()), store.ErrNotFound)
}
