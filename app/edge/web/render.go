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
	return r.write(c, status, page, policy{formAction: "'self'"})
}

// Outside is what a hosted page of an application may reach beyond this site.
type Outside struct {
	// RedirectURI is where the page's form may end.
	RedirectURI string
	// Images are the addresses of images that the page shows; "" is ignored.
	Images []string
}

// HostedPage renders a page whose form may end in a redirect to an application.
// Chromium applies form-action to every redirect after a form, so all of https and
// http is allowed, and the redirect URI's own scheme.
func (r *Renderer) HostedPage(c *fiber.Ctx, status int, page templ.Component, outside Outside) error {
	allowed := "'self' https: http:"
	if u, err := url.Parse(outside.RedirectURI); err == nil && isCustomScheme(u.Scheme) {
		allowed += " " + u.Scheme + ":"
	}
	return r.write(c, status, page, policy{formAction: allowed, images: origins(outside.Images)})
}

// origins lists the origins of https and http addresses, for a source list (Content
// Security Policy Level 3, section 2.3.1); others are left out.
func origins(addresses []string) string {
	var list string
	for _, address := range addresses {
		u, err := url.Parse(address)
		isPlain := err == nil && (u.Scheme == "https" || u.Scheme == "http") && !strings.ContainsAny(u.Host, "; ,'*")
		if isPlain && u.Host != "" {
			list += " " + u.Scheme + "://" + u.Host
		}
	}
	return list
}

// policy is what differs between the Content-Security-Policies of pages.
type policy struct {
	formAction string
	images     string // origins beside our own, each after a space
}

func isCustomScheme(scheme string) bool {
	return scheme != "" && scheme != "https" && scheme != "http" && !strings.ContainsAny(scheme, "; ,")
}

func (r *Renderer) write(c *fiber.Ctx, status int, page templ.Component, allowed policy) error {
	nonce := models.NewID()
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; "+
		"connect-src 'self'; font-src 'self'; img-src 'self' data:"+allowed.images+"; manifest-src 'self'; "+
		"script-src 'self' 'nonce-"+nonce+"'; style-src 'self' 'nonce-"+nonce+"'; form-action "+allowed.formAction)
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
