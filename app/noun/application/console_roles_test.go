package application_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"portico/models"
)

// role creates a role of a type and returns its ID.
func (d *desk) role(name string, kind models.RoleType) string {
	d.t.Helper()
	made := &models.Role{ID: models.NewID(), Name: name, Description: "about " + name, Type: kind}
	if err := d.Records().Roles.Insert(d.t.Context(), made); err != nil {
		d.t.Fatal(err)
	}
	return made.ID
}

func TestConsoleRoles(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	machine := d.Client(models.ApplicationMachineToMachine)
	robots, clerks := d.role("Robots", models.RoleMachineToMachine), d.role("Clerks", models.RoleMachineToMachine)
	buyer := d.role("Buyer", models.RoleUser)
	tab := "/" + machine.ID + "/roles"
	at := "/console/applications" + tab

	if page := d.Get(at); page.StatusCode != http.StatusOK || !strings.Contains(page.Text, "No roles") {
		t.Errorf("without roles: %d", page.StatusCode)
	}
	if page := d.Get(at + "/assign").Text; !strings.Contains(page, robots) || strings.Contains(page, buyer) {
		t.Error("the picker offers other roles than it should")
	}
	for _, wrong := range []url.Values{{}, {"id": {buyer}}, {"id": {"none"}}} {
		d.refused(tab+"/assign", wrong)
	}
	answer := d.send(tab+"/assign", url.Values{"id": {robots}, "act": {"search"}, "q": {"clerk"}})
	if answer.StatusCode != http.StatusOK || !strings.Contains(answer.Text, robots) || !strings.Contains(answer.Text, clerks) {
		t.Errorf("a search: %d", answer.StatusCode)
	}
	d.accepted(tab+"/assign", url.Values{"id": {robots}}, at)
	if page := d.Get(at).Text; !strings.Contains(page, "about Robots") {
		t.Error("the role is not shown")
	}
	if part := d.part(tab + "?q=clerk").Text; strings.Contains(part, "about Robots") || strings.Contains(part, "<html") {
		t.Error("the search shows other roles")
	}
	remove := tab + "/" + robots + "/remove"
	if page := d.Get("/console/applications" + remove); page.StatusCode != http.StatusOK || !strings.Contains(page.Text, "Remove Robots from") {
		t.Errorf("the question: %d", page.StatusCode)
	}
	d.accepted(remove, nil, at)
	for _, path := range []string{remove, tab + "/none/remove"} {
		if answer := d.send(path, nil); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
}

// Only machines have roles.
func TestConsoleRolesOfOthers(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	web := d.Client(models.ApplicationTraditional)
	if page := d.Get("/console/applications/" + web.ID); strings.Contains(page.Text, web.ID+"/roles") {
		t.Error("the tab is offered")
	}
	for _, path := range []string{"/" + web.ID + "/roles", "/" + web.ID + "/roles/assign", "/none/roles"} {
		if answer := d.Get("/console/applications" + path); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
}

func TestConsoleRolesAsViewer(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	machine := d.Client(models.ApplicationMachineToMachine)
	tab := "/" + machine.ID + "/roles"
	if answer := d.Get("/console/applications" + tab); answer.StatusCode != http.StatusOK || strings.Contains(answer.Text, tab+"/assign") {
		t.Errorf("the tab: %d", answer.StatusCode)
	}
	for _, path := range []string{tab + "/assign", tab + "/x/remove"} {
		if answer := d.Get("/console/applications" + path); answer.StatusCode != http.StatusForbidden {
			t.Errorf("GET %s: %d", path, answer.StatusCode)
		}
		if answer := d.send(path, url.Values{"id": {"x"}}); answer.StatusCode != http.StatusForbidden {
			t.Errorf("POST %s: %d", path, answer.StatusCode)
		}
	}
}
