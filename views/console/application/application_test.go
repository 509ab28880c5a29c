package application_test

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/console/application"
	"portico/views/console/log"
	"portico/views/layout"
	"portico/views/viewtest"
)

const made = int64(1_780_000_000_000)

// shop is an application of a type.
func shop(kind models.ApplicationType, change ...func(*models.Application)) *models.Application {
	a := &models.Application{ID: "app1", Name: "商店", Type: kind, CreatedAt: made}
	if kind != models.ApplicationMachineToMachine {
		a.OIDCClientMetadata = models.OIDCClientMetadata{
			RedirectURIs:           []string{"https://shop.example/cb?a=1&b=2", "com.example.shop://cb"},
			PostLogoutRedirectURIs: []string{"https://shop.example/"},
		}
	}
	for _, apply := range change {
		apply(a)
	}
	return a
}

func detailsOf(a *models.Application) application.Details {
	return application.Details{Application: a, APIURL: "https://id.example/api/applications/" + a.ID}
}

func endpoints(a *models.Application) application.EndpointsProps {
	return application.EndpointsProps{
		Details: detailsOf(a), ManagementAPI: "https://shop.logto.app/api", MayManage: true,
		Endpoints: application.Endpoints{
			Issuer: "https://id.example/oidc", Discovery: "https://id.example/oidc/.well-known/openid-configuration",
			Authorization: "https://id.example/oidc/auth", Token: "https://id.example/oidc/token",
			UserInfo: "https://id.example/oidc/me", JWKS: "https://id.example/oidc/jwks",
			EndSession: "https://id.example/oidc/session/end",
		},
	}
}

func secrets() []application.Secret {
	return []application.Secret{
		{Name: "旧的", Value: "secret-1", CreatedAt: made, ExpiresAt: made, IsExpired: true, IsExpiring: true},
		{Name: "密钥 / 春", Value: "secret-2", CreatedAt: made, ExpiresAt: made, IsExpiring: true},
		{Name: "新的", Value: "secret-3", CreatedAt: made},
	}
}

// words are what the Chinese pages leave as it is.
func words() []string {
	return []string{
		"https://app.example.com/callback", "https://app.example.com/jwks.json", "https://app.example.com", "Management API access",
		"portico app create --management-api", "com.example.app", "Next.js", "Django", "Rails", "Spring", "PHP", "React", "Vue", "Angular", "Svelte",
		"iOS", "Android", "Electron", "localhost", "http", "CORS", "JWKS", "ES256", "RS256", "ES384", "prompt=consent", "offline_access",
		"client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt",
		"CLIENT_SECRET", "Node.js", "npm install openid-client", "openid-client", "Deno", "Bun", "Go",
		"github.com/coreos/go-oidc/v3", "golang.org/x/oauth2/clientcredentials", "golang.org/x/oauth2",
		"coreos/go-oidc", "x/oauth2", "verifier", "state", "resource", "scope", "all", "IP",
	}
}

func TestPages(t *testing.T) {
	web, machine := shop(models.ApplicationTraditional), shop(models.ApplicationMachineToMachine)
	pages := []struct {
		name string
		page func(context.Context) templ.Component
	}{
		{"list", func(context.Context) templ.Component {
			return application.ListPage(application.ListProps{
				Applications: []models.Application{*web, *shop(models.ApplicationSPA), *machine, {
					ID: models.DemoApplicationID, Name: "演示", Type: models.ApplicationSPA, CreatedAt: made,
				}},
				Pager:  component.PagerProps{From: 21, To: 24, Total: 24, PreviousURL: "/t/shop/console/applications", Target: application.ListTarget},
				APIURL: "https://id.example/api/applications",
			})
		}},
		{"list_third_party", func(context.Context) templ.Component {
			return application.ListPage(application.ListProps{
				IsThirdParty: true, Query: `"><b>`, Type: models.ApplicationSPA,
				Applications: []models.Application{*shop(models.ApplicationSPA, func(a *models.Application) { a.IsThirdParty = true })},
				Pager:        component.PagerProps{From: 1, To: 1, Total: 1},
			})
		}},
		{"list_empty", func(context.Context) templ.Component { return application.ListPage(application.ListProps{}) }},
		{"list_empty_third_party", func(context.Context) templ.Component {
			return application.ListPage(application.ListProps{IsThirdParty: true})
		}},
		{"list_nothing", func(context.Context) templ.Component {
			return application.ListTable(application.ListProps{Query: "x", IsThirdParty: true})
		}},
		{"new", func(context.Context) templ.Component {
			return application.NewPage(application.NewProps{
				Type: models.ApplicationTraditional, RequiresPKCE: true, APIURL: "https://id.example/api/applications",
			})
		}},
		{"new_wrong", func(ctx context.Context) templ.Component {
			return application.NewForm(application.NewProps{
				Type: models.ApplicationSPA, Name: "商店", IsThirdParty: true, RedirectURIs: []string{"http://shop.example/"},
				Errors: map[string]string{"redirectUris": locales.T(ctx, "error.application.name")},
			})
		}},
		{"settings", func(context.Context) templ.Component {
			return application.SettingsPage(application.SettingsProps{
				Details: detailsOf(web), Settings: application.SettingsOf(web), IsNew: true,
			})
		}},
		{"settings_machine", func(context.Context) templ.Component {
			return application.SettingsForm(application.SettingsProps{Details: detailsOf(machine), Settings: application.SettingsOf(machine)})
		}},
		{"settings_wrong", func(ctx context.Context) templ.Component {
			return application.SettingsForm(application.SettingsProps{
				Details: detailsOf(web), Settings: application.Settings{Name: "\t"},
				Errors: map[string]string{"name": locales.T(ctx, "error.application.name")},
			})
		}},
		{"settings_viewer", func(ctx context.Context) templ.Component {
			return asViewer(application.SettingsForm(application.SettingsProps{Details: detailsOf(web), Settings: application.SettingsOf(web)}))
		}},
		{"settings_demo", func(context.Context) templ.Component { return settingsOf(models.DemoApplicationID) }},
		{"settings_console", func(context.Context) templ.Component { return settingsOf(models.ConsoleApplicationID) }},
		{"delete", func(ctx context.Context) templ.Component {
			return application.DeletePage(component.ConfirmProps{
				Title: locales.T(ctx, "console.application.deleteTitle", locales.Data{"Name": "商店"}),
				Text:  locales.T(ctx, "console.application.deleteText"), Action: "/t/shop/console/applications/app1/delete",
				CancelURL: "/t/shop/console/applications/app1", Label: locales.T(ctx, "console.application.delete"),
				Name: "商店", CSRF: layout.CSRFField(),
			})
		}},
		{"endpoints", func(context.Context) templ.Component {
			props := endpoints(web)
			props.Secrets = secrets()
			return application.EndpointsPage(props)
		}},
		{"endpoints_public", func(context.Context) templ.Component {
			return application.EndpointsPage(endpoints(shop(models.ApplicationSPA)))
		}},
		{"endpoints_machine", func(context.Context) templ.Component { return application.EndpointsPage(endpoints(machine)) }},
		{"endpoints_viewer", func(context.Context) templ.Component {
			props := endpoints(machine)
			props.MayManage = false
			props.Secrets = []application.Secret{{Name: "密钥", CreatedAt: made}}
			return asViewer(application.EndpointsPage(props))
		}},
		{"secret_wrong", func(ctx context.Context) templ.Component {
			return application.SecretPage(application.SecretProps{
				Details: detailsOf(web), Name: "春", Expires: application.ExpiresOnDate, Date: "2020-01-01",
				Errors: map[string]string{"expiresAt": locales.T(ctx, "error.application.secretExpiry")},
			})
		}},
		{"secret_delete", func(ctx context.Context) templ.Component {
			return application.SecretDeletePage(component.ConfirmProps{
				Title: locales.T(ctx, "console.application.secret.deleteTitle", locales.Data{"Name": "春"}),
				Text:  locales.T(ctx, "console.application.secret.deleteText"), Action: "/delete", CancelURL: "/cancel",
				Label: locales.T(ctx, "console.application.secret.delete"), CSRF: layout.CSRFField(),
			}, "商店")
		}},
		{"tokens", func(context.Context) templ.Component {
			return application.TokensPage(application.TokensProps{Details: detailsOf(web), Tokens: application.TokensOf(web), DefaultAlgorithm: "ES256"})
		}},
		{"tokens_set", func(context.Context) templ.Component {
			off := false
			set := shop(models.ApplicationTraditional, func(a *models.Application) {
				a.CustomClientMetadata = models.CustomClientMetadata{
					IDTokenTTL: 60, RefreshTokenTTLInDays: 7, RotateRefreshToken: &off, AlwaysIssueRefreshToken: true,
					RequirePKCE: true, TokenEndpointAuthMethod: "private_key_jwt", JWKSURI: "https://shop.example/keys",
					IDTokenSignedResponseAlg: "RS256",
				}
			})
			return application.TokensForm(application.TokensProps{Details: detailsOf(set), Tokens: application.TokensOf(set), DefaultAlgorithm: "ES384"})
		}},
		{"tokens_public", func(context.Context) templ.Component {
			native := shop(models.ApplicationNative)
			return application.TokensForm(application.TokensProps{Details: detailsOf(native), Tokens: application.TokensOf(native), DefaultAlgorithm: "ES256"})
		}},
		{"tokens_machine", func(context.Context) templ.Component {
			return application.TokensForm(application.TokensProps{Details: detailsOf(machine), Tokens: application.TokensOf(machine)})
		}},
		{"roles", func(context.Context) templ.Component {
			return application.RolesPage(application.RolesProps{
				Details: detailsOf(machine), Pager: component.PagerProps{From: 1, To: 1, Total: 1, Target: application.RolesTarget},
				Rows: []component.RoleRow{{
					Role: models.Role{ID: "r1", Name: "仓库", Description: "补货"}, URL: "/t/shop/console/roles/r1",
					RemoveURL: "/t/shop/console/applications/app1/roles/r1/remove",
				}},
			})
		}},
		{"roles_empty", func(context.Context) templ.Component {
			return application.RolesPage(application.RolesProps{Details: detailsOf(machine)})
		}},
		{"roles_assign", func(ctx context.Context) templ.Component {
			return application.RolesAssignPage(detailsOf(machine), component.PickerProps{
				ID: "role-picker", Action: "/assign", CancelURL: "/cancel", SearchLabel: locales.T(ctx, "console.roles.search"),
				Label: locales.T(ctx, "console.application.roles.assign"), CSRF: layout.CSRFField(),
			})
		}},
		{"logs", func(context.Context) templ.Component {
			entry := models.AuditLog{ID: "l1", Key: "Application.Created", Result: models.AuditSuccess, ApplicationID: "app1", Count: 1, CreatedAt: made}
			return application.LogsPage(application.LogsProps{
				Details: detailsOf(web), LogURL: "https://id.example/api/logs?applicationId=app1",
				Rows:  []log.Row{log.RowOf(entry, log.Names{Applications: map[string]string{"app1": "商店"}})},
				Pager: component.PagerProps{From: 1, To: 1, Total: 1, Target: application.LogsTarget},
			})
		}},
		{"logs_empty", func(context.Context) templ.Component {
			return application.LogsTable(application.LogsProps{Details: detailsOf(web)})
		}},
	}
	for _, p := range pages {
		viewtest.Golden(t, p.name, p.page, words()...)
	}
}

func settingsOf(id string) templ.Component {
	builtIn := shop(models.ApplicationSPA, func(a *models.Application) { a.ID = id })
	return application.SettingsForm(application.SettingsProps{Details: detailsOf(builtIn), Settings: application.SettingsOf(builtIn)})
}

// asViewer shows a page to an operator who may change nothing.
func asViewer(page templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return page.Render(viewtest.AsViewer(ctx), w)
	})
}

// Who may change nothing, and nobody in the case of the console itself, is
// offered nothing that would be refused.
func TestWhoMayNotChangeIsOfferedNothing(t *testing.T) {
	web := shop(models.ApplicationTraditional)
	pages := map[string]templ.Component{
		"list": asViewer(application.ListPage(application.ListProps{Applications: []models.Application{*web}})),
		"settings": asViewer(application.SettingsPage(application.SettingsProps{
			Details: detailsOf(web), Settings: application.SettingsOf(web),
		})),
		"endpoints": asViewer(application.EndpointsPage(endpoints(web))),
		"tokens":    asViewer(application.TokensPage(application.TokensProps{Details: detailsOf(web)})),
		"console":   settingsOf(models.ConsoleApplicationID),
	}
	for name, page := range pages {
		html := viewtest.Render(t, viewtest.Context("en"), page)
		for _, offer := range []string{"data-save-bar", "data-dialog ", "data-dialog>", "data-list", "applications/new", "button primary"} {
			if strings.Contains(html, offer) {
				t.Errorf("%s offers %s", name, offer)
			}
		}
	}
}

// The text of an application is text wherever it stands.
func TestTextIsEscaped(t *testing.T) {
	const evil = `"><script>alert(1)</script>`
	a := shop(models.ApplicationTraditional, func(a *models.Application) {
		text := evil
		a.Name, a.Description = evil, &text
		a.OIDCClientMetadata.RedirectURIs = []string{evil}
	})
	props := endpoints(a)
	props.Secrets = []application.Secret{{Name: evil, Value: evil}}
	for _, page := range []templ.Component{
		application.ListPage(application.ListProps{Applications: []models.Application{*a}, Query: evil}),
		application.SettingsPage(application.SettingsProps{Details: detailsOf(a), Settings: application.SettingsOf(a)}),
		application.EndpointsPage(props),
		application.TokensPage(application.TokensProps{Details: detailsOf(a)}),
	} {
		if html := viewtest.Render(t, viewtest.Context("en"), page); strings.Contains(html, "<script>alert") {
			t.Errorf("markup of its own: %s", html)
		}
	}
}
