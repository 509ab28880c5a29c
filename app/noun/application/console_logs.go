package application

import (
	"context"
	"fmt"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/application"
	"portico/views/console/log"
	"portico/views/href"
)

func (h *Console) logs(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	details, err := h.details(c)
	if err != nil {
		return err
	}
	id := details.Application.ID
	filter := store.AuditLogFilter{ApplicationID: id}
	var found *store.AuditLogPage
	page, err := web.ReadPage(c, func(offset, limit int) (web.Found, error) {
		var err error
		if found, err = t.Store.AuditLogs.List(ctx, filter, store.Page{Offset: offset, Limit: limit}); err != nil {
			return web.Found{}, err
		}
		return web.Found{Rows: len(found.Rows), Total: found.Total, IsCapped: found.IsCapped}, nil
	})
	if err != nil {
		return fmt.Errorf("list logs of application %s: %w", id, err)
	}
	props := view.LogsProps{Details: details, LogURL: t.URL("/api/logs?" + url.Values{"applicationId": {id}}.Encode())}
	if props.Rows, err = logRows(ctx, t.Store, details.Application, found.Rows); err != nil {
		return err
	}
	props.Pager = page.Pager(func(page string) string {
		return href.With(web.Console(c).ApplicationTab(id, view.TabLogs), "page", page)
	})
	props.Pager.Target = view.LogsTarget
	return h.Render.Part(c, fiber.StatusOK, view.LogsPage(props), view.LogsTable(props))
}

// logRows puts names to what has happened with an application.
func logRows(ctx context.Context, records *store.Store, a *models.Application, entries []models.AuditLog) ([]log.Row, error) {
	var users []string
	for _, entry := range entries {
		if entry.UserID != "" {
			users = append(users, entry.UserID)
		}
	}
	known, err := records.Users.Names(ctx, users)
	if err != nil {
		return nil, fmt.Errorf("read names of users: %w", err)
	}
	names := log.Names{Users: known, Applications: map[string]string{a.ID: a.Name}}
	rows := make([]log.Row, 0, len(entries))
	for _, entry := range entries {
		rows = append(rows, log.RowOf(entry, names))
	}
	return rows, nil
}
