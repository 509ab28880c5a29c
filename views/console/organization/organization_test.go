package organization_test

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/console/organization"
	"portico/views/layout"
	"portico/views/viewtest"
)

const (
	made = int64(1_780_000_000_000)
	evil = viewtest.Markup
	api  = "https://id.example/t/shop/api"
	id   = "n0rthw1nd000"
	at   = "/t/shop/console/organizations/" + id
)

func acme() *models.Organization {
	description := "上海的客户"
	isDark := true
	return &models.Organization{
		ID: id, Name: "北风贸易", Description: &description, CustomData: map[string]any{"plan": "<pro>"}, IsMFARequired: true,
		Color:    models.Color{PrimaryColor: "#0a7d5a", IsDarkModeEnabled: &isDark},
		Branding: models.Branding{LogoURL: "https://northwind.example/logo.svg"}, CreatedAt: made,
	}
}

func named(names ...string) []models.User {
	users := make([]models.User, 0, len(names))
	for _, name := range names {
		users = append(users, models.User{Name: &name})
	}
	return users
}

func details(ctx context.Context) organization.Details {
	return organization.DetailsOf(ctx, acme(), models.OrganizationSize{Members: 2, OpenInvitations: 3}, api)
}

func roles() []models.OrganizationRole {
	description := "可以更改一切"
	return []models.OrganizationRole{{ID: "r1", Name: "管理", Description: &description}, {ID: "r2", Name: "编辑"}}
}

func members() []organization.Member {
	row := func(id, name, sub string) component.HolderRow {
		return component.HolderRow{ID: id, Title: name, Sub: sub, URL: "/u/" + id, Mark: component.Avatar(name)}
	}
	return []organization.Member{{HolderRow: row("u1", "李雷", "lei@example.com"), Roles: roles()}, {HolderRow: row("u2", "韩梅梅", "")}}
}

// listOf is a list at a URL, searched for "l".
func listOf(count int, id, url string) component.ListProps {
	return component.ListProps{
		ID: id, URL: url, Query: "l", Count: count, Pager: component.PagerProps{From: 1, To: count, Total: int64(count), Target: id},
	}
}

func people() organization.Members {
	return organization.Members{Kind: models.HolderUser, Rows: members(), Roles: roles(), Role: "r1"}
}

func peopleTab(ctx context.Context) templ.Component {
	return details(ctx).Members(ctx, listOf(2, "organization-members", "/t/shop/console/organizations/"+id), people()).Whole()
}

// noMembers is the tab of an organization without members of a kind.
func noMembers(ctx context.Context, kind models.HolderKind) templ.Component {
	return details(ctx).Members(ctx, component.ListProps{}, organization.Members{Kind: kind}).Whole()
}

// holder is a page with the tab of organizations.
func holder(kind models.HolderKind, mayChange bool) layout.Holder {
	return layout.Holder{Holder: models.Holder{Kind: kind, ID: "u1"}, Record: layout.Record{
		Page: layout.Page{Title: "李雷", Area: layout.AreaUsers}, Noun: string(kind), Name: "李雷", URL: "/u/u1", APIURL: api, MayChange: mayChange,
		Pages: []layout.RecordTab{{Name: "settings", Label: "设置"}, {Name: organization.TabOrganizations, Label: "组织"}},
	}}
}

func settings(t *testing.T) organization.Settings {
	t.Helper()
	typed, err := organization.SettingsOf(acme(), []string{"acme.example"}, []string{"r2"})
	if err != nil {
		t.Fatal(err)
	}
	return typed
}

func settingsForm(ctx context.Context, given []models.OrganizationRole, values organization.Settings, errors map[string]string) templ.Component {
	return details(ctx).SettingsForm(given, layout.Form[organization.Settings]{
		Values: values, Errors: errors, Action: "/t/shop/console/organizations/" + id + "/settings",
	})
}

func settingsTab(ctx context.Context, t *testing.T) templ.Component {
	t.Helper()
	return details(ctx).Tab(organization.TabSettings).With(settingsForm(ctx, roles(), settings(t), nil))
}

// linksOf are the links of every page about an organization, and more.
func linksOf(id string, more ...string) []string {
	at := "/t/shop/console/organizations/" + id
	return append([]string{"/t/shop/console/organizations", at, at + "/machines", at + "/invitations", at + "/settings"}, more...)
}

func TestLists(t *testing.T) {
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "list",
			Show: func(ctx context.Context) templ.Component {
				return organization.List(ctx, listOf(2, "organization-list", "/t/shop/console/organizations"), []models.FeaturedOrganization{
					{Organization: *acme(), UsersCount: 12, Featured: named("李雷", "韩梅梅", "林涛")},
					{Organization: models.Organization{ID: "empty0000000", Name: "空"}},
				}, api).Whole()
			},
			Heading: "console.organizations.title",
			Links: []string{
				"/t/shop/console/organizations/new", "/t/shop/console/organizations/n0rthw1nd000",
				"/t/shop/console/organizations/empty0000000",
			},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/organizations", Fields: []string{"q=l"}},
			},
			Says: []string{
				"console.organizations.create", "北风贸易", "上海的客户", "n0rthw1nd000", "12", "2026-05-28T20:26:40Z", "空", "empty0000000", "0",
				"1970-01-01T00:00:00Z",
			},
		},
		{
			Name: "list empty",
			Show: func(ctx context.Context) templ.Component {
				return organization.List(ctx, component.ListProps{}, nil, api).Whole()
			},
			Heading: "console.organizations.title",
			Links:   []string{"/t/shop/console/organizations/new", "/t/shop/console/organization-template"},
			Says: []string{
				"console.organizations.create", "console.organizations.none", "console.organizations.create",
				"console.organizations.openTemplate",
			},
		},
		{
			Name: "list nothing",
			Show: func(ctx context.Context) templ.Component {
				return component.ListPart(organization.List(ctx, component.ListProps{Query: "zzz"}, nil, api).Panel)
			},
			Links: []string{"/t/shop/console/organizations"},
			Says:  []string{"console.organizations.nothing", "console.organizations.showAll"},
		},
	})
}

func TestMembers(t *testing.T) {
	viewtest.Check(t, []viewtest.Page{
		{
			Name:    "members",
			Show:    peopleTab,
			Heading: "北风贸易",
			Links: linksOf(
				id, at+"/members/add", "/u/u1", at+"/members/u1/roles", at+"/members/u1/remove", "/u/u2", at+"/members/u2/roles", at+"/members/u2/remove",
			),
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/organizations/n0rthw1nd000", Fields: []string{"q=l", "role=r1 (, r2)"}},
			},
			Says: []string{
				"n0rthw1nd000", "console.organization.addMembers", "李雷", "lei@example.com", "管理", "编辑", "console.organization.editRoles",
				"李雷", "component.table.remove", "李雷", "韩梅梅", "console.organization.noRoles", "console.organization.editRoles", "韩梅梅",
				"component.table.remove", "韩梅梅",
			},
		},
		{
			Name: "members none",
			Show: func(ctx context.Context) templ.Component {
				return noMembers(ctx, models.HolderUser)
			},
			Heading: "北风贸易",
			Links:   linksOf(id, at+"/members/add"),
			Says:    []string{"n0rthw1nd000", "console.organization.noMembers", "console.organization.addMembers"},
		},
		{
			Name: "members nothing",
			Show: func(ctx context.Context) templ.Component {
				return component.ListPart(details(ctx).Members(ctx, component.ListProps{Query: "zzz"}, organization.Members{Kind: models.HolderUser}).Panel)
			},
			Links: []string{"/t/shop/console/organizations/n0rthw1nd000"},
			Says:  []string{"console.organization.nobody", "console.organizations.showAll"},
		},
		{
			Name: "machines",
			Show: func(ctx context.Context) templ.Component {
				p := people()
				p.Kind, p.Rows = models.HolderApplication, []organization.Member{{HolderRow: component.HolderRow{ID: "worker", Title: "对账", Sub: "worker", URL: "/a/worker"}}}
				return details(ctx).Members(ctx, listOf(2, "organization-members", "/t/shop/console/organizations/"+id+"/machines"), p).Whole()
			},
			Heading: "北风贸易",
			Links:   linksOf(id, at+"/machines/add", "/a/worker", at+"/machines/worker/roles", at+"/machines/worker/remove"),
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/organizations/n0rthw1nd000/machines", Fields: []string{"q=l", "role=r1 (, r2)"}},
			},
			Says: []string{
				"n0rthw1nd000", "console.organization.addMachines", "对账", "worker", "console.organization.noRoles",
				"console.organization.editRoles", "对账", "component.table.remove", "对账",
			},
		},
		{
			Name: "machines none",
			Show: func(ctx context.Context) templ.Component {
				return noMembers(ctx, models.HolderApplication)
			},
			Heading: "北风贸易",
			Links:   linksOf(id, at+"/machines/add"),
			Says:    []string{"n0rthw1nd000", "console.organization.noMachines", "console.organization.addMachines"},
		},
		{
			Name: "roles",
			Show: func(ctx context.Context) templ.Component {
				title := locales.T(ctx, "console.organization.rolesOf", locales.Data{"Name": "李雷"})
				return details(ctx).DialogPage("organization-roles-page", title, organization.TabMembers)(
					details(ctx).MemberRolesForm(title, models.HolderUser, roles(), layout.Form[[]string]{Values: []string{"r1"}, Action: "/m/u1/roles"}),
				)
			},
			Heading: "console.organization.rolesOf",
			Links:   []string{at},
			Forms: []viewtest.Form{
				{ID: "roles-form", To: "POST /m/u1/roles", Fields: []string{"organizationRoleIds=r1 (r2)"}},
			},
		},
		{
			Name: "roles none",
			Show: func(ctx context.Context) templ.Component {
				title := locales.T(ctx, "console.organization.rolesOf", locales.Data{"Name": "对账"})
				return details(ctx).MemberRolesForm(title, models.HolderApplication, nil, layout.Form[[]string]{Action: "/m/u1/roles"})
			},
			Heading: "console.organization.rolesOf",
			Links:   []string{"/t/shop/console/organization-template", at + "/machines"},
			Forms: []viewtest.Form{
				{ID: "roles-form", To: "POST /m/u1/roles"},
			},
		},
	}, "lei@example.com", "worker")
}

func TestAdding(t *testing.T) {
	filled := func(p component.PickerProps, fields organization.RolesProps) component.PickerProps {
		p.Action, p.Query, p.Total, p.CSRF, p.Further = "/m/add", "l", 30, layout.CSRFField(), organization.RoleChecks(fields)
		p.Items = []component.PickerItem{
			{ID: "u1", Title: "李雷", Sub: "lei@example.com", Mark: component.Avatar("李雷"), IsChosen: true},
			{ID: "u2", Title: "韩梅梅", Mark: component.Avatar("韩梅梅")},
		}
		return p
	}
	picker := func(ctx context.Context, kind models.HolderKind) component.PickerProps {
		texts := organization.MemberTextsOf(ctx, kind)
		return component.PickerProps{
			ID: "members-picker", Label: texts.Add, Legend: texts.Add, SearchLabel: texts.Search,
			CancelURL: details(ctx).TabURL(organization.TabOf(kind)),
		}
	}
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "add",
			Show: func(ctx context.Context) templ.Component {
				return details(ctx).AssignPage(
					organization.MemberTextsOf(ctx, models.HolderUser).AddLead,
					component.APICall{Method: "POST", URL: details(ctx).APIURL + "/users", Body: `{"userIds": ["…"]}`},
					filled(
						picker(ctx, models.HolderUser),
						organization.RolesProps{Kind: models.HolderUser, Roles: roles(), Checked: []string{"r2"}},
					),
				)
			},
			Heading: "console.organization.addMembers",
			Links:   []string{at},
			Forms: []viewtest.Form{
				{ID: "members-picker", To: "POST /m/add", Fields: []string{"q=l", "[act=search]", "id=u1 (u2)", "organizationRoleIds=r2 (r1)"}},
			},
			Says: []string{"console.organization.addMembers"},
		},
		{
			Name: "add machines wrong",
			Show: func(ctx context.Context) templ.Component {
				wrong := filled(picker(ctx, models.HolderApplication), organization.RolesProps{Kind: models.HolderApplication})
				wrong.Errors = map[string]string{"": locales.T(ctx, "console.organization.chooseSome")}
				return component.Picker(wrong)
			},
			Links: []string{"/t/shop/console/organization-template", at + "/machines"},
			Forms: []viewtest.Form{
				{ID: "members-picker", To: "POST /m/add", Fields: []string{"q=l", "[act=search]", "id=u1 (u2)"}},
			},
			Errors: map[string]string{"": "console.organization.chooseSome"},
			Says:   []string{"console.organization.addMachines"},
		},
		{
			Name: "join",
			Show: func(ctx context.Context) templ.Component {
				of := holder(models.HolderUser, true)
				return of.AssignPage(
					locales.T(ctx, "console.organization.joinLead", locales.Data{"Name": of.Name}),
					component.APICall{Method: "POST", URL: api + "/organizations/{id}/users"},
					filled(component.PickerProps{
						ID: "organizations-picker", Label: locales.T(ctx, "console.organization.join"), CancelURL: of.TabURL(organization.TabOrganizations),
						Legend: locales.T(ctx, "console.organizations.title"), SearchLabel: locales.T(ctx, "console.organizations.search"),
					}, organization.RolesProps{Kind: models.HolderUser, Roles: roles()}),
				)
			},
			Heading: "console.organization.join",
			Links:   []string{"/u/u1/organizations"},
			Forms: []viewtest.Form{
				{ID: "organizations-picker", To: "POST /m/add", Fields: []string{
					"q=l", "[act=search]", "id=u1 (u2)", "organizationRoleIds= (r1, r2)",
				}},
			},
			Says: []string{"console.organization.join"},
		},
		{
			Name: "memberships",
			Show: func(context.Context) templ.Component {
				return organization.Memberships(holder(models.HolderUser, true), []models.Membership{{Organization: *acme(), Roles: roles()}})
			},
			Heading: "李雷",
			Links: []string{
				"/u/u1", "/u/u1/organizations", "/u/u1/organizations/add", "/t/shop/console/organizations/n0rthw1nd000",
				"/u/u1/organizations/n0rthw1nd000/remove",
			},
			Says: []string{
				"console.organizations.title", "console.organization.join", "北风贸易", "n0rthw1nd000", "管理", "编辑",
				"component.table.remove", "北风贸易",
			},
		},
		{
			Name: "memberships none",
			Show: func(context.Context) templ.Component {
				return organization.Memberships(holder(models.HolderApplication, true), nil)
			},
			Heading: "李雷",
			Links:   []string{"/u/u1", "/u/u1/organizations", "/u/u1/organizations/add"},
			Says:    []string{"console.organizations.title", "console.organization.join", "console.organization.joinedNone"},
		},
	}, "lei@example.com")
}

func TestForms(t *testing.T) {
	words := []string{
		"red", "#5D34F2", "https://example.com/picture.svg", "acme.example", "example.com", "gmail.com", "plan", "&lt;pro&gt;", "JSON", "KB",
		"#rgb", "#rrggbb", "#5b4ee5", "PUT",
	}
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "new",
			Show: func(ctx context.Context) templ.Component {
				return organization.NewPage(ctx, api+"/organizations").With(organization.NewForm(layout.Form[organization.Settings]{
					Values: organization.Settings{Name: " ", Description: "客户"}, Action: "/t/shop/console/organizations/new",
					Errors: map[string]string{"name": locales.T(ctx, "error.organization.name")},
				}))
			},
			Heading: "console.organizations.create",
			Links:   []string{"/t/shop/console/organizations"},
			Forms: []viewtest.Form{
				{ID: "organization-form", To: "POST /t/shop/console/organizations/new", Fields: []string{"name= ", "description=客户"}},
			},
			Errors: map[string]string{"name": "error.organization.name"},
			Says:   []string{"console.organizations.create"},
		},
		{
			Name:    "settings",
			Show:    func(ctx context.Context) templ.Component { return settingsTab(ctx, t) },
			Heading: "北风贸易",
			Links:   linksOf(id, "/t/shop/console/organizations/n0rthw1nd000/delete"),
			Forms: []viewtest.Form{
				{ID: "settings-form", To: "POST /t/shop/console/organizations/n0rthw1nd000/settings", Fields: []string{
					"name=北风贸易", "description=上海的客户", "emailDomains=acme.example", "emailDomains=", "organizationRoleIds=r2 (r1)",
					"isMfaRequired=on", "logoUrl=https://northwind.example/logo.svg", "darkLogoUrl=", "favicon=", "darkFavicon=",
					"primaryColor=#0a7d5a", "darkPrimaryColor=", "isDarkModeEnabled=on", "customData={\n  \"plan\": \"<pro>\"\n}",
				}},
			},
			Says: []string{"n0rthw1nd000", "console.organization.delete"},
		},
		{
			Name: "settings wrong",
			Show: func(ctx context.Context) templ.Component {
				p := settings(t)
				p.CustomData, p.Color.PrimaryColor = "[1]", "red"
				return settingsForm(ctx, nil, p, map[string]string{
					"customData": locales.T(ctx, "component.json.noObject"), "primaryColor": locales.T(ctx, "error.branding.color"),
					"emailDomains": locales.T(ctx, "error.organization.emailDomain"),
				})
			},
			Links: []string{"/t/shop/console/organization-template", "/t/shop/console/organizations/n0rthw1nd000/delete"},
			Forms: []viewtest.Form{
				{ID: "settings-form", To: "POST /t/shop/console/organizations/n0rthw1nd000/settings", Fields: []string{
					"name=北风贸易", "description=上海的客户", "emailDomains=acme.example", "emailDomains=", "isMfaRequired=on",
					"logoUrl=https://northwind.example/logo.svg", "darkLogoUrl=", "favicon=", "darkFavicon=", "primaryColor=red",
					"darkPrimaryColor=", "isDarkModeEnabled=on", "customData=[1]",
				}},
			},
			Errors: map[string]string{"customData": "component.json.noObject", "emailDomains": "error.organization.emailDomain", "primaryColor": "error.branding.color"},
			Says:   []string{"console.organization.delete"},
		},
		{
			Name: "delete",
			Show: func(ctx context.Context) templ.Component {
				return details(ctx).ConfirmPage(component.ConfirmProps{
					Title:  locales.T(ctx, "console.organization.deleteTitle", locales.Data{"Name": "北风贸易"}),
					Text:   locales.N(ctx, "console.organization.deleteText", 1),
					Action: "/t/shop/console/organizations/n/delete", CancelURL: "/t/shop/console/organizations/n/settings",
					Label: locales.T(ctx, "console.organization.delete"), Name: "北风贸易", CSRF: layout.CSRFField(),
				})
			},
			Heading: "console.organization.deleteTitle",
			Links:   []string{"/t/shop/console/organizations/n/settings"},
			Forms: []viewtest.Form{
				{To: "POST /t/shop/console/organizations/n/delete", Fields: []string{"confirm="}},
			},
			Says: []string{"console.organization.deleteText", "console.organization.delete"},
		},
	}, words...)
}

// A viewer sees everything, disabled, and no links to changes.
func TestViewer(t *testing.T) {
	viewer := viewtest.AsViewer(viewtest.Context("en"))
	site := layout.ShellOf(viewer).Site
	pages := map[string]templ.Component{
		"list":        organization.List(viewer, listOf(1, "organization-list", "/"), []models.FeaturedOrganization{{Organization: *acme()}}, api).Whole(),
		"empty list":  organization.List(viewer, component.ListProps{}, nil, api).Whole(),
		"members":     peopleTab(viewer),
		"no members":  noMembers(viewer, models.HolderUser),
		"settings":    settingsTab(viewer, t),
		"memberships": organization.Memberships(holder(models.HolderUser, false), []models.Membership{{Organization: *acme()}}),
	}
	for name, page := range pages {
		html := viewtest.Render(t, viewer, page)
		for _, change := range []string{site.OrganizationNew(), at + "/delete", "/add", "/u1/roles", "/remove"} {
			if strings.Contains(html, change+`"`) || strings.Contains(html, "data-save-bar") {
				t.Errorf("%s offers %s", name, change)
			}
		}
	}
	if html := viewtest.Render(t, viewer, pages["settings"]); !strings.Contains(html, `<fieldset disabled>`) {
		t.Error("the settings are not disabled")
	}
}

// Texts from users or applications are escaped.
func TestPagesEscapeProps(t *testing.T) {
	text := evil
	of := &models.Organization{
		ID: evil, Name: evil, Description: &text, CustomData: map[string]any{evil: evil},
		Color: models.Color{PrimaryColor: evil}, Branding: models.Branding{Favicon: evil},
	}
	given := []models.OrganizationRole{{ID: evil, Name: evil, Description: &text}}
	about := func(ctx context.Context) organization.Details {
		return organization.DetailsOf(ctx, of, models.OrganizationSize{}, evil)
	}
	typed, err := organization.SettingsOf(of, []string{evil}, []string{evil})
	if err != nil {
		t.Fatal(err)
	}
	checks := organization.RolesProps{Roles: given, Checked: []string{evil}, Error: evil}
	list := component.ListProps{Query: evil, Count: 1}
	row := component.HolderRow{ID: evil, Title: evil, Sub: evil, URL: evil, Mark: component.Avatar(evil)}
	member := holder(models.HolderUser, true)
	member.Name, member.Title, member.URL = evil, evil, evil
	picker := component.PickerProps{
		Label: evil, Query: evil, Items: []component.PickerItem{{ID: evil, Title: evil, Sub: evil}}, CSRF: layout.CSRFField(),
		Further: organization.RoleChecks(checks),
	}
	pages := map[string]func(context.Context) templ.Component{
		"list": func(ctx context.Context) templ.Component {
			return organization.List(ctx, list, []models.FeaturedOrganization{{Organization: *of, Featured: named(evil)}}, evil).Whole()
		},
		"new": func(ctx context.Context) templ.Component {
			return organization.NewPage(ctx, evil).With(organization.NewForm(layout.Form[organization.Settings]{
				Values: typed, Errors: map[string]string{"name": evil},
			}))
		},
		"members": func(ctx context.Context) templ.Component {
			return about(ctx).Members(ctx, list, organization.Members{
				Rows: []organization.Member{{HolderRow: row, Roles: given}}, Roles: given, Role: evil,
			}).Whole()
		},
		"settings": func(ctx context.Context) templ.Component {
			return about(ctx).Tab(organization.TabSettings).With(about(ctx).SettingsForm(given, layout.Form[organization.Settings]{
				Values: typed, Errors: map[string]string{"name": evil},
			}))
		},
		"roles": func(ctx context.Context) templ.Component {
			return about(ctx).MemberRolesForm(evil, models.HolderUser, given, layout.Form[[]string]{
				Values: []string{evil}, Action: evil, Errors: map[string]string{organization.FieldRoles: evil},
			})
		},
		"add": func(ctx context.Context) templ.Component {
			return about(ctx).AssignPage(evil, component.APICall{URL: evil}, picker)
		},
		"memberships": func(context.Context) templ.Component {
			return organization.Memberships(member, []models.Membership{{Organization: *of, Roles: given}})
		},
		"join": func(context.Context) templ.Component {
			return member.AssignPage(evil, component.APICall{URL: evil}, picker)
		},
	}
	late := map[string]templ.Component{}
	for name, page := range pages {
		late[name] = viewtest.Late(page)
	}
	viewtest.Escapes(t, late)
}
