package role

import (
	"context"

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
	props := view.PermissionsProps{Details: details, Query: query(c)}
	page, err := web.ReadPage(c, func(offset, limit int) (found web.Found, err error) {
		props.Scopes, found.Total, err = tenant.From(ctx).Store.Roles.Scopes(ctx, details.Role.ID, store.Anywhere(props.Query),
			store.Page{Offset: offset, Limit: limit})
		found.Rows = len(props.Scopes)
		return found, err
	})
	if err != nil {
		return err
	}
	props.Pager = pagerOf(page, tabURL(c, details, view.TabPermissions), props.Query, view.PermissionsTarget)
	return h.Render.Part(c, fiber.StatusOK, view.PermissionsPage(props), view.PermissionsTable(props))
}

func (h *Console) choosePermissions(c *fiber.Ctx) error {
	details, err := h.details(c)
	if err != nil {
		return err
	}
	return h.pick(c, fiber.StatusOK, details, view.TabPermissions, web.Pick{}, nil)
}

func (h *Console) assignPermissions(c *fiber.Ctx) error {
	return h.assign(c, view.TabPermissions, func(ctx context.Context, records *store.Store, id string, ids []string) error {
		_, err := h.AddScopes(ctx, records, id, ids)
		return err
	})
}

// permissionItems finds permissions that can still come into a role.
func (h *Console) permissionItems(ctx context.Context, role *models.Role, pick web.Pick) (pickable, error) {
	records := tenant.From(ctx).Store
	filter := store.ResourceScopeFilter{WithoutRole: role.ID}
	if role.Type == models.RoleUser {
		var err error
		if filter.WithoutIndicators, err = h.ManagementAPIs(ctx, records.TenantID()); err != nil {
			return pickable{}, err
		}
	}
	chosen, found := filter, filter
	chosen.IDs = append([]string{}, pick.IDs...)
	found.Query, found.WithoutIDs = pick.Query, pick.IDs
	before, _, err := records.Scopes.ListWithResources(ctx, chosen, store.Page{})
	if err != nil {
		return pickable{}, err
	}
	after, total, err := records.Scopes.ListWithResources(ctx, found, store.Page{Limit: web.PickLimit})
	if err != nil {
		return pickable{}, err
	}
	return pickableOf(before, after, total, func(scope models.ResourceScope) component.PickerItem {
		return component.PickerItem{ID: scope.ID, Title: scope.Name, Sub: scope.Resource.Name}
	}), nil
}

func (h *Console) askPermission(c *fiber.Ctx) error {
	details, props, err := h.permissionRemoval(c)
	if err != nil {
		return err
	}
	return h.ask(c, fiber.StatusOK, details, props)
}

func (h *Console) removePermission(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, props, err := h.permissionRemoval(c)
	if err != nil {
		return err
	}
	err = h.RemoveScope(ctx, tenant.From(ctx).Store, details.Role.ID, c.Params("thing"))
	return h.taken(c, details, props, err)
}

func (h *Console) permissionRemoval(c *fiber.Ctx) (view.Details, component.ConfirmProps, error) {
	ctx, id := c.UserContext(), c.Params("thing")
	details, err := h.details(c)
	if err != nil {
		return details, component.ConfirmProps{}, err
	}
	scopes, _, err := tenant.From(ctx).Store.Roles.Scopes(ctx, details.Role.ID, store.Search{
		Terms: []store.SearchTerm{{Field: "id", Mode: store.SearchExact, Values: []string{id}}}, IsCaseSensitive: true,
	}, store.Page{Limit: 1})
	if err != nil {
		return details, component.ConfirmProps{}, err
	}
	if len(scopes) == 0 {
		return details, component.ConfirmProps{}, rule.Missing("scope " + id + " in role " + details.Role.ID)
	}
	return details, removal(c, details, view.TabPermissions, id,
		locales.T(ctx, "console.role.permissions.removeTitle", locales.Data{"Name": scopes[0].Name}),
		locales.T(ctx, "console.role.permissions.removeText")), nil
}
