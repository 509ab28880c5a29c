package viewtest

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/views/component"
	"portico/views/layout"
)

// Context is that of a request in a language, with all that pages take from it.
func Context(lang string) context.Context {
	ctx := locales.WithLanguage(context.Background(), lang)
	ctx = layout.WithBranding(ctx, layout.Branding{
		Name:       "Northwind",
		Color:      "#0a7d5a",
		TermsURL:   "https://northwind.example/terms",
		PrivacyURL: "https://northwind.example/privacy",
	})
	ctx = layout.WithCSRF(ctx, "csrf-token")
	ctx = layout.WithNonce(ctx, "nonce")
	ctx = layout.WithQuery(ctx, "interaction=abc")
	return layout.WithPerson(ctx, component.Person{Name: "李雷", Identifier: "li.lei@northwind.example"})
}

// Render is the HTML of a page.
func Render(t *testing.T, ctx context.Context, page templ.Component) string {
	t.Helper()
	var html strings.Builder
	if err := page.Render(ctx, &html); err != nil {
		t.Fatal(err)
	}
	return html.String()
}
