package role

import (
	"context"
	"slices"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/role"
)

func (h *Console) permissions(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, err := h.details(c)
	if err != nil {
		return err
	}
	list, err := web.ReadList(c, func(query string, page store.Page) ([]models.ResourceScope, int64, error) {
		return tenant.From(ctx).Store.Roles.Scopes(ctx, details.Role.ID, store.Anywhere(query), page)
	})
	if err != nil {
		return err
	}
	return h.Render.List(c, details.Permissions(ctx, list.Props("role-permissions", details.TabURL(view.TabPermissions)), list.Rows))
}

func (h *Console) assignPermissions(c *fiber.Ctx) (web.Choice, error) {
	details, err := h.details(c)
	if err != nil {
		return web.Choice{}, err
	}
	ctx := c.UserContext()
	choice := assignment(details, view.TabPermissions, locales.T(ctx, "console.role.permissions.assign"),
		locales.T(ctx, "console.role.permissions.assignLead"), locales.T(ctx, "console.role.permissions.find"))
	choice.Find = func(ctx context.Context, records *store.Store, pick web.Pick) ([]component.PickerItem, int64, error) {
		return h.assignable(ctx, records, details.Role, pick)
	}
	choice.Take = func(ctx context.Context, records *store.Store, pick web.Pick) error {
		_, err := h.AddScopes(ctx, records, details.Role.ID, pick.IDs)
		return err
	}
	return choice, nil
}

// assignable finds the permissions that can be added to a role.
func (h *Console) assignable(ctx context.Context, records *store.Store, role *models.Role, pick web.Pick) ([]component.PickerItem, int64, error) {
	filter := store.ResourceScopeFilter{WithoutRole: role.ID}
	if role.Type == models.RoleUser {
		var err error
		if filter.WithoutIndicators, err = h.ManagementAPIs(ctx, records.TenantID()); err != nil {
			return nil, 0, err
		}
	}
	return web.Pickable(pick, func(narrowed web.Narrowed, page store.Page) ([]models.ResourceScope, int64, error) {
		filter.IDs, filter.Query, filter.WithoutIDs = narrowed.IDs, narrowed.Query, narrowed.WithoutIDs
		return records.Scopes.ListWithResources(ctx, filter, page)
	}, func(scope models.ResourceScope) component.PickerItem {
		return component.PickerItem{ID: scope.ID, Title: scope.Name, Sub: scope.Resource.Name}
	})
}

func (h *Console) removePermission(c *fiber.Ctx) (web.Question, error) {
	ctx, id := c.UserContext(), c.Params("thing")
	details, err := h.details(c)
	if err != nil {
		return web.Question{}, err
	}
	scopes, err := scopesOf(ctx, tenant.From(ctx).Store, details.Role.ID)
	if err != nil {
		return web.Question{}, err
	}
	at := slices.IndexFunc(scopes, func(scope models.ResourceScope) bool { return scope.ID == id })
	if at < 0 {
		return web.Question{}, rule.Missing("scope " + id + " in role " + details.Role.ID)
	}
	return web.Removal(ctx, details.Record, view.TabPermissions,
		locales.T(ctx, "console.role.permissions.removeTitle", locales.Data{"Name": scopes[at].Name}),
		locales.T(ctx, "console.role.permissions.removeText"), "console.role.removed",
		func(ctx context.Context, records *store.Store) error {
			return h.RemoveScope(ctx, records, details.Role.ID, id)
		}), nil
}

// assignment is the picker for what to add on a tab of a role.
func assignment(details view.Details, tab, title, lead, search string) web.Choice {
	choice := web.Assignment(details.Record, tab, lead, details.Tab(tab).Calls[1], component.PickerProps{
		ID: "role-picker", SearchLabel: search, Legend: title, Label: title,
	})
	choice.Done = "console.role.assigned"
	return choice
}
