package web

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/ground/tenant"
	"portico/models"
	"portico/views/layout"
)

// Renderer renders pages.
type Renderer struct {
	Secrets Deriver
}

// Page renders a page that only submits forms to this site.
func (r *Renderer) Page(c *fiber.Ctx, status int, page templ.Component) error {
	return r.write(c, status, page, "'self'")
}

// HostedPage renders a page whose form may end in a redirect to an application.
// Chromium applies form-action to every redirect after a form, so all of https and
// http is allowed, and the redirect URI's own scheme.
func (r *Renderer) HostedPage(c *fiber.Ctx, status int, page templ.Component, redirectURI string) error {
	allowed := "'self' https: http:"
	if u, err := url.Parse(redirectURI); err == nil && isCustomScheme(u.Scheme) {
		allowed += " " + u.Scheme + ":"
	}
	return r.write(c, status, page, allowed)
}

func isCustomScheme(scheme string) bool {
	return scheme != "" && scheme != "https" && scheme != "http" && !strings.ContainsAny(scheme, "; ,")
}

func (r *Renderer) write(c *fiber.Ctx, status int, page templ.Component, formAction string) error {
	nonce := models.NewID()
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; "+
		"connect-src 'self'; font-src 'self'; img-src 'self' data:; manifest-src 'self'; "+
		"script-src 'self' 'nonce-"+nonce+"'; style-src 'self' 'nonce-"+nonce+"'; form-action "+formAction)
	c.Set(fiber.HeaderXFrameOptions, "DENY")
	c.Set(fiber.HeaderReferrerPolicy, "no-referrer")
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	ctx := layout.WithNonce(c.UserContext(), nonce)
	ctx = layout.WithQuery(ctx, string(c.Request().URI().QueryString()))
	if t := tenant.From(ctx); t != nil {
		ctx = layout.WithCSRF(ctx, CSRFToken(c, r.Secrets))
		ctx = layout.WithBranding(ctx, branding(t))
	}
	c.Status(status)
	if err := page.Render(ctx, c.Response().BodyWriter()); err != nil {
		return fmt.Errorf("render page: %w", err)
	}
	return nil
}

func branding(t *tenant.Tenant) layout.Branding {
	return layout.Branding{
		Name: t.Name, Color: t.Settings.BrandColor,
		TermsURL: t.Settings.TermsOfUseURL, PrivacyURL: t.Settings.PrivacyPolicyURL,
	}
}
