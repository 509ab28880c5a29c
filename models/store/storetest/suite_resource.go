package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

func resourceTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"create and find": testResource,
		"default":         testDefaultResource,
		"scopes":          testScopes,
		"scopes by roles": testScopesByRoles,
	}
}

func testResource(t *testing.T, w *world) {
	ctx := t.Context()
	want := newResource(resource, indicator, "own")
	want.TenantID = "own"
	got, err := w.own.ResourceByIndicator(ctx, indicator)
	equal(t, got, err, want)
	for _, other := range []string{indicator + "/", "https://API.example/v1", "https://foreign.example", ""} {
		_, err = w.own.ResourceByIndicator(ctx, other)
		fails(t, err, store.ErrNotFound)
	}
	fails(t, w.own.CreateResource(ctx, newResource("new", indicator, "again")), store.ErrConflict)
	fails(t, w.own.CreateResource(ctx, newResource(resource, "https://new.example", "again")), store.ErrConflict)
}

func testDefaultResource(t *testing.T, w *world) {
	ctx := t.Context()
	_, err := w.own.DefaultResource(ctx)
	fails(t, err, store.ErrNotFound)
	first, second := newResource("first", "https://one.example", "one"), newResource("second", "https://two.example", "two")
	first.IsDefault, second.IsDefault = true, true
	ok(t, w.own.CreateResource(ctx, first))
	fails(t, w.own.CreateResource(ctx, second), store.ErrConflict)
	got, err := w.own.DefaultResource(ctx)
	equal(t, got, err, first)
}

func testScopes(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.CreateResource(ctx, newResource("new", "https://new.example", "new")))
	ok(t, w.own.CreateScope(ctx, newScope("s1", resource, "write", "write")))
	ok(t, w.own.CreateScope(ctx, newScope("s2", resource, "delete", "delete")))
	ok(t, w.own.CreateScope(ctx, newScope("s3", "new", "read", "read")))
	fails(t, w.own.CreateScope(ctx, newScope("s4", resource, "read", "again")), store.ErrConflict)
	fails(t, w.own.CreateScope(ctx, newScope("s4", foreign, "x", "x")), store.ErrConflict)
	want := []models.Scope{
		*newScope("s2", resource, "delete", "delete"),
		*newScope(scope, resource, "read", "own"),
		*newScope("s1", resource, "write", "write"),
	}
	for i := range want {
		want[i].TenantID = "own"
	}
	got, err := w.own.Scopes(ctx, resource)
	equal(t, got, err, want)
	none, err := w.own.Scopes(ctx, foreign)
	equal(t, len(none), err, 0)
}

func testScopesByRoles(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.CreateResource(ctx, newResource("new", "https://new.example", "new")))
	ok(t, w.own.CreateScope(ctx, newScope("write", resource, "write", "write")))
	ok(t, w.own.CreateScope(ctx, newScope("spare", resource, "spare", "spare")))
	ok(t, w.own.CreateScope(ctx, newScope("elsewhere", "new", "elsewhere", "elsewhere")))
	ok(t, w.own.CreateRole(ctx, newRole("second", "second", "x", models.RoleUser), []string{"write", scope, "elsewhere"}))
	ok(t, w.own.CreateRole(ctx, newRole("unused", "unused", "x", models.RoleUser), []string{"spare"}))
	ok(t, w.own.AssignUserRole(ctx, user, "second"))

	got, err := w.own.PermittedScopes(ctx, store.PermissionQuery{UserID: user, ResourceID: resource})
	equal(t, got, err, []string{"read", "write"})
	got, err = w.own.PermittedScopes(ctx, store.PermissionQuery{UserID: user, ResourceID: "new"})
	equal(t, got, err, []string{"elsewhere"})
	got, err = w.own.PermittedScopes(ctx, store.PermissionQuery{UserID: foreign, ResourceID: resource})
	equal(t, len(got), err, 0)
	got, err = w.own.PermittedScopes(ctx, store.PermissionQuery{ApplicationID: app, ResourceID: resource})
	equal(t, got, err, []string{"read"})
	got, err = w.own.PermittedScopes(ctx, store.PermissionQuery{ApplicationID: user, ResourceID: resource})
	equal(t, len(got), err, 0)

	ok(t, w.own.InTx(ctx, func(tx *store.Store) error {
		ok(t, tx.AddRoleScopes(ctx, machineRole, []string{"write"}))
		got, err := tx.PermittedScopes(ctx, store.PermissionQuery{ApplicationID: app, ResourceID: resource})
		equal(t, got, err, []string{"read", "write"})
		return nil
	}))
}
