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
	api  = "https://id.example/t/shop/api/organizations"
	id   = "n0rthw1nd000"
)

func acme() *models.Organization {
	description := "上海的客户"
	isDark := true
	return &models.Organization{
		ID: id, Name: "北风贸易", Description: &description, CustomData: map[string]any{"plan": "<pro>"}, IsMFARequired: true,
		Color:    models.OrganizationColor{PrimaryColor: "#0a7d5a", IsDarkModeEnabled: &isDark},
		Branding: models.OrganizationBranding{LogoURL: "https://northwind.example/logo.svg"}, CreatedAt: made,
	}
}

func named(names ...string) []models.User {
	users := make([]models.User, 0, len(names))
	for _, name := range names {
		users = append(users, models.User{Name: &name})
	}
	return users
}

func details() organization.Details {
	return organization.Details{
		Organization: acme(), Size: models.OrganizationSize{Members: 2, OpenInvitations: 3},
		Calls: []component.APICall{{Method: "GET", URL: api + "/" + id}},
	}
}

func roles() []models.OrganizationRole {
	description := "可以更改一切"
	return []models.OrganizationRole{{ID: "r1", Name: "管理", Description: &description}, {ID: "r2", Name: "编辑"}}
}

func members() []organization.Member {
	row := func(id, name, sub string) component.HolderRow {
		return component.HolderRow{ID: id, Title: name, Sub: sub, URL: "/u/" + id, Mark: component.Avatar(name), RemoveURL: "/m/" + id + "/remove"}
	}
	return []organization.Member{
		{HolderRow: row("u1", "李雷", "lei@example.com"), Roles: roles(), RolesURL: "/m/u1/roles"},
		{HolderRow: row("u2", "韩梅梅", ""), RolesURL: "/m/u2/roles"},
	}
}

// listOf is a list at an address that was searched for "l".
func listOf(count int, id, url string) component.ListProps {
	return component.ListProps{
		ID: id, URL: url, Query: "l", Count: count, Pager: component.PagerProps{From: 1, To: count, Total: int64(count), Target: id},
	}
}

func people() organization.MembersProps {
	return organization.MembersProps{
		ListProps: listOf(2, organization.MembersID, "/t/shop/console/organizations/"+id),
		Details:   details(), Kind: models.HolderUser, Members: members(), Roles: roles(), Role: "r1", AddURL: "/m/add",
	}
}

// holder is a page on which the tab of organizations stands.
func holder(kind models.HolderKind, mayChange bool) layout.Holder {
	return layout.Holder{Holder: models.Holder{Kind: kind, ID: "u1"}, Record: layout.Record{
		Page: layout.Page{Title: "李雷", Area: layout.AreaUsers}, Noun: string(kind), Name: "李雷", URL: "/u/u1", APIURL: api, MayChange: mayChange,
		Pages: []layout.RecordTab{{Name: "settings", Label: "设置"}, {Name: organization.TabOrganizations, Label: "组织"}},
	}}
}

func settings(t *testing.T) organization.SettingsProps {
	t.Helper()
	typed, err := organization.SettingsOf(acme(), []string{"acme.example"}, []string{"r2"})
	if err != nil {
		t.Fatal(err)
	}
	return organization.SettingsProps{Details: details(), Settings: typed, Roles: roles()}
}

// linksOf are those of every page about an organization, and more.
func linksOf(id string, more ...string) []string {
	at := "/t/shop/console/organizations/" + id
	return append([]string{"/t/shop/console/organizations", at, at + "/machines", at + "/invitations", at + "/settings"}, more...)
}

func TestLists(t *testing.T) {
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "list",
			Show: func(context.Context) templ.Component {
				return organization.ListPage(organization.ListProps{
					ListProps: listOf(2, organization.ListID, "/t/shop/console/organizations"),
					Organizations: []models.FeaturedOrganization{
						{Organization: *acme(), UsersCount: 12, Featured: named("李雷", "韩梅梅", "林涛")},
						{Organization: models.Organization{ID: "empty0000000", Name: "空"}},
					},
					APIURL: api,
				})
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
			Show: func(context.Context) templ.Component {
				return organization.ListPage(organization.ListProps{APIURL: api})
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
			Show: func(context.Context) templ.Component {
				return organization.ListTable(organization.ListProps{ListProps: component.ListProps{Query: "zzz"}})
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
			Show:    func(context.Context) templ.Component { return organization.MembersPage(people()) },
			Heading: "北风贸易",
			Links:   linksOf(id, "/m/add", "/u/u1", "/m/u1/roles", "/m/u1/remove", "/u/u2", "/m/u2/roles", "/m/u2/remove"),
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/organizations/n0rthw1nd000", Fields: []string{"q=l", "role=r1 (, r2)"}},
			},
			Says: []string{
				"n0rthw1nd000", "console.organization.addMembers", "李雷", "lei@example.com", "管理", "编辑", "console.organization.editRoles",
				"李雷", "console.organization.remove", "李雷", "韩梅梅", "console.organization.noRoles", "console.organization.editRoles", "韩梅梅",
				"console.organization.remove", "韩梅梅",
			},
		},
		{
			Name: "members none",
			Show: func(context.Context) templ.Component {
				return organization.MembersPage(organization.MembersProps{Details: details(), Kind: models.HolderUser, AddURL: "/m/add"})
			},
			Heading: "北风贸易",
			Links:   linksOf(id, "/m/add"),
			Says:    []string{"n0rthw1nd000", "console.organization.noMembers", "console.organization.addMembers"},
		},
		{
			Name: "members nothing",
			Show: func(context.Context) templ.Component {
				return organization.MembersTable(organization.MembersProps{ListProps: component.ListProps{Query: "zzz"}, Details: details(), Kind: models.HolderUser})
			},
			Links: []string{"/t/shop/console/organizations/n0rthw1nd000"},
			Says:  []string{"console.organization.nobody", "console.organizations.showAll"},
		},
		{
			Name: "machines",
			Show: func(context.Context) templ.Component {
				p := people()
				p.URL += "/machines"
				p.Kind, p.Members = models.HolderApplication, []organization.Member{{HolderRow: component.HolderRow{ID: "worker", Title: "对账", Sub: "worker", URL: "/a/worker"}}}
				return organization.MembersPage(p)
			},
			Heading: "北风贸易",
			Links:   linksOf(id, "/m/add", "/a/worker", ""),
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/organizations/n0rthw1nd000/machines", Fields: []string{"q=l", "role=r1 (, r2)"}},
			},
			Says: []string{
				"n0rthw1nd000", "console.organization.addMachines", "对账", "worker", "console.organization.noRoles",
				"console.organization.editRoles", "对账", "console.organization.remove", "对账",
			},
		},
		{
			Name: "machines none",
			Show: func(context.Context) templ.Component {
				return organization.MembersPage(organization.MembersProps{Details: details(), Kind: models.HolderApplication, AddURL: "/m/add"})
			},
			Heading: "北风贸易",
			Links:   linksOf(id, "/m/add"),
			Says:    []string{"n0rthw1nd000", "console.organization.noMachines", "console.organization.addMachines"},
		},
		{
			Name: "roles",
			Show: func(context.Context) templ.Component {
				return organization.MemberRolesPage(organization.MemberRolesProps{
					Organization: acme(), Name: "李雷", Action: "/m/u1/roles", CancelURL: "/m",
					Roles: organization.RolesProps{Kind: models.HolderUser, Roles: roles(), Checked: []string{"r1"}},
				})
			},
			Heading: "console.organization.rolesOf",
			Links:   []string{"/m"},
			Forms: []viewtest.Form{
				{ID: "roles-form", To: "POST /m/u1/roles", Fields: []string{"organizationRoleIds=r1 (r2)"}},
			},
		},
		{
			Name: "roles none",
			Show: func(context.Context) templ.Component {
				return organization.MemberRolesForm(organization.MemberRolesProps{
					Organization: acme(), Name: "对账", Roles: organization.RolesProps{Kind: models.HolderApplication},
				})
			},
			Heading: "console.organization.rolesOf",
			Links:   []string{"/t/shop/console/organization-template", ""},
			Forms: []viewtest.Form{
				{ID: "roles-form", To: "POST "},
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
	const back = "/t/shop/console/organizations/" + id
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "add",
			Show: func(ctx context.Context) templ.Component {
				return organization.AddPage(
					acme(), models.HolderUser, component.APICall{Method: "POST", URL: api + "/" + id + "/users", Body: `{"userIds": ["…"]}`},
					filled(
						organization.AddPicker(ctx, id, models.HolderUser),
						organization.RolesProps{Kind: models.HolderUser, Roles: roles(), Checked: []string{"r2"}},
					),
				)
			},
			Heading: "console.organization.addMembers",
			Links:   []string{back},
			Forms: []viewtest.Form{
				{ID: "members-picker", To: "POST /m/add", Fields: []string{"q=l", "[act=search]", "id=u1 (u2)", "organizationRoleIds=r2 (r1)"}},
			},
			Says: []string{"console.organization.addMembers"},
		},
		{
			Name: "add machines wrong",
			Show: func(ctx context.Context) templ.Component {
				wrong := filled(
					organization.AddPicker(ctx, id, models.HolderApplication), organization.RolesProps{Kind: models.HolderApplication},
				)
				wrong.Errors = map[string]string{"": locales.T(ctx, "console.organization.chooseSome")}
				return component.Picker(wrong)
			},
			Links: []string{"/t/shop/console/organization-template", back + "/machines"},
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
				return organization.JoinPage(ctx, of, component.APICall{Method: "POST", URL: api + "/{id}/users"}, filled(
					organization.JoinPicker(ctx, of), organization.RolesProps{Kind: models.HolderUser, Roles: roles()},
				))
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
				return organization.MembershipsPage(organization.MembershipsProps{
					Holder:      holder(models.HolderUser, true),
					Memberships: []models.Membership{{Organization: *acme(), Roles: roles()}},
				})
			},
			Heading: "李雷",
			Links: []string{
				"/u/u1", "/u/u1/organizations", "/u/u1/organizations/add", "/t/shop/console/organizations/n0rthw1nd000",
				"/u/u1/organizations/n0rthw1nd000/remove",
			},
			Says: []string{
				"console.organizations.title", "console.organization.join", "北风贸易", "n0rthw1nd000", "管理", "编辑",
				"console.organization.remove", "北风贸易",
			},
		},
		{
			Name: "memberships none",
			Show: func(context.Context) templ.Component {
				return organization.MembershipsPage(organization.MembershipsProps{Holder: holder(models.HolderApplication, true)})
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
		"#rgb", "#rrggbb", "#5b4ee5",
	}
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "new",
			Show: func(ctx context.Context) templ.Component {
				return organization.NewPage(organization.NewProps{
					Name: " ", Description: "客户", Errors: map[string]string{"name": locales.T(ctx, "error.organization.name")}, APIURL: api,
				})
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
			Show:    func(context.Context) templ.Component { return organization.SettingsPage(settings(t)) },
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
				p.CustomData, p.Color.PrimaryColor, p.Roles = "[1]", "red", nil
				p.Errors = map[string]string{
					"customData": locales.T(ctx, "component.json.noObject"), "primaryColor": locales.T(ctx, "error.organization.color"),
					"emailDomains": locales.T(ctx, "error.organization.emailDomain"),
				}
				return organization.SettingsForm(p)
			},
			Links: []string{"/t/shop/console/organization-template", "/t/shop/console/organizations/n0rthw1nd000/delete"},
			Forms: []viewtest.Form{
				{ID: "settings-form", To: "POST /t/shop/console/organizations/n0rthw1nd000/settings", Fields: []string{
					"name=北风贸易", "description=上海的客户", "emailDomains=acme.example", "emailDomains=", "isMfaRequired=on",
					"logoUrl=https://northwind.example/logo.svg", "darkLogoUrl=", "favicon=", "darkFavicon=", "primaryColor=red",
					"darkPrimaryColor=", "isDarkModeEnabled=on", "customData=[1]",
				}},
			},
			Errors: map[string]string{"customData": "component.json.noObject", "emailDomains": "error.organization.emailDomain", "primaryColor": "error.organization.color"},
			Says:   []string{"console.organization.delete"},
		},
		{
			Name: "delete",
			Show: func(ctx context.Context) templ.Component {
				return organization.ConfirmPage("organization-delete-page", "北风贸易", component.ConfirmProps{
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

// Who may only look sees everything, disabled, and no way to a change.
func TestViewer(t *testing.T) {
	viewer := viewtest.AsViewer(viewtest.Context("en"))
	site := layout.ShellOf(viewer).Site
	pages := map[string]templ.Component{
		"list": organization.ListPage(organization.ListProps{
			ListProps: listOf(1, organization.ListID, "/"), Organizations: []models.FeaturedOrganization{{Organization: *acme()}},
		}),
		"empty list": organization.ListPage(organization.ListProps{}),
		"members":    organization.MembersPage(people()),
		"no members": organization.MembersPage(organization.MembersProps{Details: details(), AddURL: "/m/add"}),
		"settings":   organization.SettingsPage(settings(t)),
		"memberships": organization.MembershipsPage(organization.MembershipsProps{
			Holder: holder(models.HolderUser, false), Memberships: []models.Membership{{Organization: *acme()}},
		}),
	}
	for name, page := range pages {
		html := viewtest.Render(t, viewer, page)
		for _, change := range []string{site.OrganizationNew(), site.OrganizationDelete(id), "/m/add", "/m/u1/roles", "/m/u1/remove", "/organizations/add", "/remove"} {
			if strings.Contains(html, change+`"`) || strings.Contains(html, "data-save-bar") {
				t.Errorf("%s offers %s", name, change)
			}
		}
	}
	if html := viewtest.Render(t, viewer, pages["settings"]); !strings.Contains(html, `<fieldset aria-label="Settings" disabled>`) {
		t.Error("the settings are not disabled")
	}
}

// Nothing that people or applications chose becomes markup.
func TestPagesEscapeWhatIsGiven(t *testing.T) {
	text := evil
	of := &models.Organization{
		ID: evil, Name: evil, Description: &text, CustomData: map[string]any{evil: evil},
		Color: models.OrganizationColor{PrimaryColor: evil}, Branding: models.OrganizationBranding{Favicon: evil},
	}
	given := []models.OrganizationRole{{ID: evil, Name: evil, Description: &text}}
	about := organization.Details{Organization: of}
	typed, err := organization.SettingsOf(of, []string{evil}, []string{evil})
	if err != nil {
		t.Fatal(err)
	}
	checks := organization.RolesProps{Roles: given, Checked: []string{evil}, Error: evil}
	list := component.ListProps{Query: evil, Count: 1}
	row := component.HolderRow{ID: evil, Title: evil, Sub: evil, URL: evil, Mark: component.Avatar(evil), RemoveURL: evil}
	member := holder(models.HolderUser, true)
	member.Name, member.Title, member.URL = evil, evil, evil
	pages := map[string]templ.Component{
		"list": organization.ListPage(organization.ListProps{
			ListProps: list, Organizations: []models.FeaturedOrganization{{Organization: *of, Featured: named(evil)}}, APIURL: evil,
		}),
		"new": organization.NewPage(organization.NewProps{Name: evil, Description: evil, Errors: map[string]string{"name": evil}}),
		"members": organization.MembersPage(organization.MembersProps{
			ListProps: list, Details: about, Members: []organization.Member{{HolderRow: row, Roles: given, RolesURL: evil}}, Roles: given, Role: evil,
		}),
		"settings": organization.SettingsPage(organization.SettingsProps{Details: about, Settings: typed, Roles: given, Errors: map[string]string{"name": evil}}),
		"roles":    organization.MemberRolesPage(organization.MemberRolesProps{Organization: of, Name: evil, Roles: checks}),
		"add": organization.AddPage(of, models.HolderUser, component.APICall{URL: evil}, component.PickerProps{
			Query: evil, Items: []component.PickerItem{{ID: evil, Title: evil, Sub: evil}}, CSRF: layout.CSRFField(), Further: organization.RoleChecks(checks),
		}),
		"memberships": organization.MembershipsPage(organization.MembershipsProps{
			Holder: member, Memberships: []models.Membership{{Organization: *of, Roles: given}},
		}),
		"join": viewtest.Late(func(ctx context.Context) templ.Component {
			return organization.JoinPage(ctx, member, component.APICall{URL: evil}, component.PickerProps{Label: evil, CSRF: layout.CSRFField()})
		}),
	}
	viewtest.Escapes(t, pages)
}
