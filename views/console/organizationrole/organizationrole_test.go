package organizationrole_test

import (
	"context"
	"fmt"
	"io"
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

// words are what the Chinese pages leave as it is.
func words() []string {
	return []string{"invite:member", "read:billing", "read:files", "write"}
}

func asViewer(page templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		shell := layout.ShellOf(ctx)
		shell.CanChange = false
		return page.Render(layout.WithShell(ctx, shell), w)
	})
}

func TestRoles(t *testing.T) {
	listed := []organizationrole.ListedRole{
		{OrganizationRole: *owner().Role, Permissions: []string{"invite:member", "read:billing", "read:files", "write", "write"}},
		{OrganizationRole: role("r2", "同步", models.RoleMachineToMachine)},
	}
	about := owner()
	given := organizationrole.RolePermissionsProps{
		Role: about, Query: "文件",
		Permissions: []models.OrganizationRolePermission{
			{RoleID: "r1", ID: "p1", Name: "read:files", Description: listed[0].Description},
			{RoleID: "r1", ID: "s1", Name: "write", ResourceID: "shop", ResourceName: "商店"},
		},
		Pager: component.PagerProps{From: 1, To: 2, Total: 2, Target: organizationrole.RolePermissionsTarget},
	}
	items := []component.PickerItem{
		{ID: "organization:p1", Title: "read:files", Sub: "组织权限", Mark: organizationrole.PermissionMark(organizationrole.KindOrganization), IsChosen: true},
		{ID: "api:s1", Title: "write", Sub: "商店", Mark: organizationrole.PermissionMark(organizationrole.KindAPI)},
	}
	show(t, map[string]func(context.Context) templ.Component{
		"roles": func(context.Context) templ.Component {
			return organizationrole.RolesPage(organizationrole.RolesProps{
				Roles: listed, Pager: component.PagerProps{From: 1, To: 2, Total: 2, Target: organizationrole.RolesTarget}, APIURL: rolesAPI,
			})
		},
		"roles_empty": func(context.Context) templ.Component {
			return organizationrole.RolesPage(organizationrole.RolesProps{APIURL: rolesAPI})
		},
		"roles_nothing": func(context.Context) templ.Component {
			return organizationrole.RolesTable(organizationrole.RolesProps{Query: "x"})
		},
		"roles_viewer": func(context.Context) templ.Component {
			return asViewer(organizationrole.RolesPage(organizationrole.RolesProps{APIURL: rolesAPI}))
		},
		"role_new": func(context.Context) templ.Component {
			return organizationrole.NewRolePage(organizationrole.NewRoleProps{Type: models.RoleUser, APIURL: rolesAPI})
		},
		"role_new_wrong": func(ctx context.Context) templ.Component {
			return organizationrole.NewRoleForm(organizationrole.NewRoleProps{
				Name: "管理员", Description: `"><b>`, Type: models.RoleMachineToMachine,
				Errors: map[string]string{"name": locales.T(ctx, "error.entity.unique_integrity_violation")},
			})
		},
		"role_general": func(context.Context) templ.Component {
			return organizationrole.GeneralPage(organizationrole.GeneralProps{Role: about, Name: "管理员", Description: "负责"})
		},
		"role_general_viewer": func(context.Context) templ.Component {
			return asViewer(organizationrole.GeneralForm(organizationrole.GeneralProps{Role: about, Name: "管理员"}))
		},
		"role_permissions": func(context.Context) templ.Component { return organizationrole.RolePermissionsPage(given) },
		"role_permissions_empty": func(context.Context) templ.Component {
			return organizationrole.RolePermissionsPage(organizationrole.RolePermissionsProps{Role: about})
		},
		"role_permissions_nothing": func(context.Context) templ.Component {
			return organizationrole.RolePermissionsTable(organizationrole.RolePermissionsProps{Role: about, Query: "x"})
		},
		"role_permissions_viewer": func(context.Context) templ.Component { return asViewer(organizationrole.RolePermissionsPage(given)) },
		"role_assign": func(context.Context) templ.Component {
			return organizationrole.AssignPage(organizationrole.AssignProps{Role: about, Query: "文件", Items: items, Total: 7})
		},
		"role_assign_wrong": func(ctx context.Context) templ.Component {
			return organizationrole.AssignForm(organizationrole.AssignProps{
				Role: about, Items: items, Total: 1, Errors: map[string]string{"": locales.T(ctx, "console.organizationRole.role.chooseOne")},
			})
		},
		"role_assign_empty": func(context.Context) templ.Component {
			return organizationrole.AssignPage(organizationrole.AssignProps{Role: about})
		},
		"role_delete": func(ctx context.Context) templ.Component {
			return organizationrole.ConfirmPage("organization-role-delete-page", "管理员", component.ConfirmProps{
				Title: locales.T(ctx, "console.organizationRole.role.deleteTitle", locales.Data{"Name": "管理员"}),
				Text:  locales.N(ctx, "console.organizationRole.role.heldByUsers", 2), Action: "/delete", CancelURL: "/cancel",
				Label: locales.T(ctx, "console.organizationRole.role.delete"), Name: "管理员", CSRF: layout.CSRFField(),
			})
		},
	})
}

func TestPermissions(t *testing.T) {
	files := permission("p1", "read:files", "查看文件")
	page := organizationrole.PermissionProps{
		Permission: &files, APIURL: permissionsAPI + "/p1",
		PermissionFields: organizationrole.PermissionFields{Name: "read:files", Description: "查看文件"},
	}
	show(t, map[string]func(context.Context) templ.Component{
		"permissions": func(context.Context) templ.Component {
			return organizationrole.PermissionsPage(organizationrole.PermissionsProps{
				Query: "文件", Permissions: []models.OrganizationScope{files, permission("p2", "write", "")},
				Pager: component.PagerProps{From: 1, To: 2, Total: 2, Target: organizationrole.PermissionsTarget}, APIURL: permissionsAPI,
			})
		},
		"permissions_empty": func(context.Context) templ.Component {
			return organizationrole.PermissionsPage(organizationrole.PermissionsProps{APIURL: permissionsAPI})
		},
		"permissions_nothing": func(context.Context) templ.Component {
			return organizationrole.PermissionsTable(organizationrole.PermissionsProps{Query: "x"})
		},
		"permission_new": func(context.Context) templ.Component {
			return organizationrole.NewPermissionPage(organizationrole.NewPermissionProps{APIURL: permissionsAPI})
		},
		"permission_new_wrong": func(ctx context.Context) templ.Component {
			return organizationrole.NewPermissionForm(organizationrole.NewPermissionProps{PermissionFields: organizationrole.PermissionFields{
				Name: "a b", Errors: map[string]string{"name": locales.T(ctx, "error.organizationRole.scopeName")},
			}})
		},
		"permission": func(context.Context) templ.Component {
			with := page
			for i := range 2 {
				with.Roles = append(with.Roles, role(fmt.Sprint("r", i), "管理员", models.RoleUser))
			}
			with.RoleCount = 5
			return organizationrole.PermissionPage(with)
		},
		"permission_viewer": func(context.Context) templ.Component { return asViewer(organizationrole.PermissionPage(page)) },
	})
}

// show holds pages against what is expected of them.
func show(t *testing.T, pages map[string]func(context.Context) templ.Component) {
	t.Helper()
	for name, page := range pages {
		viewtest.Golden(t, name, page, words()...)
	}
}
