package organizationrole

import (
	"context"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/views/component"
	view "portico/views/console/organizationrole"
	"portico/views/layout"
)

func (h *Console) general(c *fiber.Ctx) error {
	role, err := h.role(c)
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, view.GeneralPage(view.GeneralProps{
		Role: role, Name: role.Role.Name, Description: textOf(role.Role.Description),
	}))
}

func (h *Console) saveGeneral(c *fiber.Ctx) error {
	ctx := c.UserContext()
	role, err := h.role(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	typed := view.GeneralProps{Role: role, Name: form["name"], Description: form["description"]}
	changes := RoleChanges{Name: &typed.Name, Description: &typed.Description}
	if _, err := h.UpdateRole(ctx, tenant.From(ctx).Store, role.Role.ID, changes); err != nil {
		if typed.Errors, err = web.FormProblems(ctx, err, "name", "description"); err != nil {
			return err
		}
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.GeneralPage(typed), view.GeneralForm(typed))
	}
	web.Flash(c, "console.organizationRole.saved")
	return web.Done(c, web.Console(c).TemplateRoleGeneral(role.Role.ID))
}

func (h *Console) confirmDeleteRole(c *fiber.Ctx) error {
	role, props, err := h.roleConfirmation(c)
	if err != nil {
		return err
	}
	page := view.ConfirmPage("organization-role-delete-page", role.Role.Name, props)
	return h.Render.Part(c, fiber.StatusOK, page, component.Confirm(props))
}

func (h *Console) removeRole(c *fiber.Ctx) error {
	ctx := c.UserContext()
	role, props, err := h.roleConfirmation(c)
	if err != nil {
		return err
	}
	if props.Error, err = confirmed(c, props); err != nil {
		return err
	}
	if props.Error != "" {
		page := view.ConfirmPage("organization-role-delete-page", role.Role.Name, props)
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, page, component.Confirm(props))
	}
	if err := h.DeleteRole(ctx, tenant.From(ctx).Store, role.Role.ID); err != nil {
		return err
	}
	web.Flash(c, "console.organizationRole.role.deleted")
	return web.Done(c, web.Console(c).Template())
}

func (h *Console) roleConfirmation(c *fiber.Ctx) (view.Role, component.ConfirmProps, error) {
	ctx, site := c.UserContext(), web.Console(c)
	role, err := h.role(c)
	if err != nil {
		return role, component.ConfirmProps{}, err
	}
	doomed := role.Role
	holders, err := tenant.From(ctx).Store.OrganizationRoles.Holders(ctx, doomed.ID)
	if err != nil {
		return role, component.ConfirmProps{}, fmt.Errorf("count holders of organization role %s: %w", doomed.ID, err)
	}
	return role, component.ConfirmProps{
		Title:  locales.T(ctx, "console.organizationRole.role.deleteTitle", locales.Data{"Name": doomed.Name}),
		Text:   holdersText(ctx, doomed.Type, holders),
		Action: site.TemplateRoleDelete(doomed.ID), CancelURL: site.TemplateRoleGeneral(doomed.ID),
		Label: locales.T(ctx, "console.organizationRole.role.delete"), Name: doomed.Name, CSRF: layout.CSRFField(),
	}, nil
}

// holdersText says who loses a role of a type that is deleted.
func holdersText(ctx context.Context, kind models.RoleType, holders models.OrganizationRoleHolders) string {
	count := int(holders.Users + holders.Applications)
	switch {
	case count == 0:
		return locales.T(ctx, "console.organizationRole.role.unheld")
	case kind == models.RoleMachineToMachine:
		return locales.N(ctx, "console.organizationRole.role.heldByMachines", count)
	}
	return locales.N(ctx, "console.organizationRole.role.heldByUsers", count)
}
