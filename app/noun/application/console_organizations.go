package application

import (
	"context"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/application"
	"portico/views/console/organization"
	"portico/views/layout"
)

// memberships changes the organizations of machines.
type memberships interface {
	// JoinForm is the form that adds a member to organizations, with what was
	// chosen and what spoke against it; see organization.Service.
	JoinForm(ctx context.Context, kind models.HolderKind, memberID string, pick web.Pick, refused error) (organization.JoinProps, error)
	Join(ctx context.Context, records *store.Store, kind models.HolderKind, memberID string, ids, roleIDs []string) error
	RemoveApplication(ctx context.Context, records *store.Store, id, applicationID string) error
}

// mountOrganizations adds the tab of the organizations.
func (h *Console) mountOrganizations(applications fiber.Router, change fiber.Handler) {
	applications.Get("/:id/organizations", h.organizations)
	applications.Get("/:id/organizations/add", change, h.askJoin)
	applications.Post("/:id/organizations/add", h.join)
	applications.Get("/:id/organizations/:organization/remove", change, h.askLeave)
	applications.Post("/:id/organizations/:organization/remove", h.leave)
}

func (h *Console) organizations(c *fiber.Ctx) error {
	details, err := h.machine(c)
	if err != nil {
		return err
	}
	joined, err := tenant.From(c.UserContext()).Store.Members.Memberships(c.UserContext(), models.ApplicationHolder(details.Application.ID))
	if err != nil {
		return fmt.Errorf("read memberships: %w", err)
	}
	return h.Render.Page(c, fiber.StatusOK, view.OrganizationsPage(details, joined))
}

func (h *Console) askJoin(c *fiber.Ctx) error {
	details, err := h.machine(c)
	if err != nil {
		return err
	}
	return h.joinForm(c, fiber.StatusOK, details.Application, web.Pick{}, nil)
}

// join adds the machine to the organizations that were chosen, or searches.
func (h *Console) join(c *fiber.Ctx) error {
	details, err := h.machine(c)
	if err != nil {
		return err
	}
	pick, err := web.ReadPick(c)
	if err != nil {
		return err
	}
	machine := details.Application
	if pick.IsSearch {
		return h.joinForm(c, fiber.StatusOK, machine, pick, nil)
	}
	ctx := c.UserContext()
	roles := pick.Form[organization.FieldRoles]
	if err := h.Memberships.Join(ctx, tenant.From(ctx).Store, models.HolderApplication, machine.ID, pick.IDs, roles); err != nil {
		return h.joinForm(c, fiber.StatusUnprocessableEntity, machine, pick, err)
	}
	web.Flash(c, "console.organization.joined")
	return web.Done(c, organizationsURL(c, machine))
}

func (h *Console) joinForm(c *fiber.Ctx, status int, machine *models.Application, pick web.Pick, refused error) error {
	props, err := h.Memberships.JoinForm(c.UserContext(), models.HolderApplication, machine.ID, pick, refused)
	if err != nil {
		return err
	}
	props.Picker.Action, props.Picker.CancelURL = web.Console(c).ApplicationOrganizationsAdd(machine.ID), organizationsURL(c, machine)
	return h.Render.Part(c, status, view.JoinPage(machine, props), organization.JoinForm(props))
}

func (h *Console) askLeave(c *fiber.Ctx) error {
	details, err := h.machine(c)
	if err != nil {
		return err
	}
	ctx, machine := c.UserContext(), details.Application
	joined, err := tenant.From(ctx).Store.Members.Membership(ctx, c.Params("organization"), models.ApplicationHolder(machine.ID))
	if err != nil {
		return rule.OrMissing("such membership of application "+machine.ID, err)
	}
	props := component.ConfirmProps{
		Title: locales.T(ctx, "console.organization.removeTitle",
			locales.Data{"Name": machine.Name, "Organization": joined.Name}),
		Text:   locales.T(ctx, "console.organization.removeMachineText"),
		Action: web.Console(c).ApplicationOrganizationLeave(machine.ID, joined.ID), CancelURL: organizationsURL(c, machine),
		Label: locales.T(ctx, "console.organization.remove"), CSRF: layout.CSRFField(),
	}
	return h.Render.Part(c, fiber.StatusOK, view.LeavePage(props, machine.Name), component.Confirm(props))
}

func (h *Console) leave(c *fiber.Ctx) error {
	details, err := h.machine(c)
	if err != nil {
		return err
	}
	ctx, machine := c.UserContext(), details.Application
	if err := h.Memberships.RemoveApplication(ctx, tenant.From(ctx).Store, c.Params("organization"), machine.ID); err != nil {
		return err
	}
	web.Flash(c, "console.organization.removed")
	return web.Done(c, organizationsURL(c, machine))
}

func organizationsURL(c *fiber.Ctx, machine *models.Application) string {
	return web.Console(c).ApplicationTab(machine.ID, view.TabOrganizations)
}
