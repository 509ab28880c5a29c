package event_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/models"
	"portico/models/store"
)

func TestPublish(t *testing.T) {
	failed := errors.New("listener failed")
	var heard []event.Event
	listen := func(_ context.Context, _ *store.Store, e event.Event) error {
		heard = append(heard, e)
		return nil
	}
	fail := func(context.Context, *store.Store, event.Event) error { return failed }
	happened := event.Event{Key: event.UserCreated, UserID: "u"}
	err := event.NewPublisher(fail, listen).Publish(t.Context(), records(t), happened)
	if !errors.Is(err, failed) {
		t.Errorf("got %v, want the listener's error, so that a transaction rolls back", err)
	}
	happened.Result = models.AuditSuccess
	if diff := cmp.Diff([]event.Event{happened}, heard); diff != "" {
		t.Errorf("the other listener was notified: %s", diff)
	}
}

func TestOrigin(t *testing.T) {
	origin := event.Origin{IP: "192.0.2.1", UserAgent: "x", RequestID: "r"}
	if got := event.OriginFrom(event.WithOrigin(t.Context(), origin)); got != origin {
		t.Errorf("got %+v", got)
	}
	if got := event.OriginFrom(t.Context()); got != (event.Origin{}) {
		t.Errorf("without one: %+v", got)
	}
}
