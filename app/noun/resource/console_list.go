package resource

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models/store"
	view "portico/views/console/resource"
	"portico/views/href"
)

func (h *Console) list(c *fiber.Ctx) error {
	t := tenant.From(c.UserContext())
	props := view.ListProps{Query: query(c), APIURL: apiURL(t)}
	page, err := web.ReadPage(c, func(offset, limit int) (found web.Found, err error) {
		props.Resources, found.Total, err = h.rows(c.UserContext(), t.Store, props.Query, store.Page{Offset: offset, Limit: limit})
		found.Rows = len(props.Resources)
		return found, err
	})
	if err != nil {
		return err
	}
	props.Pager = page.Pager(func(page string) string {
		return href.With(web.Console(c).Resources(), "q", props.Query, "page", page)
	})
	props.Pager.Target = view.ListTarget
	return h.Render.Part(c, fiber.StatusOK, view.ListPage(props), view.ListTable(props))
}

// rows finds the resources that a list shows.
func (h *Console) rows(ctx context.Context, records *store.Store, query string, page store.Page) ([]view.Row, int64, error) {
	found, total, err := records.Resources.List(ctx, store.Anywhere(query), page)
	if err != nil {
		return nil, 0, err
	}
	permissions, err := records.Scopes.CountByResource(ctx, idsOf(found))
	rows := make([]view.Row, 0, len(found))
	for i := range found {
		rows = append(rows, view.Row{
			Resource: found[i], Permissions: permissions[found[i].ID], IsManagementAPI: h.IsManagementAPI(&found[i]),
		})
	}
	return rows, total, err
}
