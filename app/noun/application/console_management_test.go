package application_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// An editor sees a machine that holds the Management API without what it authenticates
// with, and is offered nothing that would make them able to act as the machine.
func TestConsoleManagementIsForAdmins(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	with := func(r *servertest.Registration) {
		r.CustomClientMetadata.TokenEndpointAuthMethod = "private_key_jwt"
		r.CustomClientMetadata.JWKSURI = "https://keys.example/jwks"
	}
	m, other := d.Client(models.ApplicationMachineToMachine, with), d.Client(models.ApplicationMachineToMachine, with)
	if err := d.Applications.SetManagementAPI(t.Context(), d.Records(), m.ID, true); err != nil {
		t.Fatal(err)
	}
	role, err := d.Records().Roles.ByName(t.Context(), models.RoleManagementAPIAccess)
	if err != nil {
		t.Fatal(err)
	}
	rolePath := "/console/roles/" + role.ID + "/applications"
	mine, others := "/console/applications/"+m.ID, "/console/applications/"+other.ID

	pages := map[string][]string{ // what a page must not have
		mine:                     {mine + "/delete"},
		mine + "/endpoints":      {m.Secret, mine + "/secrets/", mine + "/management-api"},
		others + "/endpoints":    {others + "/management-api"},
		mine + "/tokens":         {"https://keys.example/jwks", "tokenEndpointAuthMethod\""},
		mine + "/roles":          {mine + "/roles/" + role.ID + "/remove"},
		others + "/roles/assign": {models.RoleManagementAPIAccess},
		rolePath:                 {rolePath + "/assign", rolePath + "/" + m.ID + "/remove"},
	}
	for path, hidden := range pages {
		page := d.Get(path)
		if page.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", path, page.StatusCode)
		}
		for _, text := range hidden {
			if strings.Contains(page.Text, text) {
				t.Errorf("%s has %s", path, text)
			}
		}
	}
	// The same pages offer it for other machines.
	for path, offered := range map[string]string{
		others: others + "/delete", others + "/endpoints": other.Secret, others + "/tokens": "https://keys.example/jwks",
	} {
		if page := d.Get(path); !strings.Contains(page.Text, offered) {
			t.Errorf("%s lacks %s", path, offered)
		}
	}

	csrf := d.csrfOf("/console/applications/new")
	for path, fields := range map[string]url.Values{
		others + "/management-api":                {"access": {"on"}},
		mine + "/management-api":                  {},
		mine + "/delete":                          {"confirm": {"Northwind"}},
		mine + "/secrets/new":                     {"name": {"mine"}, "expires": {"never"}},
		mine + "/secrets/Default%20secret/delete": {},
		mine + "/tokens":                          {"tokenEndpointAuthMethod": {"client_secret_post"}},
		mine + "/roles/" + role.ID + "/remove":    {},
		others + "/roles/assign":                  {"id": {role.ID}},
		rolePath + "/assign":                      {"id": {other.ID}},
		rolePath + "/" + m.ID + "/remove":         {},
	} {
		fields.Set("csrf", csrf)
		if answer := d.Post(path, fields); answer.StatusCode != http.StatusForbidden {
			t.Errorf("POST %s: %d", path, answer.StatusCode)
		}
	}
	for _, path := range []string{
		mine + "/delete", mine + "/secrets/new", mine + "/secrets/Default%20secret/delete",
		mine + "/roles/" + role.ID + "/remove", rolePath + "/assign", rolePath + "/" + m.ID + "/remove",
	} {
		if page := d.Get(path); page.StatusCode != http.StatusForbidden {
			t.Errorf("GET %s: %d", path, page.StatusCode)
		}
	}
}
