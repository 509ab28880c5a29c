package layout

import (
	"context"

	"github.com/a-h/templ"

	"portico/views/component"
)

type (
	csrfKey     struct{}
	brandingKey struct{}
	personKey   struct{}
	queryKey    struct{}
)

// WithCSRF sets the token that every form sends back in the field CSRFName.
func WithCSRF(ctx context.Context, token string) context.Context {
	return context.WithValue(ctx, csrfKey{}, token)
}

// CSRF is the token for forms.
func CSRF(ctx context.Context) string {
	token, _ := ctx.Value(csrfKey{}).(string)
	return token
}

// WithNonce sets the nonce of the Content-Security-Policy of this response.
func WithNonce(ctx context.Context, nonce string) context.Context {
	return templ.WithNonce(ctx, nonce)
}

// Nonce is the nonce for inline scripts and styles.
func Nonce(ctx context.Context) string { return templ.GetNonce(ctx) }

// WithBranding sets the brand of the pages.
func WithBranding(ctx context.Context, b Branding) context.Context {
	return context.WithValue(ctx, brandingKey{}, b)
}

// BrandingOf returns the brand of the pages.
func BrandingOf(ctx context.Context) Branding {
	b, _ := ctx.Value(brandingKey{}).(Branding)
	return b
}

// WithPerson sets the signed-in user.
func WithPerson(ctx context.Context, p component.Person) context.Context {
	return context.WithValue(ctx, personKey{}, p)
}

// PersonOf returns the signed-in user, if any.
func PersonOf(ctx context.Context) (component.Person, bool) {
	p, ok := ctx.Value(personKey{}).(component.Person)
	return p, ok
}

// WithQuery sets the raw query of the page's URL.
func WithQuery(ctx context.Context, rawQuery string) context.Context {
	return context.WithValue(ctx, queryKey{}, rawQuery)
}

// Query is the raw query of the page's URL.
func Query(ctx context.Context) string {
	rawQuery, _ := ctx.Value(queryKey{}).(string)
	return rawQuery
}
