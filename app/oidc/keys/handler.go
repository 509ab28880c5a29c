package keys

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/wire"
	"portico/app/ground/tenant"
)

// Show answers with the tenant's JWK Set, for every origin. Its media type is
// application/json, since clients refuse application/jwk-set+json.
func (s *Service) Show(c *fiber.Ctx) error {
	set, err := s.Published(c.UserContext(), tenant.From(c.UserContext()))
	if err != nil {
		return fmt.Errorf("show key set: %w", err)
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	c.Set(fiber.HeaderCacheControl, "no-cache, max-age=0, must-revalidate")
	wire.Public(c)
	return c.Send(set.JWKS())
}
