package user

import (
	"context"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	"portico/views/console/log"
	view "portico/views/console/user"
	"portico/views/href"
)

func (h *Console) logs(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	var found *store.AuditLogPage
	page, err := web.ReadPage(c, func(offset, limit int) (web.Found, error) {
		var err error
		found, err = t.Store.AuditLogs.List(ctx, store.AuditLogFilter{UserID: user.ID}, store.Page{Offset: offset, Limit: limit})
		if err != nil {
			return web.Found{}, fmt.Errorf("list audit logs: %w", err)
		}
		return web.Found{Rows: len(found.Rows), Total: found.Total, IsCapped: found.IsCapped}, nil
	})
	if err != nil {
		return err
	}
	rows, err := logRows(ctx, t.Store, user, found.Rows)
	if err != nil {
		return err
	}
	path := web.Console(c).UserTab(user.ID, string(view.TabLogs))
	props := view.LogsPageProps{
		Details: view.Details{User: user, Calls: []component.APICall{{Method: "GET", URL: t.URL("/api/logs?userId=" + user.ID)}}},
		Rows:    rows, Pager: page.Pager(func(page string) string { return href.With(path, "page", page) }),
	}
	props.Pager.Target = view.LogsID
	return h.Render.Part(c, fiber.StatusOK, view.LogsPage(props), view.LogsTable(props))
}

// logRows are audit logs of a user as the list has them.
func logRows(ctx context.Context, records *store.Store, user *models.User, entries []models.AuditLog) ([]log.Row, error) {
	var ids []string
	for _, entry := range entries {
		if entry.ApplicationID != "" {
			ids = append(ids, entry.ApplicationID)
		}
	}
	applications, err := records.Applications.Names(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("name applications: %w", err)
	}
	names := log.Names{Users: map[string]string{user.ID: user.DisplayName()}, Applications: applications}
	rows := make([]log.Row, 0, len(entries))
	for _, entry := range entries {
		rows = append(rows, log.RowOf(entry, names))
	}
	return rows, nil
}
