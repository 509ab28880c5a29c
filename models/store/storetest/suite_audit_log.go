package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

func auditLogTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"add and read": testAuditLog,
		"filter":       testAuditLogFilter,
	}
}

func testAuditLog(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.AddAuditLogs(ctx))
	bare := models.AuditLog{ID: "bare", Result: models.AuditSuccess, CreatedAt: now + 1}
	ok(t, w.own.AddAuditLogs(ctx, bare))
	fails(t, w.own.AddAuditLogs(ctx, bare), store.ErrConflict)
	full := newAuditLog("audit", "own")
	full.TenantID, bare.TenantID = "own", "own"
	bare.Payload = map[string]any{}
	got, err := w.own.AuditLogs(ctx, store.AuditLogFilter{}, 10)
	equal(t, got, err, []models.AuditLog{bare, full})
}

func testAuditLogFilter(t *testing.T, w *world) {
	ctx := t.Context()
	var rows []models.AuditLog
	for i, values := range [][3]string{{"K1", "u1", "a1"}, {"K1", "u2", "a2"}, {"K2", "u1", "a2"}} {
		row := newAuditLog("row-"+string(rune('1'+i)), "x")
		row.Key, row.UserID, row.ApplicationID = values[0], values[1], values[2]
		row.CreatedAt = now + 1 + int64(i)
		rows = append(rows, row)
	}
	ok(t, w.own.AddAuditLogs(ctx, rows...))
	tests := []struct {
		name   string
		filter store.AuditLogFilter
		limit  int
		want   []string
	}{
		{"all", store.AuditLogFilter{}, 10, []string{"row-3", "row-2", "row-1", "audit"}},
		{"the newest", store.AuditLogFilter{}, 2, []string{"row-3", "row-2"}},
		{"by key", store.AuditLogFilter{Key: "K1"}, 10, []string{"row-2", "row-1"}},
		{"by user", store.AuditLogFilter{UserID: "u1"}, 10, []string{"row-3", "row-1"}},
		{"by application", store.AuditLogFilter{ApplicationID: "a2"}, 10, []string{"row-3", "row-2"}},
		{"by all", store.AuditLogFilter{Key: "K1", UserID: "u1", ApplicationID: "a1"}, 10, []string{"row-1"}},
		{"by none", store.AuditLogFilter{Key: "K3"}, 10, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			logs, err := w.own.AuditLogs(ctx, test.filter, test.limit)
			ok(t, err)
			var ids []string
			for _, row := range logs {
				ids = append(ids, row.ID)
			}
			equal(t, ids, nil, test.want)
		})
	}
}
