package role

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/role"
	"portico/views/layout"
)

// holdersTab shows the users or the machines that have a role.
type holdersTab struct {
	*Console
	kind models.HolderKind
	tab  string
}

func (h holdersTab) list(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, err := h.holderDetails(c, h.kind)
	if err != nil {
		return err
	}
	list, err := web.ReadList(c, func(query string, page store.Page) ([]component.HolderRow, int64, error) {
		return web.HolderRows(c, h.kind, web.HolderFilter{RoleID: details.Role.ID}, query, page)
	})
	if err != nil {
		return err
	}
	return h.Render.List(c, details.Holders(ctx, list.Props("role-holders", details.TabURL(h.tab)), list.Rows))
}

func (h holdersTab) assign(c *fiber.Ctx) (web.Choice, error) {
	details, err := h.holderDetails(c, h.kind)
	if err != nil {
		return web.Choice{}, err
	}
	texts := view.TextsOf(c.UserContext(), details.Role.Type)
	choice := assignment(details, h.tab, texts.Assign, texts.AssignLead, texts.Search)
	choice.Find = func(ctx context.Context, records *store.Store, pick web.Pick) ([]component.PickerItem, int64, error) {
		return web.HolderItems(ctx, records, h.kind, web.HolderFilter{WithoutRole: details.Role.ID}, pick)
	}
	choice.Take = func(ctx context.Context, records *store.Store, pick web.Pick) error {
		return h.AddHolders(ctx, records, details.Role.ID, h.kind, pick.IDs)
	}
	return choice, nil
}

func (h holdersTab) remove(c *fiber.Ctx) (web.Question, error) {
	ctx, holder := c.UserContext(), models.Holder{Kind: h.kind, ID: c.Params("thing")}
	details, err := h.holderDetails(c, h.kind)
	if err != nil {
		return web.Question{}, err
	}
	name, err := noun.HolderName(ctx, tenant.From(ctx).Store, holder)
	if err != nil {
		return web.Question{}, err
	}
	return h.removal(ctx, details.Record, h.tab, name, holder, details.Role), nil
}

// removal asks, on a tab, whether to remove a role from a holder.
func (h *Console) removal(ctx context.Context, record layout.Record, tab, name string, holder models.Holder, role *models.Role) web.Question {
	return web.Removal(ctx, record, tab, locales.T(ctx, "console.role.holderTitle", locales.Data{"Name": name, "Role": role.Name}),
		view.TextsOf(ctx, role.Type).Remove, "console.role.removed",
		func(ctx context.Context, records *store.Store) error {
			return h.RemoveRole(ctx, records, holder, role.ID)
		})
}
