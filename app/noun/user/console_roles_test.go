package user_test

import (
	"net/http"
	"strings"
	"testing"

	"portico/models"
)

// role creates a role of a type and returns its ID.
func (d *desk) role(name string, kind models.RoleType) string {
	d.t.Helper()
	made := &models.Role{ID: models.NewID(), Name: name, Description: "about " + name, Type: kind}
	if err := d.p.Records().Roles.Insert(d.t.Context(), made); err != nil {
		d.t.Fatal(err)
	}
	return made.ID
}

func (d *desk) rolesOf(id string) int {
	d.t.Helper()
	roles, err := d.p.Records().Assignments.Of(d.t.Context(), models.HolderUser, []string{id})
	if err != nil {
		d.t.Fatal(err)
	}
	return len(roles[id])
}

func TestConsoleRoles(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	ann := d.p.User("ann")
	buyer, seller := d.role("Buyer", models.RoleUser), d.role("Seller", models.RoleUser)
	robots := d.role("Robots", models.RoleMachineToMachine)
	tab := "/console/users/" + ann.ID + "/roles"

	if page := d.Get(tab); page.StatusCode != http.StatusOK || !strings.Contains(page.Text, "No roles") {
		t.Errorf("without roles: %d", page.StatusCode)
	}
	if page := d.Get(tab + "/assign").Text; !strings.Contains(page, buyer) || strings.Contains(page, robots) {
		t.Error("the picker offers other roles than it should")
	}
	for says, fields := range map[string]map[string]string{
		"Select at least one": {}, "for machines": {"id": robots}, "exist": {"id": "none"},
	} {
		if answer := d.send(tab+"/assign", fields); answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, says) {
			t.Errorf("%v: %d", fields, answer.StatusCode)
		}
	}
	answer := d.send(tab+"/assign", map[string]string{"id": buyer, "act": "search", "q": "sell"})
	if answer.StatusCode != http.StatusOK || !strings.Contains(answer.Text, buyer) || !strings.Contains(answer.Text, seller) || d.rolesOf(ann.ID) != 0 {
		t.Errorf("a search: %d", answer.StatusCode)
	}
	for range 2 { // repeating is not a fault
		if answer := d.send(tab+"/assign", map[string]string{"id": buyer}); answer.StatusCode != http.StatusOK || answer.Request.URL.Path != tab {
			t.Errorf("assign: %d", answer.StatusCode)
		}
	}
	if page := d.Get(tab).Text; !strings.Contains(page, "about Buyer") || d.rolesOf(ann.ID) != 1 {
		t.Error("the role is not shown")
	}
	if part := d.part(tab + "?q=sell").Text; strings.Contains(part, "about Buyer") || strings.Contains(part, "<html") {
		t.Error("the search shows other roles")
	}
	remove := tab + "/" + buyer + "/remove"
	if page := d.Get(remove); page.StatusCode != http.StatusOK || !strings.Contains(page.Text, "Remove Buyer from") {
		t.Errorf("the question: %d", page.StatusCode)
	}
	if answer := d.send(remove, nil); answer.StatusCode != http.StatusOK || d.rolesOf(ann.ID) != 0 {
		t.Errorf("remove: %d", answer.StatusCode)
	}
	for _, path := range []string{remove, tab + "/none/remove"} {
		if answer := d.send(path, nil); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
	if answer := d.Get("/console/users/none/roles"); answer.StatusCode != http.StatusNotFound {
		t.Errorf("of an unknown user: %d", answer.StatusCode)
	}
}

func TestConsoleRolesAsViewer(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	tab := "/console/users/" + d.p.User("ann").ID + "/roles"
	if answer := d.Get(tab); answer.StatusCode != http.StatusOK || strings.Contains(answer.Text, tab+"/assign") {
		t.Errorf("the tab: %d", answer.StatusCode)
	}
	for _, path := range []string{tab + "/assign", tab + "/x/remove"} {
		if answer := d.Get(path); answer.StatusCode != http.StatusForbidden {
			t.Errorf("GET %s: %d", path, answer.StatusCode)
		}
		if answer := d.send(path, map[string]string{"id": "x"}); answer.StatusCode != http.StatusForbidden {
			t.Errorf("POST %s: %d", path, answer.StatusCode)
		}
	}
}
