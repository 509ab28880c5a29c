package role_test

import (
	"context"
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

func detailsOf(ctx context.Context, r *models.Role) role.Details {
	return role.DetailsOf(ctx, r, "https://id.example/api/roles/"+r.ID)
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

// listOf is a list of this many rows at a URL.
func listOf(rows int, url string) component.ListProps {
	return component.ListProps{URL: url, Count: rows, Pager: component.PagerProps{From: 1, To: rows, Total: int64(rows)}}
}

// usersTab is the tab of the users who have a role.
func usersTab(ctx context.Context) templ.Component {
	site := href.ConsoleOf("shop")
	var rows []component.HolderRow
	for _, user := range users() {
		rows = append(rows, component.UserRow(&user, site.User(user.ID)))
	}
	return detailsOf(ctx, buyer()).Holders(ctx, listOf(2, "/t/shop/console/roles/role1/users"), rows).Whole()
}

// holder is a page with the tab of roles.
func holder(kind models.HolderKind) layout.Holder {
	return layout.Holder{Holder: models.Holder{Kind: kind, ID: "h1"}, Record: layout.Record{
		Page: layout.Page{Title: "仓库"}, Noun: string(kind), Name: "仓库", URL: "/h1", APIURL: "https://id.example/api/h1", MayChange: true,
		Pages: []layout.RecordTab{{Name: "settings", Label: "设置"}, {Name: role.TabRoles, Label: "角色"}},
	}}
}

// The tab of a holder's roles is the same for users and machines.
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
				Show: func(ctx context.Context) templ.Component {
					return role.Held(ctx, holder(kind), listOf(1, "/h1/roles"), []component.RoleRow{row}).Whole()
				},
				Heading: "仓库",
				Links:   []string{"/h1", "/h1/roles", "/h1/roles/assign", "/t/shop/console/roles/r1", "/h1/roles/r1/remove"},
				Forms:   []viewtest.Form{{To: "GET /h1/roles", Fields: []string{"q="}}},
				Says:    []string{assign, "买家", "购买商品", "read:orders", "write:orders"},
			},
			{
				Name: string(kind) + " without roles",
				Show: func(ctx context.Context) templ.Component {
					return role.Held(ctx, holder(kind), component.ListProps{}, nil).Whole()
				},
				Heading: "仓库",
				Links:   []string{"/h1", "/h1/roles", "/h1/roles/assign"},
				Says:    []string{"console.role.held.none", assign},
			},
			{
				Name: string(kind) + " is given roles",
				Show: func(ctx context.Context) templ.Component {
					texts := role.HeldTextsOf(ctx, kind)
					return holder(kind).AssignPage(texts.AssignLead, role.HeldCalls(holder(kind))[1], component.PickerProps{
						ID: "role-picker", Action: "/assign", CancelURL: "/cancel", SearchLabel: locales.T(ctx, "console.roles.search"),
						Label: texts.Assign, CSRF: layout.CSRFField(),
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

// words are the texts that Chinese pages leave untranslated.
func words() []string {
	return []string{
		models.RoleManagementAPIAccess, "read:orders", "write:orders", "roles", "https://shop.example/api", "wang@example.com",
	}
}

func TestPages(t *testing.T) {
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "list",
			Show: func(ctx context.Context) templ.Component {
				return role.List(ctx, listOf(3, "/t/shop/console/roles"), role.Listed{
					Roles: []models.Role{*buyer(), *robot(), *builtIn()},
					Holders: map[string]models.RoleHolders{
						"role1": {Users: 1200, FeaturedUsers: users()},
						"role2": {Applications: 1, FeaturedApplications: []models.Application{{ID: "app1", Name: "仓库"}}},
					},
				}, "https://id.example/api/roles").Whole()
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
			Show:    func(ctx context.Context) templ.Component { return list(ctx, component.ListProps{}) },
			Heading: "console.roles.title",
			Links:   []string{"/t/shop/console/roles/new"},
			Says:    []string{"console.roles.create", "console.roles.none", "console.roles.create"},
		},
		{
			Name: "list nothing",
			Show: func(ctx context.Context) templ.Component {
				return role.List(ctx, component.ListProps{URL: "/t/shop/console/roles", Query: `"><b>`},
					role.Listed{Type: models.RoleUser}, "").Whole()
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
			Show: func(ctx context.Context) templ.Component {
				return list(ctx, listOf(1, "/t/shop/console/roles"), *buyer())
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
			Show: func(ctx context.Context) templ.Component {
				return newPage(ctx, layout.Form[models.Role]{Values: models.Role{Type: models.RoleUser}})
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
				return role.NewForm(layout.Form[models.Role]{
					Values: models.Role{Type: models.RoleMachineToMachine, Name: "买家", Description: "x"},
					Action: "/t/shop/console/roles/new", Errors: map[string]string{"name": locales.T(ctx, "error.role.name_in_use")},
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
			Show: func(ctx context.Context) templ.Component {
				return permissions(ctx, buyer(), listOf(2, "/t/shop/console/roles/role1"), scopes()...)
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
			Show: func(ctx context.Context) templ.Component {
				return permissions(ctx, robot(), component.ListProps{})
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
			Show: func(ctx context.Context) templ.Component {
				return permissions(ctx, builtIn(), listOf(1, "/t/shop/console/roles/role3"), scopes()[:1]...)
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
			Show: func(ctx context.Context) templ.Component {
				return component.ListPart(detailsOf(ctx, buyer()).Permissions(ctx, component.ListProps{Query: "x"}, nil).Panel)
			},
			Says: []string{"console.role.permissions.nothing"},
		},
		{
			Name: "users",
			Show: func(ctx context.Context) templ.Component {
				return usersTab(ctx)
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
			Show: func(ctx context.Context) templ.Component {
				return detailsOf(ctx, buyer()).Holders(ctx, component.ListProps{}, nil).Whole()
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
			Show: func(ctx context.Context) templ.Component {
				return usersTab(ctx)
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
			Show: func(ctx context.Context) templ.Component {
				about := "每晚补货"
				row := component.ApplicationRow(&models.Application{
					ID: "app1", Name: "仓库", Description: &about, CreatedAt: made,
				}, "/t/shop/console/applications/app1")
				list := listOf(1, "/t/shop/console/roles/role2/applications")
				return detailsOf(ctx, robot()).Holders(ctx, list, []component.HolderRow{row}).Whole()
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
			Show: func(ctx context.Context) templ.Component {
				return detailsOf(ctx, robot()).Holders(ctx, component.ListProps{}, nil).Whole()
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
				details := detailsOf(ctx, buyer())
				return details.AssignPage(locales.T(ctx, "console.role.permissions.assignLead"), details.Tab(role.TabPermissions).Calls[1],
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
			Show: func(ctx context.Context) templ.Component {
				return general(ctx, buyer(), models.Role{Name: "买家", Description: "购买", IsDefault: true})
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
			Show: func(ctx context.Context) templ.Component {
				return detailsOf(ctx, builtIn()).GeneralForm(layout.Form[models.Role]{
					Values: *builtIn(), Action: "/t/shop/console/roles/role3/general",
				})
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
				return detailsOf(ctx, buyer()).ConfirmPage(component.ConfirmProps{
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

// Typed texts are escaped.
func TestMarkupStaysText(t *testing.T) {
	const evil = viewtest.Markup
	named := &models.Role{ID: evil, Name: evil, Description: evil, Type: models.RoleUser}
	shown := component.ListProps{URL: "/x", Query: evil, Count: 1}
	given := []models.ResourceScope{{Scope: models.Scope{ID: evil, Name: evil}, Resource: models.Resource{Name: evil, Indicator: evil}}}
	viewtest.Escapes(t, map[string]templ.Component{
		"list":        viewtest.Late(func(ctx context.Context) templ.Component { return list(ctx, shown, *named) }),
		"permissions": viewtest.Late(func(ctx context.Context) templ.Component { return permissions(ctx, named, shown, given...) }),
		"holders": viewtest.Late(func(ctx context.Context) templ.Component {
			rows := []component.HolderRow{{ID: evil, URL: evil, Title: evil, Sub: evil}}
			return detailsOf(ctx, named).Holders(ctx, shown, rows).Whole()
		}),
		"held": viewtest.Late(func(ctx context.Context) templ.Component {
			rows := []component.RoleRow{{Role: *named, URL: evil, Scopes: given}}
			return role.Held(ctx, holder(models.HolderUser), shown, rows).Whole()
		}),
		"general": viewtest.Late(func(ctx context.Context) templ.Component { return general(ctx, named, *named) }),
		"new": viewtest.Late(func(ctx context.Context) templ.Component {
			return newPage(ctx, layout.Form[models.Role]{Values: *named, Action: evil, Errors: map[string]string{"name": evil}})
		}),
	})
}

func list(ctx context.Context, shown component.ListProps, roles ...models.Role) templ.Component {
	return role.List(ctx, shown, role.Listed{Roles: roles}, "").Whole()
}

func permissions(ctx context.Context, of *models.Role, shown component.ListProps, scopes ...models.ResourceScope) templ.Component {
	return detailsOf(ctx, of).Permissions(ctx, shown, scopes).Whole()
}

func newPage(ctx context.Context, form layout.Form[models.Role]) templ.Component {
	form.Action = "/t/shop/console/roles/new"
	return role.NewPage(ctx, "https://id.example/api/roles").With(role.NewForm(form))
}

func general(ctx context.Context, of *models.Role, typed models.Role) templ.Component {
	details := detailsOf(ctx, of)
	return details.Tab(role.TabGeneral).With(details.GeneralForm(layout.Form[models.Role]{
		Values: typed, Action: details.TabURL(role.TabGeneral),
	}))
}

// Operators who may change nothing are not offered changes; nor is anyone for a
// built-in role.
func TestNoChangesAreOffered(t *testing.T) {
	viewer, editor := viewtest.AsViewer(viewtest.Context("en")), viewtest.Context("en")
	none := component.ListProps{}
	pages := map[string]struct {
		ctx  context.Context
		page func(context.Context) templ.Component
	}{
		"list":       {viewer, func(ctx context.Context) templ.Component { return list(ctx, listOf(1, "/roles"), *buyer()) }},
		"empty list": {viewer, func(ctx context.Context) templ.Component { return list(ctx, none) }},
		"permissions": {viewer, func(ctx context.Context) templ.Component {
			return permissions(ctx, buyer(), listOf(2, "/roles/role1"), scopes()...)
		}},
		"no permissions": {viewer, func(ctx context.Context) templ.Component { return permissions(ctx, buyer(), none) }},
		"users":          {viewer, usersTab},
		"general":        {viewer, func(ctx context.Context) templ.Component { return general(ctx, buyer(), *buyer()) }},
		"permissions of a built-in role": {editor, func(ctx context.Context) templ.Component {
			return permissions(ctx, builtIn(), listOf(2, "/roles/role3"), scopes()...)
		}},
		"built-in role": {editor, func(ctx context.Context) templ.Component { return general(ctx, builtIn(), *builtIn()) }},
	}
	for name, shown := range pages {
		html := viewtest.Render(t, shown.ctx, shown.page(shown.ctx))
		for _, offer := range []string{"data-save-bar", "data-dialog ", "data-dialog>", "/assign", "roles/new", "button primary"} {
			if strings.Contains(html, offer) {
				t.Errorf("%s: offers %q", name, offer)
			}
		}
	}
}
