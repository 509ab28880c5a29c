package invitation_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

// desk is the tab Invitations in an operator's browser.
type desk struct {
	*site
	*servertest.Browser
	path string
	csrf string
}

func newDesk(t *testing.T, role string) *desk {
	t.Helper()
	s := newSite(t)
	s.Operator(role)
	d := &desk{site: s, Browser: s.ConsoleBrowser(role), path: "/console/organizations/" + s.organization.ID + "/invitations"}
	found := regexp.MustCompile(`name="csrf" value="([^"]*)"`).FindStringSubmatch(d.Get("/console").Text)
	if found == nil {
		t.Fatal("no form on the start page")
	}
	d.csrf = found[1]
	return d
}

// send posts a form to a page below the tab.
func (d *desk) send(path string, fields url.Values) *servertest.Response {
	if fields == nil {
		fields = url.Values{}
	}
	fields.Set("csrf", d.csrf)
	return d.Post(d.path+path, fields)
}

func wantPage(t *testing.T, answer *servertest.Response, status int, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if answer.StatusCode != status || !strings.Contains(answer.Text, text) {
			t.Fatalf("got %d, want %d and %q: %s", answer.StatusCode, status, text, answer.Text)
		}
	}
}

func TestConsoleInviteByLink(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	wantPage(t, d.Get(d.path), 200, "No invitations yet", d.path+"/new")
	wantPage(t, d.Get(d.path+"/new"), 200, "buyer", "reader", "No mail server is set up")
	if page := d.Get(d.path + "/new"); strings.Contains(page.Text, d.robo.ID) {
		t.Error("a role of machines is offered")
	}
	answer := d.send("/new", url.Values{"invitee": {" Ann@Example.com "}, "organizationRoleIds": {d.buyer.ID, d.reader.ID}, "days": {"3"}, "by": {"mail"}})
	wantPage(t, answer, 200, "organization-invited-page", "ann@example.com")
	token := linkPattern.FindStringSubmatch(answer.Text)
	if token == nil {
		t.Fatalf("no link: %s", answer.Text)
	}
	made, err := d.Invitations.Find(t.Context(), d.Records(), token[1])
	if err != nil || made.Invitee != "ann@example.com" || made.ExpiresAt != d.Now().AddDate(0, 0, 3).UnixMilli() || made.MessageSentAt != 0 {
		t.Errorf("got %+v, %v", made, err)
	}
	list := d.Get(d.path)
	wantPage(t, list, 200, "ann@example.com", "Pending", "buyer", "Revoke")
	if strings.Contains(list.Text, token[1]) || strings.Contains(list.Text, "Resend") {
		t.Error("the list shows the link, or offers mail")
	}
	wantPage(t, d.Get(d.path+"?q=ANN%40"), 200, "ann@example.com")
	wantPage(t, d.Get(d.path+"?q=bob"), 200, "No invitations found")

	wantPage(t, d.send("/"+made.ID+"/revoke", nil), 200, "Invitation revoked.", ">Revoked<")
	wantPage(t, d.send("/"+made.ID+"/revoke", nil), 422, "invitation-problem")
	wantPage(t, d.Get(d.path+"/"+made.ID+"/delete"), 200, "Delete the invitation for ann@example.com?")
	wantPage(t, d.send("/"+made.ID+"/delete", nil), 200, "Invitation deleted.", "No invitations yet")
}

func TestConsoleInviteByMail(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	d.withMail(t)
	fields := func(by string) url.Values {
		return url.Values{"invitee": {"ann@example.com"}, "days": {"7"}, "by": {by}}
	}
	wantPage(t, d.send("/new", fields("mail")), 200, "Invitation sent.", "ann@example.com", "Resend")
	first := linkIn(t, d.mail.Last())
	id := text(d.List(t, "/organization-invitations")[0].(servertest.Object)["id"])
	wantPage(t, d.send("/"+id+"/send", nil), 429, "invitation-problem", "Too many requests")
	d.Advance(2 * time.Minute)
	wantPage(t, d.send("/"+id+"/send", nil), 200, "Invitation sent.")
	if linkIn(t, d.mail.Last()) == first {
		t.Error("the same link again")
	}
	wantPage(t, d.send("/new", fields("mail")), 422, "This address already has a pending invitation.", `value="ann@example.com"`)
	d.Advance(2 * time.Minute)
	d.mail.Refuse(true)
	wantPage(t, d.send("/"+id+"/send", nil), 400, "invitation-problem", "no mail today")
	wantPage(t, d.send("/new", url.Values{"invitee": {"bob@example.com"}, "days": {"7"}, "by": {"mail"}}), 422, "no mail today")
	if found := d.List(t, "/organization-invitations?invitee=bob%40example.com"); len(found) != 0 {
		t.Errorf("left: %v", found)
	}
	wantPage(t, d.send("/new", url.Values{"invitee": {"bob@example.com"}, "days": {"7"}, "by": {"link"}}), 200, "/invitation/")
}

func TestConsoleRefusals(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	tests := []struct {
		name   string
		change url.Values
		want   string
	}{
		{"address", url.Values{"invitee": {"ann"}}, "Enter an email address"},
		{"days", url.Values{"days": {"365"}}, "Choose one of the expiration periods"},
		{"role of machines", url.Values{"organizationRoleIds": {d.robo.ID}}, "This role is for machines"},
		{"unknown role", url.Values{"organizationRoleIds": {"none"}}, "doesn’t exist"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fields := url.Values{"invitee": {"ann@example.com"}, "days": {"7"}}
			for name, values := range test.change {
				fields[name] = values
			}
			wantPage(t, d.send("/new", fields), 422, test.want, "invite-form")
		})
	}
	if found := d.List(t, "/organization-invitations"); len(found) != 0 {
		t.Errorf("left: %v", found)
	}
}

// Invitations that do not exist, or belong to another organization, are not found.
func TestConsoleMissing(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	other := &models.Organization{ID: models.NewOrganizationID(), Name: "Other"}
	if err := d.Records().Organizations.Insert(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	id := text(d.invite(t, "ann@example.com", "")["id"])
	for _, path := range []string{"/none", "/" + other.ID} {
		elsewhere := "/console/organizations" + path + "/invitations/" + id
		for _, act := range []string{"/send", "/revoke", "/delete"} {
			if answer := d.Post(elsewhere+act, url.Values{"csrf": {d.csrf}}); answer.StatusCode != http.StatusNotFound {
				t.Errorf("%s: %d", elsewhere+act, answer.StatusCode)
			}
		}
		wantPage(t, d.Get(elsewhere+"/delete"), 404, "problem-page")
	}
	wantPage(t, d.Get("/console/organizations/none/invitations"), 404, "problem-page")
	wantPage(t, d.Get("/console/organizations/none/invitations/new"), 404, "problem-page")
	wantPage(t, d.send("/none/revoke", nil), 404, "problem-page")
	if got := d.List(t, "/organization-invitations")[0].(servertest.Object); got["status"] != "Pending" {
		t.Errorf("got %v", got)
	}
}

func TestConsoleAsViewer(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	id := text(d.invite(t, "ann@example.com", "")["id"])
	page := d.Get(d.path)
	wantPage(t, page, 200, "ann@example.com")
	if strings.Contains(page.Text, "/revoke") || strings.Contains(page.Text, "/new") {
		t.Error("a viewer is offered changes")
	}
	for _, path := range []string{"/new", "/" + id + "/delete"} {
		if answer := d.Get(d.path + path); answer.StatusCode != http.StatusForbidden {
			t.Errorf("GET %s: %d", path, answer.StatusCode)
		}
	}
	for _, path := range []string{"/new", "/" + id + "/delete", "/" + id + "/revoke", "/" + id + "/send"} {
		if answer := d.send(path, nil); answer.StatusCode != http.StatusForbidden {
			t.Errorf("POST %s: %d", path, answer.StatusCode)
		}
	}
}

// A page of the list takes the same number of statements however many rows it has.
func TestConsoleStatements(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	cost := func() int { return d.Statements(func() { wantPage(t, d.Get(d.path), 200, "ann-0@example.com") }) }
	d.invite(t, "ann-0@example.com", d.roles(d.buyer))
	cost()
	one := cost()
	for i := range 10 {
		d.invite(t, fmt.Sprintf("ann-%d@example.com", i+1), d.roles(d.buyer, d.reader))
	}
	if many := cost(); many != one {
		t.Errorf("%d statements for one, %d for eleven", one, many)
	}
}
