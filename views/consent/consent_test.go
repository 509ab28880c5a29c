package consent_test

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"

	"portico/views/component"
	"portico/views/consent"
	"portico/views/viewtest"
)

func TestConsentPage(t *testing.T) {
	scopes := []string{"openid", "profile", "email", "phone", "address", "custom_data", "offline_access"}
	show := func(ctx context.Context) templ.Component {
		return consent.ConsentPage(consent.ConsentProps{
			Action: "/consent?interaction=abc", Application: "Ledgerly", Host: "ledgerly.example",
			Person:   component.Person{Name: "Han Meimei", Identifier: "han"},
			Groups:   consent.UserGroups(ctx, scopes),
			TermsURL: "https://ledgerly.example/terms", PrivacyURL: "https://ledgerly.example/privacy", AccountURL: "/account",
		})
	}
	viewtest.Check(t, []viewtest.Page{{
		Name:    "consent",
		Show:    show,
		Heading: "consent.page.title",
		Links:   []string{"/account", "https://ledgerly.example/terms", "https://ledgerly.example/privacy"},
		Forms: []viewtest.Form{
			{ID: "switch-form", To: "POST /consent?interaction=abc", Fields: []string{"[action=switch]"}},
			{ID: "consent-form", To: "POST /consent?interaction=abc", Fields: []string{"prompt=", "[action=authorize]", "[action=cancel]"}},
		},
		Says: []string{
			"ledgerly.example", "Han Meimei", "han", "consent.account.switch", "consent.group.identity", "consent.scope.openid.title",
			"consent.scope.openid.about", "consent.scope.profile.title", "consent.scope.profile.about", "consent.scope.email.title",
			"consent.scope.email.about", "consent.scope.phone.title", "consent.scope.phone.about", "consent.scope.address.title",
			"consent.scope.address.about", "consent.scope.customData.title", "consent.scope.customData.about", "consent.group.offline",
			"consent.scope.offlineAccess.title", "consent.scope.offlineAccess.about", "consent.page.authorize", "consent.page.cancel",
			"consent.page.redirect", "consent.page.account", "consent.page.trust", "consent.legal.both",
		},
	}, {
		Name: "without legal texts",
		Show: func(context.Context) templ.Component {
			return consent.ConsentPage(consent.ConsentProps{Action: "/consent", Application: "Ledgerly", Host: "ledgerly.example", AccountURL: "/account"})
		},
		Heading: "consent.page.title", Links: []string{"/account"},
		Forms: []viewtest.Form{
			{ID: "switch-form", To: "POST /consent", Fields: []string{"[action=switch]"}},
			{ID: "consent-form", To: "POST /consent", Fields: []string{"prompt=", "[action=authorize]", "[action=cancel]"}},
		},
		Says:  []string{"consent.page.redirect", "consent.page.account", "consent.page.trust"},
		Lacks: []string{"consent.legal.both"},
	}}, "ledgerly.example", "Ledgerly", "Han Meimei", "HM", "han")
}

func TestConsentPageEscapesNames(t *testing.T) {
	evil := viewtest.Markup
	viewtest.Escapes(t, map[string]templ.Component{"consent": consent.ConsentPage(consent.ConsentProps{
		Action: evil, Application: evil, Host: evil, Person: component.Person{Name: evil, Identifier: evil},
		Groups:   []consent.Group{{Title: evil, Grants: []consent.Grant{{Title: evil, About: evil}}}},
		TermsURL: "javascript:alert(1)", PrivacyURL: evil,
	})})
}

func TestUserGroups(t *testing.T) {
	tests := []struct {
		name   string
		scopes []string
		want   []string
	}{
		{"none", nil, nil},
		{"about the person", []string{"openid", "email"}, []string{"Your personal data: Who you are, Email address"}},
		{"offline access is separate", []string{"offline_access", "openid"}, []string{
			"Your personal data: Who you are", "When you’re away: Stay connected",
		}},
		{"scopes of APIs are left out", []string{"openid", "read:invoices"}, []string{"Your personal data: Who you are"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, group := range consent.UserGroups(viewtest.Context("en"), test.scopes) {
				var titles []string
				for _, grant := range group.Grants {
					titles = append(titles, grant.Title)
				}
				got = append(got, group.Title+": "+strings.Join(titles, ", "))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestConsentPageWithPicker(t *testing.T) {
	show := func(picker *consent.Picker) func(context.Context) templ.Component {
		return func(context.Context) templ.Component {
			return consent.ConsentPage(consent.ConsentProps{
				Action: "/consent?interaction=abc", Digest: "digest", Application: "Ledgerly", Host: "ledgerly.example", AccountURL: "/account",
				Picker: picker,
			})
		}
	}
	chosen := consent.Chosen{Name: "Initech", Application: "Ledgerly", Grants: make([]consent.Grant, 9)}
	for i := range chosen.Grants {
		chosen.Grants[i] = consent.PermissionGrant("read:invoices", nil, nil)
	}
	viewtest.Check(t, []viewtest.Page{{
		Name: "many organizations",
		Show: show(&consent.Picker{
			Action: "/consent?interaction=abc", InteractionID: "abc", Application: "Ledgerly", Query: "ini", IsSearchable: true,
			From: 9, To: 16, Total: 20, Previous: 1, Next: 3, Chosen: chosen,
			Choices: []consent.Choice{
				{ID: "o1", Name: "Initech", Role: "Admin", Permissions: []string{"read:invoices", "a", "b", "c", "d"}, IsChosen: true, IsAllowed: true},
				{ID: "o2", Name: "Globex", Role: "Auditor", Unavailable: "Blocked"},
				{ID: "o3", Name: "Umbrella"},
			},
		}),
		Heading: "consent.page.title",
		Links:   []string{"/account"},
		Forms: []viewtest.Form{
			{ID: "switch-form", To: "POST /consent?interaction=abc", Fields: []string{"[action=switch]"}},
			{ID: "organization-search", To: "GET /consent", Fields: []string{"interaction=abc", "organization=o1", "q=ini", "[page=1]", "[page=3]"}},
			{ID: "consent-form", To: "POST /consent?interaction=abc", Fields: []string{
				"prompt=digest", "organization=o1 (o3)", "organization= (o2) disabled", "[action=authorize]", "[action=cancel]", "[action=show]",
			}},
		},
		Says: []string{
			"consent.organization.title", "consent.organization.leadAllowed", "component.pager.range", "Initech", "Admin",
			"consent.organization.allowed", "read:invoices", "+1", "Globex", "Blocked", "Umbrella", "consent.organization.noPermissions",
			"consent.organization.gets", "consent.grants.more", "consent.page.authorize", "consent.page.cancel", "consent.organization.show",
		},
	}, {
		Name:    "no organization",
		Show:    show(&consent.Picker{Action: "/consent?interaction=abc", Application: "Ledgerly", Notice: "not a member"}),
		Heading: "consent.page.title",
		Links:   []string{"/account"},
		Forms: []viewtest.Form{
			{ID: "switch-form", To: "POST /consent?interaction=abc", Fields: []string{"[action=switch]"}},
			{ID: "consent-form", To: "POST /consent?interaction=abc", Fields: []string{"prompt=digest", "[action=authorize]", "[action=cancel]"}},
		},
		Says: []string{"consent.organization.lead", "not a member", "consent.organization.none"},
	}}, "ledgerly.example", "Ledgerly", "Initech", "Globex", "Umbrella", "Admin", "read:invoices", "Blocked", "not a member", "Auditor")
}
