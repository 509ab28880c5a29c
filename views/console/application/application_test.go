package application_test

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/console/application"
	"portico/views/layout"
	"portico/views/viewtest"
)

const (
	made = int64(1_780_000_000_000)
	at   = "/t/shop/console/applications/app1"
)

// shop is an application of this type.
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

func detailsOf(ctx context.Context, a *models.Application) application.Details {
	return application.DetailsOf(ctx, a, "https://id.example/api/applications/"+a.ID)
}

func endpoints(ctx context.Context, a *models.Application) application.EndpointsProps {
	return application.EndpointsProps{
		Details: detailsOf(ctx, a), ManagementAPI: "https://shop.logto.app/api", MayManage: true,
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
		{OpenSecret: models.OpenSecret{Name: "旧的", Value: "secret-1", CreatedAt: made, ExpiresAt: made}, IsExpired: true, IsExpiring: true},
		{OpenSecret: models.OpenSecret{Name: "密钥 / 春", Value: "secret-2", CreatedAt: made, ExpiresAt: made}, IsExpiring: true},
		{OpenSecret: models.OpenSecret{Name: "新的", Value: "secret-3", CreatedAt: made}},
	}
}

const apiURL = "https://id.example/api/applications"

// list is the list of applications as rendered by its handler.
func list(ctx context.Context, shown component.ListProps, listed application.Listed) layout.List {
	shown.ID, shown.URL, shown.Count = "application-list", "/t/shop/console/applications", len(listed.Applications)
	return application.List(ctx, shown, listed, apiURL)
}

// newForm is the form for a new application with input.
func newForm(typed models.Application, errors map[string]string) templ.Component {
	return application.NewForm(layout.Form[models.Application]{
		Values: typed, Action: "/t/shop/console/applications/new", Errors: errors,
	})
}

// settingsForm is the form of an application's settings with input.
func settingsForm(ctx context.Context, a, typed *models.Application, errors map[string]string) templ.Component {
	d := detailsOf(ctx, a)
	return d.SettingsForm(layout.Form[models.Application]{Values: *typed, Action: d.URL, Errors: errors})
}

func settingsPage(ctx context.Context, a *models.Application, isNew bool) templ.Component {
	return detailsOf(ctx, a).SettingsPage(isNew, settingsForm(ctx, a, a, nil))
}

func tokensForm(ctx context.Context, a *models.Application) templ.Component {
	d := detailsOf(ctx, a)
	return d.TokensForm(resources())(layout.Form[application.Tokens]{
		Values: application.TokensOf(a), Action: d.TabURL(application.TabTokens),
	})
}

func resources() []models.Resource {
	return []models.Resource{{Name: "订单", Indicator: "https://api.example/orders"}, {Name: "库存", Indicator: "https://api.example/stock"}}
}

func tokensPage(ctx context.Context, a *models.Application) templ.Component {
	return detailsOf(ctx, a).Tab(application.TabTokens).With(tokensForm(ctx, a))
}

// words are the texts that Chinese pages leave untranslated.
func words() []string {
	return []string{
		"customClientMetadata", "RFC", "https://api.example/orders", "https://api.example/stock", "https://api.example/gone",
		"react-oidc-context", "oidc-client-ts", "Auth.js", "PHP · openid-connect-php", ".NET · ASP.NET Core", "AppAuth",
		"Java · Spring Boot", "spring-boot-starter-oauth2-client", "spring-boot-starter-security-oauth2-client", "/login/oauth2/code/portico",
		"Python", "mozilla-django-oidc", "/oidc/callback/",
		"JWT", "npm install express-openid-connect", "express-openid-connect", "response_type", "oauth2-proxy", "/oauth2/callback",
		"https://app.example.com/callback", "/callback", "https://app.example.com/jwks.json", "https://app.example.com", "Management API access",
		"portico app create --management-api", "com.example.app", "Next.js", "Django", "Rails", "Spring", "PHP", "React", "Vue", "Angular", "Svelte",
		"iOS", "Android", "Electron", "localhost", "http", "CORS", "JWKS", "ES256", "RS256", "ES384", "prompt=consent", "offline_access",
		"client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt",
		"CLIENT_SECRET", "Node.js", "npm install openid-client", "openid-client", "Deno", "Bun", "Go",
		"github.com/coreos/go-oidc/v3", "golang.org/x/oauth2/clientcredentials", "golang.org/x/oauth2",
		"coreos/go-oidc", "x/oauth2", "verifier", "state", "resource", "scope", "all", "IP",
	}
}

// links are the links of every page about an application, and more.
func links(more ...string) []string {
	return append([]string{"/t/shop/console/applications", at, at + "/endpoints", at + "/tokens", at + "/logs"}, more...)
}

// machineLinks are the links of a machine.
func machineLinks(more ...string) []string {
	return append([]string{
		"/t/shop/console/applications", at, at + "/endpoints", at + "/tokens", at + "/roles", at + "/organizations", at + "/logs",
	}, more...)
}

func TestPages(t *testing.T) {
	web, machine := shop(models.ApplicationTraditional), shop(models.ApplicationMachineToMachine)
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "list",
			Show: func(ctx context.Context) templ.Component {
				return list(ctx, component.ListProps{
					Pager: component.PagerProps{From: 21, To: 24, Total: 24, PreviousURL: "/t/shop/console/applications", Target: "application-list"},
				}, application.Listed{Applications: []models.Application{*web, *shop(models.ApplicationSPA), *machine, {
					ID: models.DemoApplicationID, Name: "演示", Type: models.ApplicationSPA, CreatedAt: made,
				}}}).Whole()
			},
			Heading: "console.applications.title",
			Links: []string{
				"/t/shop/console/applications/new", "/t/shop/console/applications", "/t/shop/console/applications?kind=third-party",
				"/t/shop/console/applications/app1", "/t/shop/console/applications/demo-app",
			},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/applications", Fields: []string{"q=", "type= (Traditional, SPA, Native, MachineToMachine)"}},
			},
			Says: []string{
				"console.applications.create", "商店", "console.application.type.traditional", "app1", "2026-05-28T20:26:40Z", "商店",
				"console.application.type.spa", "app1", "2026-05-28T20:26:40Z", "商店", "console.application.type.machine", "app1",
				"2026-05-28T20:26:40Z", "演示", "console.application.builtIn", "console.application.type.spa", "demo-app",
				"2026-05-28T20:26:40Z",
			},
		},
		{
			Name: "list third party",
			Show: func(ctx context.Context) templ.Component {
				thirdParty := shop(models.ApplicationSPA, func(a *models.Application) { a.IsThirdParty = true })
				return list(ctx, component.ListProps{Query: `"><b>`, Pager: component.PagerProps{From: 1, To: 1, Total: 1}}, application.Listed{
					IsThirdParty: true, Type: models.ApplicationSPA, Applications: []models.Application{*thirdParty},
				}).Whole()
			},
			Heading: "console.applications.title",
			Links: []string{
				"/t/shop/console/applications/new?kind=third-party", "/t/shop/console/applications",
				"/t/shop/console/applications?kind=third-party", "/t/shop/console/applications/app1",
			},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/applications", Fields: []string{"q=\"><b>", "kind=third-party", "type=SPA (, Traditional, Native)"}},
			},
			Says: []string{
				"console.applications.create", "商店", "console.application.thirdParty", "console.application.type.spa", "app1",
				"2026-05-28T20:26:40Z",
			},
		},
		{
			Name: "list empty",
			Show: func(ctx context.Context) templ.Component {
				return list(ctx, component.ListProps{}, application.Listed{}).Whole()
			},
			Heading: "console.applications.title",
			Links:   []string{"/t/shop/console/applications/new", "/t/shop/console/applications", "/t/shop/console/applications?kind=third-party"},
			Says:    []string{"console.applications.create", "console.applications.none", "console.applications.create"},
		},
		{
			Name: "list empty, as a viewer", IsViewer: true,
			Show: func(ctx context.Context) templ.Component {
				return list(ctx, component.ListProps{}, application.Listed{}).Whole()
			},
			Heading: "console.applications.title",
			Links:   []string{"/t/shop/console/applications", "/t/shop/console/applications?kind=third-party"},
		},
		{
			Name: "list empty third party",
			Show: func(ctx context.Context) templ.Component {
				return list(ctx, component.ListProps{}, application.Listed{IsThirdParty: true}).Whole()
			},
			Heading: "console.applications.title",
			Links: []string{
				"/t/shop/console/applications/new?kind=third-party", "/t/shop/console/applications",
				"/t/shop/console/applications?kind=third-party",
			},
			Says: []string{"console.applications.create", "console.applications.noThirdParty", "console.applications.create"},
		},
		{
			Name: "list nothing",
			Show: func(ctx context.Context) templ.Component {
				return component.ListPart(list(ctx, component.ListProps{Query: "x"}, application.Listed{IsThirdParty: true}).Panel)
			},
			Links: []string{"/t/shop/console/applications?kind=third-party"},
			Says:  []string{"console.applications.nothing", "console.applications.showAll"},
		},
		{
			Name: "new",
			Show: func(ctx context.Context) templ.Component {
				return application.NewPage(ctx, false, apiURL).With(newForm(models.Application{
					Type: models.ApplicationTraditional, CustomClientMetadata: models.CustomClientMetadata{Framework: models.FrameworkOther},
				}, nil))
			},
			Heading: "console.applications.create",
			Links:   []string{"/t/shop/console/applications"},
			Forms: []viewtest.Form{
				{ID: "application-form", To: "POST /t/shop/console/applications/new", Fields: []string{
					"framework=other (react, vue, next, express, go, python, spring, php, dotnet, ios, android, m2m)",
					"type=Traditional (SPA, Native, MachineToMachine)", "isThirdParty= (on)", "name=", "description=", "redirectUris=",
					"requirePkce= (on)",
				}},
			},
			Says: []string{"console.applications.create"},
		},
		{
			Name: "new wrong",
			Show: func(ctx context.Context) templ.Component {
				return newForm(models.Application{
					Type: models.ApplicationSPA, Name: "商店", IsThirdParty: true,
					CustomClientMetadata: models.CustomClientMetadata{Framework: "vue"},
					OIDCClientMetadata:   models.OIDCClientMetadata{RedirectURIs: []string{"http://shop.example/"}},
				}, map[string]string{"redirectUris": locales.T(ctx, "error.application.name")})
			},
			Links: []string{"/t/shop/console/applications?kind=third-party"},
			Forms: []viewtest.Form{
				{ID: "application-form", To: "POST /t/shop/console/applications/new", Fields: []string{
					"framework=vue (other, react, next, express, go, python, spring, php, dotnet, ios, android, m2m)",
					"type=SPA (Traditional, Native, MachineToMachine)", "isThirdParty=on", "name=商店", "description=",
					"redirectUris=http://shop.example/", "redirectUris=", "requirePkce= (on)",
				}},
			},
			Errors: map[string]string{"redirectUris": "error.application.name"},
			Says:   []string{"console.applications.create"},
		},
		{
			Name: "settings",
			Show: func(ctx context.Context) templ.Component {
				return settingsPage(ctx, web, true)
			},
			Heading: "商店",
			Links:   links("/t/shop/console/applications/app1/delete"),
			Forms: []viewtest.Form{
				{ID: "settings-form", To: "POST /t/shop/console/applications/app1", Fields: []string{
					"name=商店", "description=", "redirectUris=https://shop.example/cb?a=1&b=2", "redirectUris=com.example.shop://cb",
					"redirectUris=", "postLogoutRedirectUris=https://shop.example/", "postLogoutRedirectUris=", "corsAllowedOrigins=",
				}},
			},
			Says: []string{
				"console.application.type.traditional", "app1", "console.application.ready", "console.application.readySecret",
				"console.application.readyOpen", "console.application.delete",
			},
		},
		{
			Name: "settings machine",
			Show: func(ctx context.Context) templ.Component {
				return settingsForm(ctx, machine, machine, nil)
			},
			Links: []string{"/t/shop/console/applications/app1/delete"},
			Forms: []viewtest.Form{
				{ID: "settings-form", To: "POST /t/shop/console/applications/app1", Fields: []string{"name=商店", "description="}},
			},
			Says: []string{"console.application.delete"},
		},
		{
			Name: "settings wrong",
			Show: func(ctx context.Context) templ.Component {
				return settingsForm(ctx, web, &models.Application{Name: "\t"}, map[string]string{"name": locales.T(ctx, "error.application.name")})
			},
			Links: []string{"/t/shop/console/applications/app1/delete"},
			Forms: []viewtest.Form{
				{ID: "settings-form", To: "POST /t/shop/console/applications/app1", Fields: []string{
					"name=\t", "description=", "redirectUris=", "postLogoutRedirectUris=", "corsAllowedOrigins=",
				}},
			},
			Errors: map[string]string{"name": "error.application.name"},
			Says:   []string{"console.application.delete"},
		},
		{
			Name: "settings viewer", IsViewer: true,
			Show: func(ctx context.Context) templ.Component {
				return settingsForm(ctx, web, web, nil)
			},
			Forms: []viewtest.Form{
				{ID: "settings-form", To: "POST /t/shop/console/applications/app1", Fields: []string{"name=商店 disabled", "description= disabled"}},
			},
			Says: []string{
				"console.application.redirectURIs", "https://shop.example/cb?a=1&b=2", "com.example.shop://cb",
				"console.application.postLogoutRedirectURIs", "https://shop.example/", "console.application.corsAllowedOrigins",
				"console.application.noAddresses",
			},
		},
		{
			Name: "settings demo",
			Show: func(ctx context.Context) templ.Component { return settingsOf(ctx, models.DemoApplicationID) },
			Forms: []viewtest.Form{
				{ID: "settings-form", To: "POST /t/shop/console/applications/demo-app", Fields: []string{
					"name=商店", "description=", "redirectUris=https://shop.example/cb?a=1&b=2", "redirectUris=com.example.shop://cb",
					"redirectUris=", "postLogoutRedirectUris=https://shop.example/", "postLogoutRedirectUris=", "corsAllowedOrigins=",
				}},
			},
			Says: []string{"console.application.builtInDemo"},
		},
		{
			Name: "settings console",
			Show: func(ctx context.Context) templ.Component { return settingsOf(ctx, models.ConsoleApplicationID) },
			Forms: []viewtest.Form{
				{ID: "settings-form", To: "POST /t/shop/console/applications/admin-console", Fields: []string{
					"name=商店 disabled", "description= disabled",
				}},
			},
			Says: []string{
				"console.application.builtInConsole", "console.application.redirectURIs", "https://shop.example/cb?a=1&b=2",
				"com.example.shop://cb", "console.application.postLogoutRedirectURIs", "https://shop.example/",
				"console.application.corsAllowedOrigins", "console.application.noAddresses",
			},
		},
		{
			Name: "delete",
			Show: func(ctx context.Context) templ.Component {
				return detailsOf(ctx, web).ConfirmPage(component.ConfirmProps{
					Title: locales.T(ctx, "console.application.deleteTitle", locales.Data{"Name": "商店"}),
					Text:  locales.T(ctx, "console.application.deleteText"), Action: "/t/shop/console/applications/app1/delete",
					CancelURL: "/t/shop/console/applications/app1", Label: locales.T(ctx, "console.application.delete"),
					Name: "商店", CSRF: layout.CSRFField(),
				})
			},
			Heading: "console.application.deleteTitle",
			Links:   []string{"/t/shop/console/applications/app1"},
			Forms: []viewtest.Form{
				{To: "POST /t/shop/console/applications/app1/delete", Fields: []string{"confirm="}},
			},
			Says: []string{"console.application.deleteText", "console.application.delete"},
		},
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
		{
			Name: "tokens",
			Show: func(ctx context.Context) templ.Component {
				return tokensPage(ctx, web)
			},
			Heading: "商店",
			Links:   links(),
			Forms: []viewtest.Form{
				{ID: "tokens-form", To: "POST /t/shop/console/applications/app1/tokens", Fields: []string{
					"idTokenTtl=", "idTokenSignedResponseAlg= (ES256, RS256, ES384)", "refreshTokenTtlInDays=", "rotateRefreshToken=on",
					"alwaysIssueRefreshToken= (true, false)",
					"tokenEndpointAuthMethod= (client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt)", "jwksUri=",
					"requirePkce= (on)",
					"introspectionResources= (https://api.example/orders, https://api.example/stock)", "isResourceServer= (on)",
				}},
			},
			Says: []string{"console.application.type.traditional", "app1", "订单", "https://api.example/orders", "库存", "https://api.example/stock"},
		},
		{
			Name: "tokens set",
			Show: func(ctx context.Context) templ.Component {
				off, on := false, true
				set := shop(models.ApplicationTraditional, func(a *models.Application) {
					a.CustomClientMetadata = models.CustomClientMetadata{
						IDTokenTTL: 60, RefreshTokenTTLInDays: 7, RotateRefreshToken: &off, AlwaysIssueRefreshToken: &on,
						RequirePKCE: true, TokenEndpointAuthMethod: "private_key_jwt", JWKSURI: "https://shop.example/keys",
						IDTokenSignedResponseAlg: "RS256", IsResourceServer: true,
						IntrospectionResources: []string{"https://api.example/gone", "https://api.example/stock"},
					}
				})
				return tokensForm(ctx, set)
			},
			Forms: []viewtest.Form{
				{ID: "tokens-form", To: "POST /t/shop/console/applications/app1/tokens", Fields: []string{
					"idTokenTtl=60", "idTokenSignedResponseAlg=RS256 (, ES256, ES384)", "refreshTokenTtlInDays=7",
					"rotateRefreshToken= (on)", "alwaysIssueRefreshToken=true (, false)",
					"tokenEndpointAuthMethod=private_key_jwt (, client_secret_basic, client_secret_post, client_secret_jwt)",
					"jwksUri=https://shop.example/keys", "requirePkce=on",
					"introspectionResources=https://api.example/stock, https://api.example/gone (https://api.example/orders)",
					"isResourceServer=on",
				}},
			},
			Says: []string{"订单", "https://api.example/orders", "库存", "https://api.example/stock", "https://api.example/gone"},
		},
		{
			Name: "tokens public",
			Show: func(ctx context.Context) templ.Component {
				native := shop(models.ApplicationNative, func(a *models.Application) { a.CustomClientMetadata.AlwaysIssueRefreshToken = new(bool) })
				return tokensForm(ctx, native)
			},
			Forms: []viewtest.Form{
				{ID: "tokens-form", To: "POST /t/shop/console/applications/app1/tokens", Fields: []string{
					"idTokenTtl=", "idTokenSignedResponseAlg= (ES256, RS256, ES384)", "refreshTokenTtlInDays=", "rotateRefreshToken=on",
					"alwaysIssueRefreshToken=false (, true)",
				}},
			},
			Says: []string{"console.application.token.public"},
		},
		{
			Name: "tokens third party",
			Show: func(ctx context.Context) templ.Component {
				return tokensForm(ctx, shop(models.ApplicationTraditional, func(a *models.Application) { a.IsThirdParty = true }))
			},
			Forms: []viewtest.Form{
				{ID: "tokens-form", To: "POST /t/shop/console/applications/app1/tokens", Fields: []string{
					"idTokenTtl=", "idTokenSignedResponseAlg= (ES256, RS256, ES384)", "refreshTokenTtlInDays=", "rotateRefreshToken=on",
					"tokenEndpointAuthMethod= (client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt)", "jwksUri=",
					"requirePkce= (on)",
				}},
			},
		},
		{
			Name: "tokens machine",
			Show: func(ctx context.Context) templ.Component {
				return tokensForm(ctx, machine)
			},
			Forms: []viewtest.Form{
				{ID: "tokens-form", To: "POST /t/shop/console/applications/app1/tokens", Fields: []string{
					"tokenEndpointAuthMethod= (client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt)", "jwksUri=",
					"introspectionResources= (https://api.example/orders, https://api.example/stock)", "isResourceServer= (on)",
				}},
			},
			Says: []string{"订单", "https://api.example/orders", "库存", "https://api.example/stock"},
		},
		{
			Name: "tokens machine without resources",
			Show: func(ctx context.Context) templ.Component {
				d := detailsOf(ctx, machine)
				return d.TokensForm(nil)(layout.Form[application.Tokens]{Values: application.TokensOf(machine), Action: d.TabURL(application.TabTokens)})
			},
			Forms: []viewtest.Form{
				{ID: "tokens-form", To: "POST /t/shop/console/applications/app1/tokens", Fields: []string{
					"tokenEndpointAuthMethod= (client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt)", "jwksUri=",
					"isResourceServer= (on)",
				}},
			},
			Says: []string{"console.application.server.noResources"},
		},
	}, words()...)
}

func settingsOf(ctx context.Context, id string) templ.Component {
	builtIn := shop(models.ApplicationSPA, func(a *models.Application) { a.ID = id })
	return settingsForm(ctx, builtIn, builtIn, nil)
}

// A change of one setting through the API drops the others: the button says so.
func TestAPIButtonSaysWhatIsReplaced(t *testing.T) {
	ctx := viewtest.Context("en")
	for name, page := range map[string]templ.Component{
		"settings": settingsPage(ctx, shop(models.ApplicationSPA), false), "tokens": tokensPage(ctx, shop(models.ApplicationSPA)),
	} {
		if text := viewtest.Render(t, ctx, page); strings.Count(text, locales.T(ctx, "console.application.replaced")) != 1 {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// Operators who may change nothing are not offered changes that would be refused;
// nor is anyone for the console itself.
func TestNoChangesAreOffered(t *testing.T) {
	web := shop(models.ApplicationTraditional)
	editor := viewtest.Context("en")
	viewer := viewtest.AsViewer(editor)
	pages := map[string]struct {
		ctx  context.Context
		page templ.Component
	}{
		"list":      {viewer, list(viewer, component.ListProps{}, application.Listed{Applications: []models.Application{*web}}).Whole()},
		"settings":  {viewer, settingsPage(viewer, web, false)},
		"endpoints": {viewer, application.EndpointsPage(endpoints(viewer, web))},
		"tokens":    {viewer, tokensPage(viewer, web)},
		"console":   {editor, settingsOf(editor, models.ConsoleApplicationID)},
	}
	for name, shown := range pages {
		html := viewtest.Render(t, shown.ctx, shown.page)
		for _, offer := range []string{"data-save-bar", "data-dialog ", "data-dialog>", "data-list", "applications/new", "button primary"} {
			if strings.Contains(html, offer) {
				t.Errorf("%s offers %s", name, offer)
			}
		}
	}
}

// An application's texts are escaped everywhere.
func TestTextIsEscaped(t *testing.T) {
	const evil = viewtest.Markup
	a := shop(models.ApplicationTraditional, func(a *models.Application) {
		text := evil
		a.Name, a.Description = evil, &text
		a.OIDCClientMetadata.RedirectURIs = []string{evil}
	})
	ctx := viewtest.Context("en")
	props := endpoints(ctx, a)
	props.Secrets = []application.Secret{{OpenSecret: models.OpenSecret{Name: evil, Value: evil}}}
	viewtest.Escapes(t, map[string]templ.Component{
		"list":      list(ctx, component.ListProps{Query: evil}, application.Listed{Applications: []models.Application{*a}}).Whole(),
		"settings":  settingsPage(ctx, a, false),
		"endpoints": application.EndpointsPage(props),
		"tokens":    tokensPage(ctx, a),
	})
}
