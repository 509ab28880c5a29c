package start_test

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/views/console/start"
	"portico/views/viewtest"
)

const evil = `"><script>alert('x')</script>&`

func props() start.StartPageProps {
	return start.StartPageProps{
		Tenant: "商店", Issuer: "https://id.example/oidc", Discovery: "https://id.example/oidc/.well-known/openid-configuration",
		API: "https://shop.logto.app/api", DemoURL: "/demo-app", HasApplication: true,
	}
}

func TestPages(t *testing.T) {
	viewtest.Golden(t, "start", func(context.Context) templ.Component { return start.StartPage(props()) })
	viewtest.Golden(t, "search", func(context.Context) templ.Component {
		return start.SearchPage(start.SearchProps{Query: "李", Results: []start.Result{
			{URL: "/console/users/u", Name: "李雷", Sub: "13800138000", Kind: start.ResultUser},
			{URL: "/console/applications/a", Name: "商店", Kind: start.ResultApplication},
		}})
	})
	viewtest.Golden(t, "search_nothing", func(context.Context) templ.Component { return start.SearchPage(start.SearchProps{Query: "?"}) })
	viewtest.Golden(t, "problem", func(ctx context.Context) templ.Component {
		return start.ProblemPage(start.ProblemProps{
			Title: locales.T(ctx, "console.problem.missing"), Text: locales.T(ctx, "console.problem.missingText"), RequestID: "12345",
		})
	}, "12345")
}

// What people called themselves and their things stays text.
func TestMarkupStaysText(t *testing.T) {
	ctx := viewtest.Context("en")
	marked := props()
	marked.Tenant, marked.Issuer = evil, evil
	for name, page := range map[string]templ.Component{
		"start":  start.StartPage(marked),
		"search": start.SearchPage(start.SearchProps{Query: evil, Results: []start.Result{{Name: evil, Sub: evil}}}),
	} {
		if html := viewtest.Render(t, ctx, page); strings.Contains(html, "<script>alert") {
			t.Errorf("%s: %s", name, html)
		}
	}
}

// A viewer is not led to what only admins may see.
func TestViewer(t *testing.T) {
	ctx := viewtest.AsViewer(viewtest.Context("en"))
	if html := viewtest.Render(t, ctx, start.StartPage(props())); strings.Contains(html, "/console/operators") {
		t.Error("a viewer is led to the operators")
	}
}
