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
	return detailsOf(ctx, a).SettingsPage(application.SettingsProps{IsNew: isNew}, settingsForm(ctx, a, a, nil))
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
		"people":    people(ctx, evil),
	})
	a.IsThirdParty = true
	text := evil
	scope := models.ResourceScope{Scope: models.Scope{ID: evil, Name: evil, Description: &text}, Resource: models.Resource{Name: evil}}
	viewtest.Escapes(t, map[string]templ.Component{
		"permissions": detailsOf(ctx, a).Permissions(models.ConsentScopes{
			Resource: []models.ResourceScope{scope}, Organization: []models.OrganizationScope{{ID: evil, Name: evil, Description: &text}},
		}),
		"branding": detailsOf(ctx, a).BrandingForm(layout.Form[models.ApplicationSignInExperience]{Values: models.ApplicationSignInExperience{DisplayName: evil}}),
		"no name":  detailsOf(ctx, a).BrandingForm(layout.Form[models.ApplicationSignInExperience]{}),
	})
}
