package application_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/server/servertest"
	"portico/models"
)

// Built-in applications are protected, and the response says why.
func TestConsoleBuiltIn(t *testing.T) {
	d := newDesk(t, models.RoleAdmin)
	if answer := d.refused("/demo-app/delete", url.Values{"confirm": {"Demo app"}}); !strings.Contains(answer.Text, "is built in") {
		t.Errorf("no reason: %s", answer.Text)
	}
	d.accepted("/demo-app", url.Values{"name": {"Try it"}}, "/console/applications/demo-app")
	const path = "/t/admin/console/applications/admin-console"
	for _, address := range []string{path, path + "/tokens"} {
		answer := d.Post(address, url.Values{"csrf": {d.csrfOf("/t/admin/console/applications")}, "name": {"Mine"}})
		if answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, "is built in") {
			t.Errorf("%s: %d %s", address, answer.StatusCode, answer.Text)
		}
	}
}

// Applications that do not exist are not found, whatever the request.
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

// A viewer sees every page and can change nothing.
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

// A machine is granted the Management API with a click, and loses it with another.
func TestConsoleManagementAPI(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	machine := d.Client(models.ApplicationMachineToMachine)
	calls := func() int {
		answer := d.Token(machine, servertest.Params{
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
		t.Errorf("for an application that is not a machine: %d", answer.StatusCode)
	}
}
