package application_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"portico/models"
)

func TestConsoleOrganizations(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	machine, site := d.Client(models.ApplicationMachineToMachine), d.Client(models.ApplicationSPA)
	for _, id := range []string{"acme", "beta"} {
		if err := d.Records().Organizations.Insert(t.Context(), &models.Organization{ID: id, Name: strings.ToUpper(id)}); err != nil {
			t.Fatal(err)
		}
	}
	for id, kind := range map[string]models.RoleType{"owner": models.RoleUser, "worker": models.RoleMachineToMachine} {
		role := &models.OrganizationRole{ID: id, Name: "Role " + id, Type: kind}
		if err := d.Records().OrganizationRoles.Insert(t.Context(), role); err != nil {
			t.Fatal(err)
		}
	}
	path := "/" + machine.ID + "/organizations"
	if page := d.Get("/console/applications" + path); !strings.Contains(page.Text, "No organizations") || !strings.Contains(page.Text, `aria-current="page">Organizations`) {
		t.Error(page.Text)
	}
	if page := d.Get("/console/applications" + path + "/add"); !strings.Contains(page.Text, "Role worker") || strings.Contains(page.Text, "Role owner") {
		t.Error("the roles are not those of machines")
	}
	search := d.send(path+"/add", url.Values{"id": {"acme"}, "q": {"beta"}, "act": {"search"}})
	if !strings.Contains(search.Text, `value="acme" checked`) || !strings.Contains(search.Text, `name="id" value="beta"`) {
		t.Error(search.Text)
	}
	d.refused(path+"/add", nil)
	d.refused(path+"/add", url.Values{"id": {"acme"}, "organizationRoleIds": {"owner"}}, "organizationRoleIds")
	both := url.Values{"id": {"acme", "beta"}, "organizationRoleIds": {"worker"}}
	page := d.accepted(path+"/add", both, "/console/applications"+path)
	if strings.Count(page.Text, "Role worker") != 2 || !strings.Contains(page.Text, `href="/console/organizations/beta"`) {
		t.Error(page.Text)
	}
	if question := d.part(path + "/beta/remove"); !strings.HasPrefix(question.Text, "<form") || !strings.Contains(question.Text, "from BETA?") {
		t.Error(question.Text)
	}
	d.accepted(path+"/beta/remove", nil, "/console/applications"+path)
	for _, wrong := range []string{path + "/beta/remove", "/" + site.ID + "/organizations", "/" + site.ID + "/organizations/add", "/nobody/organizations"} {
		if answer := d.Get("/console/applications" + wrong); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", wrong, answer.StatusCode)
		}
	}
	if answer := d.send("/"+site.ID+"/organizations/add", url.Values{"id": {"acme"}}); answer.StatusCode != http.StatusNotFound {
		t.Errorf("a page in the browser joins: %d", answer.StatusCode)
	}
	if page := d.Get("/console/applications/" + site.ID); strings.Contains(page.Text, site.ID+"/organizations") {
		t.Error("an application that is not a machine has the tab")
	}
}
