package template_test

import (
	"context"
	"fmt"
	"io"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/console/template"
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

func owner() template.Role {
	made := role("r1", "管理员", models.RoleUser)
	about := "负责一切"
	made.Description = &about
	return template.Role{Role: &made, APIURL: rolesAPI + "/r1"}
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
	listed := []template.ListedRole{
		{OrganizationRole: *owner().Role, Permissions: []string{"invite:member", "read:billing", "read:files", "write", "write"}},
		{OrganizationRole: role("r2", "同步", models.RoleMachineToMachine)},
	}
	about := owner()
	given := template.RolePermissionsProps{
		Role: about, Query: "文件",
		Permissions: []models.OrganizationRolePermission{
			{RoleID: "r1", ID: "p1", Name: "read:files", Description: listed[0].Description},
			{RoleID: "r1", ID: "s1", Name: "write", ResourceID: "shop", ResourceName: "商店"},
		},
		Pager: component.PagerProps{From: 1, To: 2, Total: 2, Target: template.RolePermissionsTarget},
	}
	items := []component.PickerItem{
		{ID: "organization:p1", Title: "read:files", Sub: "组织权限", Mark: template.PermissionMark(template.KindOrganization), IsChosen: true},
		{ID: "api:s1", Title: "write", Sub: "商店", Mark: template.PermissionMark(template.KindAPI)},
	}
	show(t, map[string]func(context.Context) templ.Component{
		"roles": func(context.Context) templ.Component {
			return template.RolesPage(template.RolesProps{
				Roles: listed, Pager: component.PagerProps{From: 1, To: 2, Total: 2, Target: template.RolesTarget}, APIURL: rolesAPI,
			})
		},
		"roles_empty": func(context.Context) templ.Component {
			return template.RolesPage(template.RolesProps{APIURL: rolesAPI})
		},
		"roles_nothing": func(context.Context) templ.Component { return template.RolesTable(template.RolesProps{Query: "x"}) },
		"roles_viewer": func(context.Context) templ.Component {
			return asViewer(template.RolesPage(template.RolesProps{APIURL: rolesAPI}))
		},
		"role_new": func(context.Context) templ.Component {
			return template.NewRolePage(template.NewRoleProps{Type: models.RoleUser, APIURL: rolesAPI})
		},
		"role_new_wrong": func(ctx context.Context) templ.Component {
			return template.NewRoleForm(template.NewRoleProps{
				Name: "管理员", Description: `"><b>`, Type: models.RoleMachineToMachine,
				Errors: map[string]string{"name": locales.T(ctx, "error.entity.unique_integrity_violation")},
			})
		},
		"role_general": func(context.Context) templ.Component {
			return template.GeneralPage(template.GeneralProps{Role: about, Name: "管理员", Description: "负责"})
		},
		"role_general_viewer": func(context.Context) templ.Component {
			return asViewer(template.GeneralForm(template.GeneralProps{Role: about, Name: "管理员"}))
		},
		"role_permissions": func(context.Context) templ.Component { return template.RolePermissionsPage(given) },
		"role_permissions_empty": func(context.Context) templ.Component {
			return template.RolePermissionsPage(template.RolePermissionsProps{Role: about})
		},
		"role_permissions_nothing": func(context.Context) templ.Component {
			return template.RolePermissionsTable(template.RolePermissionsProps{Role: about, Query: "x"})
		},
		"role_permissions_viewer": func(context.Context) templ.Component { return asViewer(template.RolePermissionsPage(given)) },
		"role_assign": func(context.Context) templ.Component {
			return template.AssignPage(template.AssignProps{Role: about, Query: "文件", Items: items, Total: 7})
		},
		"role_assign_wrong": func(ctx context.Context) templ.Component {
			return template.AssignForm(template.AssignProps{
				Role: about, Items: items, Total: 1, Errors: map[string]string{"": locales.T(ctx, "console.template.role.chooseOne")},
			})
		},
		"role_assign_empty": func(context.Context) templ.Component { return template.AssignPage(template.AssignProps{Role: about}) },
		"role_delete": func(ctx context.Context) templ.Component {
			return template.ConfirmPage("organization-role-delete-page", "管理员", component.ConfirmProps{
				Title: locales.T(ctx, "console.template.role.deleteTitle", locales.Data{"Name": "管理员"}),
				Text:  locales.N(ctx, "console.template.role.heldByUsers", 2), Action: "/delete", CancelURL: "/cancel",
				Label: locales.T(ctx, "console.template.role.delete"), Name: "管理员", CSRF: layout.CSRFField(),
			})
		},
	})
}

func TestPermissions(t *testing.T) {
	files := permission("p1", "read:files", "查看文件")
	page := template.PermissionProps{
		Permission: &files, APIURL: permissionsAPI + "/p1",
		PermissionFields: template.PermissionFields{Name: "read:files", Description: "查看文件"},
	}
	show(t, map[string]func(context.Context) templ.Component{
		"permissions": func(context.Context) templ.Component {
			return template.PermissionsPage(template.PermissionsProps{
				Query: "文件", Permissions: []models.OrganizationScope{files, permission("p2", "write", "")},
				Pager: component.PagerProps{From: 1, To: 2, Total: 2, Target: template.PermissionsTarget}, APIURL: permissionsAPI,
			})
		},
		"permissions_empty": func(context.Context) templ.Component {
			return template.PermissionsPage(template.PermissionsProps{APIURL: permissionsAPI})
		},
		"permissions_nothing": func(context.Context) templ.Component {
			return template.PermissionsTable(template.PermissionsProps{Query: "x"})
		},
		"permission_new": func(context.Context) templ.Component {
			return template.NewPermissionPage(template.NewPermissionProps{APIURL: permissionsAPI})
		},
		"permission_new_wrong": func(ctx context.Context) templ.Component {
			return template.NewPermissionForm(template.NewPermissionProps{PermissionFields: template.PermissionFields{
				Name: "a b", Errors: map[string]string{"name": locales.T(ctx, "error.template.scopeName")},
			}})
		},
		"permission": func(context.Context) templ.Component {
			with := page
			for i := range 2 {
				with.Roles = append(with.Roles, role(fmt.Sprint("r", i), "管理员", models.RoleUser))
			}
			with.RoleCount = 5
			return template.PermissionPage(with)
		},
		"permission_viewer": func(context.Context) templ.Component { return asViewer(template.PermissionPage(page)) },
	})
}

// show holds pages against what is expected of them.
func show(t *testing.T, pages map[string]func(context.Context) templ.Component) {
	t.Helper()
	for name, page := range pages {
		viewtest.Golden(t, name, page, words()...)
	}
}
