package token

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/wire"
	"portico/app/oidc/client"
)

// Mount adds the endpoint: POST only, because a GET would put credentials into
// URLs (RFC 6749, section 3.2).
func (e *Endpoint) Mount(r fiber.Router) {
	r.Options("/token", wire.Preflight("POST"))
	r.Post("/token", e.handle)
}

func (e *Endpoint) handle(c *fiber.Ctx) error {
	values, err := wire.Body(c)
	if err != nil {
		return err
	}
	authorization := c.Get(fiber.HeaderAuthorization)
	if err := wire.AllowOrigin(c, client.Name(authorization, values)); err != nil {
		return err
	}
	response, err := e.Exchange(c.UserContext(), authorization, values)
	if err != nil {
		return err
	}
	return wire.Answer(c, fiber.StatusOK, response)
}
