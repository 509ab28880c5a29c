package wire

import (
	"errors"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
	"portico/models"
	"portico/models/store"
)

// Public lets every origin read the answer: it holds nothing private.
func Public(c *fiber.Ctx) {
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
}

// Preflight answers a browser's question whether it may send a request. It
// says yes to every origin, without credentials; whether the answer may be
// read is decided with the request, when the client is known.
func Preflight(methods string) fiber.Handler {
	return func(c *fiber.Ctx) error {
		origin := c.Get(fiber.HeaderOrigin)
		if origin == "" {
			return c.SendStatus(fiber.StatusNoContent)
		}
		c.Set(fiber.HeaderAccessControlAllowOrigin, origin)
		c.Set(fiber.HeaderVary, fiber.HeaderOrigin)
		c.Set(fiber.HeaderAccessControlAllowMethods, methods)
		c.Set(fiber.HeaderAccessControlAllowHeaders, "Authorization, Content-Type")
		c.Set(fiber.HeaderAccessControlMaxAge, "3600")
		return c.SendStatus(fiber.StatusNoContent)
	}
}

// AllowOrigin lets the request's origin read the answer if it is one of the
// client's; the origin of another site is refused. An unknown client allows none.
func AllowOrigin(c *fiber.Ctx, clientID string) error {
	t := tenant.From(c.UserContext())
	origin := c.Get(fiber.HeaderOrigin)
	if origin == "" || models.Origin(origin) == models.Origin(t.Origin) {
		return nil
	}
	application, err := t.Application(c.UserContext(), clientID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find client: %w", err)
	}
	if !application.HasOrigin(origin) {
		return protocol.NewError(protocol.InvalidRequest, "origin "+origin+" not allowed for client: "+clientID)
	}
	c.Set(fiber.HeaderAccessControlAllowOrigin, origin)
	c.Set(fiber.HeaderAccessControlExposeHeaders, "WWW-Authenticate, portico-request-id")
	c.Append(fiber.HeaderVary, fiber.HeaderOrigin)
	return nil
}
