package web

import (
	"crypto/subtle"
	"encoding/base64"
	"mime"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/models"
)

// CodeCrossOrigin is the code of a form that was not sent by our own pages.
const CodeCrossOrigin = "request.cross_origin"

// FieldCSRF is the name of the form field with the CSRF token.
const FieldCSRF = "csrf"

// opaqueOrigin is the origin that browsers send for forms on pages with
// Referrer-Policy no-referrer, and so for ours (Fetch standard, section 3.2). It
// proves nothing; the token decides.
const opaqueOrigin = "null"

// Deriver derives a secret value from parts that only this server can compute.
type Deriver interface {
	Derive(purpose string, parts ...[]byte) []byte
}

// CSRFToken returns the CSRF token for a browser's forms. It is derived from a cookie
// that the browser gets with its first page, so that a form of one browser is not
// valid in another, and forms in several tabs are valid at the same time. It is "" in
// the response to a form from another site: that came without cookies, and a new
// cookie would invalidate the browser's open forms.
func CSRFToken(c *fiber.Ctx, secrets Deriver) string {
	seed := Cookie(c, CookieCSRF)
	if seed == "" && !isSafe(c.Method()) {
		return ""
	}
	if seed == "" {
		seed = models.NewToken()
		SetCookie(c, CookieCSRF, seed, 0)
	}
	return tokenOf(c, secrets, seed)
}

func tokenOf(c *fiber.Ctx, secrets Deriver, seed string) string {
	value := secrets.Derive("csrf", []byte(tenant.From(c.UserContext()).ID), []byte(seed))
	return base64.RawURLEncoding.EncodeToString(value)
}

// SameOrigin rejects requests that pages of other sites trigger: by Sec-Fetch-Site and
// Origin if the browser sends them, and by the form's token in any case.
func SameOrigin(secrets Deriver) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if isSafe(c.Method()) {
			return c.Next()
		}
		crossOrigin := fault.New(fault.Forbidden, CodeCrossOrigin)
		if isFromElsewhere(c) {
			return crossOrigin
		}
		form, err := Values(c)
		if err != nil {
			return err
		}
		seed := Cookie(c, CookieCSRF)
		if seed == "" && c.Get("Sec-Fetch-Site") == "same-origin" {
			// One of our pages in a browser that has lost its cookies, and with them
			// the request: this is no attack, and the user can go on.
			return fault.New(fault.Invalid, "session.not_found")
		}
		want := tokenOf(c, secrets, seed)
		if seed == "" || subtle.ConstantTimeCompare([]byte(form.Get(FieldCSRF)), []byte(want)) != 1 {
			return crossOrigin
		}
		return c.Next()
	}
}

// isFromElsewhere reports whether the browser says that another site's page made the
// request.
func isFromElsewhere(c *fiber.Ctx) bool {
	if site := c.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		return true
	}
	origin := c.Get(fiber.HeaderOrigin)
	return origin != "" && origin != opaqueOrigin && origin != tenant.From(c.UserContext()).Origin
}

// SameOriginJSON rejects requests that pages of other sites trigger, for routes that
// take JSON with the browser's cookies: another site's page cannot send that content
// type without asking first (Fetch standard, section 4.8), and is not allowed to.
func SameOriginJSON(c *fiber.Ctx) error {
	if isSafe(c.Method()) {
		return c.Next()
	}
	kind, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if isFromElsewhere(c) || err != nil || kind != fiber.MIMEApplicationJSON {
		return fault.New(fault.Forbidden, CodeCrossOrigin)
	}
	return c.Next()
}

func isSafe(method string) bool {
	return method == fiber.MethodGet || method == fiber.MethodHead || method == fiber.MethodOptions
}
