package consent_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// desk is an operator using the console of a tenant where Ann has allowed a third-party
// application to act in an organization.
type desk struct {
	*servertest.Browser
	*servertest.Provider
	ann            *models.User
	shop           *servertest.Client
	acme           *models.Organization
	ofUser, people string // the tabs
}

func newDesk(t *testing.T, role string) desk {
	t.Helper()
	p := servertest.New(t)
	p.Operator(role)
	d := desk{Browser: p.ConsoleBrowser(role), Provider: p, ann: p.User("ann"), acme: p.Organization("Acme")}
	d.shop = p.Client(models.ApplicationTraditional, func(r *servertest.Registration) { r.Name, r.IsThirdParty = "The Shop", true })
	d.ofUser = "/console/users/" + d.ann.ID + "/applications"
	d.people = "/console/applications/" + d.shop.ID + "/people"
	check(t, p.Records().Members.Add(t.Context(), models.HolderUser, d.acme.ID, []string{d.ann.ID}, 1))
	check(t, p.Records().Consents.Save(t.Context(), &models.Consent{
		UserID: d.ann.ID, ApplicationID: d.shop.ID, Scopes: map[string][]string{models.ConsentedUserData: {"profile"}, models.ConsentedOrganizations: {"invite"}},
	}))
	check(t, p.Records().ConsentOrganizations.Add(t.Context(), d.ann.ID, d.shop.ID, []string{d.acme.ID}, 1))
	return d
}

// confirm asks and confirms, and returns the page that follows.
func (d desk) confirm(t *testing.T, path string) *servertest.Response {
	t.Helper()
	if page := d.Get(path); page.StatusCode != http.StatusOK || !strings.Contains(page.Text, "The Shop") {
		t.Fatalf("%s: %d %s", path, page.StatusCode, page.Text)
	}
	return d.send(path)
}

func (d desk) send(path string) *servertest.Response {
	_, form := d.Get("/console").Form("theme-form")
	return d.Post(path, url.Values{"csrf": {form.Get("csrf")}})
}

func TestConsoleTabs(t *testing.T) {
	for name, tabOf := range map[string]func(desk) (tab, consent string){
		"of the user":        func(d desk) (string, string) { return d.ofUser, d.ofUser + "/" + d.shop.ID },
		"of the application": func(d desk) (string, string) { return d.people, d.people + "/" + d.ann.ID },
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, models.RoleEditor)
			tab, given := tabOf(d)
			page := d.Get(tab)
			for _, text := range []string{"Acme", given + "/revoke", given + "/organizations/" + d.acme.ID + "/remove", "/consents"} {
				if !strings.Contains(page.Text, text) {
					t.Errorf("no %s", text)
				}
			}
			removed := d.confirm(t, given+"/organizations/"+d.acme.ID+"/remove")
			if !strings.Contains(removed.Text, "Access to the organization removed.") || strings.Contains(removed.Text, ">Acme<") {
				t.Errorf("%d %s", removed.StatusCode, removed.Text)
			}
			if answer := d.Get(given + "/organizations/" + d.acme.ID + "/remove"); answer.StatusCode != http.StatusNotFound {
				t.Errorf("removed twice: %d", answer.StatusCode)
			}
			revoked := d.confirm(t, given+"/revoke")
			if !strings.Contains(revoked.Text, "Access revoked.") || strings.Contains(revoked.Text, given) {
				t.Errorf("%d %s", revoked.StatusCode, revoked.Text)
			}
			for _, answer := range []*servertest.Response{d.Get(given + "/revoke"), d.send(given + "/revoke")} {
				if answer.StatusCode != http.StatusNotFound {
					t.Errorf("revoked twice: %d", answer.StatusCode)
				}
			}
		})
	}
}

func TestConsoleOfViewer(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	for tab, given := range map[string]string{d.ofUser: d.ofUser + "/" + d.shop.ID, d.people: d.people + "/" + d.ann.ID} {
		if page := d.Get(tab); page.StatusCode != http.StatusOK || strings.Contains(page.Text, "/revoke") || strings.Contains(page.Text, "/remove") {
			t.Errorf("%s: %d %s", tab, page.StatusCode, page.Text)
		}
		for _, answer := range []*servertest.Response{d.Get(given + "/revoke"), d.send(given + "/revoke")} {
			if answer.StatusCode != http.StatusForbidden {
				t.Errorf("%s: %d", given, answer.StatusCode)
			}
		}
	}
	check(t, second(d.Records().Consents.Get(t.Context(), d.ann.ID, d.shop.ID)))
}

func second[T any](_ T, err error) error { return err }

// First-party applications have no such tab.
func TestConsoleOfFirstParty(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	own := "/console/applications/" + d.Client(models.ApplicationSPA).ID
	if page := d.Get(own); strings.Contains(page.Text, own+"/people") {
		t.Error(page.Text)
	}
	for _, path := range []string{own + "/people", own + "/people/" + d.ann.ID + "/revoke", "/console/applications/nothing/people", "/console/users/nothing/applications"} {
		if answer := d.Get(path); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
	if page := d.Get("/console/applications/" + d.shop.ID); !strings.Contains(page.Text, d.people) {
		t.Error("no tab")
	}
}
