package application_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/server/servertest"
	"portico/models"
)

// What a tab does not show is unchanged.
func full(r *servertest.Registration) {
	r.Description = "Sells things"
	r.CustomData = map[string]any{"a": 1.0}
	r.CustomClientMetadata = models.CustomClientMetadata{
		CORSAllowedOrigins: []string{"https://a.example"}, IDTokenTTL: 60, RefreshTokenTTLInDays: 7,
		RequirePKCE: true, ConformIDTokenClaims: true, AlwaysIssueRefreshToken: ptr(true), RotateRefreshToken: ptr(false),
		TokenEndpointAuthMethod: "client_secret_jwt", TokenEndpointAuthSigningAlg: "HS256", IDTokenSignedResponseAlg: "RS256",
	}
}

func TestConsoleSettings(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	a := d.Client(models.ApplicationTraditional, full)
	path := "/" + a.ID
	page := d.accepted(path, url.Values{
		"name": {"Store "}, "description": {""},
		"redirectUris":           {"https://store.example/cb", ""},
		"postLogoutRedirectUris": {" "},
		"corsAllowedOrigins":     {"https://b.example", "http://localhost:3000"},
		"type":                   {"SPA"}, "isThirdParty": {"on"}, // these cannot be changed
	}, "/console/applications"+path)
	if !strings.Contains(page.Text, "Changes saved.") {
		t.Error("no confirmation is shown")
	}
	if again := d.Get("/console/applications" + path); strings.Contains(again.Text, "Changes saved.") {
		t.Error("it is said twice")
	}
	want := *a.Application
	want.Name, want.Description = "Store", nil
	want.OIDCClientMetadata = models.OIDCClientMetadata{
		RedirectURIs: []string{"https://store.example/cb"}, PostLogoutRedirectURIs: []string{},
	}
	want.CustomClientMetadata.CORSAllowedOrigins = []string{"https://b.example", "http://localhost:3000"}
	if diff := cmp.Diff(want, *d.stored(a.ID)); diff != "" {
		t.Error(diff)
	}
	row := d.changes()[0]
	if actor, _ := row.Payload["actor"].(map[string]any); row.Key != event.ApplicationUpdated || actor["name"] != models.RoleEditor {
		t.Errorf("audited as %+v", row)
	}
	before := len(d.changes())
	d.accepted(path, url.Values{
		"name": {"Store"}, "redirectUris": {"https://store.example/cb"}, "corsAllowedOrigins": {"https://b.example", "http://localhost:3000"},
	}, "/console/applications"+path)
	if len(d.changes()) != before {
		t.Error("an empty change is audited")
	}
}

func TestConsoleSettingsRefused(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	a := d.Client(models.ApplicationSPA, full, func(r *servertest.Registration) {
		r.CustomClientMetadata.TokenEndpointAuthMethod, r.CustomClientMetadata.TokenEndpointAuthSigningAlg = "", ""
	})
	tests := []struct{ field, value string }{
		{"name", ""},
		{"description", strings.Repeat("a", 1025)},
		{"redirectUris", "https://a.example/*"},
		{"postLogoutRedirectUris", "https://a.example/#b"},
		{"corsAllowedOrigins", "https://a.example/"},
	}
	for _, test := range tests {
		t.Run(test.field, func(t *testing.T) {
			d.t = t
			fields := url.Values{"name": {"Shop"}}
			fields.Set(test.field, test.value)
			answer := d.refused("/"+a.ID, fields, test.field)
			if !strings.Contains(answer.Text, `value="`+test.value+`"`) {
				t.Error("what was typed has gone")
			}
			if !strings.Contains(answer.Text, "<h1>Northwind</h1>") {
				t.Error("the head does not show what is stored")
			}
		})
	}
}

// A machine has a name, and submitted URLs are ignored.
func TestConsoleSettingsOfMachine(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	machine := d.Client(models.ApplicationMachineToMachine, full)
	if page := d.Get("/console/applications/" + machine.ID); strings.Contains(page.Text, `name="redirectUris"`) {
		t.Error("the form has fields for URLs")
	}
	d.accepted("/"+machine.ID, url.Values{"name": {"Worker"}, "redirectUris": {"https://a.example/"}}, "/console/applications/"+machine.ID)
	want := *machine.Application
	want.Name, want.Description = "Worker", nil
	if diff := cmp.Diff(want, *d.stored(machine.ID)); diff != "" {
		t.Error(diff)
	}
}

func TestConsoleTokens(t *testing.T) {
	const method, algorithm = "tokenEndpointAuthMethod", "idTokenSignedResponseAlg"
	tests := []struct {
		name   string
		kind   models.ApplicationType
		given  func(*servertest.Registration)
		fields url.Values
		change func(*models.CustomClientMetadata)
	}{
		{
			"everything", models.ApplicationTraditional, nil,
			url.Values{
				"idTokenTtl": {" 120 "}, "refreshTokenTtlInDays": {"30"}, "alwaysIssueRefreshToken": {"on"}, "requirePkce": {"on"},
				method: {"private_key_jwt"}, "jwksUri": {" https://a.example/keys "}, algorithm: {"ES384"},
			},
			func(m *models.CustomClientMetadata) {
				*m = models.CustomClientMetadata{
					IDTokenTTL: 120, RefreshTokenTTLInDays: 30, AlwaysIssueRefreshToken: ptr(true), RequirePKCE: true, RotateRefreshToken: ptr(false),
					TokenEndpointAuthMethod: "private_key_jwt", JWKSURI: "https://a.example/keys", IDTokenSignedResponseAlg: "ES384",
				}
			},
		},
		{
			"nothing", models.ApplicationTraditional, nil,
			url.Values{"rotateRefreshToken": {"on"}},
			func(*models.CustomClientMetadata) {},
		},
		{
			"back to the defaults", models.ApplicationTraditional, full,
			url.Values{"rotateRefreshToken": {"on"}},
			func(m *models.CustomClientMetadata) {
				*m = models.CustomClientMetadata{
					CORSAllowedOrigins: m.CORSAllowedOrigins, ConformIDTokenClaims: true, RotateRefreshToken: ptr(true),
				}
			},
		},
		{
			"an address of keys that is not shown", models.ApplicationTraditional, nil,
			url.Values{"rotateRefreshToken": {"on"}, method: {"client_secret_post"}, "jwksUri": {"not an address"}},
			func(m *models.CustomClientMetadata) { m.TokenEndpointAuthMethod = "client_secret_post" },
		},
		{
			"what belongs to the method stays with it", models.ApplicationTraditional, full,
			url.Values{
				"idTokenTtl": {"60"}, "refreshTokenTtlInDays": {"7"}, "alwaysIssueRefreshToken": {"on"}, "requirePkce": {"on"},
				method: {"client_secret_jwt"}, algorithm: {"RS256"},
			},
			func(*models.CustomClientMetadata) {},
		},
		{
			"a public one", models.ApplicationSPA, nil,
			url.Values{"idTokenTtl": {"60"}, method: {"client_secret_post"}, "requirePkce": {"on"}, "alwaysIssueRefreshToken": {"on"}},
			func(m *models.CustomClientMetadata) { m.IDTokenTTL, m.RotateRefreshToken = 60, ptr(false) },
		},
		{
			"a machine", models.ApplicationMachineToMachine, nil,
			url.Values{"idTokenTtl": {"60"}, method: {"client_secret_basic"}, "requirePkce": {"on"}},
			func(m *models.CustomClientMetadata) { m.TokenEndpointAuthMethod = "client_secret_basic" },
		},
	}
	d := newDesk(t, models.RoleEditor)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d.t = t
			var given []func(*servertest.Registration)
			if test.given != nil {
				given = append(given, test.given)
			}
			a := d.Client(test.kind, given...)
			want := *d.stored(a.ID)
			test.change(&want.CustomClientMetadata)
			d.accepted("/"+a.ID+"/tokens", test.fields, "/console/applications/"+a.ID+"/tokens")
			if diff := cmp.Diff(want, *d.stored(a.ID)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestConsoleTokensRefused(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	a := d.Client(models.ApplicationTraditional)
	tests := []struct{ name, field, value string }{
		{"a long life", "idTokenTtl", "2592001"},
		{"no number", "idTokenTtl", "an hour"},
		{"zero", "idTokenTtl", "0"},
		{"below zero", "refreshTokenTtlInDays", "-1"},
		{"many days", "refreshTokenTtlInDays", "181"},
		{"more than a number holds", "refreshTokenTtlInDays", "99999999999999999999"},
		{"an unknown method", "tokenEndpointAuthMethod", "none"},
		{"an unknown algorithm", "idTokenSignedResponseAlg", "HS256"},
		{"a key without an address", "tokenEndpointAuthMethod", "private_key_jwt"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d.t = t
			d.refused("/"+a.ID+"/tokens", url.Values{test.field: {test.value}}, test.field)
		})
	}
	d.refused("/"+a.ID+"/tokens", url.Values{"tokenEndpointAuthMethod": {"private_key_jwt"}, "jwksUri": {"ftp://a.example/"}}, "jwksUri")
}
