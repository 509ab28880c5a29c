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

// mailForm is the mail server's form.
func mailForm(mail connector.Mail, errors map[string]string) templ.Component {
	return connector.MailForm(layout.Form[connector.Mail]{Values: mail, Action: "/t/shop/console/connectors", Errors: errors})
}

func testForm(email string, errors map[string]string) templ.Component {
	return connector.TestForm(layout.Form[string]{Values: email, Action: "/t/shop/console/connectors/test", Errors: errors})
}

// page is the page of the mail server with this ID.
func page(id string, mail connector.Mail) func(context.Context) templ.Component {
	return func(ctx context.Context) templ.Component {
		return connector.MailPage(ctx, id != "", "https://id.example/api/connectors").
			With(connector.MailServer(id, mailForm(mail, nil), testForm("", nil)))
	}
}

func TestPages(t *testing.T) {
	stored := connector.Mail{
		Host: "smtp.example.com", Port: "587", User: "mailer", Password: "never shown", HasPassword: true, FromEmail: "no-reply@example.com",
		Subject: "邀请", Content: "请点击 {{link}}", ContentType: "text/plain",
	}
	viewtest.Check(t, []viewtest.Page{
		{
			Name:    "none is set up",
			Show:    page("", connector.Mail{Port: "587", Subject: "邀请", Content: "请点击 {{link}}", ContentType: "text/html"}),
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
			Show:    page("c1", stored),
			Heading: "console.connectors.title",
			Links:   []string{"/t/shop/console/connectors/c1/delete"},
			Forms: []viewtest.Form{
				{ID: "mail-form", To: "POST /t/shop/console/connectors", Fields: []string{
					"host=smtp.example.com", "port=587", "secure= (on)", "user=mailer", "pass=", "fromEmail=no-reply@example.com",
					"subject=邀请", "content=请点击 {{link}}", "contentType=text/plain (text/html)",
				}},
				{ID: "test-form", To: "POST /t/shop/console/connectors/test", Fields: []string{"email="}},
			},
			Lacks: []string{"never shown"},
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
				return mailForm(wrong, map[string]string{
					"": locales.T(ctx, "error.connector.multiple_instances_not_supported"), "host": locales.T(ctx, "error.connector.host"),
					"pass": locales.T(ctx, "error.connector.pass"),
				})
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
				return testForm("ann@example.com", map[string]string{
					"": locales.T(ctx, "error.connector.unreachable", locales.Data{"Detail": "…"}),
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
				return testForm("ann", map[string]string{"email": "格式有误。"})
			},
			Forms:  []viewtest.Form{{ID: "test-form", To: "POST /t/shop/console/connectors/test", Fields: []string{"email=ann"}}},
			Errors: map[string]string{"email": "格式有误。"},
		},
		{
			Name: "delete",
			Show: func(ctx context.Context) templ.Component {
				return connector.MailPage(ctx, true, "").ConfirmPage(component.ConfirmProps{
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
		// A viewer sees the configuration and is offered no changes.
		{
			Name: "as a viewer", IsViewer: true,
			Show:    page("c1", stored),
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
			Show:    page("", connector.Mail{}),
			Heading: "console.connectors.title",
			Says:    []string{"console.connector.none"},
		},
	}, "smtp.example.com", "no-reply@example.com", "ann@example.com", "mailer", "SMTP", "STARTTLS", "TLS", "HTML",
		"{{link}}", "{{organization.name}}", "{{inviter.name}}", "{{tenant.name}}", "{{code}}")
}

// The default invitation uses the placeholders that the mail fills.
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

// Input from operators is escaped.
func TestMarkupStaysText(t *testing.T) {
	evil := viewtest.Markup
	viewtest.Escapes(t, map[string]templ.Component{
		"mail": viewtest.Late(func(ctx context.Context) templ.Component {
			form := mailForm(connector.Mail{Host: evil, Port: evil, User: evil, FromEmail: evil, Subject: evil, Content: evil},
				map[string]string{"": evil, "host": evil})
			return connector.MailPage(ctx, true, evil).
				With(connector.MailServer("c1", form, testForm(evil, map[string]string{"": evil, "email": evil})))
		}),
	})
}
