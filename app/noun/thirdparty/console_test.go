package thirdparty_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"portico/app/ground/event"
	"portico/app/server/servertest"
	"portico/models"
)

// desk is the console of a site in an operator's browser.
type desk struct {
	*site
	*servertest.Browser
	t    *testing.T
	page string // of the third-party application
}

func newDesk(t *testing.T, role string) *desk {
	t.Helper()
	s := newSite(t)
	s.Operator(role)
	return &desk{s, s.ConsoleBrowser(role), t, "/console" + s.path}
}

// send posts a form to a page of the application.
func (d *desk) send(path string, fields url.Values) *servertest.Response {
	d.t.Helper()
	d.Advance(time.Second) // audit logs need distinct times
	_, form := d.Get("/console").Form("theme-form")
	values := url.Values{"csrf": form["csrf"]}
	for name, value := range fields {
		values[name] = value
	}
	return d.Browser.Post(d.page+path, values)
}

// accepted posts a form that is accepted and leads to a page of the application.
func (d *desk) accepted(path string, fields url.Values, next, says string) {
	d.t.Helper()
	answer := d.send(path, fields)
	if answer.StatusCode != http.StatusOK || answer.Request.URL.Path != d.page+next || !strings.Contains(answer.Text, says) {
		d.t.Fatalf("%s %v: status %d at %s, without %q?", path, fields, answer.StatusCode, answer.Request.URL, says)
	}
}

// refused posts a form that is rejected with a text.
func (d *desk) refused(path string, fields url.Values, says string) {
	d.t.Helper()
	answer := d.send(path, fields)
	if answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, says) {
		d.t.Errorf("%s %v: status %d without %q", path, fields, answer.StatusCode, says)
	}
}

// audited counts the audit rows of an event about the application.
func (d *desk) audited(key string) int {
	count := 0
	for _, row := range d.Audited() {
		if row.Key == key && row.ApplicationID == strings.TrimPrefix(d.path, "/applications/") {
			count++
		}
	}
	return count
}

// shows asserts the texts of a page of the application.
func (d *desk) shows(path string, texts ...string) {
	d.t.Helper()
	answer := d.Get(d.page + path)
	for _, text := range texts {
		if answer.StatusCode != http.StatusOK || !strings.Contains(answer.Text, text) {
			d.t.Errorf("%s: status %d without %q", path, answer.StatusCode, text)
		}
	}
}

func TestConsolePermissions(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	d.shows("", `id="application-asks-nothing"`)
	d.shows("/permissions", `id="application-asks-nothing"`)
	d.shows("/permissions/user-scopes/assign", `value="email"`, "Organizations that the user is a member of")
	d.shows("/permissions/organization-scopes/assign", "invite:member")
	d.shows("/permissions/resource-scopes/assign", "Shop")
	if answer := d.Get(d.page + "/permissions/resource-scopes/assign"); strings.Contains(answer.Text, models.ManagementAPIScopeID) {
		t.Error("the Management API can be picked")
	}
	for path, ids := range map[string][]string{
		"user-scopes": {"email", "phone"}, "resource-scopes": {"read"}, "organization-scopes": {"invite"}, "organization-resource-scopes": {"read", "write"},
	} {
		d.accepted("/permissions/"+path+"/assign", url.Values{"id": ids}, "/permissions", "Permissions added.")
		if answer := d.Get(d.page + "/permissions/" + path + "/assign"); strings.Contains(answer.Text, `value="`+ids[0]+`"`) {
			t.Errorf("%s: %s can be picked again", path, ids[0])
		}
	}
	if count := d.audited(event.ApplicationConsentScopes); count != 4 {
		t.Errorf("%d acts are audited", count)
	}
	d.shows("/permissions", "Looks at orders", "invite:member", "Email address, and whether it is verified")
	if answer := d.Get(d.page); strings.Contains(answer.Text, "application-asks-nothing") {
		t.Error("the hint is still there")
	}

	d.shows("/permissions/user-scopes/email/remove", "Remove email?")
	d.accepted("/permissions/user-scopes/email/remove", nil, "/permissions", "Permission removed.")
	d.accepted("/permissions/organization-scopes/invite/remove", nil, "/permissions", "Permission removed.")
	d.accepted("/permissions/organization-resource-scopes/read/remove", nil, "/permissions", "Permission removed.")
	left := d.Object(t, "GET", d.path+"/user-consent-scopes", "", 200)
	wantSame(t, any([]any{"phone"}), left["userScopes"])
	wantSame(t, 1, len(left["resourceScopes"].([]any)))
	wantSame(t, 0, len(left["organizationScopes"].([]any)))
}

// A search keeps what is chosen, with texts in the operator's language.
func TestConsoleUserScopesSearch(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	answer := d.send("/permissions/user-scopes/assign", url.Values{"act": {"search"}, "q": {"Postal"}, "id": {"roles"}})
	for value, isThere := range map[string]bool{"roles": true, "address": true, "email": false} {
		if strings.Contains(answer.Text, `value="`+value+`"`) != isThere {
			t.Errorf("%s: %s", value, answer.Text)
		}
	}
}

func TestConsolePermissionsRefused(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	d.refused("/permissions/user-scopes/assign", nil, "Select")
	d.refused("/permissions/resource-scopes/assign", url.Values{"id": {"none"}}, "no longer exists")
	d.refused("/permissions/resource-scopes/assign", url.Values{"id": {models.ManagementAPIScopeID}}, "Management API")
	d.refused("/permissions/user-scopes/assign", url.Values{"id": {"openid"}}, "listed data")
	for _, path := range []string{
		d.page + "/permissions/none/assign", d.page + "/permissions/none/read/remove", d.page + "/permissions/resource-scopes/read/remove",
		"/console/applications/" + models.DemoApplicationID + "/permissions", "/console/applications/" + models.DemoApplicationID + "/branding",
		"/console/applications/" + models.DemoApplicationID + "/permissions/user-scopes/assign", "/console/applications/none/permissions",
	} {
		if answer := d.Get(path); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d", path, answer.StatusCode)
		}
	}
	if count := d.audited(event.ApplicationConsentScopes); count != 0 {
		t.Errorf("%d acts are audited", count)
	}
}

func TestConsoleBranding(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	d.shows("/branding", `data-otherwise="Ledger"`, "Without links")
	d.accepted("/branding", url.Values{
		"displayName": {" Ledgerly "}, "logoUrl": {"https://ledger.example/logo.svg"}, "primaryColor": {"#123456"},
		"termsOfUseUrl": {"https://ledger.example/terms"}, "privacyPolicyUrl": {"https://ledger.example/privacy"},
	}, "/branding", "Branding saved.")
	want := servertest.Object{
		"tenantId": "default", "applicationId": strings.TrimPrefix(d.path, "/applications/"), "displayName": "Ledgerly", "customCss": nil,
		"branding": servertest.Object{"logoUrl": "https://ledger.example/logo.svg"}, "color": servertest.Object{"primaryColor": "#123456"},
		"termsOfUseUrl": "https://ledger.example/terms", "privacyPolicyUrl": "https://ledger.example/privacy",
	}
	wantSame(t, any(want), d.Call(t, "GET", d.path+"/sign-in-experience", "", 200))
	d.shows("/branding", "Ledgerly", "terms of use and its privacy policy")

	// Style rules, which the page does not show, stay.
	d.Call(t, "PUT", d.path+"/sign-in-experience", `{"customCss":"a {}"}`, 200)
	d.accepted("/branding", url.Values{"isDarkModeEnabled": {"on"}}, "/branding", "Branding saved.")
	got := d.Object(t, "GET", d.path+"/sign-in-experience", "", 200)
	wantSame(t, any("a {}"), got["customCss"])
	wantSame(t, any(servertest.Object{"isDarkModeEnabled": true}), got["color"])
	wantSame(t, nil, got["displayName"])
	wantSame(t, 3, d.audited(event.ApplicationExperience))

	for field, value := range map[string]string{
		"displayName": "a\u202eb", "termsOfUseUrl": "javascript:alert(1)", "privacyPolicyUrl": "terms", "favicon": "data:,", "primaryColor": "red",
	} {
		d.refused("/branding", url.Values{field: {value}}, `id="`+field+`-error"`)
	}
	wantSame(t, 3, d.audited(event.ApplicationExperience))
}

// A viewer sees both tabs and changes nothing.
func TestConsoleAsViewer(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	d.Call(t, "POST", d.path+"/user-consent-scopes", `{"userScopes":["email"]}`, 201)
	for _, path := range []string{"/permissions", "/branding"} {
		answer := d.Get(d.page + path)
		if answer.StatusCode != http.StatusOK || slices.ContainsFunc([]string{"/assign", "/remove", "data-save-bar"}, func(offer string) bool { return strings.Contains(answer.Text, offer) }) {
			t.Errorf("%s: status %d, or it offers a change", path, answer.StatusCode)
		}
	}
	for path, fields := range map[string]url.Values{
		"/permissions/user-scopes/assign": {"id": {"phone"}}, "/permissions/user-scopes/email/remove": nil, "/branding": {"displayName": {"Other"}},
	} {
		if answer := d.send(path, fields); answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s: status %d", path, answer.StatusCode)
		}
	}
	wantSame(t, any([]any{"email"}), d.Object(t, "GET", d.path+"/user-consent-scopes", "", 200)["userScopes"])
}
