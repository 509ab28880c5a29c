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
		"list":            testResourceList,
		"change":          testUpdateResource,
		"delete":          testDeleteResource,
		"hold":            testHoldResource,
		"scopes":          testScopes,
		"scopes of many":  testScopesOfMany,
		"roles":           testRolesOfScopes,
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

func testResourceList(t *testing.T, w *world) {
	ctx := t.Context()
	for i, name := range []string{"Shop", "100% wool", "shopping cart"} {
		made := newResource(name, "https://"+[]string{"a", "b", "c"}[i]+".example", name)
		made.CreatedAt = now + 1 + int64(i)
		ok(t, w.own.CreateResource(ctx, made))
	}
	tests := []struct {
		name   string
		search store.Search
		page   store.Page
		want   []string
		total  int64
	}{
		{"all, newest first", store.Search{}, store.Page{}, []string{"shopping cart", "100% wool", "Shop", resource}, 4},
		{"first page", store.Search{}, store.Page{Limit: 3}, []string{"shopping cart", "100% wool", "Shop"}, 4},
		{"last page", store.Search{}, store.Page{Offset: 3, Limit: 3}, []string{resource}, 4},
		{"by name", either(term("name", store.SearchLike, "%SHOP%")), store.Page{Limit: 9}, []string{"shopping cart", "Shop"}, 2},
		{"by indicator", either(term("", store.SearchLike, "%b.example")), store.Page{Limit: 9}, []string{"100% wool"}, 1},
		{"of another tenant", either(term("", store.SearchExact, foreign)), store.Page{Limit: 9}, nil, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found, total, err := w.own.Resources(ctx, test.search, test.page)
			ok(t, err)
			var ids []string
			for _, one := range found {
				ids = append(ids, one.ID)
			}
			equal(t, ids, nil, test.want)
			equal(t, total, nil, test.total)
		})
	}
	_, _, err := w.own.Resources(ctx, either(term("", store.SearchLike, "\x00")), store.Page{})
	fails(t, err, store.ErrPattern)
}

func testUpdateResource(t *testing.T, w *world) {
	ctx := t.Context()
	before, err := w.own.Revision(ctx)
	ok(t, err)
	want := newResource(resource, indicator, "changed")
	want.AccessTokenTTL, want.IsDefault, want.TenantID = 90, true, "own"
	changed := *want
	changed.Indicator, changed.CreatedAt = "https://elsewhere.example", 1 // stay as they are
	ok(t, w.own.UpdateResource(ctx, &changed))
	got, err := w.own.Resource(ctx, resource)
	equal(t, got, err, want)
	after, err := w.own.Revision(ctx)
	equal(t, after, err, before+1)

	second := newResource("second", "https://two.example", "two")
	ok(t, w.own.CreateResource(ctx, second))
	second.IsDefault = true
	fails(t, w.own.UpdateResource(ctx, second), store.ErrConflict)
	want.IsDefault = false
	ok(t, w.own.UpdateResource(ctx, want))
	ok(t, w.own.UpdateResource(ctx, second))
	got, err = w.own.DefaultResource(ctx)
	equal(t, got, err, second)
	fails(t, w.own.UpdateResource(ctx, newResource(foreign, "", "x")), store.ErrNotFound)
	_, err = w.own.Resource(ctx, foreign)
	fails(t, err, store.ErrNotFound)
}

// With a resource go its scopes, out of every role.
func testDeleteResource(t *testing.T, w *world) {
	ctx := t.Context()
	fails(t, w.own.DeleteResource(ctx, foreign), store.ErrNotFound)
	ok(t, w.own.DeleteResource(ctx, resource))
	_, err := w.own.Resource(ctx, resource)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.Scope(ctx, resource, scope)
	fails(t, err, store.ErrNotFound)
	got, err := w.own.PermittedScopes(ctx, store.PermissionQuery{UserID: user, ResourceID: resource})
	equal(t, len(got), err, 0)
}

func testHoldResource(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.InTx(ctx, func(tx *store.Store) error {
		ok(t, tx.HoldResources(ctx))
		return tx.HoldResource(ctx, resource)
	}))
	fails(t, w.own.HoldResource(ctx, foreign), store.ErrNotFound)
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

func testScopesOfMany(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.CreateResource(ctx, newResource("new", "https://new.example", "new")))
	ok(t, w.own.CreateResource(ctx, newResource("bare", "https://bare.example", "bare")))
	ok(t, w.own.CreateScope(ctx, newScope("s1", resource, "delete", "delete")))
	ok(t, w.own.CreateScope(ctx, newScope("s2", "new", "read", "read")))
	counts, err := w.own.CountScopes(ctx, []string{resource, "new", "bare", foreign, absent})
	equal(t, counts, err, map[string]int64{resource: 2, "new": 1})
	counts, err = w.own.CountScopes(ctx, nil)
	equal(t, counts, err, map[string]int64{})

	byResource, err := w.own.ScopesOf(ctx, []string{resource, "bare", foreign, resource})
	names := map[string][]string{}
	for id, scopes := range byResource {
		for _, one := range scopes {
			names[id] = append(names[id], one.Name)
		}
	}
	equal(t, names, err, map[string][]string{resource: {"delete", "read"}})
	byResource, err = w.own.ScopesOf(ctx, nil)
	equal(t, len(byResource), err, 0)
}

func testRolesOfScopes(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.CreateScope(ctx, newScope("write", resource, "write", "write")))
	ok(t, w.own.CreateScope(ctx, newScope("unused", resource, "unused", "unused")))
	ok(t, w.own.AddRoleScopes(ctx, role, []string{"write"}))
	member := models.OrganizationRole{ID: "shopper", Name: "shopper", Type: models.RoleUser, CreatedAt: now}
	ok(t, w.own.CreateOrganizationRole(ctx, &member))
	ok(t, w.own.AddOrganizationRoleResourceScopes(ctx, "shopper", []string{scope, "write"}))
	for id, want := range map[string]int64{scope: 4, "write": 2, "unused": 0, foreign: 0} {
		got, err := w.own.CountRolesOfScope(ctx, id)
		equal(t, got, err, want)
	}
	for id, want := range map[string]int64{resource: 4, foreign: 0} {
		got, err := w.own.CountRolesOfResource(ctx, id)
		equal(t, got, err, want)
	}
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
