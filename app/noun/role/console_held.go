package role

import (
	"context"
	"slices"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/role"
)

// heldTab is the tab of a user or a machine that lists its roles.
type heldTab struct {
	*Console
	pages web.HolderPages
}

func (h heldTab) list(c *fiber.Ctx) error {
	ctx := c.UserContext()
	holder, err := h.pages.HolderPage(c)
	if err != nil {
		return err
	}
	records := tenant.From(ctx).Store
	list, err := web.ReadList(c, func(query string, page store.Page) ([]models.Role, int64, error) {
		return records.Roles.List(ctx, store.RoleFilter{Holder: holder.Holder, Search: store.Anywhere(query)}, page)
	})
	if err != nil {
		return err
	}
	scopes, err := records.Roles.ScopesOf(ctx, noun.IDs(list.Rows, idOf))
	if err != nil {
		return err
	}
	var rows []component.RoleRow
	for _, role := range list.Rows {
		rows = append(rows, component.RoleRow{Role: role, URL: web.Console(c).Role(role.ID), Scopes: scopes[role.ID]})
	}
	return h.Render.List(c, view.Held(ctx, holder, list.Props(string(holder.Kind)+"-roles", holder.TabURL(view.TabRoles)), rows))
}

func (h heldTab) assign(c *fiber.Ctx) (web.Choice, error) {
	ctx := c.UserContext()
	holder, err := h.pages.HolderPage(c)
	if err != nil {
		return web.Choice{}, err
	}
	texts := view.HeldTextsOf(ctx, holder.Kind)
	choice := web.Assignment(holder.Record, view.TabRoles, texts.AssignLead, view.HeldCalls(holder)[1], component.PickerProps{
		ID: "role-picker", Label: texts.Assign, Legend: locales.T(ctx, "console.roles.title"), SearchLabel: locales.T(ctx, "console.roles.search"),
	})
	choice.Find = func(ctx context.Context, records *store.Store, pick web.Pick) ([]component.PickerItem, int64, error) {
		hidden, err := noun.Unassignable(ctx, records)
		if err != nil {
			return nil, 0, err
		}
		filter := store.RoleFilter{Type: holder.Kind.RoleType(), Without: []models.Holder{holder.Holder}}
		return web.Pickable(pick, func(narrowed web.Narrowed, page store.Page) ([]models.Role, int64, error) {
			filter.IDs, filter.WithoutIDs, filter.Search = narrowed.IDs, slices.Concat(narrowed.WithoutIDs, hidden), store.Anywhere(narrowed.Query)
			return records.Roles.List(ctx, filter, page)
		}, func(role models.Role) component.PickerItem {
			return component.PickerItem{ID: role.ID, Title: role.Name, Sub: role.Description}
		})
	}
	choice.Take = func(ctx context.Context, records *store.Store, pick web.Pick) error {
		_, err := h.AddRoles(ctx, records, holder.Holder, pick.IDs)
		return err
	}
	choice.Done = "console.role.assigned"
	return choice, nil
}

func (h heldTab) remove(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	holder, err := h.pages.HolderPage(c)
	if err != nil {
		return web.Question{}, err
	}
	role, err := h.kind().Get(ctx, tenant.From(ctx).Store, c.Params("role"))
	if err == nil {
		err = noun.CheckAssignment(ctx, *role)
	}
	if err != nil {
		return web.Question{}, err
	}
	return h.removal(ctx, holder.Record, view.TabRoles, holder.Name, holder.Holder, role), nil
}
