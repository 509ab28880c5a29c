package web

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/ground/tenant"
	"portico/views/href"
)

// Site returns the addresses of the pages of the request's tenant.
func Site(c *fiber.Ctx) href.Site {
	return href.Site{Prefix: tenant.From(c.UserContext()).Prefix}
}

// Console returns the addresses of the console of the request's tenant.
func Console(c *fiber.Ctx) href.Console {
	return href.Console{Prefix: tenant.From(c.UserContext()).Prefix}
}

// SeeOther redirects so that the next request is a GET, whatever this one was: a body
// with credentials is never forwarded (RFC 9700, section 4.12).
func SeeOther(c *fiber.Ctx, location string) error {
	return c.Redirect(location, fiber.StatusSeeOther)
}

// Address returns the request's path as sent.
func Address(c *fiber.Ctx) string { return string(c.Request().URI().PathOriginal()) }
