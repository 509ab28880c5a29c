package web

import (
	"crypto/subtle"
	"encoding/base64"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/models"
)

// CodeCrossOrigin is the code of a form that no page of ours has sent.
const CodeCrossOrigin = "request.cross_origin"

// FieldCSRF is the name of the form field with the CSRF token.
const FieldCSRF = "csrf"

// opaqueOrigin is what browsers send as the origin of a form on a page with
// Referrer-Policy no-referrer, and so of ours (Fetch standard, section 3.2). It
// tells nothing; the token decides.
const opaqueOrigin = "null"

// Deriver makes a secret value from parts that only this server can repeat.
type Deriver interface {
	Derive(purpose string, parts ...[]byte) []byte
}

// CSRFToken is the token of the forms that a browser gets. It follows from a
// cookie that the browser gets with its first page, so that a form of one
// browser is worth nothing in another, and forms in several tabs hold side by side.
// It is "" in the answer to a form of another site: that came without cookies,
// and a new one would take the token from the forms that are open.
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

// SameOrigin refuses what a page of another site has the browser send: by
// Sec-Fetch-Site and Origin where the browser says so, and by the form's token
// in any case.
func SameOrigin(secrets Deriver) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if isSafe(c.Method()) {
			return c.Next()
		}
		crossOrigin := fault.New(fault.Forbidden, CodeCrossOrigin)
		if site := c.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
			return crossOrigin
		}
		if origin := c.Get(fiber.HeaderOrigin); origin != "" && origin != opaqueOrigin && origin != tenant.From(c.UserContext()).Origin {
			return crossOrigin
		}
		form, err := Values(c)
		if err != nil {
			return err
		}
		seed := Cookie(c, CookieCSRF)
		if seed == "" && c.Get("Sec-Fetch-Site") == "same-origin" {
			// A page of ours whose browser has lost its cookies, and with them
			// the request: no attack, and there is a way on.
			return fault.New(fault.Invalid, "session.not_found")
		}
		want := tokenOf(c, secrets, seed)
		if seed == "" || subtle.ConstantTimeCompare([]byte(form.Get(FieldCSRF)), []byte(want)) != 1 {
			return crossOrigin
		}
		return c.Next()
	}
}

func isSafe(method string) bool {
	return method == fiber.MethodGet || method == fiber.MethodHead || method == fiber.MethodOptions
}
