package session_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/models"
)

func TestSignOut(t *testing.T) {
	w := newWorld(t)
	w.applications(t)
	ann, bob := w.user(t, "ann"), w.user(t, "bob")
	w.browser(t, ann.ID, "one")
	w.browser(t, ann.ID, "two")
	w.browser(t, bob.ID, "three")
	w.events = nil
	if err := w.SignOut(t.Context(), w.records, ann.ID); err != nil {
		t.Fatal(err)
	}
	sessions, err := w.records.Sessions.ListOfUser(t.Context(), ann.ID, w.clock.UnixMilli())
	if err != nil || len(sessions) != 0 || len(w.grants(t, ann.ID)) != 0 {
		t.Errorf("left: %+v, %v, %v", sessions, w.grants(t, ann.ID), err)
	}
	if got := w.grants(t, bob.ID); len(got) != 4 {
		t.Errorf("another user has %v left", got)
	}
	want := []event.Event{{
		Key: "Session.Revoked", Result: models.AuditSuccess, UserID: ann.ID, Before: map[string]any{"sessions": 2, "grants": 8},
	}}
	if diff := cmp.Diff(want, w.events); diff != "" {
		t.Errorf("events: %s", diff)
	}
	if err := w.SignOut(t.Context(), w.records, ann.ID); err != nil || len(w.events) != 1 {
		t.Errorf("again: %v, %v", err, w.events)
	}
	wantFault(t, w.SignOut(t.Context(), w.records, "nobody"), fault.Missing, "entity.not_found")
}
