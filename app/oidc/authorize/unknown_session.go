package authorize

import (
	"errors"
	"fmt"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/app/oidc/interaction"
	"portico/models"
	"portico/models/store"
	"portico/views/experience"
)

// MountPages adds the page for people whose request is over or unknown.
func (h *Handler) MountPages(r fiber.Router) {
	r.Get("/unknown-session", h.unknownSession)
}

// unknownSession offers a way to continue: an expired request of this browser can
// be made again.
func (h *Handler) unknownSession(c *fiber.Ctx) error {
	tokens := interaction.ParseCookie(web.Cookie(c, web.CookieInteraction))
	row, err := h.Interactions.Find(c.UserContext(), c.Query("interaction"), tokens)
	var props experience.UnknownSessionProps
	var unknown *fault.Error
	switch {
	case err == nil, errors.Is(err, interaction.ErrEnded):
		props.ContinueURL = again(c, row)
	case errors.As(err, &unknown):
		if props.ContinueURL, err = elsewhere(c); err != nil {
			return err
		}
	default:
		return err
	}
	return h.Render.Page(c, fiber.StatusBadRequest, experience.UnknownSessionPage(props))
}

// elsewhere is where a user can go when their request is unknown: the demo
// application in a tenant that has it, otherwise "".
func elsewhere(c *fiber.Ctx) (string, error) {
	_, err := tenant.From(c.UserContext()).Application(c.UserContext(), models.DemoApplicationID)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("find demo application: %w", err)
	}
	return web.Site(c).DemoApp(), nil
}

// again rebuilds the URL of a stored request.
func again(c *fiber.Ctx, row *models.Interaction) string {
	query := url.Values{"resource": row.Resources}
	for name, value := range row.Params {
		query.Set(name, value)
	}
	return tenant.From(c.UserContext()).Prefix + "/oidc/auth?" + query.Encode()
}
