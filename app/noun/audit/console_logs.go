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

// Console serves the pages of the audit log, and the tab of users and applications.
type Console struct {
	Render    *web.Renderer
	Now       func() time.Time
	Retention Retention
	// Users and Applications are the pages that have the tab.
	Users, Applications web.HolderPages
}

// Mount adds the pages to the group of the console.
func (h *Console) Mount(r fiber.Router) {
	r.Get("/audit-logs", h.list)
	r.Get("/audit-logs/retention", web.Require(actor.Administer), h.retention)
	r.Post("/audit-logs/retention", web.Require(actor.Administer), h.saveRetention)
	r.Get("/audit-logs/:id", h.show)
	for path, pages := range map[string]web.HolderPages{"/users": h.Users, "/applications": h.Applications} {
		r.Get(path+"/:id/"+view.TabLogs, holderTab{h, pages}.list)
	}
}

func (h *Console) list(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	filter := readFilter(c)
	narrowed := narrow(filter, h.Now())
	rows, page, err := read(c, narrowed)
	if err != nil {
		return err
	}
	names, err := namesIn(ctx, t.Store, rows)
	if err != nil {
		return err
	}
	props := view.ListPageProps{
		Groups: view.EventGroups(), Filter: filter, Names: names, Rows: view.RowsOf(rows, names),
		Pager:  page.Pager(func(page string) string { return filter.URL(web.Console(c), page) }),
		APIURL: apiURL(t, narrowed, page.Number),
	}
	// The page's own address, without the fields of the form that are empty.
	c.Set("HX-Push-Url", filter.URL(web.Console(c), web.Param(page.Number)))
	return h.Render.Part(c, fiber.StatusOK, view.ListPage(props), view.ListTable(props))
}

// read reads the page of the audit log that the address asks for.
func read(c *fiber.Ctx, filter store.AuditLogFilter) ([]models.AuditLog, web.Page, error) {
	var rows []models.AuditLog
	page, err := web.ReadPage(c, func(offset, limit int) (web.Found, error) {
		ctx := c.UserContext()
		found, err := tenant.From(ctx).Store.AuditLogs.List(ctx, filter, store.Page{Offset: offset, Limit: limit})
		if err != nil {
			return web.Found{}, err
		}
		rows = found.Rows
		return web.Found{Rows: len(rows), Total: found.Total, IsCapped: found.IsCapped}, nil
	})
	return rows, page, err
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
