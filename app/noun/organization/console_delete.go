package organization

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/views/component"
	view "portico/views/console/organization"
	"portico/views/layout"
)

func (h *Console) askDelete(c *fiber.Ctx) error {
	details, err := h.details(c)
	if err != nil {
		return err
	}
	return h.deletion(c, fiber.StatusOK, details, "")
}

func (h *Console) remove(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, err := h.details(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	if strings.TrimSpace(form["confirm"]) != details.Organization.Name {
		return h.deletion(c, fiber.StatusUnprocessableEntity, details, locales.T(ctx, "component.confirm.mismatch"))
	}
	if err := h.Delete(ctx, tenant.From(ctx).Store, details.Organization.ID); err != nil {
		return err
	}
	web.Flash(c, "console.organizations.deleted")
	return web.Done(c, web.Console(c).Organizations())
}

// deletion asks for the name of the organization that shall be deleted.
func (h *Console) deletion(c *fiber.Ctx, status int, details view.Details, problem string) error {
	ctx, site, doomed := c.UserContext(), web.Console(c), details.Organization
	props := component.ConfirmProps{
		Title:  locales.T(ctx, "console.organization.deleteTitle", locales.Data{"Name": doomed.Name}),
		Text:   locales.N(ctx, "console.organization.deleteText", int(details.Size.Members)),
		Action: site.OrganizationDelete(doomed.ID), CancelURL: site.OrganizationTab(doomed.ID, string(view.TabSettings)),
		Label: locales.T(ctx, "console.organization.delete"), Name: doomed.Name, Error: problem, CSRF: layout.CSRFField(),
	}
	page := view.ConfirmPage("organization-delete-page", doomed.Name, props)
	return h.Render.Part(c, status, page, component.Confirm(props))
}
