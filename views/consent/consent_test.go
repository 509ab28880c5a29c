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

const evil = `"><script>alert('x')</script>&`

func TestConsentPage(t *testing.T) {
	scopes := []string{"openid", "profile", "email", "phone", "address", "custom_data", "offline_access"}
	page := func(ctx context.Context) templ.Component {
		return consent.ConsentPage(consent.ConsentProps{
			Action: "/consent?interaction=abc", Application: "Ledgerly", Host: "ledgerly.example",
			Person:   component.Person{Name: "Han Meimei", Identifier: "han"},
			Groups:   consent.UserGroups(ctx, scopes),
			TermsURL: "https://ledgerly.example/terms", PrivacyURL: "https://ledgerly.example/privacy",
		})
	}
	viewtest.Golden(t, "consent", page,
		"ledgerly.example", "Ledgerly", "Han Meimei", "HM", "han")
}

func TestConsentPageKeepsItsNames(t *testing.T) {
	html := viewtest.Render(t, viewtest.Context("en"), consent.ConsentPage(consent.ConsentProps{Action: "/consent?interaction=a"}))
	for _, want := range []string{
		`<form id="consent-form" class="form" method="post" action="/consent?interaction=a">`,
		`name="action" value="authorize"`, `name="action" value="cancel"`, `name="action" value="switch"`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if got := strings.Count(html, `name="csrf" value="csrf-token"`); got != 2 {
		t.Errorf("%d of 2 forms carry the token", got)
	}
}

func TestConsentPageEscapesNames(t *testing.T) {
	page := consent.ConsentPage(consent.ConsentProps{
		Action: evil, Application: evil, Host: evil, Person: component.Person{Name: evil, Identifier: evil},
		Groups:   []consent.Group{{Title: evil, Grants: []consent.Grant{{Title: evil, About: evil}}}},
		TermsURL: "javascript:alert(1)", PrivacyURL: evil,
	})
	html := viewtest.Render(t, viewtest.Context("en"), page)
	if strings.Contains(html, "<script>alert") || strings.Contains(html, "javascript:") {
		t.Errorf("given text became markup:\n%s", html)
	}
}

func TestUserGroups(t *testing.T) {
	tests := []struct {
		name   string
		scopes []string
		want   []string
	}{
		{"none", nil, nil},
		{"about the person", []string{"openid", "email"}, []string{"Your personal data: Who you are, Email address"}},
		{"offline access stands apart", []string{"offline_access", "openid"}, []string{"Your personal data: Who you are", "When you’re away: Stay connected"}},
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
