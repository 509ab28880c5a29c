package application

import (
	"context"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/application"
	"portico/views/href"
)

func (h *Console) list(c *fiber.Ctx) error {
	t := tenant.From(c.UserContext())
	props := view.ListProps{
		IsThirdParty: c.Query("kind") == view.KindThirdParty,
		Query:        strings.TrimSpace(c.Query("q")),
		Type:         typeOf(c.Query("type")),
		APIURL:       apiURL(t),
	}
	page, err := web.ReadPage(c, func(offset, limit int) (found web.Found, err error) {
		props.Applications, found.Total, err = listed(c.UserContext(), t.Store, props, store.Page{Offset: offset, Limit: limit})
		found.Rows = len(props.Applications)
		return found, err
	})
	if err != nil {
		return err
	}
	props.Pager = page.Pager(func(page string) string {
		return href.With(web.Console(c).Applications(),
			"kind", c.Query("kind"), "q", props.Query, "type", string(props.Type), "page", page)
	})
	props.Pager.Target = view.ListTarget
	return h.Render.Part(c, fiber.StatusOK, view.ListPage(props), view.ListTable(props))
}

// listed finds the applications that a list shows.
func listed(ctx context.Context, records *store.Store, asked view.ListProps, page store.Page) ([]models.Application, int64, error) {
	filter := store.ApplicationFilter{IsThirdParty: &asked.IsThirdParty, Search: store.Anywhere(asked.Query)}
	if asked.Type != "" {
		filter.Types = []models.ApplicationType{asked.Type}
	}
	found, total, err := records.Applications.List(ctx, filter, page)
	return found, total, err
}

// typeOf is the type of this name, "" when there is none.
func typeOf(name string) models.ApplicationType {
	if kind := models.ApplicationType(name); slices.Contains(models.ApplicationTypes(), kind) {
		return kind
	}
	return ""
}
