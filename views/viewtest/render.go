package viewtest

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/views/component"
	"portico/views/href"
	"portico/views/layout"
)

// Context returns the context of a request in a language, with everything that pages need.
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
	person := component.Person{Name: "李雷", Identifier: "li.lei@northwind.example"}
	ctx = layout.WithShell(ctx, layout.Shell{
		Site: href.ConsoleOf("shop"), Tenant: "shop", TenantName: "商店", Person: person, Role: locales.T(ctx, "console.role.admin"),
		CanChange: true, CanAdminister: true, Address: "/t/shop/console",
	})
	return layout.WithPerson(ctx, person)
}

// AsViewer returns the context of an operator who may not change anything.
func AsViewer(ctx context.Context) context.Context {
	shell := layout.ShellOf(ctx)
	shell.CanChange, shell.CanAdminister = false, false
	shell.Role = locales.T(ctx, "console.role.viewer")
	return layout.WithShell(ctx, shell)
}

// Render returns the HTML of a page.
func Render(t *testing.T, ctx context.Context, page templ.Component) string {
	t.Helper()
	var html strings.Builder
	if err := page.Render(ctx, &html); err != nil {
		t.Fatal(err)
	}
	return html.String()
}

// Late returns a page that is built for the context in which it is rendered.
func Late(page func(context.Context) templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error { return page(ctx).Render(ctx, w) })
}
