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

// roles is where they are listed.
const roles = "/t/shop/console/roles"

// listed is a list of as many rows, at an address below that of the roles.
func listed(below string, count int) component.ListProps {
	return component.ListProps{
		ID: "list", URL: roles + below, Count: count, Pager: component.PagerProps{From: 1, To: count, Total: int64(count), Target: "list"},
	}
}

// holders are users who have a role.
func holders(mayRemove bool) []component.HolderRow {
	var rows []component.HolderRow
	for _, user := range users() {
		row := component.UserRow(&user, "/t/shop/console/users/"+user.ID)
		if mayRemove {
			row.RemoveURL = roles + "/role1/users/" + user.ID + "/remove"
		}
		rows = append(rows, row)
	}
	return rows
}

// holder is a page of a user without anything around its tabs.
func holder(mayChange bool) layout.HolderPage {
	return layout.HolderPage{
		Holder: models.Holder{Kind: models.HolderUser, ID: "user1"}, Name: "王小明", Area: layout.AreaUsers, MayChange: mayChange,
		APIURL: "https://id.example/api/users/user1",
		URL:    func(segments ...string) string { return "/t/shop/console/users/user1/" + strings.Join(segments, "/") },
		Frame:  func(_ string, _ []component.APICall, content templ.Component) templ.Component { return content },
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
					ListProps: listed("", 3), APIURL: "https://id.example/api/roles",
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
			Says:    []string{"console.roles.create", "console.roles.none"},
		},
		{
			Name: "list nothing",
			Show: func(context.Context) templ.Component {
				return role.ListPage(role.ListProps{ListProps: component.ListProps{URL: roles, Query: `"><b>`, IsFiltered: true}, Type: models.RoleUser})
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
				return role.ListPage(role.ListProps{Roles: []models.Role{*buyer()}, ListProps: listed("", 1)})
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
				return role.PermissionsPage(role.PermissionsProps{Details: detailsOf(buyer()), Scopes: scopes(), ListProps: listed("/role1", 2)})
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
				return role.PermissionsPage(role.PermissionsProps{Details: detailsOf(builtIn()), Scopes: scopes()[:1], ListProps: listed("/role3", 1)})
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
				return role.HoldersPage(role.HoldersProps{Details: detailsOf(buyer()), Rows: holders(true), ListProps: listed("/role1/users", 2)})
			},
			Heading: "买家",
			Links: []string{
				"/t/shop/console/roles", "/t/shop/console/roles/role1", "/t/shop/console/roles/role1/users",
				"/t/shop/console/roles/role1/general", "/t/shop/console/roles/role1/users/assign", "/t/shop/console/users/user1",
				"/t/shop/console/roles/role1/users/user1/remove", "/t/shop/console/users/用户二",
				"/t/shop/console/roles/role1/users/用户二/remove",
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
				return role.HoldersPage(role.HoldersProps{Details: detailsOf(buyer()), Rows: holders(false), ListProps: listed("/role1/users", 2)})
			},
			Heading: "买家",
			Links: []string{
				"/t/shop/console/roles", "/t/shop/console/roles/role1", "/t/shop/console/roles/role1/users",
				"/t/shop/console/roles/role1/general", "/t/shop/console/users/user1", "/t/shop/console/users/用户二",
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
				row := component.ApplicationRow(&models.Application{ID: "app1", Name: "仓库", Description: &about, CreatedAt: made}, "/t/shop/console/applications/app1")
				row.RemoveURL = "/t/shop/console/roles/role2/applications/app1/remove"
				return role.HoldersPage(role.HoldersProps{
					Details: detailsOf(robot()), Rows: []component.HolderRow{row}, ListProps: listed("/role2/applications", 1),
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
			Says:   []string{"买家", "console.role.permissions.assignLead", "console.role.permissions.assign"},
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

// The tab of a person's roles, and a machine's.
func TestHeld(t *testing.T) {
	rows := []component.RoleRow{{Role: *buyer(), URL: roles + "/role1", RemoveURL: "/t/shop/console/users/user1/roles/role1/remove", Scopes: scopes()}}
	const assign = "/t/shop/console/users/user1/roles/assign"
	machine := holder(true)
	machine.Kind = models.HolderApplication
	viewed := []component.RoleRow{{Role: *buyer(), URL: roles + "/role1", Scopes: scopes()}}
	picker := component.PickerProps{ID: "role-picker", Action: "/assign", CancelURL: "/cancel", SearchLabel: "搜索", Label: "添加角色", CSRF: layout.CSRFField()}
	held := func(p role.HeldProps) func(context.Context) templ.Component {
		return func(context.Context) templ.Component { return role.HeldPage(p) }
	}
	search := []viewtest.Form{{To: "GET " + roles, Fields: []string{"q="}}}
	viewtest.Check(t, []viewtest.Page{
		{
			Name:  "held",
			Show:  held(role.HeldProps{ListProps: listed("", 1), Holder: holder(true), Rows: rows}),
			Links: []string{assign, roles + "/role1", "/t/shop/console/users/user1/roles/role1/remove"},
			Forms: search,
			Says:  []string{"console.user.roles.assign", "买家", "购买商品", "read:orders", "write:orders", "component.role.remove"},
		},
		{
			Name:  "held, as a viewer",
			Show:  held(role.HeldProps{ListProps: listed("", 1), Holder: holder(false), Rows: viewed}),
			Links: []string{roles + "/role1"},
			Forms: search,
			Says:  []string{"买家"},
		},
		{
			Name:  "none held by a user",
			Show:  held(role.HeldProps{Holder: holder(true)}),
			Links: []string{assign},
			Says:  []string{"console.role.held.none", "console.user.roles.noneLead", "console.user.roles.assign"},
		},
		{
			Name:  "none held by a machine",
			Show:  held(role.HeldProps{Holder: machine}),
			Links: []string{assign},
			Says:  []string{"console.role.held.none", "console.application.roles.noneLead", "console.application.roles.assign"},
		},
		{
			Name:  "none found",
			Show:  func(context.Context) templ.Component { return role.HeldTable(role.HeldProps{Holder: holder(true)}) },
			Says:  []string{"console.roles.nothing"},
			Lacks: []string{"console.role.held.none"},
		},
		{
			Name:    "assign to a holder",
			Show:    func(context.Context) templ.Component { return role.HeldAssignPage(machine, picker) },
			Heading: "添加角色",
			Links:   []string{"/cancel"},
			Forms:   []viewtest.Form{{ID: "role-picker", To: "POST /assign", Fields: []string{"q=", "[act=search]"}}},
			Says:    []string{"王小明", "console.application.roles.assignLead", "component.picker.nothing"},
		},
		{
			Name: "take from a holder",
			Show: func(context.Context) templ.Component {
				return role.HeldConfirmPage(holder(true), component.ConfirmProps{Title: "移除买家？", Action: "/remove", CancelURL: "/cancel", Label: "移除", CSRF: layout.CSRFField()})
			},
			Heading: "移除买家？",
			Links:   []string{"/cancel"},
			Forms:   []viewtest.Form{{To: "POST /remove"}},
			Says:    []string{"王小明", "移除"},
		},
	}, words()...)
}

// Nothing that people chose becomes markup.
func TestMarkupStaysText(t *testing.T) {
	const evil = viewtest.Markup
	r := &models.Role{ID: evil, Name: evil, Description: evil, Type: models.RoleUser}
	searched := component.ListProps{URL: "/x", Query: evil, Count: 1}
	viewtest.Escapes(t, map[string]templ.Component{
		"list":        role.ListPage(role.ListProps{ListProps: searched, Roles: []models.Role{*r}, APIURL: evil}),
		"permissions": role.PermissionsPage(role.PermissionsProps{ListProps: searched, Details: detailsOf(r), Scopes: []models.ResourceScope{{Scope: models.Scope{ID: evil, Name: evil}}}}),
		"holders":     role.HoldersPage(role.HoldersProps{ListProps: searched, Details: detailsOf(r), Rows: []component.HolderRow{{ID: evil, URL: evil, Title: evil, Sub: evil}}}),
		"held":        role.HeldPage(role.HeldProps{ListProps: searched, Holder: holder(true), Rows: []component.RoleRow{{Role: *r, URL: evil, Scopes: []models.ResourceScope{{Scope: models.Scope{Name: evil}}}}}}),
		"general":     role.GeneralPage(role.GeneralProps{Details: detailsOf(r), Name: evil, Description: evil}),
		"new":         role.NewPage(role.NewProps{Name: evil, Description: evil, Errors: map[string]string{"name": evil}}),
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
		"list":           asViewer(role.ListPage(role.ListProps{Roles: []models.Role{*buyer()}, ListProps: listed("", 1)})),
		"empty list":     asViewer(role.ListPage(role.ListProps{})),
		"permissions":    asViewer(role.PermissionsPage(role.PermissionsProps{Details: detailsOf(buyer()), Scopes: scopes(), ListProps: listed("/role1", 2)})),
		"no permissions": asViewer(role.PermissionsPage(role.PermissionsProps{Details: detailsOf(buyer())})),
		"users":          asViewer(role.HoldersPage(role.HoldersProps{Details: detailsOf(buyer()), Rows: holders(false), ListProps: listed("/role1/users", 2)})),
		"general":        asViewer(role.GeneralPage(role.GeneralProps{Details: detailsOf(buyer())})),
		"built in":       role.PermissionsPage(role.PermissionsProps{Details: detailsOf(builtIn()), Scopes: scopes(), ListProps: listed("/role3", 2)}),
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
