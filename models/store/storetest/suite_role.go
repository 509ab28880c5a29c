package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

func roleTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"create and find": testRole,
		"nothing half":    testRoleRollback,
		"add scopes":      testAddRoleScopes,
		"assign":          testAssignRoles,
		"default":         testDefaultRoles,
	}
}

func testRole(t *testing.T, w *world) {
	ctx := t.Context()
	want := newRole(role, "reader", "own", models.RoleUser)
	want.TenantID = "own"
	got, err := w.own.RoleByName(ctx, "reader")
	equal(t, got, err, want)
	for _, name := range []string{foreign, "Reader", ""} {
		_, err = w.own.RoleByName(ctx, name)
		fails(t, err, store.ErrNotFound)
	}
	fails(t, w.own.CreateRole(ctx, newRole("new", "reader", "again", models.RoleUser), nil), store.ErrConflict)
}

func testRoleRollback(t *testing.T, w *world) {
	ctx := t.Context()
	for _, scopeID := range []string{foreign, absent} {
		err := w.own.CreateRole(ctx, newRole("new", "new", "new", models.RoleUser), []string{scope, scopeID})
		fails(t, err, store.ErrConflict)
		_, err = w.own.RoleByName(ctx, "new")
		fails(t, err, store.ErrNotFound)
	}
}

func testAddRoleScopes(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.CreateScope(ctx, newScope("write", resource, "write", "write")))
	ok(t, w.own.AddRoleScopes(ctx, role, []string{scope, "write"}))
	ok(t, w.own.AddRoleScopes(ctx, role, nil))
	got, err := w.own.PermittedScopes(ctx, store.PermissionQuery{UserID: user, ResourceID: resource})
	equal(t, got, err, []string{"read", "write"})
	fails(t, w.own.AddRoleScopes(ctx, role, []string{foreign}), store.ErrConflict)
	fails(t, w.own.AddRoleScopes(ctx, foreign, []string{scope}), store.ErrConflict)
}

func testAssignRoles(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.AssignUserRole(ctx, user, role))
	ok(t, w.own.AssignApplicationRole(ctx, app, machineRole))
	fails(t, w.own.AssignUserRole(ctx, user, foreign), store.ErrConflict)
	fails(t, w.own.AssignUserRole(ctx, foreign, role), store.ErrConflict)
	fails(t, w.own.AssignApplicationRole(ctx, app, foreign), store.ErrConflict)
	fails(t, w.own.AssignApplicationRole(ctx, foreign, role), store.ErrConflict)
}

func testDefaultRoles(t *testing.T, w *world) {
	ctx := t.Context()
	optional := newRole("optional", "optional", "x", models.RoleUser)
	optional.IsDefault = false
	ok(t, w.own.CreateRole(ctx, optional, nil))
	ok(t, w.own.CreateRole(ctx, newRole("a-role", "also", "x", models.RoleUser), nil))
	want := []models.Role{*newRole("a-role", "also", "x", models.RoleUser), *newRole(role, "reader", "own", models.RoleUser)}
	for i := range want {
		want[i].TenantID = "own"
	}
	got, err := w.own.DefaultRoles(ctx, models.RoleUser)
	equal(t, got, err, want)
}
