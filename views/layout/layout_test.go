package layout_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/static"
	"portico/views/component"
	"portico/views/layout"
	"portico/views/viewtest"
)

func render(t *testing.T, ctx context.Context, c templ.Component) string {
	t.Helper()
	var html strings.Builder
	if err := c.Render(ctx, &html); err != nil {
		t.Fatal(err)
	}
	return html.String()
}

func TestDocuments(t *testing.T) {
	documents := []struct {
		name string
		page templ.Component
	}{
		{"hosted", layout.Hosted(layout.HostedProps{ID: "some-page", Title: "登录", Wide: true})},
		{"bare", layout.Bare("some-page", "登录")},
		{"intro", layout.Intro("登录", "欢迎回来")},
		{"open", layout.Open(layout.OpenProps{ID: "some-page", Title: "演示", Badge: "测试", Sheet: "css/demo.css", Head: templ.NopComponent})},
	}
	for _, d := range documents {
		viewtest.GoldenDocument(t, d.name, func(context.Context) templ.Component { return d.page })
	}
}

func TestHostedDocument(t *testing.T) {
	ctx := locales.WithLanguage(context.Background(), "zh-CN")
	ctx = layout.WithNonce(ctx, "n1")
	ctx = layout.WithQuery(ctx, "interaction=abc")
	ctx = layout.WithBranding(ctx, layout.Branding{Name: "Northwind", Color: "#ffd400", PrivacyURL: "https://northwind.example/p"})
	html := render(t, ctx, layout.Hosted(layout.HostedProps{ID: "some-page", Title: "Hello"}))
	for _, want := range []string{
		`<html lang="zh-CN">`, `<title>Hello · Northwind</title>`, `<meta name="color-scheme" content="light dark">`,
		`<meta name="referrer" content="no-referrer">`, `<main id="some-page">`,
		`<style nonce="n1">:root{--brand:light-dark(`,
		`href="?interaction=abc&amp;lang=en"`, `https://northwind.example/p`,
		static.URL("vendor/inter-latin-wght-normal.woff2"), static.URL("css/app.css"), static.URL("js/app.js"),
	} {
		if !strings.Contains(html, want) {
			t.Errorf("the document lacks %q", want)
		}
	}
	if found := regexp.MustCompile(`\s(style|on[a-z]+)="`).FindString(html); found != "" {
		t.Errorf("the policy for content forbids %q", found)
	}
}

func TestBrandingCannotLeaveItsStyle(t *testing.T) {
	for _, color := range []string{"", "red", "#12", `#123456}</style>`, "#12345g", "url(x)"} {
		ctx := layout.WithBranding(context.Background(), layout.Branding{Name: "N", Color: color})
		html := render(t, ctx, layout.Bare("id", "Title"))
		if !strings.Contains(html, ":root{--brand:light-dark(#6139f6,") {
			t.Errorf("colour %q does not fall back to the product's own", color)
		}
	}
}

func TestContext(t *testing.T) {
	ctx := context.Background()
	if _, ok := layout.PersonOf(ctx); ok || layout.CSRF(ctx) != "" || layout.Nonce(ctx) != "" || layout.Query(ctx) != "" {
		t.Error("an empty context has something")
	}
	ctx = layout.WithPerson(layout.WithCSRF(ctx, "c"), component.Person{Name: "Li"})
	if p, ok := layout.PersonOf(ctx); !ok || p.Name != "Li" || layout.CSRF(ctx) != "c" {
		t.Error("the context lost something")
	}
	if html := render(t, ctx, layout.CSRFField()); html != `<input type="hidden" name="csrf" value="c">` {
		t.Errorf("got %s", html)
	}
}

// A brand's color is used where it is visible, and adjusted where it is not.
func TestBrandStandsOut(t *testing.T) {
	tests := []struct{ name, color, light, dark string }{
		{"violet is unchanged", "#6139f6", "#6139f6", "#6139f6"},
		{"yellow is unchanged", "#ffd400", "#ffd400", "#ffd400"},
		{"white is adjusted in light mode", "#ffffff", "#d6d6d6", "#ffffff"},
		{"black is adjusted in dark mode", "#000000", "#000000", "#474747"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ctx := layout.WithBranding(context.Background(), layout.Branding{Name: "N", Color: test.color})
			want := "--brand:light-dark(" + test.light + "," + test.dark + ");"
			if html := render(t, ctx, layout.Bare("id", "Title")); !strings.Contains(html, want) {
				t.Errorf("the page lacks %s in %s", want, regexp.MustCompile(`--brand:[^;]*`).FindString(html))
			}
		})
	}
}
