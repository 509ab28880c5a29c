package user_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/user"
	"portico/models/store"
)

// keys lists the events published since the users were created.
func (w *world) keys() []string {
	var keys []string
	for _, e := range w.events {
		if e.Key != event.UserCreated {
			keys = append(keys, e.Key+" of "+e.UserID)
		}
	}
	return keys
}

func TestSuspend(t *testing.T) {
	w := newWorld(t)
	ann, bob := w.create(t, user.New{Username: "ann", Name: "Ann"}), w.create(t, user.New{Username: "bob"})
	annSession, annGrant := w.signIn(t, ann.ID)
	bobSession, bobGrant := w.signIn(t, bob.ID)

	if err := w.Suspend(t.Context(), w.records, ann.ID, true); err != nil {
		t.Fatal(err)
	}
	got, err := w.records.Users.Get(t.Context(), ann.ID)
	if err != nil || !got.IsSuspended || text(got.Name) != "Ann" {
		t.Errorf("got %+v, %v", got, err)
	}
	if w.isSignedIn(t, annSession, annGrant) {
		t.Error("still signed in")
	}
	if !w.isSignedIn(t, bobSession, bobGrant) {
		t.Error("someone else was signed out")
	}

	if err := w.Suspend(t.Context(), w.records, ann.ID, false); err != nil {
		t.Fatal(err)
	}
	if got, err := w.records.Users.Get(t.Context(), ann.ID); err != nil || got.IsSuspended {
		t.Errorf("still suspended: %v", err)
	}
	key := event.UserSuspension + " of " + ann.ID
	if diff := cmp.Diff([]string{key, key}, w.keys()); diff != "" {
		t.Error(diff)
	}
	off, on := map[string]any{"isSuspended": false}, map[string]any{"isSuspended": true}
	lifted := w.events[len(w.events)-1]
	suspended := w.events[len(w.events)-2]
	states := []map[string]any{suspended.Before, suspended.After, lifted.Before, lifted.After}
	if diff := cmp.Diff([]map[string]any{off, on, on, off}, states); diff != "" {
		t.Error(diff)
	}
	wantFault(t, w.Suspend(t.Context(), w.records, "nobody", true), fault.Missing, "entity.not_found", "")
}

func TestReactivationSignsNobodyOut(t *testing.T) {
	w := newWorld(t)
	ann := w.create(t, user.New{Username: "ann"})
	session, grant := w.signIn(t, ann.ID)
	if err := w.Suspend(t.Context(), w.records, ann.ID, false); err != nil {
		t.Fatal(err)
	}
	if !w.isSignedIn(t, session, grant) {
		t.Error("signed out")
	}
}

func TestDelete(t *testing.T) {
	w := newWorld(t)
	ann := w.create(t, user.New{Username: "ann"})
	session, grant := w.signIn(t, ann.ID)
	if err := w.Delete(t.Context(), w.records, ann.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.records.Users.Get(t.Context(), ann.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("still there: %v", err)
	}
	if w.isSignedIn(t, session, grant) {
		t.Error("still signed in")
	}
	if diff := cmp.Diff([]string{event.UserDeleted + " of " + ann.ID}, w.keys()); diff != "" {
		t.Error(diff)
	}
	if deleted := w.events[len(w.events)-1]; !cmp.Equal(deleted.Before, map[string]any{"username": "ann"}) || deleted.After != nil {
		t.Errorf("published %+v", deleted)
	}
	wantFault(t, w.Delete(t.Context(), w.records, ann.ID), fault.Missing, "entity.not_found", "")
}

func TestSetPassword(t *testing.T) {
	w := newWorld(t)
	ann := w.create(t, user.New{Username: "ann", Password: secret})
	session, grant := w.signIn(t, ann.ID)

	err := w.SetPassword(t.Context(), w.records, ann.ID, "short")
	wantFault(t, err, fault.Unprocessable, "password_rejected.too_short", "password")
	err = w.SetPassword(t.Context(), w.records, ann.ID, "")
	wantFault(t, err, fault.Unprocessable, "password_rejected.too_short", "password")
	if !w.isSignedIn(t, session, grant) {
		t.Error("a refused password signed the user out")
	}

	if err := w.SetPassword(t.Context(), w.records, ann.ID, "another-"+secret); err != nil {
		t.Fatal(err)
	}
	got, err := w.records.Users.Get(t.Context(), ann.ID)
	if err != nil {
		t.Fatal(err)
	}
	for password, want := range map[string]bool{secret: false, "another-" + secret: true} {
		if ok, err := w.Hasher.Verify(t.Context(), password, got.PasswordHash); err != nil || ok != want {
			t.Errorf("%s: %v, %v", password, ok, err)
		}
	}
	if w.isSignedIn(t, session, grant) {
		t.Error("still signed in with the old password")
	}
	if diff := cmp.Diff([]string{"User.Data.Updated of " + ann.ID}, w.keys()); diff != "" {
		t.Error(diff)
	}
	if changed := w.events[len(w.events)-1]; !cmp.Equal(changed.After, map[string]any{"password": "changed"}) || changed.Before != nil {
		t.Errorf("published %+v", changed)
	}
	err = w.SetPassword(t.Context(), w.records, "nobody", secret)
	wantFault(t, err, fault.Missing, "entity.not_found", "")
}

func TestChangesAreUndoneWithTheirEvents(t *testing.T) {
	w := newWorld(t)
	ann := w.create(t, user.New{Username: "ann", Password: secret})
	session, grant := w.signIn(t, ann.ID)
	w.failing = errors.New("the audit log is away")
	changes := map[string]error{
		"update":            second(w.Update(t.Context(), w.records, ann.ID, user.Changes{Name: ptr("x")})),
		"merge profile":     second(w.MergeProfile(t.Context(), w.records, ann.ID, user.ProfileChanges{Gender: ptr("x")})),
		"merge custom data": second(w.MergeCustomData(t.Context(), w.records, ann.ID, map[string]any{"x": 1})),
		"suspend":           w.Suspend(t.Context(), w.records, ann.ID, true),
		"delete":            w.Delete(t.Context(), w.records, ann.ID),
		"set password":      w.SetPassword(t.Context(), w.records, ann.ID, "another-"+secret),
	}
	for name, err := range changes {
		if !errors.Is(err, w.failing) {
			t.Errorf("%s: %v", name, err)
		}
	}
	got, err := w.records.Users.Get(t.Context(), ann.ID)
	if !cmp.Equal(got, ann) || err != nil || !w.isSignedIn(t, session, grant) {
		t.Errorf("something was left of a change: %+v, %v", got, err)
	}
}
