package web

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/ground/actor"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/models"
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

// RequireByMethod lets actors see with Read and change with Change. The tenant
// "admin" is the operators' own: who could set a password there could become any
// of them, so all of it is for admins alone.
func RequireByMethod(c *fiber.Ctx) error {
	switch {
	case tenant.From(c.UserContext()).ID == models.TenantAdmin:
		return Require(actor.Administer)(c)
	case isSafe(c.Method()):
		return Require(actor.Read)(c)
	}
	return Require(actor.Change)(c)
}
