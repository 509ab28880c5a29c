package web

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/ground/actor"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/models"
)

// Require rejects actors without this access.
func Require(access actor.Access) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if !actor.From(c.UserContext()).May(access) {
			return fault.New(fault.Forbidden, "auth.forbidden")
		}
		return c.Next()
	}
}

// RequireByMethod requires Read to view and Change to change. The tenant "admin" is
// the operators' own: anyone who can set a password there could become any operator,
// so all of it requires Administer.
func RequireByMethod(c *fiber.Ctx) error {
	switch {
	case tenant.From(c.UserContext()).ID == models.TenantAdmin:
		return Require(actor.Administer)(c)
	case isSafe(c.Method()):
		return Require(actor.Read)(c)
	}
	return Require(actor.Change)(c)
}
