package web

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/actor"
	"portico/app/fault"
)

// Require lets only actors with this access on.
func Require(access actor.Access) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if !actor.From(c.UserContext()).May(access) {
			return fault.New(fault.Forbidden, "auth.forbidden")
		}
		return c.Next()
	}
}

// RequireByMethod lets actors see with Read and change with Change.
func RequireByMethod(c *fiber.Ctx) error {
	if isSafe(c.Method()) {
		return Require(actor.Read)(c)
	}
	return Require(actor.Change)(c)
}
