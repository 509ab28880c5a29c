package storetest

import (
	"errors"
	"testing"

	"portico/models"
	"portico/models/store"
)

func outboxTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"add and read": testOutbox,
		"undone":       testOutboxUndone,
	}
}

func testOutbox(t *testing.T, w *world) {
	ctx := t.Context()
	bare := &models.OutboxEvent{Key: "Role.Created", CreatedAt: now + 1}
	ok(t, w.own.Outbox.Add(ctx, bare))
	last := newOutboxEvent("last")
	last.CreatedAt = now - 1 // clocks differ between nodes; events are in the order written
	ok(t, w.own.Outbox.Add(ctx, last))
	got, err := w.own.Outbox.List(ctx, 10)
	ok(t, err)
	if len(got) != 3 || got[0].ID == 0 || got[0].ID >= got[1].ID || got[1].ID >= got[2].ID {
		t.Fatalf("ids do not ascend: %+v", got)
	}
	first := newOutboxEvent("own")
	first.ID, first.TenantID = got[0].ID, "own"
	bare.Before, bare.After, bare.Payload = map[string]any{}, map[string]any{}, map[string]any{}
	equal(t, got, err, []models.OutboxEvent{*first, *bare, *last})
	got, err = w.own.Outbox.List(ctx, 1)
	equal(t, got, err, []models.OutboxEvent{*first})
}

// An event that is rolled back is not delivered.
func testOutboxUndone(t *testing.T, w *world) {
	ctx := t.Context()
	undone := errors.New("undone")
	fails(t, w.own.InTx(ctx, func(tx *store.Store) error {
		ok(t, tx.Outbox.Add(ctx, newOutboxEvent("x")))
		return undone
	}), undone)
	got, err := w.own.Outbox.List(ctx, 10)
	if ok(t, err); len(got) != 1 {
		t.Errorf("%d events", len(got))
	}
}

// testOutboxExpiry checks that an event remains for a day, and that its id is never
// reused.
func testOutboxExpiry(t *testing.T, w *world) {
	const day = 24 * 60 * 60 * 1000
	ctx := t.Context()
	ok(t, w.db.DeleteExpired(ctx, now+day-1))
	var last int64
	for _, s := range append(w.others, w.own) {
		got, err := s.Outbox.List(ctx, 10)
		if ok(t, err); len(got) == 0 {
			t.Fatalf("tenant %s has lost its events too early", s.TenantID())
		}
		last = max(last, got[len(got)-1].ID)
	}
	ok(t, w.db.DeleteExpired(ctx, now+day))
	for _, s := range append(w.others, w.own) {
		got, err := s.Outbox.List(ctx, 10)
		equal(t, got, err, []models.OutboxEvent{})
	}
	next := newOutboxEvent("next")
	ok(t, w.own.Outbox.Add(ctx, next))
	if next.ID <= last {
		t.Errorf("id %d after %d", next.ID, last)
	}
}
