package connector

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/views/component"
	view "portico/views/console/connector"
	"portico/views/layout"
)

func (h *Console) confirmDelete(c *fiber.Ctx) error {
	props, err := h.deleteConfirmation(c)
	if err != nil {
		return err
	}
	return h.Render.Part(c, fiber.StatusOK, view.DeletePage(props), component.Confirm(props))
}

func (h *Console) remove(c *fiber.Ctx) error {
	if err := h.Delete(c.UserContext(), tenant.From(c.UserContext()).Store, c.Params("id")); err != nil {
		return err
	}
	web.Flash(c, "console.connector.removed")
	return web.Done(c, web.Console(c).Connectors())
}

func (h *Console) deleteConfirmation(c *fiber.Ctx) (component.ConfirmProps, error) {
	ctx, site := c.UserContext(), web.Console(c)
	doomed, err := h.Get(ctx, tenant.From(ctx).Store, c.Params("id"))
	if err != nil {
		return component.ConfirmProps{}, err
	}
	return component.ConfirmProps{
		Title: locales.T(ctx, "console.connector.removeTitle"), Text: locales.T(ctx, "console.connector.removeText"),
		Action: site.ConnectorDelete(doomed.ID), CancelURL: site.Connectors(),
		Label: locales.T(ctx, "console.connector.remove"), CSRF: layout.CSRFField(),
	}, nil
}
