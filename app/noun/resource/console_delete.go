package resource

import (
	"context"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/views/component"
	view "portico/views/console/resource"
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
	id, props, err := h.deleteConfirmation(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	if strings.TrimSpace(form["confirm"]) == strings.TrimSpace(props.Name) {
		if err = h.Delete(ctx, tenant.From(ctx).Store, id); err == nil {
			web.Flash(c, "console.resources.deleted")
			return web.Done(c, web.Console(c).Resources())
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

// deleteConfirmation says what goes with a resource, whose id it returns.
func (h *Console) deleteConfirmation(c *fiber.Ctx) (string, component.ConfirmProps, error) {
	ctx, site := c.UserContext(), web.Console(c)
	details, err := h.details(c)
	if err != nil {
		return "", component.ConfirmProps{}, err
	}
	doomed := details.Resource
	roles, err := tenant.From(ctx).Store.Resources.CountRoles(ctx, doomed.ID)
	if err != nil {
		return "", component.ConfirmProps{}, err
	}
	losing := locales.T(ctx, "console.resource.deleteNoRoles")
	if roles > 0 {
		losing = locales.N(ctx, "console.resource.deleteRoles", int(roles))
	}
	return doomed.ID, component.ConfirmProps{
		Title:  locales.T(ctx, "console.resource.deleteTitle", locales.Data{"Name": doomed.Name}),
		Text:   locales.T(ctx, "console.resource.deleteText", locales.Data{"Roles": losing}),
		Action: site.ResourceDelete(doomed.ID), CancelURL: site.ResourceTab(doomed.ID, view.TabGeneral),
		Label: locales.T(ctx, "console.resource.delete"), Name: doomed.Name, CSRF: layout.CSRFField(),
	}, nil
}

// losingScope says how many roles lose a scope with it.
func losingScope(ctx context.Context, roles int64) string {
	if roles == 0 {
		return locales.T(ctx, "console.permission.deleteNoRoles")
	}
	return locales.N(ctx, "console.permission.deleteRoles", int(roles))
}
