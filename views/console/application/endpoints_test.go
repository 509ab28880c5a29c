package application_test

import (
	"context"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/console/application"
	"portico/views/layout"
	"portico/views/viewtest"
)

func TestEndpointsPages(t *testing.T) {
	web, machine := shop(models.ApplicationTraditional), shop(models.ApplicationMachineToMachine)
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "endpoints",
			Show: func(ctx context.Context) templ.Component {
				props := endpoints(ctx, web)
				props.Secrets = secrets()
				return application.EndpointsPage(props)
			},
			Heading: "商店",
			Links: links(
				"/t/shop/console/applications/app1/secrets/new", "/t/shop/console/applications/app1/secrets/%E6%97%A7%E7%9A%84/delete",
				"/t/shop/console/applications/app1/secrets/%E5%AF%86%E9%92%A5%20%2F%20%E6%98%A5/delete",
				"/t/shop/console/applications/app1/secrets/%E6%96%B0%E7%9A%84/delete",
			),
			Says: []string{
				"console.application.type.traditional", "app1", "console.application.endpoint.title", "app1", "https://id.example/oidc",
				"https://id.example/oidc/.well-known/openid-configuration", "https://id.example/oidc/auth", "https://id.example/oidc/token",
				"https://id.example/oidc/me", "https://id.example/oidc/jwks", "https://id.example/oidc/session/end",
				"console.application.secret.title", "console.application.secret.add", "旧的", "secret-1", "2026-05-28T20:26:40Z",
				"console.application.secret.expired", "console.application.secret.delete", "密钥 / 春", "secret-2", "2026-05-28T20:26:40Z",
				"console.application.secret.expiring", "console.application.secret.delete", "新的", "secret-3", "2026-05-28T20:26:40Z",
				"console.application.secret.never", "console.application.secret.delete", "console.application.guide.title",
				"console.application.guide.leadSecret", "console.application.guide.curl", "console.application.guide.node",
				"console.application.guide.golang",
			},
		},
		{
			Name: "endpoints public",
			Show: func(ctx context.Context) templ.Component {
				return application.EndpointsPage(endpoints(ctx, shop(models.ApplicationSPA)))
			},
			Heading: "商店",
			Links:   links(),
			Says: []string{
				"console.application.type.spa", "app1", "console.application.endpoint.title", "app1", "https://id.example/oidc",
				"https://id.example/oidc/.well-known/openid-configuration", "https://id.example/oidc/auth", "https://id.example/oidc/token",
				"https://id.example/oidc/me", "https://id.example/oidc/jwks", "https://id.example/oidc/session/end",
				"console.application.secret.nonePublic", "console.application.guide.title", "console.application.guide.curl",
				"console.application.guide.node", "console.application.guide.golang",
			},
		},
		{
			Name:    "endpoints machine",
			Show:    func(ctx context.Context) templ.Component { return application.EndpointsPage(endpoints(ctx, machine)) },
			Heading: "商店",
			Links:   machineLinks("/t/shop/console/applications/app1/secrets/new"),
			Forms: []viewtest.Form{
				{ID: "management-form", To: "POST /t/shop/console/applications/app1/management-api"},
			},
			Says: []string{
				"console.application.type.machine", "app1", "console.application.endpoint.title", "app1", "https://id.example/oidc",
				"https://id.example/oidc/.well-known/openid-configuration", "https://id.example/oidc/token", "https://id.example/oidc/jwks",
				"https://shop.logto.app/api", "console.application.endpoint.apiAllowed", "console.application.endpoint.apiTake",
				"console.application.secret.title", "console.application.secret.add", "console.application.secret.none",
				"console.application.guide.title", "console.application.guide.leadSecret", "console.application.guide.curlManagement",
				"console.application.guide.node", "console.application.guide.golangMachine",
			},
		},
		{
			Name: "endpoints viewer", IsViewer: true,
			Show: func(ctx context.Context) templ.Component {
				props := endpoints(ctx, machine)
				props.MayManage = false
				props.Secrets = []application.Secret{{OpenSecret: models.OpenSecret{Name: "密钥", CreatedAt: made}}}
				return application.EndpointsPage(props)
			},
			Heading: "商店",
			Links:   machineLinks(),
			Says: []string{
				"console.application.type.machine", "app1", "console.application.endpoint.title", "app1", "https://id.example/oidc",
				"https://id.example/oidc/.well-known/openid-configuration", "https://id.example/oidc/token", "https://id.example/oidc/jwks",
				"https://shop.logto.app/api", "console.application.endpoint.apiRefused", "console.application.secret.title", "密钥",
				"••••••••••••", "console.application.secret.masked", "2026-05-28T20:26:40Z", "console.application.secret.never",
				"console.application.guide.title", "console.application.guide.leadSecret", "console.application.guide.curlMachine",
				"console.application.guide.node", "console.application.guide.golangMachine",
			},
		},
		{
			Name: "secret wrong",
			Show: func(ctx context.Context) templ.Component {
				d := detailsOf(ctx, web)
				return d.SecretPage(ctx)(d.SecretForm(layout.Form[application.NewSecret]{
					Values: application.NewSecret{Name: "春", Expires: application.ExpiresOnDate, Date: "2020-01-01"}, Action: d.Below("secrets", "new"),
					Errors: map[string]string{"name": "已被使用。", "expiresAt": locales.T(ctx, "error.application.secretExpiry")},
				}))
			},
			Heading: "console.application.secret.add",
			Links:   []string{"/t/shop/console/applications/app1/endpoints"},
			Forms: []viewtest.Form{
				{ID: "secret-form", To: "POST /t/shop/console/applications/app1/secrets/new", Fields: []string{
					"name=春", "expires=date (never, 30, 90, 365)", "expiresAt=2020-01-01",
				}},
			},
			Errors: map[string]string{"name": "已被使用。", "expiresAt": "error.application.secretExpiry"},
			Says:   []string{"console.application.secret.add"},
		},
		{
			Name: "secret delete",
			Show: func(ctx context.Context) templ.Component {
				return detailsOf(ctx, web).ConfirmPage(component.ConfirmProps{
					Title: locales.T(ctx, "console.application.secret.deleteTitle", locales.Data{"Name": "春"}),
					Text:  locales.T(ctx, "console.application.secret.deleteText"), Action: "/delete", CancelURL: "/cancel",
					Label: locales.T(ctx, "console.application.secret.delete"), CSRF: layout.CSRFField(),
				})
			},
			Heading: "console.application.secret.deleteTitle",
			Links:   []string{"/cancel"},
			Forms: []viewtest.Form{
				{To: "POST /delete"},
			},
			Says: []string{"console.application.secret.deleteText", "console.application.secret.delete"},
		},
	}, words()...)
}
