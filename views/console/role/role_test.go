package role_test

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/console/role"
	"portico/views/layout"
	"portico/views/viewtest"
)

const made = int64(1_780_000_000_000)

func buyer() *models.Role {
	return &models.Role{TenantID: "shop", ID: "role1", Name: "买家", Description: "购买商品", Type: models.RoleUser, IsDefault: true}
}

func robot() *models.Role {
	return &models.Role{TenantID: "shop", ID: "role2", Name: "机器人", Description: "补货", Type: models.RoleMachineToMachine}
}

func builtIn() *models.Role {
	return &models.Role{
		TenantID: "shop", ID: "role3", Name: models.RoleManagementAPIAccess, Description: "管理", Type: models.RoleMachineToMachine,
	}
}

func detailsOf(r *models.Role) role.Details {
	return role.Details{Role: r, APIURL: "https://id.example/api/roles/" + r.ID}
}

func scopes() []models.ResourceScope {
	about := "查看订单"
	shop := models.Resource{ID: "r1", Name: "商店", Indicator: "https://shop.example/api"}
	return []models.ResourceScope{
		{Scope: models.Scope{ID: "s1", Name: "read:orders", Description: &about}, Resource: shop},
		{Scope: models.Scope{ID: "s2", Name: "write:orders"}, Resource: shop},
	}
}

func users() []models.User {
	name, email := "王小明", "wang@example.com"
	return []models.User{{ID: "user1", Name: &name, PrimaryEmail: &email, CreatedAt: made}, {ID: "用户二", CreatedAt: made}}
}

// words are what the Chinese pages leave as it is.
func words() []string {
	return []string{
		models.RoleManagementAPIAccess, "read:orders", "write:orders", "roles", "https://shop.example/api", "wang@example.com",
	}
}

func TestPages(t *testing.T) {
	pager := component.PagerProps{From: 1, To: 2, Total: 2}
	pages := []struct {
		name string
		page func(context.Context) templ.Component
	}{
		{"list", func(context.Context) templ.Component {
			return role.ListPage(role.ListProps{
				Roles: []models.Role{*buyer(), *robot(), *builtIn()},
				Holders: map[string]models.RoleHolders{
					"role1": {Users: 1200, FeaturedUsers: users()},
					"role2": {Applications: 1, FeaturedApplications: []models.Application{{ID: "app1", Name: "仓库"}}},
				},
				Pager: pager, APIURL: "https://id.example/api/roles",
			})
		}},
		{"list_empty", func(context.Context) templ.Component { return role.ListPage(role.ListProps{}) }},
		{"list_nothing", func(context.Context) templ.Component {
			return role.ListPage(role.ListProps{Query: `"><b>`, Type: models.RoleUser})
		}},
		{"list_viewer", func(context.Context) templ.Component {
			return asViewer(role.ListPage(role.ListProps{Roles: []models.Role{*buyer()}, Pager: pager}))
		}},
		{"new", func(context.Context) templ.Component {
			return role.NewPage(role.NewProps{Type: models.RoleUser, APIURL: "https://id.example/api/roles"})
		}},
		{"new_wrong", func(ctx context.Context) templ.Component {
			return role.NewForm(role.NewProps{
				Type: models.RoleMachineToMachine, Name: "买家", Description: "x", Errors: map[string]string{
					"name": locales.T(ctx, "error.role.name_in_use"),
				},
			})
		}},
		{"permissions", func(context.Context) templ.Component {
			return role.PermissionsPage(role.PermissionsProps{Details: detailsOf(buyer()), Scopes: scopes(), Pager: pager})
		}},
		{"permissions_empty", func(context.Context) templ.Component {
			return role.PermissionsPage(role.PermissionsProps{Details: detailsOf(robot())})
		}},
		{"permissions_built_in", func(context.Context) templ.Component {
			return role.PermissionsPage(role.PermissionsProps{Details: detailsOf(builtIn()), Scopes: scopes()[:1], Pager: pager})
		}},
		{"permissions_nothing", func(context.Context) templ.Component {
			return role.PermissionsTable(role.PermissionsProps{Details: detailsOf(buyer()), Query: "x"})
		}},
		{"users", func(context.Context) templ.Component {
			return role.UsersPage(role.UsersProps{Details: detailsOf(buyer()), Users: users(), Pager: pager})
		}},
		{"users_empty", func(context.Context) templ.Component {
			return role.UsersPage(role.UsersProps{Details: detailsOf(buyer())})
		}},
		{"users_viewer", func(context.Context) templ.Component {
			return asViewer(role.UsersPage(role.UsersProps{Details: detailsOf(buyer()), Users: users(), Pager: pager}))
		}},
		{"applications", func(context.Context) templ.Component {
			about := "每晚补货"
			return role.ApplicationsPage(role.ApplicationsProps{Details: detailsOf(robot()), Pager: pager, Applications: []models.Application{
				{ID: "app1", Name: "仓库", Description: &about, CreatedAt: made},
			}})
		}},
		{"applications_empty", func(context.Context) templ.Component {
			return role.ApplicationsPage(role.ApplicationsProps{Details: detailsOf(robot())})
		}},
		{"assign", func(ctx context.Context) templ.Component {
			title := locales.T(ctx, "console.role.permissions.assign")
			return role.AssignPage(detailsOf(buyer()), role.TabPermissions, title, locales.T(ctx, "console.role.permissions.assignLead"),
				component.PickerProps{
					ID: "role-picker", Action: "/assign", CancelURL: "/cancel", SearchLabel: locales.T(ctx, "console.role.permissions.find"),
					Legend: title, Label: title, Total: 2, CSRF: layout.CSRFField(),
					Items:  []component.PickerItem{{ID: "s1", Title: "read:orders", Sub: "商店", IsChosen: true}, {ID: "s2", Title: "write:orders"}},
					Errors: map[string]string{"": locales.T(ctx, "console.role.chooseOne")},
				})
		}},
		{"general", func(context.Context) templ.Component {
			return role.GeneralPage(role.GeneralProps{Details: detailsOf(buyer()), Name: "买家", Description: "购买", IsDefault: true})
		}},
		{"general_built_in", func(context.Context) templ.Component {
			return role.GeneralForm(role.GeneralProps{Details: detailsOf(builtIn()), Name: models.RoleManagementAPIAccess, Description: "管理"})
		}},
		{"delete", func(ctx context.Context) templ.Component {
			return role.ConfirmPage(detailsOf(buyer()), component.ConfirmProps{
				Title: locales.T(ctx, "console.role.deleteTitle", locales.Data{"Name": "买家"}),
				Text:  locales.T(ctx, "console.role.deleteText"), Action: "/delete", CancelURL: "/cancel",
				Label: locales.T(ctx, "console.role.delete"), Name: "买家", CSRF: layout.CSRFField(),
			})
		}},
	}
	for _, page := range pages {
		t.Run(page.name, func(t *testing.T) { viewtest.Golden(t, page.name, page.page, words()...) })
	}
}

// asViewer shows a page to an operator who may change nothing.
func asViewer(page templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return page.Render(viewtest.AsViewer(ctx), w)
	})
}

// Who may change nothing is offered no change; what the program stands on
// nobody is.
func TestNothingIsOffered(t *testing.T) {
	pager := component.PagerProps{From: 1, To: 2, Total: 2}
	pages := map[string]templ.Component{
		"list":           asViewer(role.ListPage(role.ListProps{Roles: []models.Role{*buyer()}, Pager: pager})),
		"empty list":     asViewer(role.ListPage(role.ListProps{})),
		"permissions":    asViewer(role.PermissionsPage(role.PermissionsProps{Details: detailsOf(buyer()), Scopes: scopes(), Pager: pager})),
		"no permissions": asViewer(role.PermissionsPage(role.PermissionsProps{Details: detailsOf(buyer())})),
		"users":          asViewer(role.UsersPage(role.UsersProps{Details: detailsOf(buyer()), Users: users(), Pager: pager})),
		"general":        asViewer(role.GeneralPage(role.GeneralProps{Details: detailsOf(buyer())})),
		"built in":       role.PermissionsPage(role.PermissionsProps{Details: detailsOf(builtIn()), Scopes: scopes(), Pager: pager}),
		"built in, too":  role.GeneralPage(role.GeneralProps{Details: detailsOf(builtIn())}),
	}
	for name, page := range pages {
		html := viewtest.Render(t, viewtest.Context("en"), page)
		for _, offer := range []string{"data-save-bar", "data-dialog ", "data-dialog>", "/assign", "roles/new", "button primary"} {
			if strings.Contains(html, offer) {
				t.Errorf("%s: offers %q", name, offer)
			}
		}
	}
}
