package audit_test

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/actor"
	"portico/app/ground/event"
	"portico/app/noun/audit"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

type world struct {
	t        *testing.T
	db       *store.DB
	records  *store.Store
	recorder *audit.Recorder
	now      time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	db := storetest.SQLite(t)
	w := &world{t: t, db: db, records: db.Tenant("a"), now: time.UnixMilli(1_700_000_000_000)}
	for _, id := range []string{"a", "b"} {
		if err := db.CreateTenant(t.Context(), &models.Tenant{ID: id, DefaultAlgorithm: "ES256"}); err != nil {
			t.Fatal(err)
		}
	}
	w.recorder = &audit.Recorder{Now: func() time.Time { return w.now }, Log: slog.New(slog.DiscardHandler)}
	return w
}

func (w *world) record(ctx context.Context, records *store.Store, e event.Event) {
	w.t.Helper()
	if err := w.recorder.Record(ctx, records, e); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) rows() []models.AuditLog {
	w.t.Helper()
	rows, err := w.records.AuditLogs.Newest(w.t.Context(), store.AuditLogFilter{}, 100)
	if err != nil {
		w.t.Fatal(err)
	}
	return rows
}

func TestRecord(t *testing.T) {
	w := newWorld(t)
	ctx := event.WithOrigin(t.Context(), event.Origin{IP: "192.0.2.1", UserAgent: "agent", RequestID: "r"})
	w.record(ctx, w.records, event.Event{
		Key: event.SignInPassword, Result: models.AuditError, UserID: "u", ApplicationID: "c",
		Reason: "session.invalid_credentials", Payload: map[string]any{"x": "y"},
	})
	rows := w.rows()
	if len(rows) != 1 || rows[0].ID == "" {
		t.Fatalf("rows: %+v", rows)
	}
	rows[0].ID = ""
	want := models.AuditLog{
		TenantID: "a", Key: "Interaction.SignIn.Verification.Password.Submit", Result: models.AuditError,
		UserID: "u", ApplicationID: "c", IP: "192.0.2.1", UserAgent: "agent", Reason: "session.invalid_credentials",
		Count: 1, Payload: map[string]any{"x": "y"}, CreatedAt: w.now.UnixMilli(),
	}
	if diff := cmp.Diff(want, rows[0]); diff != "" {
		t.Error(diff)
	}
}

// The change and its actor are added to the event's own payload.
func TestRecordOfChanges(t *testing.T) {
	type fields = map[string]any
	byAnn := actor.With(t.Context(), actor.Actor{Kind: actor.Operator, ID: "ann", Name: "Ann", Access: actor.Change})
	tests := []struct {
		name  string
		ctx   context.Context
		event event.Event
		want  fields
	}{
		{"nothing", t.Context(), event.Event{}, fields{}},
		{"a change", t.Context(), event.Event{Before: fields{"name": "a"}, After: fields{"name": nil}}, fields{"before": fields{"name": "a"}, "after": fields{"name": nil}}},
		{"a creation", t.Context(), event.Event{After: fields{"name": "a"}}, fields{"after": fields{"name": "a"}}},
		{"a deletion", t.Context(), event.Event{Before: fields{"name": "a"}}, fields{"before": fields{"name": "a"}}},
		{"an operator", byAnn, event.Event{Payload: fields{"x": "y"}}, fields{"x": "y", "actor": fields{"kind": "operator", "id": "ann", "name": "Ann"}}},
		{"nobody", actor.With(t.Context(), actor.Actor{}), event.Event{Payload: fields{"x": "y"}}, fields{"x": "y"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			test.event.Key, test.event.Result = event.UserDataUpdated, models.AuditSuccess
			given := maps.Clone(test.event.Payload)
			w.record(test.ctx, w.records, test.event)
			rows := w.rows()
			if len(rows) != 1 {
				t.Fatalf("%d rows", len(rows))
			}
			if diff := cmp.Diff(test.want, rows[0].Payload); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(given, test.event.Payload); diff != "" {
				t.Errorf("the event was changed: %s", diff)
			}
		})
	}
}

// A row belongs to the write that it records: they are rolled back together.
func TestRecordInTransaction(t *testing.T) {
	w := newWorld(t)
	undone := errors.New("undone")
	err := w.records.InTx(t.Context(), func(tx *store.Store) error {
		w.record(t.Context(), tx, event.Event{Key: event.UserCreated, Result: models.AuditSuccess})
		return undone
	})
	if !errors.Is(err, undone) || len(w.rows()) != 0 {
		t.Errorf("got %v and %d rows", err, len(w.rows()))
	}
}

func TestFrequentEventsAreMerged(t *testing.T) {
	w := newWorld(t)
	issue := func(application, resource string) {
		w.record(t.Context(), w.records, event.Event{
			Key: event.ExchangeClientCredentials, Result: models.AuditSuccess, ApplicationID: application, IsFrequent: true,
			Payload: map[string]any{"resource": resource},
		})
	}
	for range 3 {
		issue("c", "r1")
	}
	issue("c", "r2")
	issue("d", "r1")
	if len(w.rows()) != 0 {
		t.Error("rows before the batch is written")
	}
	w.now = w.now.Add(time.Second)
	issue("c", "r1")
	w.recorder.Flush(t.Context())
	counts := map[string]int64{}
	for _, row := range w.rows() {
		counts[row.ApplicationID+" "+row.Payload["resource"].(string)] += row.Count
	}
	if diff := cmp.Diff(map[string]int64{"c r1": 4, "c r2": 1, "d r1": 1}, counts); diff != "" || len(w.rows()) != 4 {
		t.Errorf("%d rows: %s", len(w.rows()), diff)
	}
	w.recorder.Flush(t.Context())
	if len(w.rows()) != 4 {
		t.Error("the batch is written twice")
	}
}

// A row shows where tokens were requested from, and for what: other requests are
// not merged into it.
func TestOnlyEqualEventsAreMerged(t *testing.T) {
	usual := event.Event{
		Key: event.ExchangeClientCredentials, ApplicationID: "c", Result: models.AuditSuccess, IsFrequent: true,
		Payload: map[string]any{"resource": "r", "organizationId": "o", "scope": "read write"},
	}
	from := event.Origin{IP: "192.0.2.1", UserAgent: "agent"}
	tests := []struct {
		name   string
		change func(e *event.Event, from *event.Origin)
		want   []int64
	}{
		{"equal", func(*event.Event, *event.Origin) {}, []int64{2}},
		{"another request", func(_ *event.Event, from *event.Origin) { from.RequestID = "x" }, []int64{2}},
		{"another application", func(e *event.Event, _ *event.Origin) { e.ApplicationID = "d" }, []int64{1, 1}},
		{"another address", func(_ *event.Event, from *event.Origin) { from.IP = "192.0.2.2" }, []int64{1, 1}},
		{"another user agent", func(_ *event.Event, from *event.Origin) { from.UserAgent = "x" }, []int64{1, 1}},
		{"another resource", func(e *event.Event, _ *event.Origin) { e.Payload["resource"] = "s" }, []int64{1, 1}},
		{"another organization", func(e *event.Event, _ *event.Origin) { e.Payload["organizationId"] = "p" }, []int64{1, 1}},
		{"no organization", func(e *event.Event, _ *event.Origin) { delete(e.Payload, "organizationId") }, []int64{1, 1}},
		{"other scopes", func(e *event.Event, _ *event.Origin) { e.Payload["scope"] = "read" }, []int64{1, 1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			changed, elsewhere := usual, from
			changed.Payload = maps.Clone(usual.Payload)
			test.change(&changed, &elsewhere)
			w.record(event.WithOrigin(t.Context(), from), w.records, usual)
			w.record(event.WithOrigin(t.Context(), elsewhere), w.records, changed)
			w.recorder.Flush(t.Context())
			var counts []int64
			for _, row := range w.rows() {
				counts = append(counts, row.Count)
			}
			if diff := cmp.Diff(test.want, counts); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// frequent records a frequent event of its own application.
func (w *world) frequent(records *store.Store, application string) {
	w.t.Helper()
	w.record(w.t.Context(), records, event.Event{
		Key: event.ExchangeClientCredentials, Result: models.AuditSuccess, ApplicationID: application, IsFrequent: true,
	})
}

// Nobody sees part of a batch: it is one transaction, however many rows and
// tenants it has.
func TestBatchIsOneTransaction(t *testing.T) {
	w := newWorld(t)
	const rows = 1100
	for i := range rows {
		w.frequent(w.records, "app-"+strconv.Itoa(i))
	}
	w.frequent(w.db.Tenant("b"), "app")
	inserts := 0
	err := w.db.Observe(func(statement string) {
		if !strings.HasPrefix(statement, "INSERT") {
			return
		}
		inserts++
		if seen := len(w.rows()); seen != 0 {
			t.Errorf("%d rows are visible after statement %d", seen, inserts)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	w.recorder.Flush(t.Context())
	page, err := w.records.AuditLogs.List(t.Context(), store.AuditLogFilter{}, store.Page{Limit: 1})
	if err != nil || page.Total != rows {
		t.Errorf("%v, %v: want %d rows", page, err, rows)
	}
	if inserts > 4 {
		t.Errorf("%d statements", inserts)
	}
}

// Only the rows of the deleted tenant are lost.
func TestBatchWithDeletedTenant(t *testing.T) {
	w := newWorld(t)
	gone := w.db.Tenant("b")
	w.frequent(gone, "theirs")
	w.frequent(w.records, "ours")
	if err := gone.Tenant.Delete(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if err := w.db.RemoveDeletedTenants(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.recorder.Flush(t.Context())
	if rows := w.rows(); len(rows) != 1 || rows[0].ApplicationID != "ours" {
		t.Errorf("got %v", rows)
	}
}

// Pending rows are written when the server stops.
func TestRunWritesAtTheEnd(t *testing.T) {
	w := newWorld(t)
	ctx, stop := context.WithCancel(t.Context())
	w.record(ctx, w.records, event.Event{
		Key: event.ExchangeClientCredentials, Result: models.AuditSuccess, IsFrequent: true,
	})
	stop()
	w.recorder.Run(ctx)
	if len(w.rows()) != 1 {
		t.Errorf("%d rows", len(w.rows()))
	}
}
