package application

import (
	"context"
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/fault"
	"portico/app/rule"
	"portico/app/tenant"
	"portico/app/web"
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
	AddApplicationRoles(ctx context.Context, records *store.Store, applicationID string, roleIDs []string) ([]string, error)
	RemoveApplication(ctx context.Context, records *store.Store, roleID, applicationID string) error
}

// mostRoles bounds how many roles a form can choose.
const mostRoles = 1000

func (h *Console) mountRoles(applications fiber.Router, change fiber.Handler) {
	applications.Get("/:id/roles", h.roles)
	applications.Get("/:id/roles/assign", change, h.chooseRoles)
	applications.Post("/:id/roles/assign", h.assignRoles)
	applications.Get("/:id/roles/:role/remove", change, h.askRole)
	applications.Post("/:id/roles/:role/remove", h.removeRole)
}

func (h *Console) roles(c *fiber.Ctx) error {
	ctx, t, site := c.UserContext(), tenant.From(c.UserContext()), web.Console(c)
	details, err := h.machine(c)
	if err != nil {
		return err
	}
	props, id := view.RolesProps{Details: details, Query: strings.TrimSpace(c.Query("q"))}, details.Application.ID
	var held []models.Role
	page, err := web.ReadPage(c, func(offset, limit int) (found web.Found, err error) {
		filter := store.RoleFilter{ApplicationID: id, Search: store.Anywhere(props.Query)}
		held, found.Total, err = t.Store.Roles(ctx, filter, store.Page{Offset: offset, Limit: limit})
		if errors.Is(err, store.ErrPattern) {
			return web.Found{}, nil // no field holds such a text
		}
		found.Rows = len(held)
		return found, err
	})
	if err != nil {
		return err
	}
	if props.Rows, err = h.roleRows(c, id, held); err != nil {
		return err
	}
	props.Pager = page.Pager(func(number string) string {
		return href.With(site.ApplicationTab(id, view.TabRoles), "q", props.Query, "page", number)
	})
	props.Pager.Target = view.RolesTarget
	return h.Render.Part(c, fiber.StatusOK, view.RolesPage(props), view.RolesTable(props))
}

// roleRows says of roles what they give.
func (h *Console) roleRows(c *fiber.Ctx, applicationID string, held []models.Role) ([]component.RoleRow, error) {
	ctx, site := c.UserContext(), web.Console(c)
	var ids []string
	for _, role := range held {
		ids = append(ids, role.ID)
	}
	scopes, err := tenant.From(ctx).Store.ScopesOfRoles(ctx, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]component.RoleRow, 0, len(held))
	for _, role := range held {
		row := component.RoleRow{Role: role, URL: site.Role(role.ID), Scopes: scopes[role.ID]}
		if layout.ShellOf(ctx).CanChange {
			row.RemoveURL = site.ApplicationRoleRemove(applicationID, role.ID)
		}
		rows = append(rows, row)
	}
	return rows, nil
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
	if len(pick.IDs) > mostRoles {
		return fault.New(fault.Invalid, "request.invalid_input")
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
	filter := store.RoleFilter{Type: models.RoleMachineToMachine, ExcludeApplicationID: id}
	items, total, err := roleItems(ctx, filter, pick)
	if err != nil {
		return err
	}
	props := component.PickerProps{
		ID: "role-picker", Action: site.ApplicationRolesAssign(id), CancelURL: site.ApplicationTab(id, view.TabRoles),
		Query: pick.Query, SearchLabel: locales.T(ctx, "console.roles.search"), Legend: locales.T(ctx, "console.roles.title"),
		Items: items, Total: total, Label: locales.T(ctx, "console.application.roles.assign"), Errors: texts, CSRF: layout.CSRFField(),
	}
	return h.Render.Part(c, status, view.RolesAssignPage(d, props), component.Picker(props))
}

// roleItems finds the roles that are chosen and, beside them, those that fit a search.
func roleItems(ctx context.Context, filter store.RoleFilter, pick web.Pick) (items []component.PickerItem, total int64, err error) {
	records := tenant.From(ctx).Store
	chosen, found := filter, filter
	chosen.IDs = append([]string{}, pick.IDs...)
	found.WithoutIDs, found.Search = pick.IDs, store.Anywhere(pick.Query)
	before, _, err := records.Roles(ctx, chosen, store.Page{})
	if err != nil {
		return nil, 0, err
	}
	after, total, err := records.Roles(ctx, found, store.Page{Limit: web.PickLimit})
	if err != nil && !errors.Is(err, store.ErrPattern) {
		return nil, 0, err
	}
	for i, role := range append(before, after...) {
		items = append(items, component.PickerItem{
			ID: role.ID, Title: role.Name, Sub: role.Description, IsChosen: i < len(before),
		})
	}
	return items, total, nil
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
	role, err := tenant.From(ctx).Store.Role(ctx, id)
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
