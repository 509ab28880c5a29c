package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

// templateTests are about the organization template: its roles and permissions.
func templateTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"list roles":          testOrganizationRoles,
		"list scopes":         testOrganizationScopes,
		"list scopes of role": testOrganizationScopesOfRole,
	}
}

func testOrganizationRoles(t *testing.T, w *world) {
	ctx := t.Context()
	create := func(id, name, about string, kind models.RoleType, age int64) {
		made := newOrganizationRole(id, name, about, kind)
		made.CreatedAt -= age
		ok(t, w.own.CreateOrganizationRole(ctx, made))
	}
	create("b", "Ärztin 100%", "heals", models.RoleUser, 1)
	create("c", "job", "runs at night", models.RoleMachineToMachine, 2)
	create("d", "a_b", "x", models.RoleUser, 3)
	fails(t, w.own.CreateOrganizationRole(ctx, newOrganizationRole("e", "job", "x", models.RoleUser)), store.ErrConflict)
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
		{"name in any case", store.OrganizationRoleFilter{Query: "äRZTIN"}, store.Page{}, []string{"b"}, 1},
		{"description", store.OrganizationRoleFilter{Query: "NIGHT"}, store.Page{}, []string{"c"}, 1},
		{"id", store.OrganizationRoleFilter{Query: "member-ro"}, store.Page{}, []string{memberRole}, 1},
		{"signs are signs", store.OrganizationRoleFilter{Query: "0%"}, store.Page{}, []string{"b"}, 1},
		{"and not patterns", store.OrganizationRoleFilter{Query: "j_b"}, store.Page{}, nil, 0},
		{"no text", store.OrganizationRoleFilter{Query: "a\x00"}, store.Page{}, nil, 0},
		{"ids", store.OrganizationRoleFilter{IDs: []string{"d", "d", foreign, absent, "b"}}, store.Page{}, []string{"b", "d"}, 2},
		{"names", store.OrganizationRoleFilter{Names: []string{"job", "JOB", foreign}}, store.Page{}, []string{"c"}, 1},
		{"everything at once", store.OrganizationRoleFilter{
			Query: "job", Names: []string{"job"}, IDs: []string{"c"}, Types: []models.RoleType{models.RoleUser},
		}, store.Page{}, nil, 0},
	}
	for _, test := range tests {
		got, total, err := w.own.OrganizationRoles(ctx, test.filter, test.page)
		equal(t, organizationRoleIDs(got), err, test.want)
		if total != test.total {
			t.Errorf("%s: %d in all, want %d", test.name, total, test.total)
		}
	}
	want := newOrganizationRole(memberRole, "member", "own", models.RoleUser)
	want.TenantID = "own"
	got, _, err := w.own.OrganizationRoles(ctx, store.OrganizationRoleFilter{IDs: []string{memberRole}}, store.Page{})
	equal(t, got, err, []models.OrganizationRole{*want})
}

func testOrganizationScopes(t *testing.T, w *world) {
	ctx := t.Context()
	older := newOrganizationScope("b", "invite:People", "asks others in")
	older.CreatedAt--
	ok(t, w.own.CreateOrganizationScope(ctx, older))
	fails(t, w.own.CreateOrganizationScope(ctx, newOrganizationScope("c", "read:files", "again")), store.ErrConflict)
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
		{"no text", store.OrganizationScopeFilter{Query: "\xff"}, store.Page{}, nil, 0},
		{"ids", store.OrganizationScopeFilter{IDs: []string{"b", foreign}}, store.Page{}, []string{"b"}, 1},
		{"names", store.OrganizationScopeFilter{Names: []string{"read:files"}}, store.Page{}, []string{memberScope}, 1},
	}
	for _, test := range tests {
		got, total, err := w.own.OrganizationScopes(ctx, test.filter, test.page)
		equal(t, organizationScopeIDs(got), err, test.want)
		if total != test.total {
			t.Errorf("%s: %d in all, want %d", test.name, total, test.total)
		}
	}
}

func testOrganizationScopesOfRole(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.CreateOrganizationScope(ctx, newOrganizationScope("spare", "spare", "in no role")))
	got, total, err := w.own.OrganizationScopes(ctx, store.OrganizationScopeFilter{RoleID: memberRole}, store.Page{Limit: 20})
	equal(t, organizationScopeIDs(got), err, []string{memberScope})
	if total != 1 {
		t.Errorf("%d in all", total)
	}
	none, _, err := w.own.OrganizationScopes(ctx, store.OrganizationScopeFilter{RoleID: foreign}, store.Page{})
	equal(t, len(none), err, 0)
	fails(t, w.own.AddOrganizationRoleScopes(ctx, memberRole, []string{foreign}), store.ErrConflict)
	fails(t, w.own.AddOrganizationRoleScopes(ctx, foreign, []string{memberScope}), store.ErrConflict)
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
