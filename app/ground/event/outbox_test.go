package event_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"portico/app/ground/event"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

// records opens the store of a new tenant.
func records(t *testing.T) *store.Store {
	t.Helper()
	db := storetest.SQLite(t)
	if err := db.CreateTenant(t.Context(), &models.Tenant{ID: "a", DefaultAlgorithm: "ES256"}); err != nil {
		t.Fatal(err)
	}
	return db.Tenant("a")
}

func outbox() *event.Outbox {
	return &event.Outbox{Now: func() time.Time { return time.UnixMilli(1_700_000_000_000) }}
}

// stored lists the keys in the outbox.
func stored(t *testing.T, s *store.Store) []string {
	t.Helper()
	rows, err := s.Outbox.List(t.Context(), 100)
	if err != nil {
		t.Fatal(err)
	}
	keys := []string{}
	for _, row := range rows {
		keys = append(keys, row.Key)
	}
	return keys
}

func TestOutbox(t *testing.T) {
	type fields = map[string]any
	s := records(t)
	ctx := event.WithOrigin(t.Context(), event.Origin{IP: "192.0.2.1", UserAgent: "agent", RequestID: "r"})
	err := event.NewPublisher(outbox().Record).Publish(ctx, s, event.Event{
		Key: event.UserDataUpdated, UserID: "u", ApplicationID: "c",
		Before: fields{"name": "a"}, After: fields{"name": "b"}, Payload: fields{"x": "y"},
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Outbox.List(t.Context(), 100)
	want := []models.OutboxEvent{{
		TenantID: "a", Key: "User.Data.Updated", UserID: "u", ApplicationID: "c",
		Before: fields{"name": "a"}, After: fields{"name": "b"}, Payload: fields{"x": "y"},
		Origin: models.OutboxOrigin{IP: "192.0.2.1", UserAgent: "agent", RequestID: "r"}, CreatedAt: 1_700_000_000_000,
	}}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(models.OutboxEvent{}, "ID")); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

// The outbox has the events for others: changes and registrations.
func TestOutboxStoresChanges(t *testing.T) {
	s := records(t)
	publisher := event.NewPublisher(outbox().Record)
	for _, e := range []event.Event{
		{Key: event.RoleCreated},
		{Key: event.RegisterSubmit},
		{Key: event.InvitationSent},
		{Key: event.RoleDeleted, Result: models.AuditError},
		{Key: event.RegisterSubmit, Result: models.AuditError},
		{Key: event.SignInSubmit},
		{Key: event.InteractionCreate},
		{Key: event.ExchangeRefreshToken},
		{Key: event.ExchangeClientCredentials, IsFrequent: true},
		{Key: event.RevokeToken},
	} {
		if err := publisher.Publish(t.Context(), s, e); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]string{event.RoleCreated, event.RegisterSubmit, event.InvitationSent}, stored(t, s)); diff != "" {
		t.Error(diff)
	}
}

// The outbox is rolled back with the change, and with what the other listeners write.
func TestOutboxRollsBack(t *testing.T) {
	failed := errors.New("failed")
	fail := func(context.Context, *store.Store, event.Event) error { return failed }
	tests := []struct {
		name    string
		publish func(s *store.Store) error
	}{
		{"with the transaction", func(s *store.Store) error {
			return s.InTx(t.Context(), func(tx *store.Store) error {
				return errors.Join(event.NewPublisher(outbox().Record).Publish(t.Context(), tx, event.Event{Key: event.RoleCreated}), failed)
			})
		}},
		{"with a later listener", func(s *store.Store) error {
			return event.NewPublisher(outbox().Record, fail).Publish(t.Context(), s, event.Event{Key: event.RoleCreated})
		}},
		{"with an earlier listener", func(s *store.Store) error {
			return event.NewPublisher(fail, outbox().Record).Publish(t.Context(), s, event.Event{Key: event.RoleCreated})
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := records(t)
			if err := test.publish(s); !errors.Is(err, failed) {
				t.Errorf("got %v", err)
			}
			if keys := stored(t, s); len(keys) != 0 {
				t.Errorf("left: %v", keys)
			}
		})
	}
}
