package organization_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/models"
)

const settingsPath = "/organizations/acme/settings"

// typed is the settings form for an organization "acme"
// without settings, with these changes.
func typed(change url.Values) url.Values {
	fields := url.Values{"name": {"ACME"}, "customData": {"{}"}, "emailDomains": {""}}
	for name, values := range change {
		fields[name] = values
	}
	return fields
}

func TestConsoleSettings(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	d.organization("acme")
	d.role("owner", models.RoleUser)
	css := "body{}"
	stored, err := d.Records().Organizations.Get(t.Context(), "acme")
	d.check(err)
	stored.CustomCSS = &css
	d.check(d.Records().Organizations.Update(t.Context(), stored))

	d.accepted(settingsPath, typed(nil), settingsPath)
	if rows := d.changes(); len(rows) != 0 {
		t.Errorf("saving without changes is audited: %+v", rows)
	}
	d.accepted(settingsPath, typed(url.Values{
		"name": {" Acme Ltd. "}, "description": {"A customer"}, "customData": {`{"seats": 12}`}, "isMfaRequired": {"on"},
		"emailDomains": {"Acme.example", " ", "acme.test "}, "organizationRoleIds": {"owner"},
		"primaryColor": {"#0a7d5a"}, "darkPrimaryColor": {"#abc"}, "isDarkModeEnabled": {"on"},
		"logoUrl": {"https://acme.example/logo.svg"}, "darkFavicon": {"https://acme.example/dark.ico"},
	}), settingsPath)
	got, err := d.Records().Organizations.Get(t.Context(), "acme")
	d.check(err)
	isDark := true
	want := *stored
	want.Name, want.Description, want.IsMFARequired = "Acme Ltd.", ptr("A customer"), true
	want.CustomData = map[string]any{"seats": 12.0}
	want.Color = models.Color{PrimaryColor: "#0a7d5a", DarkPrimaryColor: "#abc", IsDarkModeEnabled: &isDark}
	want.Branding = models.Branding{LogoURL: "https://acme.example/logo.svg", DarkFavicon: "https://acme.example/dark.ico"}
	if diff := cmp.Diff(&want, got); diff != "" {
		t.Error(diff)
	}
	page := d.Get("/console" + settingsPath).Text
	for _, part := range []string{
		`value="acme.example"`, `value="acme.test"`, `value="owner" checked`, `&#34;seats&#34;: 12`, `value="#0a7d5a"`, `fill="#abc"`,
		`value="https://acme.example/logo.svg"`, "This version doesn’t support second factors yet",
	} {
		if !strings.Contains(page, part) {
			t.Errorf("%s is missing", part)
		}
	}
	keys := []string{}
	for _, row := range d.changes() {
		keys = append(keys, row.Key)
	}
	if diff := cmp.Diff([]string{event.OrganizationUpdated, event.OrganizationJITUpdated, event.OrganizationJITUpdated}, sorted(keys)); diff != "" {
		t.Errorf("audited: %s", diff)
	}
	d.accepted(settingsPath, typed(nil), settingsPath)
	if got, _ = d.Records().Organizations.Get(t.Context(), "acme"); got.IsMFARequired || got.Description != nil || *got.CustomCSS != css {
		t.Errorf("emptied: %+v", got)
	}
	domains, err := d.Records().Provisioning.Domains(t.Context(), "acme")
	if err != nil || len(domains) > 0 {
		t.Errorf("domains %v, %v", domains, err)
	}
}

// Each error is shown at its field, the input is kept, and nothing
// is saved.
func TestConsoleSettingsRefused(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	d.organization("acme")
	d.role("worker", models.RoleMachineToMachine)
	before, err := d.Records().Organizations.Get(t.Context(), "acme")
	d.check(err)
	tests := []struct {
		field, value string
		isShown      bool // the form shows it again
	}{
		{"name", " ", false},
		{"name", strings.Repeat("n", 129), true},
		{"description", strings.Repeat("d", 257), true},
		{"customData", "[1]", true},
		{"customData", `{"a": }`, false},
		{"customData", "null", true},
		{"emailDomains", "me@acme.example", true},
		{"emailDomains", "localhost", true},
		{"organizationRoleIds", "worker", false},
		{"organizationRoleIds", "nothing", false},
		{"primaryColor", "red", true},
		{"darkPrimaryColor", "#12", true},
		{"logoUrl", "javascript:alert(1)", true},
		{"favicon", "acme.example/x.ico", true},
	}
	for _, test := range tests {
		change := url.Values{"isMfaRequired": {"on"}, test.field: {test.value}}
		answer := d.refused(settingsPath, typed(change), test.field)
		if test.isShown && !strings.Contains(answer.Text, test.value) {
			t.Errorf("%s: what was typed is gone", test.field)
		}
		if !strings.Contains(answer.Text, `name="isMfaRequired" checked`) {
			t.Errorf("%s: the other fields are lost", test.field)
		}
	}
	got, err := d.Records().Organizations.Get(t.Context(), "acme")
	if diff := cmp.Diff(before, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if answer := d.send(settingsPath, url.Values{"name": {"a\x00b"}}); answer.StatusCode != http.StatusBadRequest {
		t.Errorf("NUL: %d", answer.StatusCode)
	}
}

func ptr[T any](value T) *T { return &value }
