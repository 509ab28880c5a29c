package resource_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"portico/app/ground/event"
	"portico/app/noun/resource"
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
	found := regexp.MustCompile(`name="csrf" value="([^"]*)"`).FindStringSubmatch(d.Get("/console/api-resources").Text)
	if found == nil {
		t.Fatal("no form on the list")
	}
	d.csrf = found[1]
	return d
}

// register creates a resource of the tenant.
func (d *desk) register(name, indicator string) *models.Resource {
	d.t.Helper()
	d.Advance(time.Second) // the list is sorted by time
	made, err := d.resources().Create(d.t.Context(), d.Records(), resource.New{Name: name, Indicator: indicator, AccessTokenTTL: 60})
	check(d.t, err)
	return made
}

// permit creates a scope of a resource.
func (d *desk) permit(resourceID, name, description string) *models.Scope {
	d.t.Helper()
	made, err := d.resources().CreateScope(d.t.Context(), d.Records(), resourceID, resource.NewScope{Name: name, Description: description})
	check(d.t, err)
	return made
}

func (d *desk) resources() *resource.Service {
	return &resource.Service{Events: event.NewPublisher(), Now: d.Now, ManagementAPI: d.Config.ManagementAPIIndicator}
}

func (d *desk) management() *models.Resource {
	d.t.Helper()
	found, err := d.Records().Resources.ByIndicator(d.t.Context(), d.Config.ManagementAPIIndicator)
	check(d.t, err)
	return found
}

// send posts a form to a page of the resources.
func (d *desk) send(path string, fields url.Values) *servertest.Response {
	d.t.Helper()
	d.Advance(time.Second) // audit logs need distinct times
	form := url.Values{"csrf": {d.csrf}}
	for name, values := range fields {
		form[name] = values
	}
	return d.Post("/console/api-resources"+path, form)
}

// refused posts a form that is rejected, with an error at each of
// the fields; nothing is audited.
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

// accepted posts a form that is accepted, which is audited, and redirects to
// a page.
func (d *desk) accepted(path string, fields url.Values, key, location string) {
	d.t.Helper()
	answer := d.send(path, fields)
	if answer.StatusCode != http.StatusOK || answer.Request.URL.RequestURI() != location && location != "" {
		d.t.Fatalf("%v: status %d at %s, want %s", fields, answer.StatusCode, answer.Request.URL, location)
	}
	if changes := d.changes(); len(changes) == 0 || changes[0].Key != key {
		d.t.Errorf("%v: not audited as %s: %v", fields, key, changes)
	}
}

// changes returns the audited changes of resources and scopes, newest first.
func (d *desk) changes() []models.AuditLog {
	d.t.Helper()
	var found []models.AuditLog
	for _, row := range d.Audited() {
		if strings.HasPrefix(row.Key, "Resource.") || strings.HasPrefix(row.Key, "Scope.") {
			found = append(found, row)
		}
	}
	return found
}

func (d *desk) stored(id string) *models.Resource {
	d.t.Helper()
	found, err := d.Records().Resources.Get(d.t.Context(), id)
	check(d.t, err)
	return found
}

// part requests a page as htmx does.
func (d *desk) part(path string) *servertest.Response {
	d.t.Helper()
	request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+"/console/api-resources"+path, nil)
	request.Header.Set("HX-Request", "true")
	return d.Send(request)
}

func TestConsoleNew(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	d.refused("/new", url.Values{}, "name")
	d.refused("/new", url.Values{"name": {"Shop"}, "indicator": {"shop"}}, "indicator")
	again := d.refused("/new", url.Values{"name": {"Shop"}, "indicator": {d.management().Indicator}}, "indicator")
	if !strings.Contains(again.Text, `value="Shop"`) || !strings.Contains(again.Text, `value="`+d.management().Indicator+`"`) {
		t.Error("what was typed is lost")
	}
	d.accepted("/new", url.Values{"name": {" Shop "}, "indicator": {" https://shop.example/ "}}, event.ResourceCreated, "")
	made, err := d.Records().Resources.ByIndicator(t.Context(), "https://shop.example/")
	if err != nil || made.Name != "Shop" || made.AccessTokenTTL != resource.DefaultAccessTokenTTL {
		t.Errorf("made %+v, %v", made, err)
	}
}

func TestConsoleGeneral(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	shop, desk := d.register("Shop", "https://shop.example"), d.register("Desk", "https://desk.example")
	path := "/" + shop.ID + "/general"
	for _, life := range []string{"59", "-1", "x", "1.5", "1e3", "99999999999999999999"} {
		answer := d.refused(path, url.Values{"name": {"Store"}, "accessTokenTtl": {life}}, "accessTokenTtl")
		if !strings.Contains(answer.Text, `value="`+life+`"`) || !strings.Contains(answer.Text, `value="Store"`) {
			t.Errorf("%s is lost", life)
		}
	}
	d.refused(path, url.Values{"accessTokenTtl": {"60"}}, "name")
	at := "/console/api-resources" + path
	d.accepted(path, url.Values{"name": {" Store "}, "accessTokenTtl": {" 90 "}, "isDefault": {"on"}}, event.ResourceUpdated, at)
	if got := d.stored(shop.ID); got.Name != "Store" || got.AccessTokenTTL != 90 || !got.IsDefault || got.Indicator != shop.Indicator {
		t.Errorf("stored %+v", got)
	}
	d.accepted("/"+desk.ID+"/general", url.Values{"name": {"Desk"}, "isDefault": {"on"}}, event.ResourceUpdated, "")
	if d.stored(shop.ID).IsDefault || !d.stored(desk.ID).IsDefault || d.stored(desk.ID).AccessTokenTTL != resource.DefaultAccessTokenTTL {
		t.Errorf("stored %+v and %+v", d.stored(shop.ID), d.stored(desk.ID))
	}
	d.accepted("/"+desk.ID+"/general", url.Values{"name": {"Desk"}}, event.ResourceUpdated, "")
	if d.stored(desk.ID).IsDefault {
		t.Error("it is the default still")
	}
}

func TestConsoleDelete(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	shop := d.register("Shop", "https://shop.example")
	path := "/" + shop.ID + "/delete"
	if page := d.part(path); !strings.Contains(page.Text, "No role has any of its permissions.") || strings.Contains(page.Text, "<html") {
		t.Error(page.Text)
	}
	scope := d.permit(shop.ID, "read", "")
	for _, id := range []string{"r1", "r2"} {
		role := &models.Role{ID: id, Name: id, Type: models.RoleUser}
		check(t, d.Records().Roles.Insert(t.Context(), role))
		check(t, d.Records().Roles.AddScopes(t.Context(), role.ID, []string{scope.ID}))
	}
	if page := d.Get("/console/api-resources" + path); !strings.Contains(page.Text, "2 roles lose its permissions.") {
		t.Error(page.Text)
	}
	for _, wrong := range []string{"", "shop", shop.ID} {
		d.refused(path, url.Values{"confirm": {wrong}}, "confirm")
	}
	d.accepted(path, url.Values{"confirm": {"Shop"}}, event.ResourceDeleted, "/console/api-resources")
	if answer := d.Get("/console/api-resources/" + shop.ID); answer.StatusCode != http.StatusNotFound {
		t.Errorf("still there: %d", answer.StatusCode)
	}
}

// The Management API is shown with the reason why it cannot be changed; forms
// submitted anyway are rejected.
func TestConsoleManagementAPI(t *testing.T) {
	d := newDesk(t, models.RoleAdmin)
	management := d.management()
	scopes, err := d.Records().Scopes.Of(t.Context(), management.ID)
	if err != nil || len(scopes) == 0 {
		t.Fatalf("scopes %v, %v", scopes, err)
	}
	for _, tab := range []string{"", "/general"} {
		if page := d.Get("/console/api-resources/" + management.ID + tab); !strings.Contains(page.Text, `id="management-note"`) {
			t.Errorf("%q does not say that it cannot be changed", tab)
		}
	}
	path := "/" + management.ID
	for _, form := range []struct {
		path   string
		fields url.Values
	}{
		{path + "/general", url.Values{"name": {"Mine"}, "accessTokenTtl": {"60"}}},
		{path + "/delete", url.Values{"confirm": {management.Name}}},
		{path + "/permissions/new", url.Values{"name": {"more"}}},
		{path + "/permissions/" + scopes[0].ID, url.Values{"name": {"less"}}},
		{path + "/permissions/" + scopes[0].ID + "/delete", url.Values{}},
	} {
		if answer := d.refused(form.path, form.fields); !strings.Contains(answer.Text, "is built in") {
			t.Errorf("%s does not say why: %s", form.path, answer.Text)
		}
	}
	if got := d.stored(management.ID); *got != *management {
		t.Errorf("stored %+v", got)
	}
}

// A viewer sees everything and can change nothing.
func TestConsoleViewer(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	shop := d.register("Shop", "https://shop.example")
	scope := d.permit(shop.ID, "read", "")
	path := "/" + shop.ID
	for _, open := range []string{"", path, path + "/general"} {
		if answer := d.Get("/console/api-resources" + open); answer.StatusCode != http.StatusOK {
			t.Errorf("%q: status %d", open, answer.StatusCode)
		}
	}
	permission := path + "/permissions/" + scope.ID
	for _, closed := range []string{"/new", path + "/delete", path + "/permissions/new", permission, permission + "/delete"} {
		if answer := d.Get("/console/api-resources" + closed); answer.StatusCode != http.StatusForbidden {
			t.Errorf("GET %s: status %d", closed, answer.StatusCode)
		}
		if answer := d.send(closed, url.Values{"name": {"a"}, "confirm": {"Shop"}}); answer.StatusCode != http.StatusForbidden {
			t.Errorf("POST %s: status %d", closed, answer.StatusCode)
		}
	}
	if len(d.changes()) != 0 {
		t.Errorf("audited: %v", d.changes())
	}
}

// A resource that does not exist, or belongs to another tenant, is not found on any page.
func TestConsoleMissing(t *testing.T) {
	d := newDesk(t, models.RoleAdmin)
	shop, other := d.register("Shop", "https://shop.example"), d.register("Other", "https://other.example")
	scope := d.permit(shop.ID, "read", "")
	inAdmin, err := d.DB.Tenant(models.TenantAdmin).Resources.ByIndicator(t.Context(), d.Config.ManagementAPIIndicator)
	check(t, err)
	var paths []string
	for _, id := range []string{"absent", inAdmin.ID} {
		paths = append(paths, "/"+id, "/"+id+"/general", "/"+id+"/delete", "/"+id+"/permissions/new", "/"+id+"/permissions/"+scope.ID)
	}
	for _, permission := range []string{shop.ID + "/permissions/absent", other.ID + "/permissions/" + scope.ID} {
		paths = append(paths, "/"+permission, "/"+permission+"/delete")
	}
	for _, path := range paths {
		if answer := d.Get("/console/api-resources" + path); answer.StatusCode != http.StatusNotFound {
			t.Errorf("GET %s: status %d", path, answer.StatusCode)
		}
	}
}
