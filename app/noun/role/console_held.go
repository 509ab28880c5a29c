package role

import (
	"context"

	"github.com/a-h/templ"
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

// heldTab is the tab of a person or a machine that shows its roles.
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
	props := view.HeldProps{ListProps: list.Props(string(holder.Kind)+"-roles", holder.URL(view.TabRoles)), Holder: holder}
	for _, role := range list.Rows {
		row := component.RoleRow{Role: role, URL: web.Console(c).Role(role.ID), Scopes: scopes[role.ID]}
		if holder.MayChange {
			row.RemoveURL = holder.URL(view.TabRoles, role.ID, "remove")
		}
		props.Rows = append(props.Rows, row)
	}
	return h.Render.Part(c, fiber.StatusOK, view.HeldPage(props), view.HeldTable(props))
}

func (h heldTab) assign(c *fiber.Ctx) (web.Choice, error) {
	ctx := c.UserContext()
	holder, err := h.pages.HolderPage(c)
	if err != nil {
		return web.Choice{}, err
	}
	return web.Choice{
		PickerProps: component.PickerProps{
			ID: "role-picker", CancelURL: holder.URL(view.TabRoles), Label: view.AssignTitle(ctx, holder.Kind),
			SearchLabel: locales.T(ctx, "console.roles.search"), Legend: locales.T(ctx, "console.roles.title"),
		},
		Page: func(props component.PickerProps) templ.Component { return view.HeldAssignPage(holder, props) },
		Find: func(ctx context.Context, records *store.Store, pick web.Pick) ([]component.PickerItem, int64, error) {
			filter := store.RoleFilter{Type: holder.Kind.RoleType(), Without: []models.Holder{holder.Holder}}
			return web.Pickable(pick, func(narrowed web.Narrowed, page store.Page) ([]models.Role, int64, error) {
				filter.IDs, filter.WithoutIDs, filter.Search = narrowed.IDs, narrowed.WithoutIDs, store.Anywhere(narrowed.Query)
				return records.Roles.List(ctx, filter, page)
			}, func(role models.Role) component.PickerItem {
				return component.PickerItem{ID: role.ID, Title: role.Name, Sub: role.Description}
			})
		},
		Take: func(ctx context.Context, records *store.Store, pick web.Pick) error {
			_, err := h.AddRoles(ctx, records, holder.Holder, pick.IDs)
			return err
		},
		Done: "console.role.assigned",
	}, nil
}

func (h heldTab) remove(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	holder, err := h.pages.HolderPage(c)
	if err != nil {
		return web.Question{}, err
	}
	role, err := h.kind().Get(ctx, tenant.From(ctx).Store, c.Params("role"))
	if err != nil {
		return web.Question{}, err
	}
	return web.Question{
		ConfirmProps: component.ConfirmProps{
			Title: locales.T(ctx, "console.role.holderTitle", locales.Data{"Name": holder.Name, "Role": role.Name}),
			Text:  view.TextsOf(ctx, holder.Kind.RoleType()).Remove, CancelURL: holder.URL(view.TabRoles),
			Label: locales.T(ctx, "component.table.remove"),
		},
		Page: holder.ConfirmPage,
		Act: func(ctx context.Context, records *store.Store) error {
			return h.RemoveRole(ctx, records, holder.Holder, role.ID)
		},
		Done: "console.role.removed",
	}, nil
}
