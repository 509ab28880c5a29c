package audit_test

import (
	"context"
	"errors"
	"log/slog"
	"maps"
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
	records  *store.Store
	recorder *audit.Recorder
	now      time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	db := storetest.SQLite(t)
	w := &world{t: t, records: db.Tenant("a"), now: time.UnixMilli(1_700_000_000_000)}
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

// What a change changed, and who did it, goes beside what else there is to say.
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

// A row goes with the write that it records: undone together.
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

// What waits when the server stops is written.
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
