package start_test

import (
	"context"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/views/console/start"
	"portico/views/viewtest"
)

func props() start.StartPageProps {
	return start.StartPageProps{
		Tenant: "商店", Issuer: "https://id.example/oidc", Discovery: "https://id.example/oidc/.well-known/openid-configuration",
		API: "https://shop.logto.app/api", DemoURL: "/demo-app", HasApplication: true,
	}
}

func TestPages(t *testing.T) {
	viewtest.Check(t, []viewtest.Page{
		{
			Name:    "start",
			Show:    func(context.Context) templ.Component { return start.StartPage(props()) },
			Heading: "console.start.title",
			Links: []string{
				"/demo-app", "/t/shop/console/applications", "/t/shop/console/users", "/t/shop/console/applications?kind=third-party",
				"/t/shop/console/operators",
			},
			Says: []string{
				"console.start.demo", "console.start.demoOpen", "console.start.application", "console.start.applicationOpen",
				"console.start.user", "console.start.userOpen", "console.start.consent", "console.start.consentLead", "console.start.operators", "console.start.operatorsOpen",
				"console.start.facts", "console.start.issuer", "https://id.example/oidc", "console.start.discovery",
				"https://id.example/oidc/.well-known/openid-configuration", "console.start.api", "https://shop.logto.app/api",
			},
		},
		// A viewer is not sent to pages that only admins may see.
		{
			Name: "start, as a viewer", IsViewer: true,
			Show:    func(context.Context) templ.Component { return start.StartPage(props()) },
			Heading: "console.start.title",
			Links: []string{
				"/demo-app", "/t/shop/console/applications", "/t/shop/console/users", "/t/shop/console/applications?kind=third-party",
			},
			Says: []string{
				"console.start.demo", "console.start.demoOpen", "console.start.application", "console.start.applicationOpen",
				"console.start.user", "console.start.userOpen", "console.start.facts", "console.start.issuer", "https://id.example/oidc",
				"console.start.discovery", "https://id.example/oidc/.well-known/openid-configuration", "console.start.api",
				"https://shop.logto.app/api",
			},
		},
		{
			Name: "start, with the sample",
			Show: func(context.Context) templ.Component {
				p := props()
				p.HasSample = true
				return start.StartPage(p)
			},
			Heading: "console.start.title",
			Links:   []string{"/demo-app", "/t/shop/console/applications", "/t/shop/console/users", "/t/shop/console/operators"},
			Says:    []string{"console.start.consent", "console.start.consentSample", "console.start.demoOpen"},
		},
		{
			Name: "search",
			Show: func(context.Context) templ.Component {
				return start.SearchPage(start.SearchProps{Query: "李", Results: []start.Result{
					{URL: "/console/users/u", Name: "李雷", Sub: "13800138000", Kind: start.ResultUser},
					{URL: "/console/applications/a", Name: "商店", Kind: start.ResultApplication},
				}})
			},
			Heading: "console.search.title",
			Links:   []string{"/console/users/u", "/console/applications/a"},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/search", Fields: []string{"q=李"}},
			},
			Says: []string{"console.search.label", "李雷", "13800138000", "商店"},
		},
		{
			Name:    "nothing is found",
			Show:    func(context.Context) templ.Component { return start.SearchPage(start.SearchProps{Query: "?"}) },
			Heading: "console.search.title",
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/search", Fields: []string{"q=?"}},
			},
			Says: []string{"console.search.label", "console.search.nothing"},
		},
		{
			Name: "problem",
			Show: func(ctx context.Context) templ.Component {
				return start.ProblemPage(start.ProblemProps{
					Title: locales.T(ctx, "console.problem.missing"), Text: locales.T(ctx, "console.problem.missingText"), RequestID: "12345",
				})
			},
			Heading: "console.problem.missing",
			Links:   []string{"/t/shop/console"},
			Says:    []string{"console.problem.missingText", "console.problem.home", "12345"},
		},
	}, "12345", "portico seed --people", "Ledgerly", "alice")
}

// Names that people choose are escaped.
func TestMarkupStaysText(t *testing.T) {
	const evil = viewtest.Markup
	marked := props()
	marked.Tenant, marked.Issuer = evil, evil
	viewtest.Escapes(t, map[string]templ.Component{
		"start":   start.StartPage(marked),
		"search":  start.SearchPage(start.SearchProps{Query: evil, Results: []start.Result{{Name: evil, Sub: evil}}}),
		"problem": start.ProblemPage(start.ProblemProps{Title: evil, Text: evil, RequestID: evil}),
	})
}
