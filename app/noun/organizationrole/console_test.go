package organizationrole_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/noun/organizationrole"
	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

const home = "/console/organization-template"

// desk is the console of the default tenant in an operator's browser.
type desk struct {
	*servertest.Provider
	*servertest.Browser
	t    *testing.T
	csrf string
}

func newDesk(t *testing.T, role string) *desk {
	t.Helper()
	p := servertest.New(t)
	p.Operator(role)
	must(t, p.Records().Resources.Insert(t.Context(), &models.Resource{ID: "shop", Name: "Shop API", Indicator: "https://shop.example/", AccessTokenTTL: 60}))
	for _, name := range []string{"read", "write"} {
		must(t, p.Records().Scopes.Insert(t.Context(), &models.Scope{ID: name, ResourceID: "shop", Name: name}))
	}
	d := &desk{Provider: p, Browser: p.ConsoleBrowser(role), t: t}
	found := regexp.MustCompile(`name="csrf" value="([^"]*)"`).FindStringSubmatch(d.Get("/console/applications").Text)
	if found == nil {
		t.Fatal("no form")
	}
	d.csrf = found[1]
	return d
}

// send posts a form.
func (d *desk) send(path string, fields url.Values) *servertest.Response {
	d.t.Helper()
	d.Advance(time.Second) // audit logs need distinct times
	form := url.Values{"csrf": {d.csrf}}
	for name, values := range fields {
		form[name] = values
	}
	return d.Post(home+path, form)
}

// refused posts a form that is rejected, with an error at each of the fields;
// nothing is audited.
func (d *desk) refused(path string, fields url.Values, wrong ...string) *servertest.Response {
	d.t.Helper()
	before := d.changes()
	answer := d.send(path, fields)
	if answer.StatusCode != http.StatusUnprocessableEntity {
		d.t.Fatalf("%v: status %d: %s", fields, answer.StatusCode, answer.Text)
	}
	for _, field := range wrong {
		if !strings.Contains(answer.Text, `id="`+field+`-error"`) {
			d.t.Errorf("%v: no error at %s", fields, field)
		}
	}
	if diff := cmp.Diff(before, d.changes()); diff != "" {
		d.t.Errorf("%v: audited: %s", fields, diff)
	}
	return answer
}

// accepted posts a form that is accepted and redirects to a page.
func (d *desk) accepted(path string, fields url.Values, location string) *servertest.Response {
	d.t.Helper()
	answer := d.send(path, fields)
	if answer.StatusCode != http.StatusOK || answer.Request.URL.RequestURI() != location {
		d.t.Fatalf("%v: status %d at %s, want %s", fields, answer.StatusCode, answer.Request.URL, location)
	}
	return answer
}

// changes returns the keys of the audited changes to the template, newest first.
func (d *desk) changes() []string {
	d.t.Helper()
	keys := []string{}
	for _, row := range d.Audited() {
		if strings.HasPrefix(row.Key, "Organization") {
			keys = append(keys, row.Key)
		}
	}
	return keys
}

func (d *desk) wantLast(key string) {
	d.t.Helper()
	if keys := d.changes(); len(keys) == 0 || keys[0] != key {
		d.t.Errorf("audited are %q, want %s", keys, key)
	}
}

// part requests a page as htmx does.
func (d *desk) part(path string) *servertest.Response {
	d.t.Helper()
	request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+home+path, nil)
	request.Header.Set("HX-Request", "true")
	return d.Send(request)
}

func (d *desk) role(name string, permissions organizationrole.Permissions) *models.OrganizationRole {
	d.t.Helper()
	d.Advance(time.Second)
	made, err := d.service().CreateRole(d.t.Context(), d.Records(), organizationrole.NewRole{Name: name, Permissions: permissions})
	must(d.t, err)
	return made
}

func (d *desk) scope(name string) string {
	d.t.Helper()
	d.Advance(time.Second)
	made, err := d.service().CreateScope(d.t.Context(), d.Records(), organizationrole.NewScope{Name: name})
	must(d.t, err)
	return made.ID
}

// service creates records without an audit log.
func (d *desk) service() *organizationrole.Service {
	return &organizationrole.Service{Events: event.NewPublisher(), Now: d.Now, ManagementAPIs: noManagementAPIs}
}

// given returns the names of the permissions in a role.
func (d *desk) given(roleID string) string {
	d.t.Helper()
	filter := store.OrganizationRolePermissionFilter{RoleIDs: []string{roleID}}
	found, _, err := d.Records().OrganizationRoles.Permissions(d.t.Context(), filter, store.Page{})
	must(d.t, err)
	var names []string
	for _, permission := range found {
		names = append(names, permission.Name)
	}
	return strings.Join(names, " ")
}

// rows returns the names that a list links to, in order.
func rows(page *servertest.Response) string {
	var names []string
	for _, found := range regexp.MustCompile(`class="row-link[^"]*" href="[^"]*">([^<]*)<`).FindAllStringSubmatch(page.Text, -1) {
		names = append(names, found[1])
	}
	return strings.Join(names, " ")
}

func wantParts(t *testing.T, page *servertest.Response, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(page.Text, part) {
			t.Errorf("%s: %s is missing", page.Request.URL, part)
		}
	}
}
