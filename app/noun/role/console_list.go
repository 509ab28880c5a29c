package role

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/role"
	"portico/views/href"
)

func (h *Console) list(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	props := view.ListProps{Query: query(c), Type: typeOf(c.Query("type")), APIURL: t.URL("/api/roles")}
	page, err := web.ReadPage(c, func(offset, limit int) (found web.Found, err error) {
		filter := store.RoleFilter{Type: props.Type, Search: store.Anywhere(props.Query)}
		props.Roles, found.Total, err = t.Store.Roles.List(ctx, filter, store.Page{Offset: offset, Limit: limit})
		found.Rows = len(props.Roles)
		return found, err
	})
	if err != nil {
		return err
	}
	if props.Holders, err = t.Store.Roles.Holders(ctx, idsOf(props.Roles)); err != nil {
		return err
	}
	props.Pager = page.Pager(func(page string) string {
		return href.With(web.Console(c).Roles(), "q", props.Query, "type", string(props.Type), "page", page)
	})
	props.Pager.Target = view.ListTarget
	return h.Render.Part(c, fiber.StatusOK, view.ListPage(props), view.ListTable(props))
}

// typeOf is the type of this name, "" when there is none.
func typeOf(name string) models.RoleType {
	switch kind := models.RoleType(name); kind {
	case models.RoleUser, models.RoleMachineToMachine:
		return kind
	}
	return ""
}
