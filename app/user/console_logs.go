package user

import (
	"context"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/tenant"
	"portico/app/web"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	"portico/views/console/log"
	view "portico/views/console/user"
)

func (h *Console) logs(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	found, page, err := findLogs(ctx, t.Store, user.ID, pageOf(c))
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
		Rows:    rows, Pager: page.pager(path, view.LogsID, len(rows), found.Total),
	}
	props.Pager.IsCapped = found.IsCapped
	if found.IsCapped && len(rows) == pageRows {
		props.Pager.NextURL = (page + 1).url(path, nil)
	}
	return h.Render.Part(c, fiber.StatusOK, view.LogsPage(props), view.LogsTable(props))
}

// findLogs finds a page of the audit logs of a user; past the last page it is
// the first one.
func findLogs(ctx context.Context, records *store.Store, userID string, page page) (*store.AuditLogPage, page, error) {
	filter := store.AuditLogFilter{UserID: userID}
	found, err := records.AuditLogList(ctx, filter, page.rows())
	if err == nil && len(found.Rows) == 0 && page > 1 {
		page = 1
		found, err = records.AuditLogList(ctx, filter, page.rows())
	}
	if err != nil {
		return nil, 1, fmt.Errorf("list audit logs: %w", err)
	}
	return found, page, nil
}

// logRows are audit logs of a user as the list has them.
func logRows(ctx context.Context, records *store.Store, user *models.User, entries []models.AuditLog) ([]log.Row, error) {
	var ids []string
	for _, entry := range entries {
		if entry.ApplicationID != "" {
			ids = append(ids, entry.ApplicationID)
		}
	}
	applications, err := records.ApplicationNames(ctx, ids)
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
