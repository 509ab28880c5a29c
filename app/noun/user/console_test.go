package user_test

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"portico/app/noun/user"
	"portico/app/server/servertest"
	"portico/models"
)

// desk is an operator using the console.
type desk struct {
	*servertest.Browser
	p *servertest.Provider
	t *testing.T
}

func newDesk(t *testing.T, role string) *desk {
	t.Helper()
	p := servertest.New(t)
	p.Operator(role)
	return &desk{p.ConsoleBrowser(role), p, t}
}

// send submits a form of the console.
func (d *desk) send(path string, fields map[string]string) *servertest.Response {
	d.t.Helper()
	_, form := d.Get("/console").Form("theme-form")
	values := url.Values{"csrf": form["csrf"]}
	for name, value := range fields {
		values.Set(name, value)
	}
	return d.Post(path, values)
}

// part opens a path as htmx does.
func (d *desk) part(path string) *servertest.Response {
	d.t.Helper()
	request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+path, nil)
	request.Header.Set("HX-Request", "true")
	return d.Send(request)
}

func (d *desk) find(username string) *models.User {
	d.t.Helper()
	found, err := d.p.Records().Users.ByUsername(d.t.Context(), username)
	if err != nil {
		d.t.Fatal(err)
	}
	return found
}

func (d *desk) read(id string) *models.User {
	d.t.Helper()
	found, err := d.p.Records().Users.Get(d.t.Context(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	return found
}

// create creates a user of the default tenant.
func (d *desk) create(fields user.New) *models.User {
	d.t.Helper()
	created, err := d.p.Users.Create(d.t.Context(), d.p.Records(), fields)
	if err != nil {
		d.t.Fatal(err)
	}
	return created
}

func isPage(answer *servertest.Response, id string) bool {
	return answer.StatusCode == http.StatusOK && strings.Contains(answer.Text, `data-page="`+id+`"`)
}

// errorOf is the error text at a field, "" for none.
func errorOf(answer *servertest.Response, field string) string {
	found := regexp.MustCompile(`(?s)id="` + field + `-error">.*?<span>(.*?)</span>`).FindStringSubmatch(answer.Text)
	if found == nil {
		return ""
	}
	return html.UnescapeString(found[1])
}

func wantError(t *testing.T, answer *servertest.Response, field, want string) {
	t.Helper()
	if got := errorOf(answer, field); answer.StatusCode != http.StatusUnprocessableEntity || got != want {
		t.Errorf("%d, %s: %q, want %q", answer.StatusCode, field, got, want)
	}
}

// A viewer reaches every page with content, but none that
// changes something; an editor reaches all.
func TestConsoleAccess(t *testing.T) {
	shows := []string{"", "/new", "/ID", "/ID/logs", "/ID/password", "/ID/suspension", "/ID/delete"}
	changes := []string{"/new", "/ID", "/ID/password", "/ID/suspension", "/ID/delete"}
	viewerSees := map[string]bool{"": true, "/ID": true, "/ID/logs": true}
	for _, role := range []string{models.RoleViewer, models.RoleEditor} {
		d := newDesk(t, role)
		ann := d.create(user.New{Username: "ann"})
		at := func(path string) string { return "/console/users" + strings.ReplaceAll(path, "ID", ann.ID) }
		for _, path := range shows {
			want := http.StatusOK
			if role == models.RoleViewer && !viewerSees[path] {
				want = http.StatusForbidden
			}
			if got := d.Get(at(path)).StatusCode; got != want {
				t.Errorf("%s sees %s: %d, want %d", role, path, got, want)
			}
		}
		for _, path := range changes {
			if got := d.send(at(path), nil).StatusCode; (got == http.StatusForbidden) != (role == models.RoleViewer) {
				t.Errorf("%s posts to %s: %d", role, path, got)
			}
		}
	}
}

// A user who is unknown, or belongs to another tenant, is not found.
func TestConsoleMissingUsers(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	operators, err := d.p.DB.Tenant(models.TenantAdmin).Users.ByUsername(t.Context(), models.RoleEditor)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"nobody", operators.ID, "%00", "%FF", "\xff", strings.Repeat("x", 500)} {
		for _, path := range []string{"", "/logs", "/password", "/suspension", "/delete"} {
			request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+"/console/users/x"+path, nil)
			request.URL.Opaque = "/console/users/" + id + path
			if got := d.Send(request).StatusCode; got != http.StatusNotFound {
				t.Errorf("%q%s: %d", id, path, got)
			}
		}
	}
}
