package store

import (
	"context"

	"portico/models"
)

// AddAuditLogs appends rows; there is no way to change or remove them.
func (s *Store) AddAuditLogs(ctx context.Context, rows ...models.AuditLog) error {
	if len(rows) == 0 {
		return nil
	}
	for i := range rows {
		rows[i].TenantID = s.tenant
	}
	return translate(s.inserter(ctx).Create(&rows).Error)
}

// AuditLogFilter narrows a list of audit rows; empty fields narrow nothing.
type AuditLogFilter struct {
	Key, UserID, ApplicationID string
}

// AuditLogs lists the newest rows first.
func (s *Store) AuditLogs(ctx context.Context, filter AuditLogFilter, limit int) ([]models.AuditLog, error) {
	query := s.reader(ctx)
	for column, value := range map[string]string{
		"key": filter.Key, "user_id": filter.UserID, "application_id": filter.ApplicationID,
	} {
		if value != "" {
			query = query.Where(column+" = ?", value)
		}
	}
	return list[models.AuditLog](query.Order("created_at DESC, id").Limit(limit))
}
