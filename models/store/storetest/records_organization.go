package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

// Ids of the organizations' records, in every tenant of the suite.
const (
	organization            = "organization"
	organizationScope       = "organization-scope"
	organizationRole        = "organization-role"
	organizationMachineRole = "organization-machine-role"
	organized               = "organized" // a resource; organization roles grant its scope of the same id and name
)

func newOrganization(id, label string) *models.Organization {
	return &models.Organization{
		ID: id, Name: label, Description: ptr("about " + label), CustomData: map[string]any{"label": label}, IsMFARequired: true,
		Color:     models.Color{PrimaryColor: "#123456", IsDarkModeEnabled: ptr(true), DarkPrimaryColor: "#abc"},
		Branding:  models.Branding{LogoURL: "https://example.com/" + label, Favicon: "https://example.com/icon"},
		CustomCSS: ptr("/* " + label + " */"), CreatedAt: now,
	}
}

// populateOrganization creates an organization with a user and a machine as members.
// Their roles grant one organization permission and one scope of the resource.
func populateOrganization(t *testing.T, s *store.Store, label string) {
	t.Helper()
	ctx := t.Context()
	ok(t, s.Organizations.Insert(ctx, newOrganization(organization, label)))
	ok(t, s.OrganizationScopes.Insert(ctx, newOrganizationScope(organizationScope, "invite", label)))
	ok(t, s.Resources.Insert(ctx, newResource(organized, "https://organized.example", label)))
	ok(t, s.Scopes.Insert(ctx, newScope(organized, organized, organized, label)))
	for id, kind := range map[string]models.RoleType{
		organizationRole: models.RoleUser, organizationMachineRole: models.RoleMachineToMachine,
	} {
		ok(t, s.OrganizationRoles.Insert(ctx, newOrganizationRole(id, "name of "+id, label, kind)))
		ok(t, s.OrganizationRoles.AddScopes(ctx, id, []string{organizationScope}))
		ok(t, s.OrganizationRoles.AddResourceScopes(ctx, id, []string{organized}))
	}
	ok(t, s.Members.Add(ctx, models.HolderUser, organization, []string{user}, now))
	ok(t, s.Members.AddRoles(ctx, models.HolderUser, organization, []string{user}, []string{organizationRole}))
	ok(t, s.Members.Add(ctx, models.HolderApplication, organization, []string{app}, now))
	ok(t, s.Members.AddRoles(ctx, models.HolderApplication, organization, []string{app}, []string{organizationMachineRole}))
}

// organizedWorld is a world whose tenants also have organizations.
func organizedWorld(t *testing.T, open func(testing.TB) *store.DB) *world {
	t.Helper()
	w := newWorld(t, open)
	for _, s := range append(w.others, w.own) {
		populateOrganization(t, s, s.TenantID())
	}
	return w
}

// readOrganized is read, plus what populateOrganization creates.
func readOrganized(t *testing.T, s *store.Store) []any {
	t.Helper()
	ctx := t.Context()
	all := read(t, s)
	collect := func(value any, err error) {
		t.Helper()
		ok(t, err)
		all = append(all, value)
	}
	collect(s.Organizations.Get(ctx, organization))
	collect(s.Members.Memberships(ctx, models.UserHolder(user)))
	collect(s.Members.Memberships(ctx, models.ApplicationHolder(app)))
	collect(s.Permissions.List(ctx, store.PermissionQuery{Holder: models.UserHolder(user)}))
	collect(s.Permissions.List(ctx, store.PermissionQuery{Holder: models.ApplicationHolder(app)}))
	collect(s.Permissions.List(ctx, store.PermissionQuery{Holder: models.UserHolder(user), ResourceID: organized}))
	collect(s.Permissions.List(ctx, store.PermissionQuery{Holder: models.ApplicationHolder(app), ResourceID: organized, OrganizationID: organization}))
	return all
}
