package application

import (
	"context"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/application"
	"portico/views/href"
	"portico/views/layout"
)

// roles changes which roles a machine has.
type roles interface {
	// HeldRoles are a page of the roles that the filter names, RolePicker shows
	// those that can be added; see role.Service.
	HeldRoles(c *fiber.Ctx, filter store.RoleFilter, removeURL func(roleID string) string) ([]component.RoleRow, web.Page, error)
	RolePicker(ctx context.Context, filter store.RoleFilter, pick web.Pick) (component.PickerProps, error)
	AddApplicationRoles(ctx context.Context, records *store.Store, applicationID string, roleIDs []string) ([]string, error)
	RemoveApplication(ctx context.Context, records *store.Store, roleID, applicationID string) error
}

func (h *Console) mountRoles(applications fiber.Router, change fiber.Handler) {
	applications.Get("/:id/roles", h.roles)
	applications.Get("/:id/roles/assign", change, h.chooseRoles)
	applications.Post("/:id/roles/assign", h.assignRoles)
	applications.Get("/:id/roles/:role/remove", change, h.askRole)
	applications.Post("/:id/roles/:role/remove", h.removeRole)
}

func (h *Console) roles(c *fiber.Ctx) error {
	site := web.Console(c)
	details, err := h.machine(c)
	if err != nil {
		return err
	}
	props, id := view.RolesProps{Details: details, Query: strings.TrimSpace(c.Query("q"))}, details.Application.ID
	filter := store.RoleFilter{Holder: models.ApplicationHolder(id), Search: store.Anywhere(props.Query)}
	var page web.Page
	props.Rows, page, err = h.Roles.HeldRoles(c, filter, func(roleID string) string { return site.ApplicationRoleRemove(id, roleID) })
	if err != nil {
		return err
	}
	props.Pager = page.Pager(func(number string) string {
		return href.With(site.ApplicationTab(id, view.TabRoles), "q", props.Query, "page", number)
	})
	props.Pager.Target = view.RolesTarget
	return h.Render.Part(c, fiber.StatusOK, view.RolesPage(props), view.RolesTable(props))
}

func (h *Console) chooseRoles(c *fiber.Ctx) error {
	details, err := h.machine(c)
	if err != nil {
		return err
	}
	return h.pickRoles(c, fiber.StatusOK, details, web.Pick{}, nil)
}

func (h *Console) assignRoles(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, err := h.machine(c)
	if err != nil {
		return err
	}
	pick, err := web.ReadPick(c)
	if err != nil {
		return err
	}
	if pick.IsSearch {
		return h.pickRoles(c, fiber.StatusOK, details, pick, nil)
	}
	if len(pick.IDs) == 0 {
		texts := map[string]string{"": locales.T(ctx, "console.role.chooseOne")}
		return h.pickRoles(c, fiber.StatusUnprocessableEntity, details, pick, texts)
	}
	id := details.Application.ID
	if _, err := h.Roles.AddApplicationRoles(ctx, tenant.From(ctx).Store, id, pick.IDs); err != nil {
		texts, err := web.FormProblems(ctx, err)
		if err != nil {
			return err
		}
		return h.pickRoles(c, fiber.StatusUnprocessableEntity, details, pick, texts)
	}
	web.Flash(c, "console.role.assigned")
	return web.Done(c, web.Console(c).ApplicationTab(id, view.TabRoles))
}

// pickRoles shows roles that a machine has not got.
func (h *Console) pickRoles(c *fiber.Ctx, status int, d view.Details, pick web.Pick, texts map[string]string) error {
	ctx, site, id := c.UserContext(), web.Console(c), d.Application.ID
	filter := store.RoleFilter{Type: models.RoleMachineToMachine, Without: []models.Holder{models.ApplicationHolder(id)}}
	props, err := h.Roles.RolePicker(ctx, filter, pick)
	if err != nil {
		return err
	}
	props.Action, props.CancelURL = site.ApplicationRolesAssign(id), site.ApplicationTab(id, view.TabRoles)
	props.Label, props.Errors = locales.T(ctx, "console.application.roles.assign"), texts
	return h.Render.Part(c, status, view.RolesAssignPage(d, props), component.Picker(props))
}

func (h *Console) askRole(c *fiber.Ctx) error {
	details, props, err := h.roleRemoval(c)
	if err != nil {
		return err
	}
	return h.Render.Part(c, fiber.StatusOK, view.RoleRemovePage(props, details.Application.Name), component.Confirm(props))
}

func (h *Console) removeRole(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, props, err := h.roleRemoval(c)
	if err != nil {
		return err
	}
	if err := h.Roles.RemoveApplication(ctx, tenant.From(ctx).Store, c.Params("role"), details.Application.ID); err != nil {
		return err
	}
	web.Flash(c, "console.role.removed")
	return web.Done(c, props.CancelURL)
}

func (h *Console) roleRemoval(c *fiber.Ctx) (view.Details, component.ConfirmProps, error) {
	ctx, site, id := c.UserContext(), web.Console(c), c.Params("role")
	details, err := h.machine(c)
	if err != nil {
		return details, component.ConfirmProps{}, err
	}
	role, err := tenant.From(ctx).Store.Roles.Get(ctx, id)
	if err != nil {
		return details, component.ConfirmProps{}, rule.OrMissing("role "+id, err)
	}
	application := details.Application
	return details, component.ConfirmProps{
		Title:  locales.T(ctx, "console.role.holderTitle", locales.Data{"Name": application.Name, "Role": role.Name}),
		Text:   locales.T(ctx, "console.role.applications.removeText"),
		Action: site.ApplicationRoleRemove(application.ID, role.ID), CancelURL: site.ApplicationTab(application.ID, view.TabRoles),
		Label: locales.T(ctx, "console.role.remove"), CSRF: layout.CSRFField(),
	}, nil
}
