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
	"portico/views/href"
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

// listOf is a list of so many rows at an address.
func listOf(rows int, url string) component.ListProps {
	return component.ListProps{URL: url, Count: rows, Pager: component.PagerProps{From: 1, To: rows, Total: int64(rows)}}
}

// userRows are the users who have a role, as a viewer or an editor sees them.
func userRows(isViewer bool) role.HoldersProps {
	site := href.ConsoleOf("shop")
	props := role.HoldersProps{Details: detailsOf(buyer()), ListProps: listOf(2, site.RoleTab("role1", role.TabUsers))}
	for _, user := range users() {
		row := component.UserRow(&user, site.User(user.ID))
		if !isViewer {
			row.RemoveURL = site.RoleRemove("role1", role.TabUsers, user.ID)
		}
		props.Rows = append(props.Rows, row)
	}
	return props
}

// holder is a page on which the tab of roles stands.
func holder(kind models.HolderKind) layout.HolderPage {
	return layout.HolderPage{
		Holder: models.Holder{Kind: kind, ID: "h1"}, Name: "仓库", APIURL: "https://id.example/api/h1", MayChange: true,
		URL: func(segments ...string) string { return "/h1/" + strings.Join(segments, "/") },
		Frame: func(tab string, calls []component.APICall, content templ.Component) templ.Component {
			return content
		},
	}
}

// The tab of a holder's roles is the same for people and machines.
func TestHeld(t *testing.T) {
	row := component.RoleRow{
		Role: models.Role{ID: "r1", Name: "买家", Description: "购买商品"}, URL: "/t/shop/console/roles/r1",
		RemoveURL: "/h1/roles/r1/remove", Scopes: scopes(),
	}
	for kind, assign := range map[models.HolderKind]string{
		models.HolderUser: "console.user.roles.assign", models.HolderApplication: "console.application.roles.assign",
	} {
		viewtest.Check(t, []viewtest.Page{
			{
				Name: string(kind),
				Show: func(context.Context) templ.Component {
					return role.HeldPage(role.HeldProps{
						ListProps: listOf(1, "/h1/roles"), Holder: holder(kind), Rows: []component.RoleRow{row},
					})
				},
				Links: []string{"/h1/roles/assign", "/t/shop/console/roles/r1", "/h1/roles/r1/remove"},
				Forms: []viewtest.Form{{To: "GET /h1/roles", Fields: []string{"q="}}},
				Says:  []string{assign, "买家", "购买商品", "read:orders", "write:orders"},
			},
			{
				Name:  string(kind) + " without roles",
				Show:  func(context.Context) templ.Component { return role.HeldPage(role.HeldProps{Holder: holder(kind)}) },
				Links: []string{"/h1/roles/assign"},
				Says:  []string{"console.role.held.none", assign},
			},
			{
				Name: string(kind) + " is given roles",
				Show: func(ctx context.Context) templ.Component {
					return role.HeldAssignPage(holder(kind), component.PickerProps{
						ID: "role-picker", Action: "/assign", CancelURL: "/cancel", SearchLabel: locales.T(ctx, "console.roles.search"),
						Label: role.AssignTitle(ctx, kind), CSRF: layout.CSRFField(),
					})
				},
				Heading: assign,
				Links:   []string{"/cancel"},
				Forms:   []viewtest.Form{{ID: "role-picker", To: "POST /assign", Fields: []string{"q=", "[act=search]"}}},
				Says:    []string{assign},
			},
		}, append(words(), "h1")...)
	}
}

// words are what the Chinese pages leave as it is.
func words() []string {
	return []string{
		models.RoleManagementAPIAccess, "read:orders", "write:orders", "roles", "https://shop.example/api", "wang@example.com",
	}
}

func TestPages(t *testing.T) {
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "list",
			Show: func(context.Context) templ.Component {
				return role.ListPage(role.ListProps{
					Roles: []models.Role{*buyer(), *robot(), *builtIn()},
					Holders: map[string]models.RoleHolders{
						"role1": {Users: 1200, FeaturedUsers: users()},
						"role2": {Applications: 1, FeaturedApplications: []models.Application{{ID: "app1", Name: "仓库"}}},
					},
					ListProps: listOf(3, "/t/shop/console/roles"), APIURL: "https://id.example/api/roles",
				})
			},
			Heading: "console.roles.title",
			Links: []string{
				"/t/shop/console/roles/new", "/t/shop/console/roles/role1", "/t/shop/console/roles/role2", "/t/shop/console/roles/role3",
			},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/roles", Fields: []string{"q=", "type= (User, MachineToMachine)"}},
			},
			Says: []string{
				"console.roles.create", "买家", "console.role.default", "购买商品", "console.role.type.user", "console.role.usersCount", "机器人",
				"补货", "console.role.type.machine", "console.role.applicationsCount", "Management API access", "console.role.builtIn", "管理",
				"console.role.type.machine", "console.role.applicationsCount",
			},
		},
		{
			Name:    "list empty",
			Show:    func(context.Context) templ.Component { return role.ListPage(role.ListProps{}) },
			Heading: "console.roles.title",
			Links:   []string{"/t/shop/console/roles/new"},
			Says:    []string{"console.roles.create", "console.roles.none", "console.roles.create"},
		},
		{
			Name: "list nothing",
			Show: func(context.Context) templ.Component {
				return role.ListPage(role.ListProps{
					ListProps: component.ListProps{URL: "/t/shop/console/roles", Query: `"><b>`}, Type: models.RoleUser,
				})
			},
			Heading: "console.roles.title",
			Links:   []string{"/t/shop/console/roles/new", "/t/shop/console/roles"},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/roles", Fields: []string{"q=\"><b>", "type=User (, MachineToMachine)"}},
			},
			Says: []string{"console.roles.create", "console.roles.nothing", "console.roles.showAll"},
		},
		{
			Name: "list viewer", IsViewer: true,
			Show: func(context.Context) templ.Component {
				return role.ListPage(role.ListProps{Roles: []models.Role{*buyer()}, ListProps: listOf(1, "/t/shop/console/roles")})
			},
			Heading: "console.roles.title",
			Links:   []string{"/t/shop/console/roles/role1"},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/roles", Fields: []string{"q=", "type= (User, MachineToMachine)"}},
			},
			Says: []string{"买家", "console.role.default", "购买商品", "console.role.type.user", "console.role.usersCount"},
		},
		{
			Name: "new",
			Show: func(context.Context) templ.Component {
				return role.NewPage(role.NewProps{Type: models.RoleUser, APIURL: "https://id.example/api/roles"})
			},
			Heading: "console.roles.create",
			Links:   []string{"/t/shop/console/roles"},
			Forms: []viewtest.Form{
				{ID: "role-form", To: "POST /t/shop/console/roles/new", Fields: []string{
					"type=User (MachineToMachine)", "isDefault= (on)", "name=", "description=",
				}},
			},
			Says: []string{"console.roles.create"},
		},
		{
			Name: "new wrong",
			Show: func(ctx context.Context) templ.Component {
				return role.NewForm(role.NewProps{
					Type: models.RoleMachineToMachine, Name: "买家", Description: "x", Errors: map[string]string{
						"name": locales.T(ctx, "error.role.name_in_use"),
					},
				})
			},
			Links: []string{"/t/shop/console/roles"},
			Forms: []viewtest.Form{
				{ID: "role-form", To: "POST /t/shop/console/roles/new", Fields: []string{
					"type=MachineToMachine (User)", "isDefault= (on)", "name=买家", "description=x",
				}},
			},
			Errors: map[string]string{"name": "error.role.name_in_use"},
			Says:   []string{"console.roles.create"},
		},
		{
			Name: "permissions",
			Show: func(context.Context) templ.Component {
				return role.PermissionsPage(role.PermissionsProps{Details: detailsOf(buyer()), Scopes: scopes(), ListProps: listOf(2, "/t/shop/console/roles/role1")})
			},
			Heading: "买家",
			Links: []string{
				"/t/shop/console/roles", "/t/shop/console/roles/role1", "/t/shop/console/roles/role1/users",
				"/t/shop/console/roles/role1/general", "/t/shop/console/roles/role1/permissions/assign",
				"/t/shop/console/roles/role1/permissions/s1/remove", "/t/shop/console/roles/role1/permissions/s2/remove",
			},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/roles/role1", Fields: []string{"q="}},
			},
			Says: []string{
				"console.role.type.user", "console.role.default", "role1", "购买商品", "console.role.permissions.assign", "read:orders", "商店",
				"https://shop.example/api", "查看订单", "component.table.remove", "write:orders", "商店", "https://shop.example/api",
				"component.table.remove",
			},
		},
		{
			Name: "permissions empty",
			Show: func(context.Context) templ.Component {
				return role.PermissionsPage(role.PermissionsProps{Details: detailsOf(robot())})
			},
			Heading: "机器人",
			Links: []string{
				"/t/shop/console/roles", "/t/shop/console/roles/role2", "/t/shop/console/roles/role2/applications",
				"/t/shop/console/roles/role2/general", "/t/shop/console/roles/role2/permissions/assign",
			},
			Says: []string{"console.role.type.machine", "role2", "补货", "console.role.permissions.none", "console.role.permissions.assign"},
		},
		{
			Name: "permissions built in",
			Show: func(context.Context) templ.Component {
				return role.PermissionsPage(role.PermissionsProps{Details: detailsOf(builtIn()), Scopes: scopes()[:1], ListProps: listOf(1, "/t/shop/console/roles/role3")})
			},
			Heading: "Management API access",
			Links: []string{
				"/t/shop/console/roles", "/t/shop/console/roles/role3", "/t/shop/console/roles/role3/applications",
				"/t/shop/console/roles/role3/general",
			},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/roles/role3", Fields: []string{"q="}},
			},
			Says: []string{
				"console.role.type.machine", "console.role.builtIn", "role3", "管理", "read:orders", "商店", "https://shop.example/api", "查看订单",
			},
		},
		{
			Name: "permissions nothing",
			Show: func(context.Context) templ.Component {
				return role.PermissionsTable(role.PermissionsProps{Details: detailsOf(buyer()), ListProps: component.ListProps{Query: "x"}})
			},
			Says: []string{"console.role.permissions.nothing"},
		},
		{
			Name: "users",
			Show: func(context.Context) templ.Component {
				return role.HoldersPage(userRows(false))
			},
			Heading: "买家",
			Links: []string{
				"/t/shop/console/roles", "/t/shop/console/roles/role1", "/t/shop/console/roles/role1/users",
				"/t/shop/console/roles/role1/general", "/t/shop/console/roles/role1/users/assign", "/t/shop/console/users/user1",
				"/t/shop/console/roles/role1/users/user1/remove", "/t/shop/console/users/%E7%94%A8%E6%88%B7%E4%BA%8C",
				"/t/shop/console/roles/role1/users/%E7%94%A8%E6%88%B7%E4%BA%8C/remove",
			},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/roles/role1/users", Fields: []string{"q="}},
			},
			Says: []string{
				"console.role.type.user", "console.role.default", "role1", "购买商品", "console.role.users.assign", "王小明", "wang@example.com",
				"2026-05-28T20:26:40Z", "component.table.remove", "用户二", "2026-05-28T20:26:40Z", "component.table.remove",
			},
		},
		{
			Name: "users empty",
			Show: func(context.Context) templ.Component {
				return role.HoldersPage(role.HoldersProps{Details: detailsOf(buyer())})
			},
			Heading: "买家",
			Links: []string{
				"/t/shop/console/roles", "/t/shop/console/roles/role1", "/t/shop/console/roles/role1/users",
				"/t/shop/console/roles/role1/general", "/t/shop/console/roles/role1/users/assign",
			},
			Says: []string{
				"console.role.type.user", "console.role.default", "role1", "购买商品", "console.role.users.none", "console.role.users.assign",
			},
		},
		{
			Name: "users viewer", IsViewer: true,
			Show: func(context.Context) templ.Component {
				return role.HoldersPage(userRows(true))
			},
			Heading: "买家",
			Links: []string{
				"/t/shop/console/roles", "/t/shop/console/roles/role1", "/t/shop/console/roles/role1/users",
				"/t/shop/console/roles/role1/general", "/t/shop/console/users/user1", "/t/shop/console/users/%E7%94%A8%E6%88%B7%E4%BA%8C",
			},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/roles/role1/users", Fields: []string{"q="}},
			},
			Says: []string{
				"console.role.type.user", "console.role.default", "role1", "购买商品", "王小明", "wang@example.com", "2026-05-28T20:26:40Z", "用户二",
				"2026-05-28T20:26:40Z",
			},
		},
		{
			Name: "applications",
			Show: func(context.Context) templ.Component {
				about := "每晚补货"
				row := component.ApplicationRow(&models.Application{
					ID: "app1", Name: "仓库", Description: &about, CreatedAt: made,
				}, "/t/shop/console/applications/app1")
				row.RemoveURL = "/t/shop/console/roles/role2/applications/app1/remove"
				return role.HoldersPage(role.HoldersProps{
					Details: detailsOf(robot()), ListProps: listOf(1, "/t/shop/console/roles/role2/applications"),
					Rows: []component.HolderRow{row},
				})
			},
			Heading: "机器人",
			Links: []string{
				"/t/shop/console/roles", "/t/shop/console/roles/role2", "/t/shop/console/roles/role2/applications",
				"/t/shop/console/roles/role2/general", "/t/shop/console/roles/role2/applications/assign",
				"/t/shop/console/applications/app1", "/t/shop/console/roles/role2/applications/app1/remove",
			},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/roles/role2/applications", Fields: []string{"q="}},
			},
			Says: []string{
				"console.role.type.machine", "role2", "补货", "console.role.applications.assign", "仓库", "每晚补货", "2026-05-28T20:26:40Z",
				"component.table.remove",
			},
		},
		{
			Name: "applications empty",
			Show: func(context.Context) templ.Component {
				return role.HoldersPage(role.HoldersProps{Details: detailsOf(robot())})
			},
			Heading: "机器人",
			Links: []string{
				"/t/shop/console/roles", "/t/shop/console/roles/role2", "/t/shop/console/roles/role2/applications",
				"/t/shop/console/roles/role2/general", "/t/shop/console/roles/role2/applications/assign",
			},
			Says: []string{"console.role.type.machine", "role2", "补货", "console.role.applications.none", "console.role.applications.assign"},
		},
		{
			Name: "assign",
			Show: func(ctx context.Context) templ.Component {
				title := locales.T(ctx, "console.role.permissions.assign")
				return role.AssignPage(detailsOf(buyer()), role.TabPermissions, locales.T(ctx, "console.role.permissions.assignLead"),
					component.PickerProps{
						ID: "role-picker", Action: "/assign", CancelURL: "/cancel", SearchLabel: locales.T(ctx, "console.role.permissions.find"),
						Legend: title, Label: title, Total: 2, CSRF: layout.CSRFField(),
						Items:  []component.PickerItem{{ID: "s1", Title: "read:orders", Sub: "商店", IsChosen: true}, {ID: "s2", Title: "write:orders"}},
						Errors: map[string]string{"": locales.T(ctx, "component.picker.chooseOne")},
					})
			},
			Heading: "console.role.permissions.assign",
			Links:   []string{"/cancel"},
			Forms: []viewtest.Form{
				{ID: "role-picker", To: "POST /assign", Fields: []string{"q=", "[act=search]", "id=s1 (s2)"}},
			},
			Errors: map[string]string{"": "component.picker.chooseOne"},
			Says:   []string{"console.role.permissions.assign"},
		},
		{
			Name: "general",
			Show: func(context.Context) templ.Component {
				return role.GeneralPage(role.GeneralProps{Details: detailsOf(buyer()), Name: "买家", Description: "购买", IsDefault: true})
			},
			Heading: "买家",
			Links: []string{
				"/t/shop/console/roles", "/t/shop/console/roles/role1", "/t/shop/console/roles/role1/users",
				"/t/shop/console/roles/role1/general", "/t/shop/console/roles/role1/delete",
			},
			Forms: []viewtest.Form{
				{ID: "role-general-form", To: "POST /t/shop/console/roles/role1/general", Fields: []string{
					"name=买家", "description=购买", "isDefault=on",
				}},
			},
			Says: []string{"console.role.type.user", "console.role.default", "role1", "购买商品", "console.role.delete"},
		},
		{
			Name: "general built in",
			Show: func(context.Context) templ.Component {
				return role.GeneralForm(role.GeneralProps{Details: detailsOf(builtIn()), Name: models.RoleManagementAPIAccess, Description: "管理"})
			},
			Forms: []viewtest.Form{
				{ID: "role-general-form", To: "POST /t/shop/console/roles/role3/general", Fields: []string{
					"name=Management API access disabled", "description=管理 disabled",
				}},
			},
			Says: []string{"error.role.built_in"},
		},
		{
			Name: "delete",
			Show: func(ctx context.Context) templ.Component {
				return role.ConfirmPage(detailsOf(buyer()), component.ConfirmProps{
					Title: locales.T(ctx, "console.role.deleteTitle", locales.Data{"Name": "买家"}),
					Text:  locales.T(ctx, "console.role.deleteText"), Action: "/delete", CancelURL: "/cancel",
					Label: locales.T(ctx, "console.role.delete"), Name: "买家", CSRF: layout.CSRFField(),
				})
			},
			Heading: "console.role.deleteTitle",
			Links:   []string{"/cancel"},
			Forms: []viewtest.Form{
				{To: "POST /delete", Fields: []string{"confirm="}},
			},
			Says: []string{"console.role.deleteText", "console.role.delete"},
		},
	}, words()...)
}

// Nothing that people chose becomes markup.
func TestMarkupStaysText(t *testing.T) {
	const evil = viewtest.Markup
	r := &models.Role{ID: evil, Name: evil, Description: evil, Type: models.RoleUser}
	list := component.ListProps{URL: "/x", Query: evil, Count: 1}
	given := []models.ResourceScope{{Scope: models.Scope{ID: evil, Name: evil}, Resource: models.Resource{Name: evil, Indicator: evil}}}
	viewtest.Escapes(t, map[string]templ.Component{
		"list":        role.ListPage(role.ListProps{ListProps: list, Roles: []models.Role{*r}, APIURL: evil}),
		"permissions": role.PermissionsPage(role.PermissionsProps{ListProps: list, Details: detailsOf(r), Scopes: given}),
		"holders": role.HoldersPage(role.HoldersProps{
			ListProps: list, Details: detailsOf(r), Rows: []component.HolderRow{{ID: evil, URL: evil, Title: evil, Sub: evil}},
		}),
		"held": role.HeldPage(role.HeldProps{
			ListProps: list, Holder: holder(models.HolderUser), Rows: []component.RoleRow{{Role: *r, URL: evil, Scopes: given}},
		}),
		"general": role.GeneralPage(role.GeneralProps{Details: detailsOf(r), Name: evil, Description: evil}),
		"new":     role.NewPage(role.NewProps{Name: evil, Description: evil, Errors: map[string]string{"name": evil}}),
	})
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
	pages := map[string]templ.Component{
		"list":           asViewer(role.ListPage(role.ListProps{Roles: []models.Role{*buyer()}, ListProps: listOf(1, "/t/shop/console/roles")})),
		"empty list":     asViewer(role.ListPage(role.ListProps{})),
		"permissions":    asViewer(role.PermissionsPage(role.PermissionsProps{Details: detailsOf(buyer()), Scopes: scopes(), ListProps: listOf(2, "/t/shop/console/roles/role1")})),
		"no permissions": asViewer(role.PermissionsPage(role.PermissionsProps{Details: detailsOf(buyer())})),
		"users":          asViewer(role.HoldersPage(userRows(true))),
		"general":        asViewer(role.GeneralPage(role.GeneralProps{Details: detailsOf(buyer())})),
		"built in":       role.PermissionsPage(role.PermissionsProps{Details: detailsOf(builtIn()), Scopes: scopes(), ListProps: listOf(2, "/t/shop/console/roles/role3")}),
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

// What people typed stays text.
func TestEscapes(t *testing.T) {
	const evil = viewtest.Markup
	named := &models.Role{ID: evil, Name: evil, Description: evil, Type: models.RoleUser}
	list := component.ListProps{URL: "/", Query: evil, Count: 1}
	viewtest.Escapes(t, map[string]templ.Component{
		"list":        role.ListPage(role.ListProps{ListProps: list, Roles: []models.Role{*named}, APIURL: evil}),
		"permissions": role.PermissionsPage(role.PermissionsProps{ListProps: list, Details: detailsOf(named), Scopes: scopes()}),
		"holders": role.HoldersPage(role.HoldersProps{
			ListProps: list, Details: detailsOf(named), Rows: []component.HolderRow{{ID: evil, URL: evil, Title: evil, Sub: evil, RemoveURL: evil}},
		}),
		"held": role.HeldPage(role.HeldProps{
			ListProps: list, Holder: holder(models.HolderUser),
			Rows: []component.RoleRow{{Role: *named, URL: evil, RemoveURL: evil, Scopes: scopes()}},
		}),
	})
}
