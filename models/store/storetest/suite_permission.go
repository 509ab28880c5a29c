package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

func permissionTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"where roles count": testPermissionReach,
		"which role":        testPermissionRoles,
		"memberships":       testMemberships,
		"memberships end":   testMembershipsEnd,
		"references":        testOrganizationReferences,
	}
}

func testPermissionReach(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Organizations.Insert(ctx, newOrganization("second", "second")))
	ok(t, w.own.Members.Add(ctx, models.HolderUser, "second", []string{user}, now))
	ok(t, w.own.Scopes.Insert(ctx, newScope("both", organized, "both", "both")))
	ok(t, w.own.Roles.AddScopes(ctx, role, []string{"both"}))
	ok(t, w.own.Roles.AddScopes(ctx, machineRole, []string{"both"}))
	ok(t, w.own.OrganizationRoles.AddResourceScopes(ctx, organizationRole, []string{"both"}))
	tests := map[string]struct {
		query store.PermissionQuery
		want  []string
	}{
		"a person everywhere":            {store.PermissionQuery{Holder: models.UserHolder(user), ResourceID: organized}, []string{"both", organized}},
		"a person in an organization":    {store.PermissionQuery{Holder: models.UserHolder(user), ResourceID: organized, OrganizationID: organization}, []string{"both", organized}},
		"a person without a role there":  {store.PermissionQuery{Holder: models.UserHolder(user), ResourceID: organized, OrganizationID: "second"}, []string{"both"}},
		"a person at the tenant's own":   {store.PermissionQuery{Holder: models.UserHolder(user), ResourceID: resource}, []string{"read"}},
		"a person at another resource":   {store.PermissionQuery{Holder: models.UserHolder(user), ResourceID: absent}, nil},
		"a person's organizations":       {store.PermissionQuery{Holder: models.UserHolder(user)}, []string{"invite"}},
		"a person's organization":        {store.PermissionQuery{Holder: models.UserHolder(user), OrganizationID: organization}, []string{"invite"}},
		"a person's other organization":  {store.PermissionQuery{Holder: models.UserHolder(user), OrganizationID: "second"}, nil},
		"a machine":                      {store.PermissionQuery{Holder: models.ApplicationHolder(app), ResourceID: organized}, []string{"both"}},
		"a machine in an organization":   {store.PermissionQuery{Holder: models.ApplicationHolder(app), ResourceID: organized, OrganizationID: organization}, []string{organized}},
		"a machine where it is not":      {store.PermissionQuery{Holder: models.ApplicationHolder(app), ResourceID: organized, OrganizationID: "second"}, nil},
		"a machine's organization":       {store.PermissionQuery{Holder: models.ApplicationHolder(app), OrganizationID: organization}, []string{"invite"}},
		"a person of another tenant":     {store.PermissionQuery{Holder: models.UserHolder(foreign), ResourceID: organized}, nil},
		"somebody who is not there":      {store.PermissionQuery{Holder: models.UserHolder(absent)}, nil},
		"a machine's id is no person's":  {store.PermissionQuery{Holder: models.UserHolder(app), ResourceID: organized}, nil},
		"a person's id is no machine's":  {store.PermissionQuery{Holder: models.ApplicationHolder(user), ResourceID: organized}, nil},
		"an organization not of persons": {store.PermissionQuery{Holder: models.UserHolder(user), OrganizationID: foreign}, nil},
	}
	for name, test := range tests {
		got, err := w.own.Permissions.Scopes(ctx, test.query)
		t.Run(name, func(t *testing.T) { equal(t, got, err, test.want) })
	}
}

func testPermissionRoles(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Roles.AddScopes(ctx, role, []string{organized}))
	query := store.PermissionQuery{Holder: models.UserHolder(user), ResourceID: organized}
	got, err := w.own.Permissions.List(ctx, query)
	equal(t, got, err, []models.Permission{
		{ScopeID: organized, Scope: organized, RoleID: organizationRole, RoleName: "name of " + organizationRole, OrganizationID: organization},
		{ScopeID: organized, Scope: organized, RoleID: role, RoleName: "reader"},
	})
	ok(t, w.own.InTx(ctx, func(tx *store.Store) error {
		ok(t, tx.Roles.AddScopes(ctx, role, []string{scope}))
		names, err := tx.Permissions.Scopes(ctx, query)
		equal(t, names, err, []string{organized}) // once, and inside the transaction
		return nil
	}))
}

func testMemberships(t *testing.T, w *world) {
	ctx := t.Context()
	want := newOrganization(organization, "own")
	want.TenantID = "own"
	got, err := w.own.Members.Membership(ctx, organization, models.UserHolder(user))
	equal(t, got, err, want)
	got, err = w.own.Members.Membership(ctx, organization, models.ApplicationHolder(app))
	equal(t, got, err, want)
	for _, pair := range [][2]string{{organization, foreign}, {absent, user}, {organization, app}} {
		_, err = w.own.Members.Membership(ctx, pair[0], models.UserHolder(pair[1]))
		fails(t, err, store.ErrNotFound)
	}
	_, err = w.own.Members.Membership(ctx, organization, models.ApplicationHolder(user))
	fails(t, err, store.ErrNotFound)

	held := newOrganizationRole(organizationRole, "name of "+organizationRole, "own", models.RoleUser)
	held.TenantID = "own"
	memberships, err := w.own.Members.Memberships(ctx, models.UserHolder(user))
	equal(t, memberships, err, []models.Membership{{Organization: *want, Roles: []models.OrganizationRole{*held}}})
	memberships, err = w.own.Members.Memberships(ctx, models.UserHolder(foreign))
	equal(t, memberships, err, nil)
}

// Deleting a member or an organization deletes the memberships and the roles in them.
func testMembershipsEnd(t *testing.T, w *world) {
	ctx := t.Context()
	query := store.PermissionQuery{Holder: models.UserHolder(user)}
	ok(t, w.own.Organizations.Delete(ctx, organization))
	got, err := w.own.Permissions.Scopes(ctx, query)
	equal(t, got, err, nil)
	fails(t, w.own.Organizations.Delete(ctx, organization), store.ErrNotFound)

	ok(t, w.own.Organizations.Insert(ctx, newOrganization(organization, "again")))
	ok(t, w.own.Members.Add(ctx, models.HolderUser, organization, []string{user}, now))
	memberships, err := w.own.Members.Memberships(ctx, models.UserHolder(user))
	ok(t, err)
	if len(memberships) != 1 || len(memberships[0].Roles) != 0 {
		t.Errorf("after joining anew: %+v", memberships)
	}
	ok(t, w.own.Users.Delete(ctx, user))
	_, err = w.own.Members.Membership(ctx, organization, models.UserHolder(user))
	fails(t, err, store.ErrNotFound)
}

func testOrganizationReferences(t *testing.T, w *world) {
	ctx := t.Context()
	fails(t, w.own.Members.Add(ctx, models.HolderUser, organization, []string{foreign}, now), store.ErrConflict)
	fails(t, w.own.Members.Add(ctx, models.HolderUser, foreign, []string{user}, now), store.ErrConflict)
	fails(t, w.own.Members.AddRoles(ctx, models.HolderUser, organization, []string{user}, []string{foreign}), store.ErrConflict)
	fails(t, w.own.Members.AddRoles(ctx, models.HolderUser, organization, []string{foreign}, []string{organizationRole}), store.ErrConflict)
	fails(t, w.own.Members.Add(ctx, models.HolderApplication, organization, []string{foreign}, now), store.ErrConflict)
	fails(t, w.own.Members.AddRoles(ctx, models.HolderApplication, organization, []string{foreign}, []string{organizationRole}), store.ErrConflict)
	fails(t, w.own.OrganizationRoles.AddScopes(ctx, organizationRole, []string{foreign}), store.ErrConflict)
	fails(t, w.own.OrganizationRoles.AddResourceScopes(ctx, organizationRole, []string{foreign}), store.ErrConflict)
	fails(t, w.own.OrganizationScopes.Insert(ctx, newOrganizationScope("new", "invite", "x")), store.ErrConflict)
	for range 2 { // a repeat changes nothing
		ok(t, w.own.Members.Add(ctx, models.HolderUser, organization, []string{user}, now+1))
		ok(t, w.own.Members.AddRoles(ctx, models.HolderUser, organization, []string{user}, []string{organizationRole}))
	}
}
