package application_test

import (
	"context"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/layout"
	"portico/views/viewtest"
)

func TestSettingsPages(t *testing.T) {
	web, machine := shop(models.ApplicationTraditional), shop(models.ApplicationMachineToMachine)
	viewtest.Check(t, []viewtest.Page{
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
	}, words()...)
}
