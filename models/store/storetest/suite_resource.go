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
	got, err := w.own.Resources.ByIndicator(ctx, indicator)
	equal(t, got, err, want)
	for _, other := range []string{indicator + "/", "https://API.example/v1", "https://foreign.example", ""} {
		_, err = w.own.Resources.ByIndicator(ctx, other)
		fails(t, err, store.ErrNotFound)
	}
	fails(t, w.own.Resources.Insert(ctx, newResource("new", indicator, "again")), store.ErrConflict)
	fails(t, w.own.Resources.Insert(ctx, newResource(resource, "https://new.example", "again")), store.ErrConflict)
}

func testDefaultResource(t *testing.T, w *world) {
	ctx := t.Context()
	_, err := w.own.Resources.Default(ctx)
	fails(t, err, store.ErrNotFound)
	first, second := newResource("first", "https://one.example", "one"), newResource("second", "https://two.example", "two")
	first.IsDefault, second.IsDefault = true, true
	ok(t, w.own.Resources.Insert(ctx, first))
	fails(t, w.own.Resources.Insert(ctx, second), store.ErrConflict)
	got, err := w.own.Resources.Default(ctx)
	equal(t, got, err, first)
}

func testResourceList(t *testing.T, w *world) {
	ctx := t.Context()
	for i, name := range []string{"Shop", "100% wool", "shopping cart"} {
		made := newResource(name, "https://"+[]string{"a", "b", "c"}[i]+".example", name)
		made.CreatedAt = now + 1 + int64(i)
		ok(t, w.own.Resources.Insert(ctx, made))
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
			found, total, err := w.own.Resources.List(ctx, test.search, test.page)
			ok(t, err)
			var ids []string
			for _, one := range found {
				ids = append(ids, one.ID)
			}
			equal(t, ids, nil, test.want)
			equal(t, total, nil, test.total)
		})
	}
	_, _, err := w.own.Resources.List(ctx, either(term("", store.SearchLike, "\x00")), store.Page{})
	fails(t, err, store.ErrPattern)
}

func testUpdateResource(t *testing.T, w *world) {
	ctx := t.Context()
	before, err := w.own.Tenant.Revision(ctx)
	ok(t, err)
	want := newResource(resource, indicator, "changed")
	want.AccessTokenTTL, want.IsDefault, want.TenantID = 90, true, "own"
	changed := *want
	changed.Indicator, changed.CreatedAt = "https://elsewhere.example", 1 // are not written
	ok(t, w.own.Resources.Update(ctx, &changed))
	got, err := w.own.Resources.Get(ctx, resource)
	equal(t, got, err, want)
	after, err := w.own.Tenant.Revision(ctx)
	equal(t, after, err, before+1)

	second := newResource("second", "https://two.example", "two")
	ok(t, w.own.Resources.Insert(ctx, second))
	second.IsDefault = true
	fails(t, w.own.Resources.Update(ctx, second), store.ErrConflict)
	want.IsDefault = false
	ok(t, w.own.Resources.Update(ctx, want))
	ok(t, w.own.Resources.Update(ctx, second))
	got, err = w.own.Resources.Default(ctx)
	equal(t, got, err, second)
	fails(t, w.own.Resources.Update(ctx, newResource(foreign, "", "x")), store.ErrNotFound)
	_, err = w.own.Resources.Get(ctx, foreign)
	fails(t, err, store.ErrNotFound)
}

// Deleting a resource deletes its scopes, also from every role.
func testDeleteResource(t *testing.T, w *world) {
	ctx := t.Context()
	fails(t, w.own.Resources.Delete(ctx, foreign), store.ErrNotFound)
	ok(t, w.own.Resources.Delete(ctx, resource))
	_, err := w.own.Resources.Get(ctx, resource)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.Scopes.Get(ctx, resource, scope)
	fails(t, err, store.ErrNotFound)
	got, err := w.own.Permissions.Scopes(ctx, store.PermissionQuery{Holder: models.UserHolder(user), ResourceID: resource})
	equal(t, len(got), err, 0)
}

func testHoldResource(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.InTx(ctx, func(tx *store.Store) error {
		ok(t, tx.Resources.HoldAll(ctx))
		return second(tx.Resources.Hold(ctx, resource))
	}))
	fails(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.Resources.Hold(ctx, foreign)) }), store.ErrNotFound)
}

func testScopes(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Resources.Insert(ctx, newResource("new", "https://new.example", "new")))
	ok(t, w.own.Scopes.Insert(ctx, newScope("s1", resource, "write", "write")))
	ok(t, w.own.Scopes.Insert(ctx, newScope("s2", resource, "delete", "delete")))
	ok(t, w.own.Scopes.Insert(ctx, newScope("s3", "new", "read", "read")))
	fails(t, w.own.Scopes.Insert(ctx, newScope("s4", resource, "read", "again")), store.ErrConflict)
	fails(t, w.own.Scopes.Insert(ctx, newScope("s4", foreign, "x", "x")), store.ErrConflict)
	want := []models.Scope{
		*newScope("s2", resource, "delete", "delete"),
		*newScope(scope, resource, "read", "own"),
		*newScope("s1", resource, "write", "write"),
	}
	for i := range want {
		want[i].TenantID = "own"
	}
	got, err := w.own.Scopes.Of(ctx, resource)
	equal(t, got, err, want)
	none, err := w.own.Scopes.Of(ctx, foreign)
	equal(t, len(none), err, 0)
}

func testScopesOfMany(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Resources.Insert(ctx, newResource("new", "https://new.example", "new")))
	ok(t, w.own.Resources.Insert(ctx, newResource("bare", "https://bare.example", "bare")))
	ok(t, w.own.Scopes.Insert(ctx, newScope("s1", resource, "delete", "delete")))
	ok(t, w.own.Scopes.Insert(ctx, newScope("s2", "new", "read", "read")))
	counts, err := w.own.Scopes.CountByResource(ctx, []string{resource, "new", "bare", foreign, absent})
	equal(t, counts, err, map[string]int64{resource: 2, "new": 1})
	counts, err = w.own.Scopes.CountByResource(ctx, nil)
	equal(t, counts, err, map[string]int64{})

	byResource, err := w.own.Scopes.OfResources(ctx, []string{resource, "bare", foreign, resource})
	names := map[string][]string{}
	for id, scopes := range byResource {
		for _, one := range scopes {
			names[id] = append(names[id], one.Name)
		}
	}
	equal(t, names, err, map[string][]string{resource: {"delete", "read"}})
	byResource, err = w.own.Scopes.OfResources(ctx, nil)
	equal(t, len(byResource), err, 0)
}

func testRolesOfScopes(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Scopes.Insert(ctx, newScope("write", resource, "write", "write")))
	ok(t, w.own.Scopes.Insert(ctx, newScope("unused", resource, "unused", "unused")))
	ok(t, w.own.Roles.AddScopes(ctx, role, []string{"write"}))
	member := models.OrganizationRole{ID: "shopper", Name: "shopper", Type: models.RoleUser, CreatedAt: now}
	ok(t, w.own.OrganizationRoles.Insert(ctx, &member))
	ok(t, w.own.OrganizationRoles.AddResourceScopes(ctx, "shopper", []string{scope, "write"}))
	for id, want := range map[string]int64{scope: 4, "write": 2, "unused": 0, foreign: 0} {
		got, err := w.own.Scopes.CountRoles(ctx, id)
		equal(t, got, err, want)
	}
	for id, want := range map[string]int64{resource: 4, foreign: 0} {
		got, err := w.own.Resources.CountRoles(ctx, id)
		equal(t, got, err, want)
	}
}

func testScopesByRoles(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Resources.Insert(ctx, newResource("new", "https://new.example", "new")))
	ok(t, w.own.Scopes.Insert(ctx, newScope("write", resource, "write", "write")))
	ok(t, w.own.Scopes.Insert(ctx, newScope("spare", resource, "spare", "spare")))
	ok(t, w.own.Scopes.Insert(ctx, newScope("elsewhere", "new", "elsewhere", "elsewhere")))
	ok(t, w.own.Roles.Insert(ctx, newRole("second", "second", "x", models.RoleUser)))
	ok(t, w.own.Roles.AddScopes(ctx, "second", []string{"write", scope, "elsewhere"}))
	ok(t, w.own.Roles.Insert(ctx, newRole("unused", "unused", "x", models.RoleUser)))
	ok(t, w.own.Roles.AddScopes(ctx, "unused", []string{"spare"}))
	ok(t, w.own.Assignments.Give(ctx, models.UserHolder(user), "second"))

	got, err := w.own.Permissions.Scopes(ctx, store.PermissionQuery{Holder: models.UserHolder(user), ResourceID: resource})
	equal(t, got, err, []string{"read", "write"})
	got, err = w.own.Permissions.Scopes(ctx, store.PermissionQuery{Holder: models.UserHolder(user), ResourceID: "new"})
	equal(t, got, err, []string{"elsewhere"})
	got, err = w.own.Permissions.Scopes(ctx, store.PermissionQuery{Holder: models.UserHolder(foreign), ResourceID: resource})
	equal(t, len(got), err, 0)
	got, err = w.own.Permissions.Scopes(ctx, store.PermissionQuery{Holder: models.ApplicationHolder(app), ResourceID: resource})
	equal(t, got, err, []string{"read"})
	got, err = w.own.Permissions.Scopes(ctx, store.PermissionQuery{Holder: models.ApplicationHolder(user), ResourceID: resource})
	equal(t, len(got), err, 0)

	ok(t, w.own.InTx(ctx, func(tx *store.Store) error {
		ok(t, tx.Roles.AddScopes(ctx, machineRole, []string{"write"}))
		got, err := tx.Permissions.Scopes(ctx, store.PermissionQuery{Holder: models.ApplicationHolder(app), ResourceID: resource})
		equal(t, got, err, []string{"read", "write"})
		return nil
	}))
}
