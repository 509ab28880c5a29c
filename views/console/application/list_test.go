package application_test

import (
	"context"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/console/application"
	"portico/views/viewtest"
)

func TestListPages(t *testing.T) {
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
	}, words()...)
}

func TestNewPages(t *testing.T) {
	viewtest.Check(t, []viewtest.Page{
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
	}, words()...)
}
