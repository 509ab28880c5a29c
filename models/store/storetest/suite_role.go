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
	got, err := w.own.Roles.ByName(ctx, "reader")
	equal(t, got, err, want)
	for _, name := range []string{foreign, "Reader", ""} {
		_, err = w.own.Roles.ByName(ctx, name)
		fails(t, err, store.ErrNotFound)
	}
	fails(t, w.own.Roles.Insert(ctx, newRole("new", "reader", "again", models.RoleUser)), store.ErrConflict)
}

func testRoleRollback(t *testing.T, w *world) {
	ctx := t.Context()
	for _, scopeID := range []string{foreign, absent} {
		err := w.own.InTx(ctx, func(tx *store.Store) error {
			ok(t, tx.Roles.Insert(ctx, newRole("new", "new", "new", models.RoleUser)))
			return tx.Roles.AddScopes(ctx, "new", []string{scope, scopeID})
		})
		fails(t, err, store.ErrConflict)
		_, err = w.own.Roles.ByName(ctx, "new")
		fails(t, err, store.ErrNotFound)
	}
}

func testAddRoleScopes(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Scopes.Insert(ctx, newScope("write", resource, "write", "write")))
	ok(t, w.own.Roles.AddScopes(ctx, role, []string{scope, "write"}))
	ok(t, w.own.Roles.AddScopes(ctx, role, nil))
	got, err := w.own.Permissions.Scopes(ctx, store.PermissionQuery{Holder: models.UserHolder(user), ResourceID: resource})
	equal(t, got, err, []string{"read", "write"})
	fails(t, w.own.Roles.AddScopes(ctx, role, []string{foreign}), store.ErrConflict)
	fails(t, w.own.Roles.AddScopes(ctx, foreign, []string{scope}), store.ErrConflict)
}

func testAssignRoles(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Assignments.Give(ctx, models.UserHolder(user), role))
	ok(t, w.own.Assignments.Give(ctx, models.ApplicationHolder(app), machineRole))
	fails(t, w.own.Assignments.Give(ctx, models.UserHolder(user), foreign), store.ErrConflict)
	fails(t, w.own.Assignments.Give(ctx, models.UserHolder(foreign), role), store.ErrConflict)
	fails(t, w.own.Assignments.Give(ctx, models.ApplicationHolder(app), foreign), store.ErrConflict)
	fails(t, w.own.Assignments.Give(ctx, models.ApplicationHolder(foreign), role), store.ErrConflict)
}

func testDefaultRoles(t *testing.T, w *world) {
	ctx := t.Context()
	optional := newRole("optional", "optional", "x", models.RoleUser)
	optional.IsDefault = false
	ok(t, w.own.Roles.Insert(ctx, optional))
	ok(t, w.own.Roles.Insert(ctx, newRole("a-role", "also", "x", models.RoleUser)))
	want := []models.Role{*newRole("a-role", "also", "x", models.RoleUser), *newRole(role, "reader", "own", models.RoleUser)}
	for i := range want {
		want[i].TenantID = "own"
	}
	got, err := w.own.Roles.Default(ctx, models.RoleUser)
	equal(t, got, err, want)
}
