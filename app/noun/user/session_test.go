package user_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/user"
	"portico/models"
)

// sessionID is the id of the session that signIn made.
func (w *world) sessionID(t *testing.T, digest string) string {
	t.Helper()
	session, err := w.records.Sessions.ByDigest(t.Context(), []byte(digest), w.clock.UnixMilli())
	if err != nil {
		t.Fatal(err)
	}
	return session.ID
}

// browser gives a user a session of an id, with a grant of each kind.
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

// grants lists the ids of what a user has granted.
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
		revoke user.Target
		left   []string // of the session's own grants
	}{
		{"alone", user.RevokeNone, []string{"this own offline", "this third offline"}},
		{"with grants to first parties", user.RevokeFirstParty, []string{"this third offline"}},
		{"with all grants", user.RevokeAll, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			w.applications(t)
			ann := w.create(t, user.New{Username: "ann"})
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
			wantFault(t, again, fault.Missing, "entity.not_found", "")
		})
	}
}

func TestRevokeGrant(t *testing.T) {
	w := newWorld(t)
	w.applications(t)
	ann := w.create(t, user.New{Username: "ann"})
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
	again := w.RevokeGrant(t.Context(), w.records, ann.ID, "this own offline")
	wantFault(t, again, fault.Missing, "entity.not_found", "")
}

// Whose address names another user's session or grant finds nothing.
func TestSessionsAndGrantsOfOthers(t *testing.T) {
	w := newWorld(t)
	w.applications(t)
	ann, bob := w.create(t, user.New{Username: "ann"}), w.create(t, user.New{Username: "bob"})
	w.browser(t, ann.ID, "this")
	before := w.grants(t, ann.ID)
	for _, id := range []string{bob.ID, "nobody", ""} {
		wantFault(t, w.EndSession(t.Context(), w.records, id, "this", user.RevokeAll), fault.Missing, "entity.not_found", "")
		wantFault(t, w.RevokeGrant(t.Context(), w.records, id, "this own offline"), fault.Missing, "entity.not_found", "")
	}
	if diff := cmp.Diff(before, w.grants(t, ann.ID)); diff != "" {
		t.Errorf("something was revoked: %s", diff)
	}
	w.clock = now.Add(time.Hour)
	wantFault(t, w.EndSession(t.Context(), w.records, ann.ID, "this", user.RevokeAll), fault.Missing, "entity.not_found", "")
}
