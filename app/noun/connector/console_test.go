package connector_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// desk is the mail server's page in an operator's browser.
type desk struct {
	*servertest.Management
	*servertest.Browser
	mail *servertest.MailServer
	csrf string
}

func newDesk(t *testing.T, role string) *desk {
	t.Helper()
	s := servertest.NewManagement(t)
	s.Operator(role)
	d := &desk{Management: s, Browser: s.ConsoleBrowser(role), mail: servertest.NewMailServer(t)}
	found := regexp.MustCompile(`name="csrf" value="([^"]*)"`).FindStringSubmatch(d.Get("/console").Text)
	if found == nil {
		t.Fatal("no form on the start page")
	}
	d.csrf = found[1]
	return d
}

// send posts a form, with the fields in change replaced.
func (d *desk) send(path string, change map[string]string) *servertest.Response {
	fields := url.Values{
		"csrf": {d.csrf}, "host": {" 127.0.0.1 "}, "port": {strconv.Itoa(d.mail.Port)}, "user": {d.mail.User}, "pass": {d.mail.Password},
		"fromEmail": {"no-reply@northwind.example"}, "subject": {"Join {{organization.name}}"}, "content": {"Go:\r\n{{link}}"}, "contentType": {"text/plain"},
	}
	for name, value := range change {
		fields.Set(name, value)
	}
	return d.Post("/console/connectors"+path, fields)
}

func wantPage(t *testing.T, answer *servertest.Response, status int, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if answer.StatusCode != status || !strings.Contains(answer.Text, text) {
			t.Fatalf("got %d, want %d and %q: %s", answer.StatusCode, status, text, answer.Text)
		}
	}
}

func (d *desk) config(t *testing.T) servertest.Object {
	t.Helper()
	found := d.List(t, "/connectors")
	if len(found) != 1 {
		t.Fatalf("connectors: %v", found)
	}
	config, _ := found[0].(servertest.Object)["config"].(servertest.Object)
	return config
}

func TestConsoleMail(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	wantPage(t, d.Get("/console/connectors"), 200, "Not set up", "{{organization.name}}", `value="587"`)
	wantPage(t, d.send("", nil), 200, "Mail server saved.", "test-form")
	page := d.Get("/console/connectors")
	wantPage(t, page, 200, "127.0.0.1", "A password is stored")
	if strings.Contains(page.Text, d.mail.Password) {
		t.Error("the page has the password")
	}
	config := d.config(t)
	if config["host"] != "127.0.0.1" || inside(config, "auth", "pass") != d.mail.Password {
		t.Errorf("got %v", config)
	}
	wantPage(t, d.send("/test", map[string]string{"email": "ann@example.com"}), 200, "accepted the test email")
	if got := d.mail.Last(); got.To != "ann@example.com" || !strings.HasPrefix(got.Body, "Go:\r\n"+servertest.Endpoint) {
		t.Errorf("got %+v", got)
	}
	wantPage(t, d.send("/test", map[string]string{"email": "ann"}), 422, "email-error")
	d.mail.Refuse(true)
	wantPage(t, d.send("/test", map[string]string{"email": "ann@example.com"}), 422, "test-problem", "no mail today")

	wantPage(t, d.send("", map[string]string{"pass": "", "subject": "Welcome"}), 200, "Mail server saved.")
	if config := d.config(t); inside(config, "auth", "pass") != d.mail.Password || config["templates"].([]any)[0].(servertest.Object)["subject"] != "Welcome" {
		t.Errorf("got %v", config)
	}
	wantPage(t, d.send("", map[string]string{"user": ""}), 200, "Mail server saved.")
	if config := d.config(t); config["auth"] != nil {
		t.Errorf("got %v", config)
	}
	id := text(d.List(t, "/connectors")[0].(servertest.Object)["id"])
	wantPage(t, d.Get("/console/connectors/"+id+"/delete"), 200, "Remove the mail server?")
	wantPage(t, d.send("/"+id+"/delete", nil), 200, "Mail server removed.", "Not set up")
	wantPage(t, d.send("/"+id+"/delete", nil), 404, "problem-page")
	wantPage(t, d.send("/test", map[string]string{"email": "ann@example.com"}), 404, "problem-page")
}

// Values that the page does not show remain as set through the API.
func TestConsolePreservesHiddenValues(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	d.Call(t, "POST", "/connectors", d.mail.Connector(func(c servertest.Object) {
		c["replyTo"] = "help@northwind.example"
		c["templates"] = []any{servertest.Object{"usageType": "Generic", "contentType": "text/html", "subject": "S", "content": "<p>{{code}}</p>"}}
	}), 200)
	wantPage(t, d.Get("/console/connectors"), 200, "&lt;p&gt;{{code}}&lt;/p&gt;")
	wantPage(t, d.send("", nil), 200, "Mail server saved.")
	config := d.config(t)
	if templates := config["templates"].([]any); len(templates) != 2 || config["replyTo"] != "help@northwind.example" {
		t.Errorf("got %v", config)
	}
}

func TestConsoleMailRefusals(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	for name, test := range map[string]struct{ field, value, problem string }{
		"host": {"host", "a b", "host-error"}, "port": {"port", "x", "port-error"}, "sender": {"fromEmail", "nobody", "fromEmail-error"},
		"no password": {"pass", "", "pass-error"}, "subject": {"subject", " ", "subject-error"}, "content": {"content", "", "content-error"},
	} {
		t.Run(name, func(t *testing.T) {
			answer := d.send("", map[string]string{test.field: test.value})
			wantPage(t, answer, 422, test.problem, "mail-form")
			if strings.Contains(answer.Text, d.mail.Password) {
				t.Error("the password comes back")
			}
		})
	}
	if found := d.List(t, "/connectors"); len(found) != 0 {
		t.Errorf("got %v", found)
	}
}

func TestConsoleMailAsViewer(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	d.Call(t, "POST", "/connectors", d.mail.Connector(), 200)
	id := text(d.List(t, "/connectors")[0].(servertest.Object)["id"])
	page := d.Get("/console/connectors")
	wantPage(t, page, 200, "127.0.0.1")
	if strings.Contains(page.Text, d.mail.Password) {
		t.Error("a viewer sees the password")
	}
	if answer := d.Get("/console/connectors/" + id + "/delete"); answer.StatusCode != http.StatusForbidden {
		t.Errorf("got %d", answer.StatusCode)
	}
	for _, path := range []string{"", "/test", "/" + id + "/delete"} {
		if answer := d.send(path, nil); answer.StatusCode != http.StatusForbidden {
			t.Errorf("POST %s: %d", path, answer.StatusCode)
		}
	}
}
