package web

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/ground/tenant"
	"portico/views/href"
)

// Site gives the addresses of the pages of the request's tenant.
func Site(c *fiber.Ctx) href.Site {
	return href.Site{Prefix: tenant.From(c.UserContext()).Prefix}
}

// Console are the addresses of the console of the request's tenant.
func Console(c *fiber.Ctx) href.Console {
	return href.Console{Prefix: tenant.From(c.UserContext()).Prefix}
}

// SeeOther redirects so that the next request is a GET whatever this one was:
// a body with credentials is never sent on (RFC 9700, section 4.12).
func SeeOther(c *fiber.Ctx, location string) error {
	return c.Redirect(location, fiber.StatusSeeOther)
}

// Address is the path that was asked for, as it was sent.
func Address(c *fiber.Ctx) string { return string(c.Request().URI().PathOriginal()) }
