package application_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/event"
	"portico/app/oidc/oidctest"
	"portico/models"
)

// desk is the console of the default tenant in an operator's browser.
type desk struct {
	*oidctest.Provider
	*oidctest.Browser
	t    *testing.T
	csrf string
}

func newDesk(t *testing.T, role string) *desk {
	t.Helper()
	p := oidctest.New(t)
	p.Operator(role)
	return deskOf(t, p, role)
}

func deskOf(t *testing.T, p *oidctest.Provider, role string) *desk {
	t.Helper()
	d := &desk{Provider: p, Browser: p.ConsoleBrowser(role), t: t}
	found := regexp.MustCompile(`name="csrf" value="([^"]*)"`).FindStringSubmatch(d.Get("/console/applications").Text)
	if found == nil {
		t.Fatal("no form on the list")
	}
	d.csrf = found[1]
	return d
}

// send posts a form to a page of the applications.
func (d *desk) send(path string, fields url.Values) *oidctest.Response {
	d.t.Helper()
	d.Advance(time.Second) // what is audited has an order
	form := url.Values{"csrf": {d.csrf}}
	for name, values := range fields {
		form[name] = values
	}
	return d.Post("/console/applications"+path, form)
}

// refused posts a form that is not accepted: the answer says why beside each
// of the fields, and nothing has been audited.
func (d *desk) refused(path string, fields url.Values, wrong ...string) *oidctest.Response {
	d.t.Helper()
	before := len(d.changes())
	answer := d.send(path, fields)
	if answer.StatusCode != http.StatusUnprocessableEntity {
		d.t.Fatalf("%v: status %d: %s", fields, answer.StatusCode, answer.Text)
	}
	for _, field := range wrong {
		if !strings.Contains(answer.Text, `id="`+field+`-error"`) {
			d.t.Errorf("%v: nothing is said about %s", fields, field)
		}
	}
	if after := len(d.changes()); after != before {
		d.t.Errorf("%v: %d acts are audited", fields, after-before)
	}
	return answer
}

// accepted posts a form that is accepted; the browser then stands at a page.
func (d *desk) accepted(path string, fields url.Values, location string) *oidctest.Response {
	d.t.Helper()
	answer := d.send(path, fields)
	if answer.StatusCode != http.StatusOK || answer.Request.URL.RequestURI() != location {
		d.t.Fatalf("%v: status %d at %s, want %s", fields, answer.StatusCode, answer.Request.URL, location)
	}
	return answer
}

// changes are the audited changes of applications, newest first.
func (d *desk) changes() []models.AuditLog {
	d.t.Helper()
	var found []models.AuditLog
	for _, row := range d.Audited() {
		if strings.HasPrefix(row.Key, "Application") {
			found = append(found, row)
		}
	}
	return found
}

func (d *desk) stored(id string) *models.Application {
	d.t.Helper()
	found, err := d.Records().Application(d.t.Context(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	return found
}

// part asks for a page as htmx does.
func (d *desk) part(path string) *oidctest.Response {
	d.t.Helper()
	request := httptest.NewRequest(http.MethodGet, oidctest.Endpoint+"/console/applications"+path, nil)
	request.Header.Set("HX-Request", "true")
	return d.Send(request)
}

// listed are the names of the applications on a page, in their order.
func listed(page *oidctest.Response) []string {
	names := []string{}
	for _, found := range regexp.MustCompile(`class="row-link" href="[^"]*">([^<]*)<`).FindAllStringSubmatch(page.Text, -1) {
		names = append(names, found[1])
	}
	return names
}

func TestConsoleList(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	make := func(kind models.ApplicationType, name, description string, isThirdParty bool) {
		d.Advance(time.Second)
		d.Client(kind, func(r *oidctest.Registration) {
			r.Name, r.Description, r.IsThirdParty = name, description, isThirdParty
		})
	}
	make(models.ApplicationTraditional, "Shop", "sells 100% wool", false)
	make(models.ApplicationSPA, "Desk", "", false)
	make(models.ApplicationMachineToMachine, "Worker", "for the shop", false)
	make(models.ApplicationTraditional, "Partner", "", true)
	own := []string{"Worker", "Desk", "Shop", "Demo app"}
	tests := []struct {
		name, query string
		want        []string
	}{
		{"own", "", own},
		{"third parties", "kind=third-party", []string{"Partner"}},
		{"an unknown kind", "kind=x", own},
		{"by name and description, in any case", "q=sHOp", []string{"Worker", "Shop"}},
		{"by id", "q=demo-app", []string{"Demo app"}},
		{"space around", "q=+desk+", []string{"Desk"}},
		{"signs of patterns are signs", "q=0%25+w", []string{"Shop"}},
		{"and match nothing else", "q=S_op", []string{}},
		{"a backslash", `q=%5C`, []string{}},
		{"what is no text", "q=%00", []string{}},
		{"what is no UTF-8", "q=%ff", []string{}},
		{"very long", "q=" + strings.Repeat("a", 5000), []string{}},
		{"a type", "type=SPA", []string{"Desk", "Demo app"}},
		{"a type and a text", "type=SPA&q=demo", []string{"Demo app"}},
		{"an unknown type", "type=Gadget", own},
		{"of third parties", "kind=third-party&q=shop", []string{}},
		{"a page that is no number", "page=x", own},
		{"a page below the first", "page=0", own},
		{"a page past the last", "page=7", own},
		{"a page past all bounds", "page=99999999999999999999", own},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := d.Get("/console/applications?" + test.query)
			if page.StatusCode != http.StatusOK {
				t.Fatalf("status %d", page.StatusCode)
			}
			if diff := cmp.Diff(test.want, listed(page)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestConsoleListPages(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	for i := range 44 { // the demo application is the last
		d.Advance(time.Second)
		d.Client(models.ApplicationSPA, func(r *oidctest.Registration) { r.Name = fmt.Sprintf("App %02d", 43-i) })
	}
	tests := []struct {
		page, first, last, range_, previous, next string
	}{
		{"1", "App 00", "App 19", "1–20 of 45", "", "?q=a&amp;page=2"},
		{"2", "App 20", "App 39", "21–40 of 45", "?q=a", "?q=a&amp;page=3"},
		{"3", "App 40", "Demo app", "41–45 of 45", "?q=a&amp;page=2", ""},
	}
	for _, test := range tests {
		t.Run(test.page, func(t *testing.T) {
			page := d.Get("/console/applications?q=a&page=" + test.page)
			names := listed(page)
			if names[0] != test.first || names[len(names)-1] != test.last || !strings.Contains(page.Text, test.range_) {
				t.Errorf("%q to %q", names[0], names[len(names)-1])
			}
			for _, url := range []string{test.previous, test.next} {
				if url != "" && !strings.Contains(page.Text, `href="/console/applications`+url+`"`) {
					t.Errorf("no link to %s", url)
				}
			}
			if links := strings.Count(page.Text, `href="/console/applications?q=a`); (links == 2) != (test.previous != "" && test.next != "") {
				t.Errorf("%d links to other pages", links)
			}
		})
	}
}

// htmx gets the part that it replaces, and a cache can tell the two apart.
func TestConsoleListAsPart(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	answer := d.part("?q=demo")
	if !strings.HasPrefix(answer.Text, `<div id="application-list">`) || !strings.Contains(answer.Header.Get("Vary"), "HX-Request") {
		t.Errorf("Vary %q: %s", answer.Header.Get("Vary"), answer.Text)
	}
}

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
		{"no name", url.Values{"type": {"SPA"}, "name": {" "}}, "name", "1 to 256 characters"},
		{"a long description", url.Values{"type": {"SPA"}, "name": {"A"}, "description": {strings.Repeat("a", 1025)}}, "description", "1024"},
		{
			"an address in the open",
			url.Values{"type": {"SPA"}, "name": {`<b>"A`}, "redirectUris": {"http://shop.example/", "https://b.example/"}},
			"redirectUris", "http is allowed for localhost",
		},
		{"the second address", url.Values{"type": {"SPA"}, "name": {"A"}, "redirectUris": {"https://a.example/", "https://a b/"}}, "redirectUris", ""},
		{"no type", url.Values{"name": {"A"}}, "form", "Choose one of the types"},
		{"an unknown type", url.Values{"type": {"Gadget"}, "name": {"A"}}, "form", "Choose one of the types"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d.t = t
			answer := d.refused("/new", test.fields)
			if !strings.Contains(answer.Text, test.says) {
				t.Errorf("%q is not said", test.says)
			}
			if test.wrong != "form" && !strings.Contains(answer.Text, `id="`+test.wrong+`-error"`) {
				t.Errorf("nothing is said at %s", test.wrong)
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

// The kind of list that somebody comes from decides what is offered first.
func TestConsoleNewOfThirdParty(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	isOn := func(path string) bool {
		return regexp.MustCompile(`id="isThirdParty"[^>]* checked`).MatchString(d.Get(path).Text)
	}
	if isOn("/console/applications/new") || !isOn("/console/applications/new?kind=third-party") {
		t.Error("the switch does not follow the list")
	}
}

// What a tab does not show stays as it is.
func full(r *oidctest.Registration) {
	r.Description = "Sells things"
	r.CustomData = map[string]any{"a": 1.0}
	r.CustomClientMetadata = models.CustomClientMetadata{
		CORSAllowedOrigins: []string{"https://a.example"}, IDTokenTTL: 60, RefreshTokenTTLInDays: 7,
		RequirePKCE: true, ConformIDTokenClaims: true, AlwaysIssueRefreshToken: true, RotateRefreshToken: ptr(false),
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
		"type":                   {"SPA"}, "isThirdParty": {"on"}, // nobody can change these
	}, "/console/applications"+path)
	if !strings.Contains(page.Text, "Changes saved.") {
		t.Error("nothing says that it worked")
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
		t.Error("a change of nothing is audited")
	}
}

func TestConsoleSettingsRefused(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	a := d.Client(models.ApplicationSPA, full, func(r *oidctest.Registration) {
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

// A machine has a name, and addresses that somebody sends for it go nowhere.
func TestConsoleSettingsOfMachine(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	machine := d.Client(models.ApplicationMachineToMachine, full)
	if page := d.Get("/console/applications/" + machine.ID); strings.Contains(page.Text, `name="redirectUris"`) {
		t.Error("it is asked for addresses")
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
		given  func(*oidctest.Registration)
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
					IDTokenTTL: 120, RefreshTokenTTLInDays: 30, AlwaysIssueRefreshToken: true, RequirePKCE: true, RotateRefreshToken: ptr(false),
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
			var given []func(*oidctest.Registration)
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
		{"none at all", "idTokenTtl", "0"},
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

func TestConsoleDelete(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	a := d.Client(models.ApplicationSPA)
	path := "/" + a.ID + "/delete"
	for _, wrong := range []string{"", "northwind", "Northwind ", a.ID} {
		d.refused(path, url.Values{"confirm": {wrong}}, "confirm")
	}
	partner := d.Client(models.ApplicationSPA, func(r *oidctest.Registration) { r.IsThirdParty = true })
	d.accepted("/"+partner.ID+"/delete", url.Values{"confirm": {"Northwind"}}, "/console/applications?kind=third-party")
	d.accepted(path, url.Values{"confirm": {"Northwind"}}, "/console/applications")
	if row := d.changes()[0]; row.Key != event.ApplicationDeleted || row.ApplicationID != a.ID {
		t.Errorf("audited as %s of %s", row.Key, row.ApplicationID)
	}
	if answer := d.Get("/console/applications/" + a.ID); answer.StatusCode != http.StatusNotFound {
		t.Errorf("still there: %d", answer.StatusCode)
	}
}

// What the installation serves itself stays, and the answer says why.
func TestConsoleBuiltIn(t *testing.T) {
	d := newDesk(t, models.RoleAdmin)
	if answer := d.refused("/demo-app/delete", url.Values{"confirm": {"Demo app"}}); !strings.Contains(answer.Text, "belongs to the installation") {
		t.Errorf("no reason: %s", answer.Text)
	}
	d.accepted("/demo-app", url.Values{"name": {"Try it"}}, "/console/applications/demo-app")
	const path = "/t/admin/console/applications/admin-console"
	for _, address := range []string{path, path + "/tokens"} {
		answer := d.Post(address, url.Values{"csrf": {d.csrfOf("/t/admin/console/applications")}, "name": {"Mine"}})
		if answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, "belongs to the installation") {
			t.Errorf("%s: %d %s", address, answer.StatusCode, answer.Text)
		}
	}
}

// csrfOf is the token of the forms on a page.
func (d *desk) csrfOf(path string) string {
	d.t.Helper()
	found := regexp.MustCompile(`name="csrf" value="([^"]*)"`).FindStringSubmatch(d.Get(path).Text)
	if found == nil {
		d.t.Fatalf("no form at %s", path)
	}
	return found[1]
}

func TestConsoleLogs(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	a, other := d.Client(models.ApplicationSPA), d.Client(models.ApplicationSPA)
	user := d.User("ann")
	rows := []models.AuditLog{
		{ID: "gone", UserID: "nobody", ApplicationID: a.ID},
		{ID: "ann", UserID: user.ID, ApplicationID: a.ID},
		{ID: "other", ApplicationID: other.ID},
	}
	for i := range 20 {
		rows = append(rows, models.AuditLog{ID: fmt.Sprintf("l%02d", i), ApplicationID: a.ID})
	}
	for i := range rows {
		rows[i].Key, rows[i].Result, rows[i].CreatedAt, rows[i].Count = event.SignInSubmit, models.AuditSuccess, d.Now().UnixMilli()+int64(i+1), 1
	}
	if err := d.Records().AddAuditLogs(t.Context(), rows...); err != nil {
		t.Fatal(err)
	}
	path := "/console/applications/" + a.ID + "/logs"
	first := d.Get(path)
	if !strings.Contains(first.Text, "1–20 of 23") || !strings.Contains(first.Text, `href="`+path+`?page=2"`) || strings.Contains(first.Text, "/audit-logs/other") {
		t.Error(first.Text)
	}
	second := d.Get(path + "?page=2")
	for _, part := range []string{"21–23 of 23", `href="/console/audit-logs/ann"`, ">ann<", ">nobody<", `href="` + path + `"`} {
		if !strings.Contains(second.Text, part) {
			t.Errorf("%s is missing", part)
		}
	}
	if answer := d.part("/" + a.ID + "/logs"); !strings.HasPrefix(answer.Text, `<div id="application-logs">`) {
		t.Error("htmx gets a page")
	}
}

// What is not there is not found, whatever is asked of it.
func TestConsoleMissing(t *testing.T) {
	d := newDesk(t, models.RoleAdmin)
	a := d.Client(models.ApplicationTraditional)
	paths := []string{"/" + a.ID + "/secrets/nobody/delete", "/" + a.ID + "/secrets/%00/delete", "/" + a.ID + "/secrets/%ff/delete"}
	for _, id := range []string{"nobody", "admin-console", "%00", "%ff", strings.Repeat("a", 300)} {
		for _, tab := range []string{"", "/delete", "/endpoints", "/secrets/new", "/secrets/Default%20secret/delete", "/tokens", "/logs"} {
			paths = append(paths, "/"+id+tab)
		}
	}
	for _, path := range paths {
		if answer := d.Get("/console/applications" + path); answer.StatusCode != http.StatusNotFound {
			t.Errorf("GET %s: %d", path, answer.StatusCode)
		}
		if strings.HasSuffix(path, "/endpoints") || strings.HasSuffix(path, "/logs") {
			continue
		}
		if answer := d.send(path, url.Values{"name": {"A"}, "confirm": {""}, "expires": {"never"}}); answer.StatusCode != http.StatusNotFound {
			t.Errorf("POST %s: %d", path, answer.StatusCode)
		}
	}
}

// A viewer sees every page and changes nothing.
func TestConsoleAsViewer(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	a := d.Client(models.ApplicationTraditional)
	for _, asks := range []string{"/delete", "/secrets/new", "/secrets/Default%20secret/delete"} {
		if answer := d.Get("/console/applications/" + a.ID + asks); answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %d", asks, answer.StatusCode)
		}
	}
	for _, tab := range []string{"", "/endpoints", "/tokens", "/logs"} {
		answer := d.Get("/console/applications/" + a.ID + tab)
		if answer.StatusCode != http.StatusOK || strings.Contains(answer.Text, a.Secret) {
			t.Errorf("%s: %d, or it has the secret", tab, answer.StatusCode)
		}
	}
	for _, path := range []string{"/new", "/" + a.ID, "/" + a.ID + "/delete", "/" + a.ID + "/secrets/new", "/" + a.ID + "/secrets/Default%20secret/delete", "/" + a.ID + "/tokens"} {
		answer := d.send(path, url.Values{"type": {"SPA"}, "name": {"A"}, "confirm": {"Northwind"}, "expires": {"never"}})
		if answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
	if diff := cmp.Diff(a.Application, d.stored(a.ID)); diff != "" {
		t.Error(diff)
	}
}

// A machine gets the Management API by a click, and loses it by another.
func TestConsoleManagementAPI(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	machine := d.Client(models.ApplicationMachineToMachine)
	calls := func() int {
		answer := d.Token(machine, oidctest.Params{
			"grant_type": "client_credentials", "resource": d.Config.ManagementAPIIndicator, "scope": models.ScopeAll,
		})
		token, _ := answer.JSON()["access_token"].(string)
		return d.API(http.MethodGet, "/api/users", token, "").StatusCode
	}
	for _, step := range []struct {
		access string
		want   int
	}{{"", http.StatusForbidden}, {"on", http.StatusOK}, {"", http.StatusForbidden}} {
		if answer := d.send("/"+machine.ID+"/management-api", url.Values{"access": {step.access}}); answer.StatusCode != http.StatusOK {
			t.Fatalf("%q: %d", step.access, answer.StatusCode)
		}
		if got := calls(); got != step.want {
			t.Errorf("after %q: %d, want %d", step.access, got, step.want)
		}
	}
	person := d.Client(models.ApplicationTraditional)
	if answer := d.send("/"+person.ID+"/management-api", url.Values{"access": {"on"}}); answer.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("for what is no machine: %d", answer.StatusCode)
	}
}
