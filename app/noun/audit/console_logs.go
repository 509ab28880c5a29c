package audit

import (
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/log"
)

// Console serves the pages of the audit logs.
type Console struct {
	Render    *web.Renderer
	Now       func() time.Time
	Retention Retention
}

// Mount adds the pages to the group of the console.
func (h *Console) Mount(r fiber.Router) {
	r.Get("/audit-logs", h.list)
	r.Get("/audit-logs/retention", web.Require(actor.Administer), h.retention)
	r.Post("/audit-logs/retention", web.Require(actor.Administer), h.saveRetention)
	r.Get("/audit-logs/:id", h.show)
}

func (h *Console) list(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	filter := readFilter(c)
	narrowed := narrow(filter, h.Now())
	var found *store.AuditLogPage
	page, err := web.ReadPage(c, func(offset, limit int) (web.Found, error) {
		var err error
		if found, err = t.Store.AuditLogs.List(ctx, narrowed, store.Page{Offset: offset, Limit: limit}); err != nil {
			return web.Found{}, err
		}
		return web.Found{Rows: len(found.Rows), Total: found.Total, IsCapped: found.IsCapped}, nil
	})
	if err != nil {
		return err
	}
	names, err := namesIn(ctx, t.Store, found.Rows)
	if err != nil {
		return err
	}
	props := view.ListPageProps{
		Groups: view.EventGroups(), Filter: filter, Names: names,
		Pager:  page.Pager(func(page string) string { return filter.URL(web.Console(c), page) }),
		APIURL: apiURL(t, narrowed, page.Number),
	}
	for _, entry := range found.Rows {
		props.Rows = append(props.Rows, view.RowOf(entry, names))
	}
	// The page's own address, without the fields of the form that are empty.
	c.Set("HX-Push-Url", filter.URL(web.Console(c), web.Param(page.Number)))
	return h.Render.Part(c, fiber.StatusOK, view.ListPage(props), view.ListTable(props))
}

func (h *Console) show(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	entry, err := t.Store.AuditLogs.Get(ctx, c.Params("id"))
	if errors.Is(err, store.ErrNotFound) {
		return fault.New(fault.Missing, "entity.not_found").Because(err)
	}
	if err != nil {
		return err
	}
	names, err := namesIn(ctx, t.Store, []models.AuditLog{*entry})
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, view.DetailsPage(view.DetailsPageProps{
		Log: *entry, Names: names, APIURL: t.URL("/api/logs/" + entry.ID),
	}))
}
