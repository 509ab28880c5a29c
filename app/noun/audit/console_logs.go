package audit

import (
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/log"
	"portico/views/href"
)

// Console serves the pages of the audit log, and the tab of users and applications.
type Console struct {
	Render    *web.Renderer
	Now       func() time.Time
	Retention Retention
	// Users and Applications are the pages that have the tab.
	Users, Applications web.HolderPages
}

// Mount adds the pages to the console's route group.
func (h *Console) Mount(r fiber.Router) {
	r.Get("/audit-logs", h.list)
	web.MountForm(h.Render, r.Group("/audit-logs/retention", web.Require(actor.Administer)), "", h.retention)
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
	listed := view.Listed{
		Groups: view.EventGroups(), Filter: filter, Names: names, Rows: view.RowsOf(rows, names),
		Pager: page.Pager(func(page string) string { return filter.URL(web.Console(c), page) }),
	}
	// The page's own URL, without the empty fields of the form.
	c.Set("HX-Push-Url", filter.URL(web.Console(c), web.Param(page.Number)))
	return h.Render.Part(c, fiber.StatusOK, view.ListPage(ctx, apiURL(t, narrowed, page.Number)).With(view.List(listed)), view.ListTable(listed))
}

// apiURL is the call that lists the same rows; the Management API cannot filter by
// result.
func apiURL(t *tenant.Tenant, filter store.AuditLogFilter, page int) string {
	millis := func(at int64) string {
		if at == 0 {
			return ""
		}
		return strconv.FormatInt(at, 10)
	}
	return href.With(t.URL("/api/logs"),
		"logKey", filter.Key, "userId", filter.UserID, "applicationId", filter.ApplicationID,
		"start_time", millis(filter.From), "end_time", millis(filter.To),
		"page", strconv.Itoa(page), "page_size", strconv.Itoa(web.RowsOnPage))
}

// read reads the page of the audit log that the query requests.
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
	entry, err := get(ctx, c.Params("id"))
	if err != nil {
		return err
	}
	names, err := namesIn(ctx, t.Store, []models.AuditLog{*entry})
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, view.DetailsPage(ctx, entry, names, t.URL("/api/logs/"+entry.ID)))
}
