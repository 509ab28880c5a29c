package application

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/views/component"
	view "portico/views/console/application"
	"portico/views/layout"
)

func (h *Console) confirmDelete(c *fiber.Ctx) error {
	_, props, err := h.deleteConfirmation(c)
	if err != nil {
		return err
	}
	return h.Render.Part(c, fiber.StatusOK, view.DeletePage(props), component.Confirm(props))
}

func (h *Console) remove(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, props, err := h.deleteConfirmation(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	if strings.TrimSpace(form["confirm"]) == strings.TrimSpace(props.Name) {
		err = h.Delete(ctx, tenant.From(ctx).Store, details.Application.ID)
		if err == nil {
			web.Flash(c, "console.applications.deleted")
			return web.Done(c, details.BackURL)
		}
		texts, err := web.FormProblems(ctx, err)
		if err != nil {
			return err
		}
		props.Error = texts[""]
	} else {
		props.Error = locales.T(ctx, "component.confirm.mismatch")
	}
	return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.DeletePage(props), component.Confirm(props))
}

func (h *Console) deleteConfirmation(c *fiber.Ctx) (view.Details, component.ConfirmProps, error) {
	ctx, site := c.UserContext(), web.Console(c)
	details, err := h.details(c)
	if err != nil {
		return details, component.ConfirmProps{}, err
	}
	doomed := details.Application
	return details, component.ConfirmProps{
		Title:  locales.T(ctx, "console.application.deleteTitle", locales.Data{"Name": doomed.Name}),
		Text:   locales.T(ctx, "console.application.deleteText"),
		Action: site.ApplicationDelete(doomed.ID), CancelURL: site.Application(doomed.ID),
		Label: locales.T(ctx, "console.application.delete"), Name: doomed.Name, CSRF: layout.CSRFField(),
	}, nil
}
