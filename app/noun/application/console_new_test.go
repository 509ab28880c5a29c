package application_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/models"
)

func TestConsoleCreate(t *testing.T) {
	tests := []struct {
		name   string
		fields url.Values
		want   models.Application
	}{
		{
			"web", url.Values{
				"type": {"Traditional"}, "name": {" Shop "}, "description": {"Sells"}, "requirePkce": {"on"},
				"redirectUris": {"", " https://shop.example/cb ", "http://localhost:5173/cb"},
			}, models.Application{
				Name: "Shop", Description: ptr("Sells"), Type: models.ApplicationTraditional,
				OIDCClientMetadata:   models.OIDCClientMetadata{RedirectURIs: []string{"https://shop.example/cb", "http://localhost:5173/cb"}},
				CustomClientMetadata: models.CustomClientMetadata{RequirePKCE: true},
			},
		},
		{
			"web without PKCE",
			url.Values{"type": {"Traditional"}, "name": {"Shop"}},
			models.Application{Name: "Shop", Type: models.ApplicationTraditional},
		},
		{
			"a framework decides", url.Values{
				"framework": {"next"}, "type": {"SPA"}, "name": {"Shop"}, "redirectUris": {""},
			}, models.Application{
				Name: "Shop", Type: models.ApplicationTraditional,
				OIDCClientMetadata: models.OIDCClientMetadata{RedirectURIs: []string{"http://localhost:3000/api/auth/callback/portico"}},
				CustomClientMetadata: models.CustomClientMetadata{
					Framework: "next", IDTokenSignedResponseAlg: "RS256", RequirePKCE: true,
				},
			},
		},
		{
			"a framework without PKCE, with an address", url.Values{
				"framework": {"spring"}, "type": {"Traditional"}, "name": {"Shop"}, "requirePkce": {"on"}, "redirectUris": {"https://shop.example/cb"},
			}, models.Application{
				Name: "Shop", Type: models.ApplicationTraditional,
				OIDCClientMetadata:   models.OIDCClientMetadata{RedirectURIs: []string{"https://shop.example/cb"}},
				CustomClientMetadata: models.CustomClientMetadata{Framework: "spring", IDTokenSignedResponseAlg: "RS256"},
			},
		},
		{
			"another framework",
			url.Values{"framework": {"other"}, "type": {"Native"}, "name": {"Shop"}},
			models.Application{
				Name: "Shop", Type: models.ApplicationNative, CustomClientMetadata: models.CustomClientMetadata{Framework: "other"},
			},
		},
		{
			"a machine",
			url.Values{"framework": {"m2m"}, "type": {"Traditional"}, "name": {"Worker"}, "isThirdParty": {"on"}, "redirectUris": {"https://a.example/"}},
			models.Application{
				Name: "Worker", Type: models.ApplicationMachineToMachine, CustomClientMetadata: models.CustomClientMetadata{Framework: "m2m"},
			},
		},
		{
			"a third party's",
			url.Values{"type": {"SPA"}, "name": {"Shop"}, "isThirdParty": {"on"}, "requirePkce": {"on"}},
			models.Application{Name: "Shop", Type: models.ApplicationSPA, IsThirdParty: true},
		},
		{
			"what a machine has no use for", url.Values{
				"type": {"MachineToMachine"}, "name": {"Worker"}, "isThirdParty": {"on"}, "requirePkce": {"on"},
				"redirectUris": {"https://shop.example/cb"},
			}, models.Application{Name: "Worker", Type: models.ApplicationMachineToMachine},
		},
	}
	d := newDesk(t, models.RoleEditor)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer := d.send("/new", test.fields)
			if answer.StatusCode != http.StatusOK || !strings.Contains(answer.Text, `id="application-ready"`) {
				t.Fatalf("status %d: %s", answer.StatusCode, answer.Text)
			}
			made := d.changes()[0]
			if made.Key != event.ApplicationCreated || answer.Request.URL.RequestURI() != "/console/applications/"+made.ApplicationID+"?new=yes" {
				t.Errorf("%s %s at %s", made.Key, made.ApplicationID, answer.Request.URL)
			}
			got := d.stored(made.ApplicationID)
			test.want.TenantID, test.want.ID, test.want.CreatedAt = got.TenantID, got.ID, got.CreatedAt
			test.want.CustomData = map[string]any{}
			test.want.OIDCClientMetadata.RedirectURIs = append([]string{}, test.want.OIDCClientMetadata.RedirectURIs...)
			test.want.OIDCClientMetadata.PostLogoutRedirectURIs = []string{}
			if diff := cmp.Diff(test.want, *got); diff != "" {
				t.Error(diff)
			}
			if asks := d.asks(got.ID); (len(asks) == 2) != got.IsThirdParty {
				t.Errorf("it may ask for %v", asks)
			}
		})
	}
}

func TestConsoleCreateRefused(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	tests := []struct {
		name   string
		fields url.Values
		wrong  string
		says   string
	}{
		{"no name", url.Values{"type": {"SPA"}, "name": {" "}}, "name", "1 to 256 visible characters"},
		{"a long description", url.Values{"type": {"SPA"}, "name": {"A"}, "description": {strings.Repeat("a", 1025)}}, "description", "1024"},
		{
			"an address in the open",
			url.Values{"type": {"SPA"}, "name": {`<b>"A`}, "redirectUris": {"http://shop.example/", "https://b.example/"}},
			"redirectUris", "http is only allowed for localhost",
		},
		{"the second address", url.Values{"type": {"SPA"}, "name": {"A"}, "redirectUris": {"https://a.example/", "https://a b/"}}, "redirectUris", ""},
		{"an unknown framework", url.Values{"framework": {"cobol"}, "type": {"SPA"}, "name": {"A"}}, "framework", "listed frameworks"},
		{"no type", url.Values{"name": {"A"}}, "form", "Choose one of the available types"},
		{"an unknown type", url.Values{"type": {"Gadget"}, "name": {"A"}}, "form", "Choose one of the available types"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d.t = t
			answer := d.refused("/new", test.fields)
			if !strings.Contains(answer.Text, test.says) {
				t.Errorf("%q is not shown", test.says)
			}
			if test.wrong != "form" && !strings.Contains(answer.Text, `id="`+test.wrong+`-error"`) {
				t.Errorf("no error at %s", test.wrong)
			}
		})
	}
	answer := d.refused("/new", tests[2].fields)
	for _, typed := range []string{`value="&lt;b&gt;&#34;A"`, `value="http://shop.example/"`, `value="https://b.example/"`, `value="SPA" checked`} {
		if !strings.Contains(answer.Text, typed) {
			t.Errorf("%s has gone", typed)
		}
	}
}

// The form's default depends on the list that the operator comes from.
func TestConsoleNewOfThirdParty(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	isOn := func(path string) bool {
		return regexp.MustCompile(`id="isThirdParty"[^>]* checked`).MatchString(d.Get(path).Text)
	}
	if isOn("/console/applications/new") || !isOn("/console/applications/new?kind=third-party") {
		t.Error("the switch does not follow the list")
	}
}
