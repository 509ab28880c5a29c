package connector_test

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/views/component"
	"portico/views/console/connector"
	"portico/views/layout"
	"portico/views/viewtest"
)

func TestPages(t *testing.T) {
	calls := []component.APICall{{Method: "GET", URL: "https://id.example/api/connectors"}}
	stored := connector.MailProps{ID: "c1", Calls: calls, Mail: connector.Mail{
		Host: "smtp.example.com", Port: "587", User: "mailer", HasPassword: true, FromEmail: "no-reply@example.com",
		Subject: "邀请", Content: "请点击 {{link}}", ContentType: "text/plain",
	}}
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "none is set up",
			Show: func(context.Context) templ.Component {
				return connector.MailPage(connector.MailProps{Calls: calls, Mail: connector.Mail{
					Port: "587", Subject: "邀请", Content: "请点击 {{link}}", ContentType: "text/html",
				}})
			},
			Heading: "console.connectors.title",
			Forms: []viewtest.Form{{ID: "mail-form", To: "POST /t/shop/console/connectors", Fields: []string{
				"host=", "port=587", "secure= (on)", "user=", "pass=", "fromEmail=",
				"subject=邀请", "content=请点击 {{link}}", "contentType=text/html (text/plain)",
			}}},
			Says:  []string{"console.connector.none"},
			Lacks: []string{"console.connector.remove", "console.connector.testSend"},
		},
		{
			Name:    "one is set up",
			Show:    func(context.Context) templ.Component { return connector.MailPage(stored) },
			Heading: "console.connectors.title",
			Links:   []string{"/t/shop/console/connectors/c1/delete"},
			Forms: []viewtest.Form{
				{ID: "mail-form", To: "POST /t/shop/console/connectors", Fields: []string{
					"host=smtp.example.com", "port=587", "secure= (on)", "user=mailer", "pass=", "fromEmail=no-reply@example.com",
					"subject=邀请", "content=请点击 {{link}}", "contentType=text/plain (text/html)",
				}},
				{ID: "test-form", To: "POST /t/shop/console/connectors/test", Fields: []string{"email="}},
			},
			Says: []string{
				"console.connector.ready", "console.connector.server", "console.connector.credentials", "console.connector.sender",
				"console.connector.invitation", "请点击 {{link}}", "console.connector.test", "console.connector.testSend",
				"console.connector.danger", "console.connector.remove",
			},
		},
		{
			Name: "wrong",
			Show: func(ctx context.Context) templ.Component {
				wrong := stored
				wrong.IsSecure = true
				wrong.Errors = map[string]string{
					"": locales.T(ctx, "error.connector.multiple_instances_not_supported"), "host": locales.T(ctx, "error.connector.host"),
					"pass": locales.T(ctx, "error.connector.pass"),
				}
				return connector.MailForm(wrong)
			},
			Forms: []viewtest.Form{
				{ID: "mail-form", To: "POST /t/shop/console/connectors", Fields: []string{
					"host=smtp.example.com", "port=587", "secure=on", "user=mailer", "pass=", "fromEmail=no-reply@example.com", "subject=邀请",
					"content=请点击 {{link}}", "contentType=text/plain (text/html)",
				}},
			},
			Errors: map[string]string{"": "error.connector.multiple_instances_not_supported", "host": "error.connector.host", "pass": "error.connector.pass"},
			Says: []string{
				"console.connector.server", "console.connector.credentials", "console.connector.sender", "console.connector.invitation",
				"请点击 {{link}}",
			},
		},
		{
			Name: "the test failed",
			Show: func(ctx context.Context) templ.Component {
				return connector.TestForm(connector.TestProps{
					Email: "ann@example.com", Problem: locales.T(ctx, "error.connector.unreachable", locales.Data{"Detail": "…"}),
				})
			},
			Forms: []viewtest.Form{
				{ID: "test-form", To: "POST /t/shop/console/connectors/test", Fields: []string{"email=ann@example.com"}},
			},
			Says: []string{"console.connector.test", "error.connector.unreachable", "console.connector.testSend"},
		},
		{
			Name: "a test to nowhere",
			Show: func(context.Context) templ.Component {
				return connector.TestForm(connector.TestProps{Email: "ann", Errors: map[string]string{"email": "格式有误。"}})
			},
			Forms:  []viewtest.Form{{ID: "test-form", To: "POST /t/shop/console/connectors/test", Fields: []string{"email=ann"}}},
			Errors: map[string]string{"email": "格式有误。"},
		},
		{
			Name: "delete",
			Show: func(ctx context.Context) templ.Component {
				return connector.DeletePage(component.ConfirmProps{
					Title: locales.T(ctx, "console.connector.removeTitle"), Text: locales.T(ctx, "console.connector.removeText"),
					Action: "/delete", CancelURL: "/back", Label: locales.T(ctx, "console.connector.remove"), CSRF: layout.CSRFField(),
				})
			},
			Heading: "console.connector.removeTitle",
			Links:   []string{"/back"},
			Forms: []viewtest.Form{
				{To: "POST /delete"},
			},
			Says: []string{"console.connector.removeText", "console.connector.remove"},
		},
		// A viewer sees what is set up and is offered nothing.
		{
			Name: "as a viewer", IsViewer: true,
			Show:    func(context.Context) templ.Component { return connector.MailPage(stored) },
			Heading: "console.connectors.title",
			Forms: []viewtest.Form{
				{ID: "mail-form", To: "POST /t/shop/console/connectors", Fields: []string{
					"host=smtp.example.com disabled", "port=587 disabled", "secure= (on) disabled", "user=mailer disabled", "pass= disabled",
					"fromEmail=no-reply@example.com disabled", "subject=邀请 disabled", "content=请点击 {{link}} disabled",
					"contentType=text/plain (text/html) disabled",
				}},
			},
			Says: []string{
				"console.connector.ready", "console.connector.server", "console.connector.credentials", "console.connector.sender",
				"console.connector.invitation", "请点击 {{link}}",
			},
		},
		{
			Name: "none, as a viewer", IsViewer: true,
			Show:    func(context.Context) templ.Component { return connector.MailPage(connector.MailProps{}) },
			Heading: "console.connectors.title",
			Says:    []string{"console.connector.none"},
		},
	}, "smtp.example.com", "no-reply@example.com", "ann@example.com", "mailer", "SMTP", "STARTTLS", "TLS", "HTML",
		"{{link}}", "{{organization.name}}", "{{inviter.name}}", "{{tenant.name}}", "{{code}}")
}

// What an invitation says by default has the names that the mail fills.
func TestDefaultInvitation(t *testing.T) {
	for _, lang := range locales.Languages() {
		ctx := viewtest.Context(lang)
		mail := connector.DefaultSubject(ctx) + connector.DefaultContent(ctx)
		for _, name := range []string{"{{organization.name}}", "{{inviter.name}}", "{{link}}"} {
			if !strings.Contains(mail, name) {
				t.Errorf("%s: the mail lacks %s: %s", lang, name, mail)
			}
		}
	}
}

// What operators typed stays text.
func TestMarkupStaysText(t *testing.T) {
	evil := viewtest.Markup
	viewtest.Escapes(t, map[string]templ.Component{
		"mail": connector.MailPage(connector.MailProps{
			ID:     "c1",
			Mail:   connector.Mail{Host: evil, Port: evil, User: evil, FromEmail: evil, Subject: evil, Content: evil},
			Errors: map[string]string{"": evil, "host": evil},
			Test:   connector.TestProps{Email: evil, Problem: evil, Errors: map[string]string{"email": evil}},
		}),
	})
}
