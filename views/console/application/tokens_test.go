package application_test

import (
	"context"
	"testing"

	"github.com/a-h/templ"

	"portico/models"
	"portico/views/console/application"
	"portico/views/layout"
	"portico/views/viewtest"
)

func TestTokensPages(t *testing.T) {
	web, machine := shop(models.ApplicationTraditional), shop(models.ApplicationMachineToMachine)
	viewtest.Check(t, []viewtest.Page{
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
