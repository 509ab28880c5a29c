package application

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/tenant"
	"portico/app/web"
	"portico/locales"
	"portico/views/component"
	view "portico/views/console/application"
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
	ctx := c.UserContext()
	props, err := h.deleteConfirmation(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	if form["confirm"] == props.Name {
		err = h.Delete(ctx, tenant.From(ctx).Store, c.Params("id"))
		if err == nil {
			web.Flash(c, "console.applications.deleted")
			return web.Done(c, web.Console(c).Applications())
		}
		texts, err := problems(ctx, err)
		if err != nil {
			return err
		}
		props.Error = texts[""]
	} else {
		props.Error = locales.T(ctx, "component.confirm.mismatch")
	}
	return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.DeletePage(props), component.Confirm(props))
}

func (h *Console) deleteConfirmation(c *fiber.Ctx) (component.ConfirmProps, error) {
	ctx, site := c.UserContext(), web.Console(c)
	details, err := h.details(c)
	if err != nil {
		return component.ConfirmProps{}, err
	}
	doomed := details.Application
	return component.ConfirmProps{
		Title:  locales.T(ctx, "console.application.deleteTitle", locales.Data{"Name": doomed.Name}),
		Text:   locales.T(ctx, "console.application.deleteText"),
		Action: site.ApplicationDelete(doomed.ID), CancelURL: site.Application(doomed.ID),
		Label: locales.T(ctx, "console.application.delete"), Name: doomed.Name, CSRF: layout.CSRFField(),
	}, nil
}
