package storetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/models"
	"portico/models/store"
)

// templateTests are about the organization template: its roles and permissions.
func templateTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"list roles":          testOrganizationRoles,
		"list scopes":         testOrganizationScopes,
		"list scopes of role": testOrganizationScopesOfRole,
		"change role":         testChangeOrganizationRole,
		"change scope":        testChangeOrganizationScope,
		"permissions":         testOrganizationRolePermissions,
		"scopes of role":      testOrganizationRoleScopes,
		"holders":             testOrganizationRoleHolders,
	}
}

func testOrganizationRoles(t *testing.T, w *world) {
	ctx := t.Context()
	create := func(id, name, about string, kind models.RoleType, age int64) {
		made := newOrganizationRole(id, name, about, kind)
		made.CreatedAt -= age
		ok(t, w.own.OrganizationRoles.Insert(ctx, made))
	}
	create("b", "Ärztin 100%", "heals", models.RoleUser, 1)
	create("c", "job", "runs at night", models.RoleMachineToMachine, 2)
	create("d", "a_b", "x", models.RoleUser, 3)
	fails(t, w.own.OrganizationRoles.Insert(ctx, newOrganizationRole("e", "job", "x", models.RoleUser)), store.ErrConflict)
	tests := []struct {
		name   string
		filter store.OrganizationRoleFilter
		page   store.Page
		want   []string
		total  int64
	}{
		{"all", store.OrganizationRoleFilter{}, store.Page{}, []string{memberRole, "b", "c", "d"}, 4},
		{"a page", store.OrganizationRoleFilter{}, store.Page{Offset: 1, Limit: 2}, []string{"b", "c"}, 4},
		{"past the end", store.OrganizationRoleFilter{}, store.Page{Offset: 9, Limit: 2}, nil, 4},
		{"a type", store.OrganizationRoleFilter{Types: []models.RoleType{models.RoleMachineToMachine}}, store.Page{}, []string{"c"}, 1},
		{"name in any case", store.OrganizationRoleFilter{Query: "RZTIN"}, store.Page{}, []string{"b"}, 1},
		{"description", store.OrganizationRoleFilter{Query: "NIGHT"}, store.Page{}, []string{"c"}, 1},
		{"id", store.OrganizationRoleFilter{Query: "member-ro"}, store.Page{}, []string{memberRole}, 1},
		{"wildcards are literal", store.OrganizationRoleFilter{Query: "0%"}, store.Page{}, []string{"b"}, 1},
		{"underscore is literal", store.OrganizationRoleFilter{Query: "j_b"}, store.Page{}, nil, 0},
		{"not text", store.OrganizationRoleFilter{Query: "a\x00"}, store.Page{}, nil, 0},
		{"ids", store.OrganizationRoleFilter{IDs: []string{"d", "d", foreign, absent, "b"}}, store.Page{}, []string{"b", "d"}, 2},
		{"names", store.OrganizationRoleFilter{Names: []string{"job", "JOB", foreign}}, store.Page{}, []string{"c"}, 1},
		{"everything at once", store.OrganizationRoleFilter{
			Query: "job", Names: []string{"job"}, IDs: []string{"c"}, Types: []models.RoleType{models.RoleUser},
		}, store.Page{}, nil, 0},
	}
	for _, test := range tests {
		got, total, err := w.own.OrganizationRoles.List(ctx, test.filter, test.page)
		equal(t, organizationRoleIDs(got), err, test.want)
		if total != test.total {
			t.Errorf("%s: %d in all, want %d", test.name, total, test.total)
		}
	}
	want := newOrganizationRole(memberRole, "member", "own", models.RoleUser)
	want.TenantID = "own"
	got, _, err := w.own.OrganizationRoles.List(ctx, store.OrganizationRoleFilter{IDs: []string{memberRole}}, store.Page{})
	equal(t, got, err, []models.OrganizationRole{*want})
}

func testOrganizationScopes(t *testing.T, w *world) {
	ctx := t.Context()
	older := newOrganizationScope("b", "invite:People", "asks others in")
	older.CreatedAt--
	ok(t, w.own.OrganizationScopes.Insert(ctx, older))
	fails(t, w.own.OrganizationScopes.Insert(ctx, newOrganizationScope("c", "read:files", "again")), store.ErrConflict)
	tests := []struct {
		name   string
		filter store.OrganizationScopeFilter
		page   store.Page
		want   []string
		total  int64
	}{
		{"all", store.OrganizationScopeFilter{}, store.Page{}, []string{memberScope, "b"}, 2},
		{"a page", store.OrganizationScopeFilter{}, store.Page{Offset: 1, Limit: 1}, []string{"b"}, 2},
		{"name in any case", store.OrganizationScopeFilter{Query: "INVITE:p"}, store.Page{}, []string{"b"}, 1},
		{"not text", store.OrganizationScopeFilter{Query: "\xff"}, store.Page{}, nil, 0},
		{"ids", store.OrganizationScopeFilter{IDs: []string{"b", foreign}}, store.Page{}, []string{"b"}, 1},
		{"names", store.OrganizationScopeFilter{Names: []string{"read:files"}}, store.Page{}, []string{memberScope}, 1},
	}
	for _, test := range tests {
		got, total, err := w.own.OrganizationScopes.List(ctx, test.filter, test.page)
		equal(t, organizationScopeIDs(got), err, test.want)
		if total != test.total {
			t.Errorf("%s: %d in all, want %d", test.name, total, test.total)
		}
	}
}

func testOrganizationScopesOfRole(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.OrganizationScopes.Insert(ctx, newOrganizationScope("spare", "spare", "in no role")))
	got, total, err := w.own.OrganizationScopes.List(ctx, store.OrganizationScopeFilter{RoleID: memberRole}, store.Page{Limit: 20})
	equal(t, organizationScopeIDs(got), err, []string{memberScope})
	if total != 1 {
		t.Errorf("%d in all", total)
	}
	none, _, err := w.own.OrganizationScopes.List(ctx, store.OrganizationScopeFilter{RoleID: foreign}, store.Page{})
	equal(t, len(none), err, 0)
	got, _, err = w.own.OrganizationScopes.List(ctx, store.OrganizationScopeFilter{WithoutRole: memberRole}, store.Page{})
	equal(t, organizationScopeIDs(got), err, []string{"spare"})
	got, _, err = w.own.OrganizationScopes.List(ctx, store.OrganizationScopeFilter{WithoutIDs: []string{"spare"}}, store.Page{})
	equal(t, organizationScopeIDs(got), err, []string{memberScope})
	fails(t, w.own.OrganizationRoles.AddScopes(ctx, memberRole, []string{foreign}), store.ErrConflict)
	fails(t, w.own.OrganizationRoles.AddScopes(ctx, foreign, []string{memberScope}), store.ErrConflict)
}

func organizationRoleIDs(roles []models.OrganizationRole) (ids []string) {
	for _, role := range roles {
		ids = append(ids, role.ID)
	}
	return ids
}

func organizationScopeIDs(scopes []models.OrganizationScope) (ids []string) {
	for _, scope := range scopes {
		ids = append(ids, scope.ID)
	}
	return ids
}

func testChangeOrganizationRole(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.OrganizationRoles.Insert(ctx, newOrganizationRole("b", "guest", "looks", models.RoleUser)))
	ok(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.OrganizationRoles.Hold(ctx, memberRole)) }))
	changed := newOrganizationRole(memberRole, "owner", "has it", models.RoleMachineToMachine)
	changed.Description = nil
	ok(t, w.own.OrganizationRoles.Update(ctx, changed))
	want := newOrganizationRole(memberRole, "owner", "", models.RoleUser) // the type does not change
	want.TenantID, want.Description = "own", nil
	got, err := w.own.OrganizationRoles.Get(ctx, memberRole)
	equal(t, got, err, want)
	fails(t, w.own.OrganizationRoles.Update(ctx, newOrganizationRole("b", "owner", "x", models.RoleUser)), store.ErrConflict)
	for _, id := range []string{foreign, absent} {
		_, err = w.own.OrganizationRoles.Get(ctx, id)
		fails(t, err, store.ErrNotFound)
		fails(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.OrganizationRoles.Hold(ctx, id)) }), store.ErrNotFound)
		fails(t, w.own.OrganizationRoles.Update(ctx, newOrganizationRole(id, "new", "x", models.RoleUser)), store.ErrNotFound)
		fails(t, w.own.OrganizationRoles.Delete(ctx, id), store.ErrNotFound)
	}
	ok(t, w.own.OrganizationRoles.Delete(ctx, memberRole))
	_, err = w.own.OrganizationRoles.Get(ctx, memberRole)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.OrganizationScopes.Get(ctx, memberScope)
	ok(t, err)
}

func testChangeOrganizationScope(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.OrganizationScopes.Insert(ctx, newOrganizationScope("b", "invite", "x")))
	ok(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.OrganizationScopes.Hold(ctx, memberScope)) }))
	changed := newOrganizationScope(memberScope, "write:files", "x")
	changed.Description = nil
	ok(t, w.own.OrganizationScopes.Update(ctx, changed))
	changed.TenantID = "own"
	got, err := w.own.OrganizationScopes.Get(ctx, memberScope)
	equal(t, got, err, changed)
	fails(t, w.own.OrganizationScopes.Update(ctx, newOrganizationScope("b", "write:files", "x")), store.ErrConflict)
	for _, id := range []string{foreign, absent} {
		_, err = w.own.OrganizationScopes.Get(ctx, id)
		fails(t, err, store.ErrNotFound)
		fails(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.OrganizationScopes.Hold(ctx, id)) }), store.ErrNotFound)
		fails(t, w.own.OrganizationScopes.Update(ctx, newOrganizationScope(id, "new", "x")), store.ErrNotFound)
		fails(t, w.own.OrganizationScopes.Delete(ctx, id), store.ErrNotFound)
	}
	roles, _, err := w.own.OrganizationRoles.List(ctx, store.OrganizationRoleFilter{ScopeID: memberScope}, store.Page{})
	equal(t, organizationRoleIDs(roles), err, []string{memberRole})
	ok(t, w.own.OrganizationScopes.Delete(ctx, memberScope))
	left, _, err := w.own.OrganizationRoles.Permissions(ctx, store.OrganizationRolePermissionFilter{RoleIDs: []string{memberRole}}, store.Page{})
	equal(t, permissionIDs(left), err, []string{memberRole + ">" + scope})
}

func testOrganizationRolePermissions(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.OrganizationRoles.Insert(ctx, newOrganizationRole("b", "guest", "x", models.RoleUser)))
	ok(t, w.own.Scopes.Insert(ctx, newScope("write", resource, "write", "Changes all")))
	ok(t, w.own.OrganizationScopes.Insert(ctx, newOrganizationScope("invite", "invite", "asks others in")))
	ok(t, w.own.OrganizationRoles.AddScopes(ctx, "b", []string{"invite", memberScope}))
	ok(t, w.own.OrganizationRoles.AddResourceScopes(ctx, "b", []string{"write"}))
	both := []string{memberRole, "b", foreign}
	tests := []struct {
		name  string
		roles []string
		query string
		page  store.Page
		want  []string
		total int64
	}{
		{"no role", nil, "", store.Page{}, nil, 0},
		{"several roles", both, "", store.Page{}, []string{"b>invite", memberRole + ">" + scope, "b>" + memberScope, memberRole + ">" + memberScope, "b>write"}, 5},
		{"a page", []string{"b"}, "", store.Page{Offset: 1, Limit: 1}, []string{"b>" + memberScope}, 3},
		{"name in any case", both, "INVITE", store.Page{}, []string{"b>invite"}, 1},
		{"description", both, "ALL", store.Page{}, []string{"b>write"}, 1},
		{"resource", []string{"b"}, "OWN", store.Page{}, []string{"b>" + memberScope, "b>write"}, 2}, // matches both labels
		{"not text", both, "\x00", store.Page{}, nil, 0},
	}
	for _, test := range tests {
		filter := store.OrganizationRolePermissionFilter{RoleIDs: test.roles, Query: test.query}
		got, total, err := w.own.OrganizationRoles.Permissions(ctx, filter, test.page)
		ok(t, err)
		if diff := cmp.Diff(test.want, permissionIDs(got)); diff != "" || total != test.total {
			t.Errorf("%s: %d in all: %s", test.name, total, diff)
		}
	}
	got, _, err := w.own.OrganizationRoles.Permissions(ctx, store.OrganizationRolePermissionFilter{RoleIDs: []string{memberRole}}, store.Page{})
	equal(t, got, err, []models.OrganizationRolePermission{
		{RoleID: memberRole, ID: scope, Name: "read", Description: ptr("own"), ResourceID: resource, ResourceName: "own"},
		{RoleID: memberRole, ID: memberScope, Name: "read:files", Description: ptr("own")},
	})
}

func testOrganizationRoleScopes(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Scopes.Insert(ctx, newScope("write", resource, "write", "x")))
	older := newScope("old", resource, "old", "x")
	older.CreatedAt--
	ok(t, w.own.Scopes.Insert(ctx, older))
	ok(t, w.own.OrganizationScopes.Insert(ctx, newOrganizationScope("invite", "invite", "x")))
	given := func(want ...string) {
		t.Helper()
		filter := store.OrganizationRolePermissionFilter{RoleIDs: []string{memberRole}}
		got, _, err := w.own.OrganizationRoles.Permissions(ctx, filter, store.Page{})
		for i := range want {
			want[i] = memberRole + ">" + want[i]
		}
		equal(t, permissionIDs(got), err, want)
	}
	ok(t, w.own.OrganizationRoles.AddScopes(ctx, memberRole, []string{"invite", "invite", memberScope}))
	ok(t, w.own.OrganizationRoles.AddResourceScopes(ctx, memberRole, []string{"write", "old", "write"}))
	given("invite", "old", scope, memberScope, "write")
	scopes, total, err := w.own.OrganizationRoles.ResourceScopes(ctx, memberRole, store.Page{Offset: 2, Limit: 1})
	older.TenantID = "own"
	equal(t, scopes, err, []models.Scope{*older})
	if total != 3 {
		t.Errorf("%d in all", total)
	}
	for _, id := range []string{foreign, absent} { // all or nothing
		fails(t, w.own.OrganizationRoles.AddScopes(ctx, memberRole, []string{memberScope, id}), store.ErrConflict)
		fails(t, w.own.OrganizationRoles.AddResourceScopes(ctx, memberRole, []string{scope, id}), store.ErrConflict)
	}
	ok(t, w.own.OrganizationRoles.RemoveScopes(ctx, memberRole, []string{memberScope, foreign, absent, "write"}))
	given("invite", "old", scope, "write")
	ok(t, w.own.OrganizationRoles.RemoveResourceScopes(ctx, memberRole, []string{"write", "old", foreign, absent, "invite"}))
	given("invite", scope)
	ok(t, w.own.OrganizationRoles.RemoveScopes(ctx, foreign, []string{memberScope, foreign}))
	ok(t, w.own.OrganizationRoles.RemoveResourceScopes(ctx, memberRole, nil))
	given("invite", scope)
}

func testOrganizationRoleHolders(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Users.Insert(ctx, newBareUser("bare")))
	for _, id := range []string{"one", "two"} {
		ok(t, w.own.Organizations.Insert(ctx, &models.Organization{ID: id, Name: id, CustomData: map[string]any{}}))
		ok(t, w.own.Members.Add(ctx, models.HolderUser, id, []string{user, "bare"}, now))
		ok(t, w.own.Members.AddRoles(ctx, models.HolderUser, id, []string{user}, []string{memberRole}))
	}
	ok(t, w.own.Members.Add(ctx, models.HolderApplication, "one", []string{app}, now))
	ok(t, w.own.Members.AddRoles(ctx, models.HolderApplication, "one", []string{app}, []string{memberRole}))
	got, err := w.own.OrganizationRoles.Holders(ctx, memberRole)
	equal(t, got, err, models.OrganizationRoleHolders{Users: 2, Applications: 1})
	got, err = w.own.OrganizationRoles.Holders(ctx, foreign)
	equal(t, got, err, models.OrganizationRoleHolders{})
}

// permissionIDs lists each permission with the role that grants it.
func permissionIDs(permissions []models.OrganizationRolePermission) (ids []string) {
	for _, permission := range permissions {
		ids = append(ids, permission.RoleID+">"+permission.ID)
	}
	return ids
}
