package role_test

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
	"portico/models/store"
)

// desk is the console of the default tenant in an operator's browser.
type desk struct {
	*servertest.Provider
	*servertest.Browser
	t *testing.T
}

func newDesk(t *testing.T, role string) *desk {
	t.Helper()
	p := servertest.New(t)
	p.Operator(role)
	return &desk{p, p.ConsoleBrowser(role), t}
}

// send posts a form to a page of the roles.
func (d *desk) send(path string, fields url.Values) *servertest.Response {
	d.t.Helper()
	d.Advance(time.Second) // audit logs need distinct times
	_, form := d.Get("/console").Form("theme-form")
	values := url.Values{"csrf": form["csrf"]}
	for name, value := range fields {
		values[name] = value
	}
	return d.Post("/console/roles"+path, values)
}

// accepted posts a form that is accepted and redirects to a page.
func (d *desk) accepted(path string, fields url.Values, location string) *servertest.Response {
	d.t.Helper()
	answer := d.send(path, fields)
	if answer.StatusCode != http.StatusOK || !strings.HasPrefix(answer.Request.URL.RequestURI(), location) {
		d.t.Fatalf("%v: status %d at %s, want %s", fields, answer.StatusCode, answer.Request.URL, location)
	}
	return answer
}

// refused posts a form that is rejected with the text says.
func (d *desk) refused(path string, fields url.Values, says string) {
	d.t.Helper()
	answer := d.send(path, fields)
	if answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, says) {
		d.t.Errorf("%s %v: status %d without %q", path, fields, answer.StatusCode, says)
	}
}

func (d *desk) role(fields models.Role, scopeIDs ...string) string {
	d.t.Helper()
	d.Advance(time.Second)
	fields.ID, fields.CreatedAt = models.NewID(), d.Now().UnixMilli()
	if fields.Description == "" {
		fields.Description = "x"
	}
	check(d.t, d.Records().Roles.Insert(d.t.Context(), &fields))
	check(d.t, d.Records().Roles.AddScopes(d.t.Context(), fields.ID, scopeIDs))
	return fields.ID
}

func (d *desk) scope(name string) string {
	d.t.Helper()
	resource := &models.Resource{ID: models.NewID(), Name: "Shop", Indicator: "https://" + name + ".example"}
	check(d.t, d.Records().Resources.Insert(d.t.Context(), resource))
	scope := &models.Scope{ID: models.NewID(), ResourceID: resource.ID, Name: name}
	check(d.t, d.Records().Scopes.Insert(d.t.Context(), scope))
	return scope.ID
}

// part requests a page as htmx does.
func (d *desk) part(path string) *servertest.Response {
	d.t.Helper()
	request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+"/console/roles"+path, nil)
	request.Header.Set("HX-Request", "true")
	return d.Send(request)
}

// rows returns the names of the rows on a page, in order.
func rows(page *servertest.Response) []string {
	found := []string{}
	for _, match := range regexp.MustCompile(`class="row-link" href="[^"]*">([^<]*)<`).FindAllStringSubmatch(page.Text, -1) {
		found = append(found, match[1])
	}
	return found
}

func TestConsoleList(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	buyer := d.role(models.Role{Name: "Buyer", Description: "buys 100% wool", Type: models.RoleUser, IsDefault: true})
	d.role(models.Role{Name: "Robot", Type: models.RoleMachineToMachine})
	ann := d.User("ann") // gets the default
	all := []string{"Robot", "Buyer", models.RoleManagementAPIAccess}
	for query, want := range map[string][]string{
		"": all, "type=User": {"Buyer"}, "type=x": all, "q=bUYs": {"Buyer"}, "q=0%25+w": {"Buyer"}, "q=%00": {}, "q=%ff": {},
		"q=none": {}, "q=robot&type=User": {}, "page=9": all, "q=" + buyer: {"Buyer"},
	} {
		page := d.Get("/console/roles?" + query)
		wantSame(t, want, rows(page))
		wantSame(t, want, rows(d.part("?"+query)))
		if query == "" && !strings.Contains(page.Text, "1 user<") {
			t.Error("the list does not show the holder", ann.ID)
		}
	}
	if part := d.part(""); strings.Contains(part.Text, "<html") {
		t.Error("the part is a whole page")
	}
}

func TestConsoleNew(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	if answer := d.Get("/console/roles/new"); answer.StatusCode != http.StatusOK {
		t.Fatal(answer.StatusCode)
	}
	d.accepted("/new", url.Values{"name": {" Buyer "}, "description": {"Buys"}, "type": {"User"}, "isDefault": {"on"}}, "/console/roles/")
	made, err := d.Records().Roles.ByName(t.Context(), "Buyer")
	check(t, err)
	if made.Description != "Buys" || made.Type != models.RoleUser || !made.IsDefault {
		t.Errorf("got %+v", made)
	}
	// The switch is hidden for machines, and may still be on.
	d.accepted("/new", url.Values{"name": {"Robot"}, "description": {"Works"}, "type": {"MachineToMachine"}, "isDefault": {"on"}}, "/console/roles/")
	d.refused("/new", url.Values{"name": {"Buyer"}, "description": {"Kept"}, "type": {"User"}}, `id="name-error"`)
	d.refused("/new", url.Values{"name": {"Buyer"}, "description": {"Kept"}, "type": {"User"}}, `value="Kept"`)
	d.refused("/new", url.Values{"name": {"A"}, "type": {"User"}}, `id="description-error"`)
	d.refused("/new", url.Values{"name": {"#internal:a"}, "description": {"x"}, "type": {"User"}}, `id="name-error"`)
	d.accepted("/new", url.Values{"name": {"B"}, "description": {"x"}, "type": {""}}, "/console/roles/") // for users, as by default
}

func TestConsolePermissions(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	read, write := d.scope("read"), d.scope("write")
	id := d.role(models.Role{Name: "Buyer", Type: models.RoleUser}, read)
	management, err := d.Records().Resources.ByIndicator(t.Context(), d.Config.ManagementAPIIndicator)
	check(t, err)
	all, err := d.Records().Scopes.Of(t.Context(), management.ID)
	check(t, err)
	assign := "/" + id + "/permissions/assign"

	page := d.Get("/console/roles" + assign)
	if !strings.Contains(page.Text, write) || strings.Contains(page.Text, read) || strings.Contains(page.Text, all[0].ID) {
		t.Error("the picker offers other permissions than it should")
	}
	answer := d.send(assign, url.Values{"act": {"search"}, "q": {"none"}, "id": {write}})
	if answer.StatusCode != http.StatusOK || !regexp.MustCompile(`value="`+write+`" checked`).MatchString(answer.Text) {
		t.Errorf("what is chosen is lost in a search: %d", answer.StatusCode)
	}
	d.refused(assign, nil, "Select at least one")
	d.refused(assign, url.Values{"id": {all[0].ID}}, "Management API")
	d.refused(assign, url.Values{"id": {read}}, "already")
	d.accepted(assign, url.Values{"id": {write}}, "/console/roles/"+id)
	if page := d.Get("/console/roles/" + id + "?q=WRITE"); !strings.Contains(page.Text, ">write<") || strings.Contains(page.Text, ">read<") {
		t.Error("the search shows other permissions")
	}
	if row := d.Audited()[0]; row.Key != event.RoleScopesUpdated {
		t.Errorf("audited as %s", row.Key)
	}
	remove := "/" + id + "/permissions/" + write + "/remove"
	if page := d.Get("/console/roles" + remove); !strings.Contains(page.Text, "write") {
		t.Error("the question does not name the permission")
	}
	d.accepted(remove, nil, "/console/roles/"+id)
	if answer := d.send(remove, nil); answer.StatusCode != http.StatusNotFound {
		t.Errorf("a second time: %d", answer.StatusCode)
	}
	scopes, _, err := d.Records().Roles.Scopes(t.Context(), id, store.Search{}, store.Page{})
	check(t, err)
	wantSame(t, 1, len(scopes))

	robots := d.role(models.Role{Name: "Robots", Type: models.RoleMachineToMachine})
	if page := d.Get("/console/roles/" + robots + "/permissions/assign"); !strings.Contains(page.Text, all[0].ID) {
		t.Error("machines are not offered the Management API")
	}
}

func TestConsoleHolders(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	ann, bob := d.User("ann"), d.User("bob")
	machine, other := d.Client(models.ApplicationMachineToMachine), d.Client(models.ApplicationMachineToMachine)
	web := d.Client(models.ApplicationTraditional)
	for _, test := range []struct {
		tab         string
		role        string
		first, next string // the holders who get the role
		never       string // the holder who is not offered
	}{
		{"users", d.role(models.Role{Name: "Buyer", Type: models.RoleUser}), ann.ID, bob.ID, machine.ID},
		{"applications", d.role(models.Role{Name: "Robots", Type: models.RoleMachineToMachine}), machine.ID, other.ID, web.ID},
	} {
		t.Run(test.tab, func(t *testing.T) {
			list := "/" + test.role + "/" + test.tab
			wantSame(t, 0, len(rows(d.Get("/console/roles"+list))))
			d.accepted(list+"/assign", url.Values{"id": {test.first, test.first}}, "/console/roles"+list)
			wantSame(t, 1, len(rows(d.Get("/console/roles"+list))))
			picker := d.Get("/console/roles" + list + "/assign").Text
			if strings.Contains(picker, test.first) || !strings.Contains(picker, test.next) || strings.Contains(picker, test.never) {
				t.Error("the picker offers others than it should")
			}
			d.refused(list+"/assign", url.Values{"id": {test.next, "none"}}, "doesn’t exist")
			d.refused(list+"/assign", url.Values{"id": {test.first}}, "already")
			d.refused(list+"/assign", url.Values{"id": {}}, "Select at least one")
			d.accepted(list+"/assign", url.Values{"id": {test.next}}, "/console/roles"+list)
			wantSame(t, 2, len(rows(d.Get("/console/roles"+list))))
			wantSame(t, 1, len(rows(d.part(list+"?q="+test.next))))
			wantSame(t, 0, len(rows(d.part(list+"?q=%00"))))
			if answer := d.Get("/console/roles" + list + "/" + test.first + "/remove"); answer.StatusCode != http.StatusOK {
				t.Errorf("the question: %d", answer.StatusCode)
			}
			d.accepted(list+"/"+test.first+"/remove", nil, "/console/roles"+list)
			if answer := d.send(list+"/"+test.first+"/remove", nil); answer.StatusCode != http.StatusNotFound {
				t.Errorf("a second time: %d", answer.StatusCode)
			}
			for _, path := range []string{"/none/" + test.tab, list + "/none/remove", "/none/" + test.tab + "/assign"} {
				if answer := d.Get("/console/roles" + path); answer.StatusCode != http.StatusNotFound {
					t.Errorf("%s: %d", path, answer.StatusCode)
				}
			}
			wrong := map[string]string{"users": "applications", "applications": "users"}[test.tab]
			for _, path := range []string{"/" + wrong, "/" + wrong + "/assign"} {
				if answer := d.Get("/console/roles/" + test.role + path); answer.StatusCode != http.StatusNotFound {
					t.Errorf("%s: %d", path, answer.StatusCode)
				}
			}
		})
	}
}

func TestConsoleGeneral(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	id := d.role(models.Role{Name: "Buyer", Type: models.RoleUser, IsDefault: true})
	general := "/" + id + "/general"
	d.accepted(general, url.Values{"name": {"Customer"}, "description": {"Buys"}}, "/console/roles"+general)
	got, err := d.Records().Roles.Get(t.Context(), id)
	check(t, err)
	if got.Name != "Customer" || got.Description != "Buys" || got.IsDefault {
		t.Errorf("got %+v", got)
	}
	d.refused(general, url.Values{"name": {models.RoleManagementAPIAccess}, "description": {"Kept"}}, `id="name-error"`)
	d.refused(general, url.Values{"name": {""}, "description": {"Kept"}}, `value="Kept"`)
	d.refused("/"+id+"/delete", url.Values{"confirm": {"customer"}}, `id="confirm-error"`)
	d.accepted("/"+id+"/delete", url.Values{"confirm": {"Customer"}}, "/console/roles")
	for _, path := range []string{"/" + id, general, "/" + id + "/delete", "/%00", "/%ff", "/" + strings.Repeat("a", 300)} {
		if answer := d.Get("/console/roles" + path); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
}

// Built-in roles cannot be changed, and the response says why.
func TestConsoleBuiltIn(t *testing.T) {
	d := newDesk(t, models.RoleAdmin)
	seeded, err := d.Records().Roles.ByName(t.Context(), models.RoleManagementAPIAccess)
	check(t, err)
	d.refused("/"+seeded.ID+"/delete", url.Values{"confirm": {seeded.Name}}, "is built in")
	d.refused("/"+seeded.ID+"/general", url.Values{"name": {"A"}, "description": {"x"}}, "is built in")
	d.refused("/"+seeded.ID+"/permissions/assign", url.Values{"id": {d.scope("read")}}, "is built in")

	records := d.DB.Tenant(models.TenantAdmin)
	admin, err := records.Roles.ByName(t.Context(), models.RoleAdmin)
	check(t, err)
	operators, err := records.Operators.List(t.Context())
	check(t, err)
	_, form := d.Get("/t/admin/console").Form("theme-form")
	for _, path := range []string{
		"/t/admin/console/roles/" + admin.ID + "/users/" + operators[0].ID + "/remove",
		"/t/admin/console/users/" + operators[0].ID + "/roles/" + admin.ID + "/remove",
	} {
		answer := d.Post(path, url.Values{"csrf": form["csrf"]})
		if answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, "last operator") {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
}

// A viewer sees every page and can change nothing.
func TestConsoleAsViewer(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	id := d.role(models.Role{Name: "Buyer", Type: models.RoleUser})
	for _, path := range []string{"", "/" + id, "/" + id + "/users", "/" + id + "/general"} {
		if answer := d.Get("/console/roles" + path); answer.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
	for _, path := range []string{
		"/new", "/" + id + "/delete", "/" + id + "/permissions/assign", "/" + id + "/permissions/x/remove",
		"/" + id + "/users/assign", "/" + id + "/users/x/remove", "/" + id + "/applications/assign",
	} {
		if answer := d.Get("/console/roles" + path); answer.StatusCode != http.StatusForbidden {
			t.Errorf("GET %s: %d", path, answer.StatusCode)
		}
		if answer := d.send(path, url.Values{"name": {"A"}}); answer.StatusCode != http.StatusForbidden {
			t.Errorf("POST %s: %d", path, answer.StatusCode)
		}
	}
	if answer := d.send("/"+id+"/general", url.Values{"name": {"A"}, "description": {"x"}}); answer.StatusCode != http.StatusForbidden {
		t.Errorf("a change: %d", answer.StatusCode)
	}
}
