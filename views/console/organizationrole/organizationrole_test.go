package organizationrole_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/console/organizationrole"
	"portico/views/layout"
	"portico/views/viewtest"
)

const (
	rolesAPI       = "https://id.example/api/organization-roles"
	permissionsAPI = "https://id.example/api/organization-scopes"
)

func role(id, name string, kind models.RoleType) models.OrganizationRole {
	return models.OrganizationRole{ID: id, Name: name, Type: kind}
}

func owner() organizationrole.Role {
	made := role("r1", "管理员", models.RoleUser)
	about := "负责一切"
	made.Description = &about
	return organizationrole.Role{Role: &made, APIURL: rolesAPI + "/r1"}
}

func permission(id, name, about string) models.OrganizationScope {
	scope := models.OrganizationScope{ID: id, Name: name}
	if about != "" {
		scope.Description = &about
	}
	return scope
}

// list is a list with two rows that stands below the template.
func list(id, path, query string) component.ListProps {
	return component.ListProps{
		ID: id, URL: "/t/shop/console/organization-template" + path, Query: query, Count: 2,
		Pager: component.PagerProps{From: 1, To: 2, Total: 2, Target: id},
	}
}

// found is a list below the template in which nothing was found.
func found(path string) component.ListProps {
	return component.ListProps{URL: "/t/shop/console/organization-template" + path, Query: "x"}
}

// picker has what is the same for every picker of permissions.
func picker(ctx context.Context, p component.PickerProps) component.PickerProps {
	const role = "/t/shop/console/organization-template/roles/r1"
	p.ID, p.Action, p.CancelURL, p.CSRF = "permission-picker", role+"/assign", role, layout.CSRFField()
	p.Label = locales.T(ctx, "console.organizationRole.role.assign")
	p.SearchLabel = locales.T(ctx, "console.organizationRole.role.pickSearch")
	return p
}

// words are what the Chinese pages leave as it is.
func words() []string {
	return []string{"invite:member", "read:billing", "read:files", "write"}
}

func TestRoles(t *testing.T) {
	listed := []models.OrganizationRole{*owner().Role, role("r2", "同步", models.RoleMachineToMachine)}
	about := owner()
	given := organizationrole.RolePermissionsProps{
		ListProps: list(organizationrole.RolePermissionsID, "/roles/r1", "文件"), Role: about,
		Permissions: []models.OrganizationRolePermission{
			{RoleID: "r1", ID: "p1", Name: "read:files", Description: listed[0].Description},
			{RoleID: "r1", ID: "s1", Name: "write", ResourceID: "shop", ResourceName: "商店"},
		},
	}
	items := []component.PickerItem{
		{ID: "organization:p1", Title: "read:files", Sub: "组织权限", Mark: organizationrole.PermissionMark(models.PermissionOrganization), IsChosen: true},
		{ID: "api:s1", Title: "write", Sub: "商店", Mark: organizationrole.PermissionMark(models.PermissionAPI)},
	}
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "roles",
			Show: func(context.Context) templ.Component {
				return organizationrole.RolesPage(organizationrole.RolesProps{
					ListProps: list(organizationrole.RolesID, "", ""), Roles: listed, APIURL: rolesAPI,
					Permissions: map[string][]string{"r1": {"invite:member", "read:billing", "read:files", "write", "write"}},
				})
			},
			Heading: "console.organizationRole.title",
			Links: []string{
				"/t/shop/console/organization-template/roles/new", "/t/shop/console/organization-template",
				"/t/shop/console/organization-template/permissions", "/t/shop/console/organization-template/roles/r1",
				"/t/shop/console/organization-template/roles/r2",
			},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/organization-template", Fields: []string{"q="}},
			},
			Says: []string{
				"console.organizationRole.roles.create", "管理员", "负责一切", "console.organizationRole.role.users", "invite:member",
				"read:billing", "read:files", "console.organizationRole.role.more", "r1", "同步", "console.organizationRole.role.machines",
				"console.organizationRole.role.noPermissions", "r2",
			},
		},
		{
			Name: "roles empty",
			Show: func(context.Context) templ.Component {
				return organizationrole.RolesPage(organizationrole.RolesProps{APIURL: rolesAPI})
			},
			Heading: "console.organizationRole.title",
			Links: []string{
				"/t/shop/console/organization-template/roles/new", "/t/shop/console/organization-template",
				"/t/shop/console/organization-template/permissions",
			},
			Says: []string{
				"console.organizationRole.roles.create", "console.organizationRole.roles.none", "console.organizationRole.roles.create",
			},
		},
		{
			Name: "roles nothing",
			Show: func(context.Context) templ.Component {
				return organizationrole.RolesTable(organizationrole.RolesProps{ListProps: found("")})
			},
			Links: []string{"/t/shop/console/organization-template"},
			Says:  []string{"console.organizationRole.roles.nothing", "console.organizationRole.showAll"},
		},
		{
			Name: "roles viewer", IsViewer: true,
			Show: func(context.Context) templ.Component {
				return organizationrole.RolesPage(organizationrole.RolesProps{APIURL: rolesAPI})
			},
			Heading: "console.organizationRole.title",
			Links:   []string{"/t/shop/console/organization-template", "/t/shop/console/organization-template/permissions"},
			Says:    []string{"console.organizationRole.roles.none"},
		},
		{
			Name: "role new",
			Show: func(context.Context) templ.Component {
				return organizationrole.NewRolePage(organizationrole.NewRoleProps{Type: models.RoleUser, APIURL: rolesAPI})
			},
			Heading: "console.organizationRole.roles.create",
			Links:   []string{"/t/shop/console/organization-template"},
			Forms: []viewtest.Form{
				{ID: "role-form", To: "POST /t/shop/console/organization-template/roles/new", Fields: []string{
					"name=", "description=", "type=User (MachineToMachine)",
				}},
			},
			Says: []string{"console.organizationRole.roles.create"},
		},
		{
			Name: "role new wrong",
			Show: func(ctx context.Context) templ.Component {
				return organizationrole.NewRoleForm(organizationrole.NewRoleProps{
					Name: "管理员", Description: `"><b>`, Type: models.RoleMachineToMachine,
					Errors: map[string]string{"name": locales.T(ctx, "error.entity.unique_integrity_violation")},
				})
			},
			Links: []string{"/t/shop/console/organization-template"},
			Forms: []viewtest.Form{
				{ID: "role-form", To: "POST /t/shop/console/organization-template/roles/new", Fields: []string{
					"name=管理员", "description=\"><b>", "type=MachineToMachine (User)",
				}},
			},
			Errors: map[string]string{"name": "error.entity.unique_integrity_violation"},
			Says:   []string{"console.organizationRole.roles.create"},
		},
		{
			Name: "role general",
			Show: func(context.Context) templ.Component {
				return organizationrole.GeneralPage(organizationrole.GeneralProps{Role: about, Name: "管理员", Description: "负责"})
			},
			Heading: "管理员",
			Links: []string{
				"/t/shop/console/organization-template", "/t/shop/console/organization-template/roles/r1",
				"/t/shop/console/organization-template/roles/r1/general", "/t/shop/console/organization-template/roles/r1/delete",
			},
			Forms: []viewtest.Form{
				{ID: "role-form", To: "POST /t/shop/console/organization-template/roles/r1/general", Fields: []string{"name=管理员", "description=负责"}},
			},
			Says: []string{
				"console.organizationRole.role.users", "r1", "console.organizationRole.permission.type",
				"console.organizationRole.role.users", "console.organizationRole.role.delete",
			},
		},
		{
			Name: "role general viewer", IsViewer: true,
			Show: func(context.Context) templ.Component {
				return organizationrole.GeneralForm(organizationrole.GeneralProps{Role: about, Name: "管理员"})
			},
			Forms: []viewtest.Form{
				{ID: "role-form", To: "POST /t/shop/console/organization-template/roles/r1/general", Fields: []string{
					"name=管理员 disabled", "description= disabled",
				}},
			},
			Says: []string{"console.organizationRole.permission.type", "console.organizationRole.role.users"},
		},
		{
			Name:    "role permissions",
			Show:    func(context.Context) templ.Component { return organizationrole.RolePermissionsPage(given) },
			Heading: "管理员",
			Links: []string{
				"/t/shop/console/organization-template", "/t/shop/console/organization-template/roles/r1",
				"/t/shop/console/organization-template/roles/r1/general", "/t/shop/console/organization-template/roles/r1/assign",
				"/t/shop/console/organization-template/roles/r1/organization/p1/remove",
				"/t/shop/console/organization-template/roles/r1/api/s1/remove",
			},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/organization-template/roles/r1", Fields: []string{"q=文件"}},
			},
			Says: []string{
				"console.organizationRole.role.users", "r1", "console.organizationRole.role.assign", "read:files", "负责一切",
				"console.organizationRole.permission.ofOrganization", "console.organizationRole.role.remove", "read:files", "write", "–",
				"console.organizationRole.permission.ofAPI", "商店", "console.organizationRole.role.remove", "write",
			},
		},
		{
			Name: "role permissions empty",
			Show: func(context.Context) templ.Component {
				return organizationrole.RolePermissionsPage(organizationrole.RolePermissionsProps{Role: about})
			},
			Heading: "管理员",
			Links: []string{
				"/t/shop/console/organization-template", "/t/shop/console/organization-template/roles/r1",
				"/t/shop/console/organization-template/roles/r1/general", "/t/shop/console/organization-template/roles/r1/assign",
			},
			Says: []string{
				"console.organizationRole.role.users", "r1", "console.organizationRole.role.none", "console.organizationRole.role.assign",
			},
		},
		{
			Name: "role permissions nothing",
			Show: func(context.Context) templ.Component {
				return organizationrole.RolePermissionsTable(organizationrole.RolePermissionsProps{ListProps: found("/roles/r1"), Role: about})
			},
			Links: []string{"/t/shop/console/organization-template/roles/r1"},
			Says:  []string{"console.organizationRole.permissions.nothing", "console.organizationRole.showAll"},
		},
		{
			Name: "role permissions viewer", IsViewer: true,
			Show:    func(context.Context) templ.Component { return organizationrole.RolePermissionsPage(given) },
			Heading: "管理员",
			Links: []string{
				"/t/shop/console/organization-template", "/t/shop/console/organization-template/roles/r1",
				"/t/shop/console/organization-template/roles/r1/general",
			},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/organization-template/roles/r1", Fields: []string{"q=文件"}},
			},
			Says: []string{
				"console.organizationRole.role.users", "r1", "read:files", "负责一切", "console.organizationRole.permission.ofOrganization",
				"write", "–", "console.organizationRole.permission.ofAPI", "商店",
			},
		},
		{
			Name: "role assign",
			Show: func(ctx context.Context) templ.Component {
				return organizationrole.AssignPage(about, picker(ctx, component.PickerProps{Query: "文件", Items: items, Total: 7}))
			},
			Heading: "console.organizationRole.role.assign",
			Links:   []string{"/t/shop/console/organization-template/roles/r1"},
			Forms: []viewtest.Form{
				{ID: "permission-picker", To: "POST /t/shop/console/organization-template/roles/r1/assign", Fields: []string{
					"q=文件", "[act=search]", "id=organization:p1 (api:s1)",
				}},
			},
			Says: []string{"console.organizationRole.role.assign"},
		},
		{
			Name: "role assign wrong",
			Show: func(ctx context.Context) templ.Component {
				return organizationrole.AssignPage(about, picker(ctx, component.PickerProps{
					Items: items, Total: 1, Errors: map[string]string{"": locales.T(ctx, "console.organizationRole.role.chooseOne")},
				}))
			},
			Heading: "console.organizationRole.role.assign",
			Links:   []string{"/t/shop/console/organization-template/roles/r1"},
			Forms: []viewtest.Form{
				{ID: "permission-picker", To: "POST /t/shop/console/organization-template/roles/r1/assign", Fields: []string{
					"q=", "[act=search]", "id=organization:p1 (api:s1)",
				}},
			},
			Errors: map[string]string{"": "console.organizationRole.role.chooseOne"},
			Says:   []string{"console.organizationRole.role.assign"},
		},
		{
			Name: "role assign empty",
			Show: func(ctx context.Context) templ.Component {
				return organizationrole.AssignPage(about, picker(ctx, component.PickerProps{}))
			},
			Heading: "console.organizationRole.role.assign",
			Links: []string{
				"/t/shop/console/organization-template/roles/r1", "/t/shop/console/organization-template/permissions/new",
				"/t/shop/console/api-resources",
			},
			Says: []string{
				"console.organizationRole.role.nothingToAssign", "console.organizationRole.permissions.create", "console.resources.title",
			},
		},
		{
			Name: "role delete",
			Show: func(ctx context.Context) templ.Component {
				return organizationrole.ConfirmPage("organization-role-delete-page", "管理员", component.ConfirmProps{
					Title: locales.T(ctx, "console.organizationRole.role.deleteTitle", locales.Data{"Name": "管理员"}),
					Text:  locales.N(ctx, "console.organizationRole.role.heldByUsers", 2), Action: "/delete", CancelURL: "/cancel",
					Label: locales.T(ctx, "console.organizationRole.role.delete"), Name: "管理员", CSRF: layout.CSRFField(),
				})
			},
			Heading: "console.organizationRole.role.deleteTitle",
			Links:   []string{"/cancel"},
			Forms: []viewtest.Form{
				{To: "POST /delete", Fields: []string{"confirm="}},
			},
			Says: []string{"console.organizationRole.role.heldByUsers", "console.organizationRole.role.delete"},
		},
	}, words()...)
}

func TestPermissions(t *testing.T) {
	files := permission("p1", "read:files", "查看文件")
	page := organizationrole.PermissionProps{
		Permission: &files, APIURL: permissionsAPI + "/p1",
		PermissionFields: organizationrole.PermissionFields{Name: "read:files", Description: "查看文件"},
	}
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "permissions",
			Show: func(context.Context) templ.Component {
				return organizationrole.PermissionsPage(organizationrole.PermissionsProps{
					ListProps:   list(organizationrole.PermissionsID, "/permissions", "文件"),
					Permissions: []models.OrganizationScope{files, permission("p2", "write", "")}, APIURL: permissionsAPI,
				})
			},
			Heading: "console.organizationRole.title",
			Links: []string{
				"/t/shop/console/organization-template/permissions/new", "/t/shop/console/organization-template",
				"/t/shop/console/organization-template/permissions", "/t/shop/console/organization-template/permissions/p1",
				"/t/shop/console/organization-template/permissions/p2",
			},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/organization-template/permissions", Fields: []string{"q=文件"}},
			},
			Says: []string{"console.organizationRole.permissions.create", "read:files", "查看文件", "p1", "write", "–", "p2"},
		},
		{
			Name: "permissions empty",
			Show: func(context.Context) templ.Component {
				return organizationrole.PermissionsPage(organizationrole.PermissionsProps{APIURL: permissionsAPI})
			},
			Heading: "console.organizationRole.title",
			Links: []string{
				"/t/shop/console/organization-template/permissions/new", "/t/shop/console/organization-template",
				"/t/shop/console/organization-template/permissions",
			},
			Says: []string{
				"console.organizationRole.permissions.create", "console.organizationRole.permissions.none",
				"console.organizationRole.permissions.create",
			},
		},
		{
			Name: "permissions empty, as a viewer", IsViewer: true,
			Show: func(context.Context) templ.Component {
				return organizationrole.PermissionsPage(organizationrole.PermissionsProps{APIURL: permissionsAPI})
			},
			Heading: "console.organizationRole.title",
			Links:   []string{"/t/shop/console/organization-template", "/t/shop/console/organization-template/permissions"},
			Says:    []string{"console.organizationRole.permissions.none"},
		},
		{
			Name: "permissions nothing",
			Show: func(context.Context) templ.Component {
				return organizationrole.PermissionsTable(organizationrole.PermissionsProps{ListProps: found("/permissions")})
			},
			Links: []string{"/t/shop/console/organization-template/permissions"},
			Says:  []string{"console.organizationRole.permissions.nothing", "console.organizationRole.showAll"},
		},
		{
			Name: "permission new",
			Show: func(context.Context) templ.Component {
				return organizationrole.NewPermissionPage(organizationrole.NewPermissionProps{APIURL: permissionsAPI})
			},
			Heading: "console.organizationRole.permissions.create",
			Links:   []string{"/t/shop/console/organization-template/permissions"},
			Forms: []viewtest.Form{
				{ID: "permission-form", To: "POST /t/shop/console/organization-template/permissions/new", Fields: []string{"name=", "description="}},
			},
			Says: []string{"console.organizationRole.permissions.create"},
		},
		{
			Name: "permission new wrong",
			Show: func(ctx context.Context) templ.Component {
				return organizationrole.NewPermissionForm(organizationrole.NewPermissionProps{PermissionFields: organizationrole.PermissionFields{
					Name: "a b", Errors: map[string]string{"name": locales.T(ctx, "error.organizationRole.scopeName")},
				}})
			},
			Links: []string{"/t/shop/console/organization-template/permissions"},
			Forms: []viewtest.Form{
				{ID: "permission-form", To: "POST /t/shop/console/organization-template/permissions/new", Fields: []string{
					"name=a b", "description=",
				}},
			},
			Errors: map[string]string{"name": "error.organizationRole.scopeName"},
			Says:   []string{"console.organizationRole.permissions.create"},
		},
		{
			Name: "permission",
			Show: func(context.Context) templ.Component {
				with := page
				for i := range 2 {
					with.Roles = append(with.Roles, role(fmt.Sprint("r", i), "管理员", models.RoleUser))
				}
				with.RoleCount = 5
				return organizationrole.PermissionPage(with)
			},
			Heading: "read:files",
			Links: []string{
				"/t/shop/console/organization-template/permissions", "/t/shop/console/organization-template/roles/r0",
				"/t/shop/console/organization-template/roles/r1", "/t/shop/console/organization-template/permissions/p1/delete",
			},
			Forms: []viewtest.Form{
				{ID: "permission-form", To: "POST /t/shop/console/organization-template/permissions/p1", Fields: []string{
					"name=read:files", "description=查看文件",
				}},
			},
			Says: []string{"p1", "管理员", "console.organizationRole.role.more", "console.organizationRole.permission.delete"},
		},
		{
			Name: "permission viewer", IsViewer: true,
			Show:    func(context.Context) templ.Component { return organizationrole.PermissionPage(page) },
			Heading: "read:files",
			Links:   []string{"/t/shop/console/organization-template/permissions"},
			Forms: []viewtest.Form{
				{ID: "permission-form", To: "POST /t/shop/console/organization-template/permissions/p1", Fields: []string{
					"name=read:files disabled", "description=查看文件 disabled",
				}},
			},
			Says: []string{"p1", "console.organizationRole.permission.noRoles"},
		},
	}, words()...)
}
