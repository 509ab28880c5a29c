package session_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/session"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

var now = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// world is a tenant with the published events.
type world struct {
	*session.Service
	records *store.Store
	clock   time.Time
	events  []event.Event
	// failing makes the next events fail.
	failing error
	// takenBack lists the users and applications whose consent was revoked.
	takenBack [][2]string
}

// RevokeGiven implements session.Consents.
func (w *world) RevokeGiven(_ context.Context, _ *store.Store, userID, applicationID string) error {
	w.takenBack = append(w.takenBack, [2]string{userID, applicationID})
	return nil
}

func newWorld(t *testing.T) *world {
	t.Helper()
	db := storetest.Any(t)
	tenant := &models.Tenant{ID: "default", Name: "Default", DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings()}
	if err := db.CreateTenant(t.Context(), tenant); err != nil {
		t.Fatal(err)
	}
	w := &world{records: db.Tenant("default"), clock: now}
	w.Service = &session.Service{Consents: w, Events: event.NewPublisher(w.listen), Now: func() time.Time { return w.clock }}
	return w
}

func (w *world) listen(_ context.Context, _ *store.Store, e event.Event) error {
	if w.failing == nil {
		w.events = append(w.events, e)
	}
	return w.failing
}

func (w *world) user(t *testing.T, username string) *models.User {
	t.Helper()
	user := &models.User{ID: models.NewID(), Username: &username}
	if err := w.records.Users.Insert(t.Context(), user); err != nil {
		t.Fatal(err)
	}
	return user
}

func wantFault(t *testing.T, err error, kind fault.Kind, code string) {
	t.Helper()
	if f := fault.From(err); err == nil || f.Kind != kind || f.Code != code || f.Cause == nil {
		t.Errorf("got %v, want %s", err, code)
	}
}

// browser creates a session with this ID for a user, with a grant of each kind.
func (w *world) browser(t *testing.T, userID, id string) {
	t.Helper()
	later := now.Add(time.Hour).UnixMilli()
	session := &models.Session{ID: id, Digest: models.Digest(id), UserID: userID, ExpiresAt: later}
	if err := w.records.Sessions.Insert(t.Context(), session); err != nil {
		t.Fatal(err)
	}
	for _, application := range []string{"own", "third"} {
		for _, access := range []string{"offline", "online"} {
			grant := &models.Grant{
				ID: id + " " + application + " " + access, UserID: userID, ApplicationID: application, SessionID: id,
				Scope: "openid", HasOfflineAccess: access == "offline", ExpiresAt: later,
			}
			if err := w.records.Grants.Insert(t.Context(), grant); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// grants lists the IDs of a user's grants.
func (w *world) grants(t *testing.T, userID string) []string {
	t.Helper()
	rows, err := w.records.Grants.ListOfUser(t.Context(), userID, w.clock.UnixMilli())
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, row := range rows {
		ids = append(ids, row.ID)
	}
	slices.Sort(ids)
	return ids
}

func (w *world) applications(t *testing.T) {
	t.Helper()
	for id, isThirdParty := range map[string]bool{"own": false, "third": true} {
		row := &models.Application{ID: id, Name: id, Type: models.ApplicationTraditional, IsThirdParty: isThirdParty}
		if err := w.records.Applications.Insert(t.Context(), row); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEndSession(t *testing.T) {
	others := []string{"other own offline", "other own online", "other third offline", "other third online"}
	tests := []struct {
		name   string
		revoke session.Target
		left   []string // of the session's own grants
	}{
		{"no grants", session.RevokeNone, []string{"this own offline", "this third offline"}},
		{"with grants to first parties", session.RevokeFirstParty, []string{"this third offline"}},
		{"with all grants", session.RevokeAll, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			w.applications(t)
			ann := w.user(t, "ann")
			w.browser(t, ann.ID, "this")
			w.browser(t, ann.ID, "other")
			w.events = nil
			if err := w.EndSession(t.Context(), w.records, ann.ID, "this", test.revoke); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(append(slices.Clone(others), test.left...), w.grants(t, ann.ID)); diff != "" {
				t.Errorf("grants: %s", diff)
			}
			sessions, err := w.records.Sessions.ListOfUser(t.Context(), ann.ID, w.clock.UnixMilli())
			if err != nil || len(sessions) != 1 || sessions[0].ID != "other" {
				t.Errorf("sessions: %+v, %v", sessions, err)
			}
			want := []event.Event{{
				Key: "Session.Revoked", Result: models.AuditSuccess, UserID: ann.ID, Before: map[string]any{"id": "this"},
			}}
			if diff := cmp.Diff(want, w.events); diff != "" {
				t.Errorf("events: %s", diff)
			}
			again := w.EndSession(t.Context(), w.records, ann.ID, "this", test.revoke)
			wantFault(t, again, fault.Missing, "entity.not_found")
		})
	}
}

func TestRevokeGrant(t *testing.T) {
	w := newWorld(t)
	w.applications(t)
	ann := w.user(t, "ann")
	w.browser(t, ann.ID, "this")
	w.events = nil
	if err := w.RevokeGrant(t.Context(), w.records, ann.ID, "this own offline"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"this own online", "this third offline", "this third online"}, w.grants(t, ann.ID)); diff != "" {
		t.Error(diff)
	}
	want := []event.Event{{
		Key: "Grant.Revoked", Result: models.AuditSuccess, UserID: ann.ID, ApplicationID: "own",
		Before: map[string]any{"id": "this own offline", "applicationId": "own", "scope": "openid"},
	}}
	if diff := cmp.Diff(want, w.events); diff != "" {
		t.Errorf("events: %s", diff)
	}
	if diff := cmp.Diff([][2]string{{ann.ID, "own"}}, w.takenBack); diff != "" {
		t.Errorf("consents: %s", diff)
	}
	again := w.RevokeGrant(t.Context(), w.records, ann.ID, "this own offline")
	wantFault(t, again, fault.Missing, "entity.not_found")
}

// Another user's session or grant is not found.
func TestSessionsAndGrantsOfOthers(t *testing.T) {
	w := newWorld(t)
	w.applications(t)
	ann, bob := w.user(t, "ann"), w.user(t, "bob")
	w.browser(t, ann.ID, "this")
	before := w.grants(t, ann.ID)
	for _, id := range []string{bob.ID, "nobody", ""} {
		wantFault(t, w.EndSession(t.Context(), w.records, id, "this", session.RevokeAll), fault.Missing, "entity.not_found")
		wantFault(t, w.RevokeGrant(t.Context(), w.records, id, "this own offline"), fault.Missing, "entity.not_found")
	}
	if diff := cmp.Diff(before, w.grants(t, ann.ID)); diff != "" {
		t.Errorf("something was revoked: %s", diff)
	}
	w.clock = now.Add(time.Hour)
	wantFault(t, w.EndSession(t.Context(), w.records, ann.ID, "this", session.RevokeAll), fault.Missing, "entity.not_found")
}

// A change that cannot be audited does not happen.
func TestEachIsOneTransaction(t *testing.T) {
	acts := map[string]func(w *world, userID string) error{
		"end session": func(w *world, userID string) error {
			return w.EndSession(t.Context(), w.records, userID, "this", session.RevokeAll)
		},
		"revoke grant": func(w *world, userID string) error {
			return w.RevokeGrant(t.Context(), w.records, userID, "this own offline")
		},
		"sign out": func(w *world, userID string) error { return w.SignOut(t.Context(), w.records, userID) },
	}
	for name, act := range acts {
		w := newWorld(t)
		w.applications(t)
		ann := w.user(t, "ann")
		w.browser(t, ann.ID, "this")
		w.failing = errors.New("disk full")
		if err := act(w, ann.ID); !errors.Is(err, w.failing) {
			t.Errorf("%s: %v", name, err)
		}
		sessions, err := w.records.Sessions.ListOfUser(t.Context(), ann.ID, w.clock.UnixMilli())
		if left := w.grants(t, ann.ID); len(left) != 4 || len(sessions) != 1 || err != nil {
			t.Errorf("%s: %v and %d sessions are left, %v", name, left, len(sessions), err)
		}
	}
}
