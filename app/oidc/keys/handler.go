package keys

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/wire"
	"portico/app/ground/tenant"
)

// Handler serves the keys that the tenant publishes.
type Handler struct{ *Service }

// Show serves the tenant's JWK Set to every origin. Its media type is
// application/json, since some clients reject application/jwk-set+json.
func (h *Handler) Show(c *fiber.Ctx) error {
	set, err := h.Published(c.UserContext(), tenant.From(c.UserContext()))
	if err != nil {
		return fmt.Errorf("show key set: %w", err)
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	c.Set(fiber.HeaderCacheControl, "no-cache, max-age=0, must-revalidate")
	wire.Public(c)
	return c.Send(set.JWKS())
}
