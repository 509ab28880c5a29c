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
	return deskOf(t, p, role)
}

func deskOf(t *testing.T, p *servertest.Provider, role string) *desk {
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
func (d *desk) send(path string, fields url.Values) *servertest.Response {
	d.t.Helper()
	d.Advance(time.Second) // audit logs need distinct times
	form := url.Values{"csrf": {d.csrf}}
	for name, values := range fields {
		form[name] = values
	}
	return d.Post("/console/applications"+path, form)
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
	if answer.StatusCode != http.StatusOK || answer.Request.URL.RequestURI() != location {
		d.t.Fatalf("%v: status %d at %s, want %s", fields, answer.StatusCode, answer.Request.URL, location)
	}
	return answer
}

// changes returns the audited changes of applications, newest first.
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
	found, err := d.Records().Applications.Get(d.t.Context(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	return found
}

// asks reads the user scopes that an application may ask for.
func (d *desk) asks(id string) []string {
	d.t.Helper()
	scopes, err := d.Records().ConsentScopes.Of(d.t.Context(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	return scopes.User
}

// part requests a page as htmx does.
func (d *desk) part(path string) *servertest.Response {
	d.t.Helper()
	request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+"/console/applications"+path, nil)
	request.Header.Set("HX-Request", "true")
	return d.Send(request)
}

func TestConsoleDelete(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	a := d.Client(models.ApplicationSPA)
	path := "/" + a.ID + "/delete"
	for _, wrong := range []string{"", "northwind", "North wind", a.ID} {
		d.refused(path, url.Values{"confirm": {wrong}}, "confirm")
	}
	partner := d.Client(models.ApplicationSPA, func(r *servertest.Registration) { r.IsThirdParty = true })
	d.accepted("/"+partner.ID+"/delete", url.Values{"confirm": {"Northwind"}}, "/console/applications?kind=third-party")
	d.accepted(path, url.Values{"confirm": {"Northwind"}}, "/console/applications")
	if row := d.changes()[0]; row.Key != event.ApplicationDeleted || row.ApplicationID != a.ID {
		t.Errorf("audited as %s of %s", row.Key, row.ApplicationID)
	}
	if answer := d.Get("/console/applications/" + a.ID); answer.StatusCode != http.StatusNotFound {
		t.Errorf("still there: %d", answer.StatusCode)
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
	if err := d.Records().AuditLogs.Add(t.Context(), rows...); err != nil {
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
