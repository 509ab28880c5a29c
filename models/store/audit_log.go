package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// AuditLogs are the rows of the audit log.
type AuditLogs struct{ Table[models.AuditLog] }

func openAuditLogs(c *conn) AuditLogs {
	return AuditLogs{newTable(c, func(r *models.AuditLog) (tenant, id *string) { return &r.TenantID, &r.ID })}
}

// auditLogCount caps the count of a list: counting a long log would take longer
// than reading a page of it.
const auditLogCount = 10_000

// Add appends rows; there is no way to change or remove them.
func (s AuditLogs) Add(ctx context.Context, rows ...models.AuditLog) error {
	if len(rows) == 0 {
		return nil
	}
	for i := range rows {
		rows[i].TenantID = s.tenant
	}
	return translate(s.inserter(ctx).CreateInBatches(rows, missingBatch).Error)
}

// AuditLogFilter narrows a list of audit rows; empty fields are ignored, and
// values that are not text (NUL, or invalid UTF-8) match no row.
type AuditLogFilter struct {
	Key, UserID, ApplicationID string
	Reason                     string // the error code of a failure
	Result                     models.AuditResult
	From                       int64 // epoch ms, inclusive
	To                         int64 // epoch ms, exclusive
}

// AuditLogPage is a page of the audit log.
type AuditLogPage struct {
	Rows []models.AuditLog
	// Total is the number of matching rows, at most 10,000; if there are more,
	// IsCapped is true.
	Total    int64
	IsCapped bool
}

// List lists the newest rows first.
func (s AuditLogs) List(ctx context.Context, filter AuditLogFilter, page Page) (*AuditLogPage, error) {
	rows, err := list[models.AuditLog](page.of(filter.narrow(s.reader(ctx)).Order("created_at DESC, id DESC")))
	if err != nil {
		return nil, err
	}
	if total, ok := page.total(len(rows)); ok {
		return &AuditLogPage{Rows: rows, Total: min(total, auditLogCount), IsCapped: total > auditLogCount}, nil
	}
	counted := filter.narrow(s.reader(ctx)).Model(&models.AuditLog{}).Select("1").Limit(auditLogCount + 1)
	total, err := count(s.anywhere(ctx).Table("(?) AS counted", counted))
	if err != nil {
		return nil, err
	}
	return &AuditLogPage{Rows: rows, Total: min(total, auditLogCount), IsCapped: total > auditLogCount}, nil
}

// Newest lists at most limit rows, newest first.
func (s AuditLogs) Newest(ctx context.Context, filter AuditLogFilter, limit int) ([]models.AuditLog, error) {
	return list[models.AuditLog](filter.narrow(s.reader(ctx)).Order("created_at DESC, id").Limit(limit))
}

func (f AuditLogFilter) narrow(query *gorm.DB) *gorm.DB {
	for _, equal := range []struct{ column, value string }{
		{"key", f.Key},
		{"user_id", f.UserID},
		{"application_id", f.ApplicationID},
		{"reason", f.Reason},
	} {
		switch {
		case !isText(equal.value):
			query = query.Where(nothing)
		case equal.value != "":
			query = query.Where(equal.column+" = ?", equal.value)
		}
	}
	switch f.Result {
	case "":
	case models.AuditError:
		query = query.Where("result = 'Error'") // a literal, to match the partial index on errors
	case models.AuditSuccess:
		query = query.Where("result = 'Success'")
	default:
		query = query.Where(nothing)
	}
	if f.From != 0 {
		query = query.Where("created_at >= ?", f.From)
	}
	if f.To != 0 {
		query = query.Where("created_at < ?", f.To)
	}
	return query
}
