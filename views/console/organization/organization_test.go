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
	evil = `"><script>alert('x')</script>&`
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
	return []organization.Member{
		{ID: "u1", Name: "李雷", Sub: "lei@example.com", URL: "/u/u1", Roles: roles(), RolesURL: "/m/u1/roles", RemoveURL: "/m/u1/remove"},
		{ID: "u2", Name: "韩梅梅", URL: "/u/u2", RolesURL: "/m/u2/roles", RemoveURL: "/m/u2/remove"},
	}
}

func people() organization.MembersProps {
	return organization.MembersProps{
		Details: details(), Kind: models.HolderUser, Members: members(), Roles: roles(), Query: "l", Role: "r1", AddURL: "/m/add",
		Pager: component.PagerProps{From: 1, To: 2, Total: 2, Target: organization.MembersTarget},
	}
}

func settings(t *testing.T) organization.SettingsProps {
	t.Helper()
	typed, err := organization.SettingsOf(acme(), []string{"acme.example"}, []string{"r2"})
	if err != nil {
		t.Fatal(err)
	}
	return organization.SettingsProps{Details: details(), Settings: typed, Roles: roles()}
}

func TestLists(t *testing.T) {
	viewtest.Golden(t, "list", func(context.Context) templ.Component {
		return organization.ListPage(organization.ListProps{
			Organizations: []organization.Row{
				{Organization: *acme(), Members: 12, People: []string{"李雷", "韩梅梅", "林涛"}},
				{Organization: models.Organization{ID: "empty0000000", Name: "空"}},
			},
			Query: "北", Pager: component.PagerProps{From: 1, To: 2, Total: 2, Target: organization.ListTarget}, APIURL: api,
		})
	})
	viewtest.Golden(t, "list_empty", func(context.Context) templ.Component {
		return organization.ListPage(organization.ListProps{APIURL: api})
	})
	viewtest.Golden(t, "list_nothing", func(context.Context) templ.Component {
		return organization.ListTable(organization.ListProps{Query: "zzz"})
	})
}

func TestMembers(t *testing.T) {
	viewtest.Golden(t, "members", func(context.Context) templ.Component { return organization.MembersPage(people()) }, "lei@example.com")
	viewtest.Golden(t, "members_none", func(context.Context) templ.Component {
		return organization.MembersPage(organization.MembersProps{Details: details(), Kind: models.HolderUser, AddURL: "/m/add"})
	})
	viewtest.Golden(t, "members_nothing", func(context.Context) templ.Component {
		return organization.MembersTable(organization.MembersProps{Details: details(), Kind: models.HolderUser, Query: "zzz"})
	})
	viewtest.Golden(t, "machines", func(context.Context) templ.Component {
		p := people()
		p.Kind, p.Members = models.HolderApplication, []organization.Member{{ID: "worker", Name: "对账", Sub: "worker", URL: "/a/worker"}}
		return organization.MembersPage(p)
	}, "worker")
	viewtest.Golden(t, "machines_none", func(context.Context) templ.Component {
		return organization.MembersPage(organization.MembersProps{Details: details(), Kind: models.HolderApplication, AddURL: "/m/add"})
	})
	viewtest.Golden(t, "roles", func(context.Context) templ.Component {
		return organization.MemberRolesPage(organization.MemberRolesProps{
			Organization: acme(), Name: "李雷", Action: "/m/u1/roles", CancelURL: "/m",
			Roles: organization.RolesProps{Kind: models.HolderUser, Roles: roles(), Checked: []string{"r1"}},
		})
	})
	viewtest.Golden(t, "roles_none", func(context.Context) templ.Component {
		return organization.MemberRolesForm(organization.MemberRolesProps{
			Organization: acme(), Name: "对账", Roles: organization.RolesProps{Kind: models.HolderApplication},
		})
	})
}

func TestAdding(t *testing.T) {
	picker := component.PickerProps{
		Action: "/m/add", CancelURL: "/m", Query: "l", Total: 30, Items: []component.PickerItem{
			{ID: "u1", Title: "李雷", Sub: "lei@example.com", Mark: component.Avatar("李雷"), IsChosen: true},
			{ID: "u2", Title: "韩梅梅", Mark: component.Avatar("韩梅梅")},
		},
	}
	viewtest.Golden(t, "add", func(context.Context) templ.Component {
		return organization.AddPage(organization.AddProps{
			Organization: acme(), Picker: picker,
			Roles: organization.RolesProps{Kind: models.HolderUser, Roles: roles(), Checked: []string{"r2"}},
			Call:  component.APICall{Method: "POST", URL: api + "/" + id + "/users", Body: `{"userIds": ["…"]}`},
		})
	}, "lei@example.com")
	viewtest.Golden(t, "add_machines_wrong", func(ctx context.Context) templ.Component {
		wrong := picker
		wrong.Errors = map[string]string{"": locales.T(ctx, "console.organization.chooseSome")}
		return organization.AddForm(organization.AddProps{
			Organization: acme(), Picker: wrong, Roles: organization.RolesProps{Kind: models.HolderApplication},
		})
	}, "lei@example.com")
	viewtest.Golden(t, "join", func(context.Context) templ.Component {
		return organization.JoinForm(organization.JoinProps{
			Picker: picker, Roles: organization.RolesProps{Kind: models.HolderUser, Roles: roles()},
		})
	}, "lei@example.com")
	leave := func(id string) string { return "/u/u1/organizations/" + id + "/remove" }
	viewtest.Golden(t, "memberships", func(context.Context) templ.Component {
		return organization.Memberships(organization.MembershipsProps{
			Kind: models.HolderUser, AddURL: "/u/u1/organizations/add", LeaveURL: leave,
			Memberships: []models.Membership{{Organization: *acme(), Roles: roles()}},
		})
	})
	viewtest.Golden(t, "memberships_none", func(context.Context) templ.Component {
		return organization.Memberships(organization.MembershipsProps{Kind: models.HolderApplication, LeaveURL: leave})
	})
}

func TestForms(t *testing.T) {
	words := []string{"https://example.com/picture.svg", "acme.example", "example.com", "gmail.com", "plan", "&lt;pro&gt;", "JSON", "KB", "#rgb", "#rrggbb", "#5b4ee5"}
	viewtest.Golden(t, "new", func(ctx context.Context) templ.Component {
		return organization.NewPage(organization.NewProps{
			Name: " ", Description: "客户", Errors: map[string]string{"name": locales.T(ctx, "error.organization.name")}, APIURL: api,
		})
	})
	viewtest.Golden(t, "settings", func(context.Context) templ.Component { return organization.SettingsPage(settings(t)) }, words...)
	viewtest.Golden(t, "settings_wrong", func(ctx context.Context) templ.Component {
		p := settings(t)
		p.CustomData, p.Color.PrimaryColor, p.Roles = "[1]", "red", nil
		p.Errors = map[string]string{
			"customData": locales.T(ctx, "component.json.noObject"), "primaryColor": locales.T(ctx, "error.organization.color"),
			"emailDomains": locales.T(ctx, "error.organization.emailDomain"),
		}
		return organization.SettingsForm(p)
	}, append(words, "red", "#5D34F2")...)
	viewtest.Golden(t, "delete", func(ctx context.Context) templ.Component {
		return organization.ConfirmPage("organization-delete-page", "北风贸易", component.ConfirmProps{
			Title:  locales.T(ctx, "console.organization.deleteTitle", locales.Data{"Name": "北风贸易"}),
			Text:   locales.N(ctx, "console.organization.deleteText", 1),
			Action: "/t/shop/console/organizations/n/delete", CancelURL: "/t/shop/console/organizations/n/settings",
			Label: locales.T(ctx, "console.organization.delete"), Name: "北风贸易", CSRF: layout.CSRFField(),
		})
	})
}

// Who may only look sees everything, disabled, and no way to a change.
func TestViewer(t *testing.T) {
	viewer := viewtest.AsViewer(viewtest.Context("en"))
	site := layout.ShellOf(viewer).Site
	pages := map[string]templ.Component{
		"list":       organization.ListPage(organization.ListProps{Organizations: []organization.Row{{Organization: *acme()}}}),
		"empty list": organization.ListPage(organization.ListProps{}),
		"members":    organization.MembersPage(people()),
		"no members": organization.MembersPage(organization.MembersProps{Details: details(), AddURL: "/m/add"}),
		"settings":   organization.SettingsPage(settings(t)),
		"memberships": organization.Memberships(organization.MembershipsProps{
			Memberships: []models.Membership{{Organization: *acme()}}, AddURL: "/m/add", LeaveURL: func(string) string { return "/m/u1/remove" },
		}),
	}
	for name, page := range pages {
		html := viewtest.Render(t, viewer, page)
		for _, change := range []string{site.OrganizationNew(), site.OrganizationDelete(id), "/m/add", "/m/u1/roles", "/m/u1/remove"} {
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
	pages := map[string]templ.Component{
		"list":     organization.ListPage(organization.ListProps{Organizations: []organization.Row{{Organization: *of, People: []string{evil}}}, Query: evil, APIURL: evil}),
		"new":      organization.NewPage(organization.NewProps{Name: evil, Description: evil, Errors: map[string]string{"name": evil}}),
		"members":  organization.MembersPage(organization.MembersProps{Details: about, Members: []organization.Member{{ID: evil, Name: evil, Sub: evil, URL: evil, Roles: given, RolesURL: evil, RemoveURL: evil}}, Roles: given, Query: evil, Role: evil}),
		"settings": organization.SettingsPage(organization.SettingsProps{Details: about, Settings: typed, Roles: given, Errors: map[string]string{"name": evil}}),
		"roles":    organization.MemberRolesPage(organization.MemberRolesProps{Organization: of, Name: evil, Roles: checks}),
		"add": organization.AddPage(organization.AddProps{Organization: of, Roles: checks, Picker: component.PickerProps{
			Query: evil, Items: []component.PickerItem{{ID: evil, Title: evil, Sub: evil}},
		}}),
		"memberships": organization.Memberships(organization.MembershipsProps{
			Memberships: []models.Membership{{Organization: *of, Roles: given}}, LeaveURL: func(string) string { return evil },
		}),
	}
	for name, page := range pages {
		html := viewtest.Render(t, viewtest.Context("en"), page)
		html = strings.ReplaceAll(html, `<option value="">`, "")
		if strings.Contains(html, "<script>alert") || strings.Contains(html, `value="">`) {
			t.Errorf("%s: given text became markup:\n%s", name, html)
		}
	}
}
