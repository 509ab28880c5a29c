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
	pages := []struct {
		name string
		page func(context.Context) templ.Component
	}{
		{"mail_new", func(ctx context.Context) templ.Component {
			return connector.MailPage(connector.MailProps{Calls: calls, Mail: connector.Mail{
				Port: "587", Subject: connector.DefaultSubject(ctx), Content: connector.DefaultContent(ctx), ContentType: "text/plain",
			}})
		}},
		{"mail", func(context.Context) templ.Component { return connector.MailPage(stored) }},
		{"mail_wrong", func(ctx context.Context) templ.Component {
			wrong := stored
			wrong.IsSecure = true
			wrong.Errors = map[string]string{
				"": locales.T(ctx, "error.connector.multiple_instances_not_supported"), "host": locales.T(ctx, "error.connector.host"),
				"pass": locales.T(ctx, "error.connector.pass"),
			}
			return connector.MailForm(wrong)
		}},
		{"test_failed", func(ctx context.Context) templ.Component {
			return connector.TestForm(connector.TestProps{
				Email: "ann@example.com", Problem: locales.T(ctx, "error.connector.unreachable", locales.Data{"Detail": "…"}),
			})
		}},
		{"delete", func(ctx context.Context) templ.Component {
			return connector.DeletePage(component.ConfirmProps{
				Title: locales.T(ctx, "console.connector.removeTitle"), Text: locales.T(ctx, "console.connector.removeText"),
				Action: "/delete", CancelURL: "/back", Label: locales.T(ctx, "console.connector.remove"), CSRF: layout.CSRFField(),
			})
		}},
	}
	for _, p := range pages {
		viewtest.Golden(t, p.name, p.page, "smtp.example.com", "no-reply@example.com", "ann@example.com", "mailer", "SMTP", "STARTTLS", "TLS", "HTML",
			"{{link}}", "{{organization.name}}", "{{inviter.name}}", "{{tenant.name}}", "{{code}}")
	}
}

// A viewer sees what is set up, and is offered nothing; nobody sees the password.
func TestViewer(t *testing.T) {
	ctx := viewtest.AsViewer(viewtest.Context("en"))
	page := viewtest.Render(t, ctx, connector.MailPage(connector.MailProps{ID: "c1", Mail: connector.Mail{Host: "smtp.example.com", HasPassword: true}}))
	if !strings.Contains(page, "smtp.example.com") || strings.Contains(page, "test-form") || strings.Contains(page, "data-save-bar") || strings.Contains(page, "/delete") {
		t.Errorf("got %s", page)
	}
	none := viewtest.Render(t, ctx, connector.MailPage(connector.MailProps{}))
	if strings.Contains(none, "mail-form") {
		t.Errorf("got %s", none)
	}
}
