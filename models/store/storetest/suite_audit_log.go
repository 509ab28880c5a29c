package storetest

import (
	"strconv"
	"testing"

	"portico/models"
	"portico/models/store"
)

func auditLogTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"add and read": testAuditLog,
		"filter":       testAuditLogFilter,
		"read one":     testAuditLogByID,
		"list":         testAuditLogList,
		"long list":    testLongAuditLog,
		"add missing":  testAddMissingAuditLogs,
	}
}

func testAuditLog(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.AuditLogs.Add(ctx))
	bare := models.AuditLog{ID: "bare", Result: models.AuditSuccess, CreatedAt: now + 1}
	ok(t, w.own.AuditLogs.Add(ctx, bare))
	fails(t, w.own.AuditLogs.Add(ctx, bare), store.ErrConflict)
	full := newAuditLog("audit", "own")
	full.TenantID, bare.TenantID = "own", "own"
	bare.Payload = map[string]any{}
	got, err := w.own.AuditLogs.Newest(ctx, store.AuditLogFilter{}, 10)
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
	ok(t, w.own.AuditLogs.Add(ctx, rows...))
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
		{"no match", store.AuditLogFilter{Key: "K3"}, 10, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			logs, err := w.own.AuditLogs.Newest(ctx, test.filter, test.limit)
			ok(t, err)
			var ids []string
			for _, row := range logs {
				ids = append(ids, row.ID)
			}
			equal(t, ids, nil, test.want)
		})
	}
}

func testAuditLogByID(t *testing.T, w *world) {
	want := newAuditLog("audit", "own")
	want.TenantID = "own"
	got, err := w.own.AuditLogs.Get(t.Context(), "audit")
	equal(t, got, err, &want)
	_, err = w.own.AuditLogs.Get(t.Context(), foreign)
	fails(t, err, store.ErrNotFound)
}

func testAuditLogList(t *testing.T, w *world) {
	ctx := t.Context()
	var rows []models.AuditLog
	for i, values := range [][3]string{{"K1", "u1", "a1"}, {"K1", "u2", "a2"}, {"K2", "u1", "a2"}} {
		row := newAuditLog("row-"+string(rune('1'+i)), "x")
		row.Key, row.UserID, row.ApplicationID = values[0], values[1], values[2]
		row.CreatedAt, row.Result = now+1+int64(i), models.AuditSuccess
		rows = append(rows, row)
	}
	ok(t, w.own.AuditLogs.Add(ctx, rows...))
	all := store.Page{Limit: 10}
	tests := []struct {
		name   string
		filter store.AuditLogFilter
		page   store.Page
		want   []string
		total  int64
	}{
		{"all", store.AuditLogFilter{}, all, []string{"row-3", "row-2", "row-1", "audit"}, 4},
		{"no limit", store.AuditLogFilter{}, store.Page{}, []string{"row-3", "row-2", "row-1", "audit"}, 4},
		{"first page", store.AuditLogFilter{}, store.Page{Limit: 2}, []string{"row-3", "row-2"}, 4},
		{"second page", store.AuditLogFilter{}, store.Page{Offset: 2, Limit: 2}, []string{"row-1", "audit"}, 4},
		{"third page", store.AuditLogFilter{}, store.Page{Offset: 4, Limit: 2}, nil, 4},
		{"by key", store.AuditLogFilter{Key: "K1"}, all, []string{"row-2", "row-1"}, 2},
		{"by part of a key", store.AuditLogFilter{Key: "K"}, all, nil, 0},
		{"by user", store.AuditLogFilter{UserID: "u1"}, store.Page{Limit: 1}, []string{"row-3"}, 2},
		{"by application", store.AuditLogFilter{ApplicationID: "a2"}, all, []string{"row-3", "row-2"}, 2},
		{"by another tenant's label", store.AuditLogFilter{UserID: foreign}, all, nil, 0},
		{"failures", store.AuditLogFilter{Result: models.AuditError}, all, []string{"audit"}, 1},
		{"by reason", store.AuditLogFilter{Reason: "access_denied"}, all, []string{"row-3", "row-2", "row-1", "audit"}, 4},
		{"by another reason", store.AuditLogFilter{Reason: "access"}, all, nil, 0},
		{"successes", store.AuditLogFilter{Result: models.AuditSuccess}, all, []string{"row-3", "row-2", "row-1"}, 3},
		{"no such result", store.AuditLogFilter{Result: "Perhaps"}, all, nil, 0},
		{"from", store.AuditLogFilter{From: now + 2}, all, []string{"row-3", "row-2"}, 2},
		{"to", store.AuditLogFilter{To: now + 2}, all, []string{"row-1", "audit"}, 2},
		{"from and to", store.AuditLogFilter{From: now + 1, To: now + 3}, all, []string{"row-2", "row-1"}, 2},
		{"nothing between", store.AuditLogFilter{From: now + 2, To: now + 2}, all, nil, 0},
		{
			"by everything",
			store.AuditLogFilter{Key: "K1", UserID: "u1", ApplicationID: "a1", Result: models.AuditSuccess, From: now, To: now + 9},
			all,
			[]string{"row-1"},
			1,
		},
		{"by NUL", store.AuditLogFilter{Key: "K\x001"}, all, nil, 0},
		{"by invalid UTF-8", store.AuditLogFilter{UserID: "u\xff"}, all, nil, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := w.own.AuditLogs.List(ctx, test.filter, test.page)
			ok(t, err)
			var ids []string
			for _, row := range got.Rows {
				ids = append(ids, row.ID)
			}
			equal(t, ids, nil, test.want)
			if got.Total != test.total || got.IsCapped {
				t.Errorf("total %d, capped %t; want %d", got.Total, got.IsCapped, test.total)
			}
		})
	}
}

// The count is capped at ten thousand.
func testLongAuditLog(t *testing.T, w *world) {
	ctx := t.Context()
	rows := make([]models.AuditLog, 10_000)
	for i := range rows {
		rows[i] = models.AuditLog{ID: strconv.Itoa(i), Key: "K", Result: models.AuditSuccess, CreatedAt: now - 1 - int64(i)}
	}
	added, err := w.own.AuditLogs.AddMissing(ctx, rows)
	equal(t, added, err, 10_000)
	tests := []struct {
		name     string
		filter   store.AuditLogFilter
		page     store.Page
		rows     int
		isCapped bool
	}{
		{"at the cap", store.AuditLogFilter{Key: "K"}, store.Page{Limit: 20}, 20, false},
		{"at the cap, last page", store.AuditLogFilter{Key: "K"}, store.Page{Offset: 9_990, Limit: 20}, 10, false},
		{"over the cap", store.AuditLogFilter{}, store.Page{Limit: 20}, 20, true},
		{"over the cap, last page", store.AuditLogFilter{}, store.Page{Offset: 10_000, Limit: 20}, 1, true},
		{"over the cap, past the end", store.AuditLogFilter{}, store.Page{Offset: 20_000, Limit: 20}, 0, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := w.own.AuditLogs.List(ctx, test.filter, test.page)
			ok(t, err)
			if len(got.Rows) != test.rows || got.Total != 10_000 || got.IsCapped != test.isCapped {
				t.Errorf("%d rows, total %d, capped %t", len(got.Rows), got.Total, got.IsCapped)
			}
		})
	}
}

func testAddMissingAuditLogs(t *testing.T, w *world) {
	ctx := t.Context()
	added, err := w.own.AuditLogs.AddMissing(ctx, []models.AuditLog{newAuditLog("audit", "changed"), newAuditLog("new", "new")})
	equal(t, added, err, 1)
	want := newAuditLog("audit", "own")
	want.TenantID = "own"
	got, err := w.own.AuditLogs.Get(ctx, "audit")
	equal(t, got, err, &want)
}
