package organization_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"portico/app/ground/event"
	"portico/app/server/servertest"
	"portico/models"
)

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
	d := &desk{Provider: p, Browser: p.ConsoleBrowser(role), t: t}
	found := regexp.MustCompile(`name="csrf" value="([^"]*)"`).FindStringSubmatch(d.Get("/console/organizations").Text)
	if found == nil {
		t.Fatal("no form on the list")
	}
	d.csrf = found[1]
	return d
}

func (d *desk) check(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// organization creates an organization whose ID is its name.
func (d *desk) organization(name string) {
	d.t.Helper()
	d.Advance(time.Second)
	d.check(d.Records().Organizations.Insert(d.t.Context(), &models.Organization{
		ID: name, Name: strings.ToUpper(name), CreatedAt: d.Now().UnixMilli(),
	}))
}

// role creates a role of the template whose ID is its name.
func (d *desk) role(name string, kind models.RoleType) {
	d.t.Helper()
	d.check(d.Records().OrganizationRoles.Insert(d.t.Context(), &models.OrganizationRole{
		ID: name, Name: "Role " + name, Type: kind, CreatedAt: d.Now().UnixMilli(),
	}))
}

// send posts a form to a page of the console.
func (d *desk) send(path string, fields url.Values) *servertest.Response {
	d.t.Helper()
	d.Advance(time.Second) // audit logs need distinct times
	form := url.Values{"csrf": {d.csrf}}
	for name, values := range fields {
		form[name] = values
	}
	return d.Post("/console"+path, form)
}

// refused posts a form that is rejected, with an error at each of the fields;
// nothing is audited.
func (d *desk) refused(path string, fields url.Values, wrong ...string) *servertest.Response {
	d.t.Helper()
	before := len(d.changes())
	answer := d.send(path, fields)
	if answer.StatusCode != http.StatusUnprocessableEntity {
		d.t.Fatalf("%v: status %d: %s", fields, answer.StatusCode, answer.Text)
	}
	for _, field := range wrong {
		if !strings.Contains(answer.Text, `id="`+field+`-error"`) {
			d.t.Errorf("%v: no error at %s", fields, field)
		}
	}
	if after := len(d.changes()); after != before {
		d.t.Errorf("%v: %d acts are audited", fields, after-before)
	}
	return answer
}

// accepted posts a form that is accepted and redirects to a page.
func (d *desk) accepted(path string, fields url.Values, location string) *servertest.Response {
	d.t.Helper()
	answer := d.send(path, fields)
	if answer.StatusCode != http.StatusOK || answer.Request.URL.RequestURI() != "/console"+location {
		d.t.Fatalf("%v: status %d at %s, want %s", fields, answer.StatusCode, answer.Request.URL, location)
	}
	return answer
}

// changes returns the audited changes of organizations, newest first.
func (d *desk) changes() []models.AuditLog {
	d.t.Helper()
	var found []models.AuditLog
	for _, row := range d.Audited() {
		if strings.HasPrefix(row.Key, "Organization") {
			found = append(found, row)
		}
	}
	return found
}

// part requests a page as htmx does.
func (d *desk) part(path string) *servertest.Response {
	d.t.Helper()
	request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+"/console"+path, nil)
	request.Header.Set("HX-Request", "true")
	return d.Send(request)
}

// listed returns the names on a page of a list, in order.
func listed(page *servertest.Response) []string {
	names := []string{}
	for _, found := range regexp.MustCompile(`class="row-link" href="[^"]*">([^<]*)<`).FindAllStringSubmatch(page.Text, -1) {
		names = append(names, found[1])
	}
	return names
}

// offered returns the IDs in a picker, with the selected ones marked.
func offered(page *servertest.Response) []string {
	ids := []string{}
	for _, found := range regexp.MustCompile(`name="id" value="([^"]*)"( checked)?`).FindAllStringSubmatch(page.Text, -1) {
		ids = append(ids, found[1]+strings.Replace(found[2], " checked", "!", 1))
	}
	return ids
}

func TestConsoleNew(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	for _, name := range []string{"", " ", strings.Repeat("a", 129), "a\u202eb"} {
		d.refused("/organizations/new", url.Values{"name": {name}}, "name")
	}
	answer := d.refused("/organizations/new", url.Values{"name": {"Acme"}, "description": {strings.Repeat("a", 257)}}, "description")
	if !strings.Contains(answer.Text, `value="Acme"`) {
		t.Error("the name that was typed is gone")
	}
	made := d.send("/organizations/new", url.Values{"name": {" Acme "}, "description": {"A customer"}})
	found := regexp.MustCompile(`^/console/organizations/([a-z0-9]{12})$`).FindStringSubmatch(made.Request.URL.Path)
	if found == nil {
		t.Fatalf("is at %s", made.Request.URL)
	}
	stored, err := d.Records().Organizations.Get(t.Context(), found[1])
	if err != nil || stored.Name != "Acme" || *stored.Description != "A customer" {
		t.Errorf("stored %+v, %v", stored, err)
	}
	if row := d.changes()[0]; row.Key != event.OrganizationCreated {
		t.Errorf("audited as %s", row.Key)
	}
}

func TestConsoleDelete(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	d.organization("acme")
	d.check(d.Records().Members.Add(t.Context(), models.HolderUser, "acme", []string{d.User("ann").ID, d.User("bob").ID}, 1))
	const path = "/organizations/acme/delete"
	if page := d.Get("/console" + path); !strings.Contains(page.Text, "2 members lose access") {
		t.Error("the page does not show who loses access")
	}
	for _, wrong := range []string{"", "acme", "ACM"} {
		d.refused(path, url.Values{"confirm": {wrong}}, "confirm")
	}
	d.accepted(path, url.Values{"confirm": {"ACME"}}, "/organizations")
	if row := d.changes()[0]; row.Key != event.OrganizationDeleted {
		t.Errorf("audited as %s", row.Key)
	}
	if answer := d.Get("/console/organizations/acme"); answer.StatusCode != http.StatusNotFound {
		t.Errorf("still there: %d", answer.StatusCode)
	}
}

// A viewer sees every page with content, and can change nothing.
func TestConsoleViewer(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleViewer)
	browser := p.ConsoleBrowser(models.RoleViewer)
	if err := p.Records().Organizations.Insert(t.Context(), &models.Organization{ID: "acme", Name: "Acme"}); err != nil {
		t.Fatal(err)
	}
	user := p.User("ann")
	if err := p.Records().Members.Add(t.Context(), models.HolderUser, "acme", []string{user.ID}, 1); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"", "/acme", "/acme/machines", "/acme/settings"} {
		if answer := browser.Get("/console/organizations" + path); answer.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
	changes := []string{
		"/organizations/new", "/organizations/acme/delete", "/organizations/acme/members/add", "/organizations/acme/machines/add",
		"/organizations/acme/members/" + user.ID + "/roles", "/organizations/acme/members/" + user.ID + "/remove",
		"/users/" + user.ID + "/organizations/add", "/users/" + user.ID + "/organizations/acme/remove",
	}
	for _, path := range changes {
		if answer := browser.Get("/console" + path); answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s is shown: %d", path, answer.StatusCode)
		}
	}
	csrf := regexp.MustCompile(`name="csrf" value="([^"]*)"`).FindStringSubmatch(browser.Get("/console/organizations").Text)[1]
	for _, path := range append(changes, "/organizations/acme/settings") {
		if answer := browser.Post("/console"+path, url.Values{"csrf": {csrf}, "name": {"X"}}); answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s is done: %d", path, answer.StatusCode)
		}
	}
}
