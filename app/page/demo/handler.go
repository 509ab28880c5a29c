package demo

import (
	"errors"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	"portico/views/demo"
)

// Handler serves the demo application.
type Handler struct {
	Render *web.Renderer
}

// Mount adds the page, in tenants that have the application.
func (h *Handler) Mount(r fiber.Router) {
	r.Get("/demo-app", h.show)
}

func (h *Handler) show(c *fiber.Ctx) error {
	ctx := c.UserContext()
	t := tenant.From(ctx)
	application, err := t.Application(ctx, models.DemoApplicationID)
	if errors.Is(err, store.ErrNotFound) {
		return fault.New(fault.Missing, "entity.not_found")
	}
	if err != nil {
		return fmt.Errorf("find demo application: %w", err)
	}
	props := demo.DemoProps{
		Issuer: t.Issuer(), ClientID: application.ID, RedirectURI: t.Origin + web.Site(c).DemoApp(),
		Register: t.Settings.SignInMode == models.SignInAndRegister,
	}
	switch sample, err := t.Application(ctx, models.DemoThirdPartyID); {
	case err == nil:
		props.ThirdParty = demo.ThirdParty{ClientID: sample.ID, Name: sample.Name}
	case !errors.Is(err, store.ErrNotFound):
		return fmt.Errorf("find sample application: %w", err)
	}
	return h.Render.Page(c, fiber.StatusOK, demo.DemoPage(props))
}
