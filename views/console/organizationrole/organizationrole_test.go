package organizationrole_test

import (
	"context"
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

func owner() models.OrganizationRole {
	made := role("r1", "管理员", models.RoleUser)
	about := "负责一切"
	made.Description = &about
	return made
}

func pageOf(ctx context.Context) organizationrole.Role {
	made := owner()
	return organizationrole.RoleOf(ctx, &made, rolesAPI+"/r1")
}

// roles is the page of the roles.
func roles(ctx context.Context, shown component.ListProps, permissions map[string][]string, listed ...models.OrganizationRole) templ.Component {
	return organizationrole.Roles(ctx, shown, listed, permissions, rolesAPI).Whole()
}

// permissions is the page of the permissions.
func permissions(ctx context.Context, shown component.ListProps, listed ...models.OrganizationScope) templ.Component {
	return organizationrole.Permissions(ctx, shown, listed, permissionsAPI).Whole()
}

// formAt is a form of the template.
func formAt(path string, values organizationrole.Values) layout.Form[organizationrole.Values] {
	return layout.Form[organizationrole.Values]{Values: values, Action: "/t/shop/console/organization-template" + path}
}

func permission(id, name, about string) models.OrganizationScope {
	scope := models.OrganizationScope{ID: id, Name: name}
	if about != "" {
		scope.Description = &about
	}
	return scope
}

// list is a list of the template with two rows.
func list(id, path, query string) component.ListProps {
	return component.ListProps{
		ID: id, URL: "/t/shop/console/organization-template" + path, Query: query, Count: 2,
		Pager: component.PagerProps{From: 1, To: 2, Total: 2, Target: id},
	}
}

// found is a list of the template without results.
func found(path string) component.ListProps {
	return component.ListProps{URL: "/t/shop/console/organization-template" + path, Query: "x"}
}

// picker fills in what all pickers of permissions have in common.
func picker(ctx context.Context, p component.PickerProps) component.PickerProps {
	const role = "/t/shop/console/organization-template/roles/r1"
	p.ID, p.Action, p.CancelURL, p.CSRF = "permission-picker", role+"/assign", role, layout.CSRFField()
	p.Label = locales.T(ctx, "console.organizationRole.role.assign")
	p.SearchLabel = locales.T(ctx, "console.organizationRole.role.pickSearch")
	return p
}

// words are the texts that Chinese pages leave untranslated.
func words() []string {
	return []string{"invite:member", "read:billing", "read:files", "write"}
}

func TestRoles(t *testing.T) {
	listed := []models.OrganizationRole{owner(), role("r2", "同步", models.RoleMachineToMachine)}
	given := func(ctx context.Context) templ.Component {
		return pageOf(ctx).Permissions(ctx, list("role-permission-list", "/roles/r1", "文件"), []models.OrganizationRolePermission{
			{RoleID: "r1", ID: "p1", Name: "read:files", Description: listed[0].Description},
			{RoleID: "r1", ID: "s1", Name: "write", ResourceID: "shop", ResourceName: "商店"},
		}).Whole()
	}
	items := []component.PickerItem{
		{ID: "organization:p1", Title: "read:files", Sub: "组织权限", Mark: organizationrole.PermissionMark(models.PermissionOrganization), IsChosen: true},
		{ID: "api:s1", Title: "write", Sub: "商店", Mark: organizationrole.PermissionMark(models.PermissionAPI)},
	}
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "roles",
			Show: func(ctx context.Context) templ.Component {
				return roles(ctx, list("organization-role-list", "", ""), map[string][]string{
					"r1": {"invite:member", "read:billing", "read:files", "write", "write"},
				}, listed...)
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
				"console.organizationRole.roles.create", "管理员", "负责一切", "console.role.type.user", "invite:member",
				"read:billing", "read:files", "console.organizationRole.role.more", "r1", "同步", "console.role.type.machine",
				"console.organizationRole.role.noPermissions", "r2",
			},
		},
		{
			Name: "roles empty",
			Show: func(ctx context.Context) templ.Component {
				return roles(ctx, component.ListProps{}, nil)
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
			Show: func(ctx context.Context) templ.Component {
				return component.ListPart(organizationrole.Roles(ctx, found(""), nil, nil, rolesAPI).Panel)
			},
			Links: []string{"/t/shop/console/organization-template"},
			Says:  []string{"console.organizationRole.roles.nothing", "console.organizationRole.showAll"},
		},
		{
			Name: "roles viewer", IsViewer: true,
			Show: func(ctx context.Context) templ.Component {
				return roles(ctx, component.ListProps{}, nil)
			},
			Heading: "console.organizationRole.title",
			Links:   []string{"/t/shop/console/organization-template", "/t/shop/console/organization-template/permissions"},
			Says:    []string{"console.organizationRole.roles.none"},
		},
		{
			Name: "role new",
			Show: func(ctx context.Context) templ.Component {
				return organizationrole.NewRolePage(ctx, rolesAPI).With(
					organizationrole.NewRoleForm(formAt("/roles/new", organizationrole.Values{Type: models.RoleUser})),
				)
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
				form := formAt("/roles/new", organizationrole.Values{Name: "管理员", Description: `"><b>`, Type: models.RoleMachineToMachine})
				form.Errors = map[string]string{"name": locales.T(ctx, "error.entity.unique_integrity_violation")}
				return organizationrole.NewRoleForm(form)
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
			Show: func(ctx context.Context) templ.Component {
				page := pageOf(ctx)
				form := formAt("/roles/r1/general", organizationrole.Values{Name: "管理员", Description: "负责"})
				return page.Tab(organizationrole.TabGeneral).With(page.GeneralForm(form))
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
				"console.role.type.user", "r1", "console.organizationRole.permission.type",
				"console.role.type.user", "console.organizationRole.role.delete",
			},
		},
		{
			Name: "role general viewer", IsViewer: true,
			Show: func(ctx context.Context) templ.Component {
				return pageOf(ctx).GeneralForm(formAt("/roles/r1/general", organizationrole.Values{Name: "管理员"}))
			},
			Forms: []viewtest.Form{
				{ID: "role-form", To: "POST /t/shop/console/organization-template/roles/r1/general", Fields: []string{
					"name=管理员 disabled", "description= disabled",
				}},
			},
			Says: []string{"console.organizationRole.permission.type", "console.role.type.user"},
		},
		{
			Name:    "role permissions",
			Show:    given,
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
				"console.role.type.user", "r1", "console.organizationRole.role.assign", "read:files", "负责一切",
				"console.organizationRole.permission.ofOrganization", "component.table.remove", "read:files", "write", "–",
				"console.organizationRole.permission.ofAPI", "商店", "component.table.remove", "write",
			},
		},
		{
			Name: "role permissions empty",
			Show: func(ctx context.Context) templ.Component {
				return pageOf(ctx).Permissions(ctx, component.ListProps{}, nil).Whole()
			},
			Heading: "管理员",
			Links: []string{
				"/t/shop/console/organization-template", "/t/shop/console/organization-template/roles/r1",
				"/t/shop/console/organization-template/roles/r1/general", "/t/shop/console/organization-template/roles/r1/assign",
			},
			Says: []string{
				"console.role.type.user", "r1", "console.organizationRole.role.none", "console.organizationRole.role.assign",
			},
		},
		{
			Name: "role permissions nothing",
			Show: func(ctx context.Context) templ.Component {
				return component.ListPart(pageOf(ctx).Permissions(ctx, found("/roles/r1"), nil).Panel)
			},
			Links: []string{"/t/shop/console/organization-template/roles/r1"},
			Says:  []string{"console.organizationRole.permissions.nothing", "console.organizationRole.showAll"},
		},
		{
			Name: "role permissions viewer", IsViewer: true,
			Show:    given,
			Heading: "管理员",
			Links: []string{
				"/t/shop/console/organization-template", "/t/shop/console/organization-template/roles/r1",
				"/t/shop/console/organization-template/roles/r1/general",
			},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/organization-template/roles/r1", Fields: []string{"q=文件"}},
			},
			Says: []string{
				"console.role.type.user", "r1", "read:files", "负责一切", "console.organizationRole.permission.ofOrganization",
				"write", "–", "console.organizationRole.permission.ofAPI", "商店",
			},
		},
		{
			Name: "role assign",
			Show: func(ctx context.Context) templ.Component {
				return pageOf(ctx).ChoosePage(ctx, picker(ctx, component.PickerProps{Query: "文件", Items: items, Total: 7}))
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
				return pageOf(ctx).ChoosePage(ctx, picker(ctx, component.PickerProps{
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
				return pageOf(ctx).ChoosePage(ctx, picker(ctx, component.PickerProps{}))
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
				return pageOf(ctx).ConfirmPage(component.ConfirmProps{
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
	page := func(ctx context.Context, count int64, roles ...models.OrganizationRole) templ.Component {
		of := organizationrole.PermissionOf(ctx, &files, permissionsAPI+"/p1")
		of.Roles, of.RoleCount = roles, count
		return of.Tab("").With(of.Form(formAt("/permissions/p1", organizationrole.Values{Name: "read:files", Description: "查看文件"})))
	}
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "permissions",
			Show: func(ctx context.Context) templ.Component {
				return permissions(ctx, list("organization-permission-list", "/permissions", "文件"), files, permission("p2", "write", ""))
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
			Show: func(ctx context.Context) templ.Component {
				return permissions(ctx, component.ListProps{})
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
			Show: func(ctx context.Context) templ.Component {
				return permissions(ctx, component.ListProps{})
			},
			Heading: "console.organizationRole.title",
			Links:   []string{"/t/shop/console/organization-template", "/t/shop/console/organization-template/permissions"},
			Says:    []string{"console.organizationRole.permissions.none"},
		},
		{
			Name: "permissions nothing",
			Show: func(ctx context.Context) templ.Component {
				return component.ListPart(organizationrole.Permissions(ctx, found("/permissions"), nil, permissionsAPI).Panel)
			},
			Links: []string{"/t/shop/console/organization-template/permissions"},
			Says:  []string{"console.organizationRole.permissions.nothing", "console.organizationRole.showAll"},
		},
		{
			Name: "permission new",
			Show: func(ctx context.Context) templ.Component {
				return organizationrole.NewPermissionPage(ctx, permissionsAPI).With(
					organizationrole.NewPermissionForm(formAt("/permissions/new", organizationrole.Values{})),
				)
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
				form := formAt("/permissions/new", organizationrole.Values{Name: "a b"})
				form.Errors = map[string]string{"name": locales.T(ctx, "error.organizationRole.scopeName")}
				return organizationrole.NewPermissionForm(form)
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
			Show: func(ctx context.Context) templ.Component {
				return page(ctx, 5, role("r0", "管理员", models.RoleUser), role("r1", "管理员", models.RoleUser))
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
			Show: func(ctx context.Context) templ.Component {
				return page(ctx, 0)
			},
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
