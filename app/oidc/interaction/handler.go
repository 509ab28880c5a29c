package interaction

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models"
)

// Pages gives the pages of the steps access to interactions.
type Pages struct {
	*Service
}

// Current is the interaction in the page's URL, if it belongs to this browser.
func (p Pages) Current(c *fiber.Ctx) (*models.Interaction, error) {
	return p.Find(c.UserContext(), c.Query("interaction"), ParseCookie(web.Cookie(c, web.CookieInteraction)))
}

// Resume is the URL at which an interaction continues after a step.
func (p Pages) Resume(c *fiber.Ctx, i *models.Interaction) string {
	return tenant.From(c.UserContext()).Prefix + "/oidc/auth/" + i.ID
}
