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

// Public lets every origin read the response, which holds nothing private.
func Public(c *fiber.Ctx) {
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
}

// Preflight answers CORS preflight requests. It allows every origin, without
// credentials; whether the response may be read is decided with the request
// itself, once the client is known.
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

// ErrForeignOrigin is the cause of a refusal that the other origin must not read.
var ErrForeignOrigin = errors.New("the origin is not one of the client's")

// AllowOrigin lets the request's origin read the answer if it is one of the
// client's and refuses any other origin. For an unknown client the only thing to
// read is that it is unknown: see Readable.
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
		return protocol.NewError(protocol.InvalidRequest, "origin "+origin+" not allowed for client: "+clientID).
			Because(ErrForeignOrigin)
	}
	allow(c, origin)
	return nil
}

// Readable lets every origin read an error, so that code in the browser can see
// what is wrong before its client is known; the error holds no one's data. A
// decision already made by AllowOrigin is left alone.
func Readable(c *fiber.Ctx, err error) {
	origin := c.Get(fiber.HeaderOrigin)
	isDecided := len(c.Response().Header.Peek(fiber.HeaderAccessControlAllowOrigin)) > 0 || errors.Is(err, ErrForeignOrigin)
	if models.Origin(origin) != "" && !isDecided {
		allow(c, origin)
	}
}

func allow(c *fiber.Ctx, origin string) {
	c.Set(fiber.HeaderAccessControlAllowOrigin, origin)
	c.Set(fiber.HeaderAccessControlExposeHeaders, "WWW-Authenticate, portico-request-id, logto-core-request-id")
	c.Append(fiber.HeaderVary, fiber.HeaderOrigin)
}
