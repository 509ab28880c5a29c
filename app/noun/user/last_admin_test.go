package user_test

import (
	"context"
	"errors"
	"testing"

	"portico/app/noun/user"
	"portico/models"
	"portico/models/store"
)

// lastAdmin protects one user.
type lastAdmin struct{ id string }

var errLastAdmin = errors.New("the last admin")

func (l *lastAdmin) Leave(_ context.Context, _ *store.Store, leavingID string) (*models.Operator, error) {
	if leavingID == l.id {
		return nil, errLastAdmin
	}
	return nil, nil //nolint:nilnil // no user here is an operator
}

// The last admin can be neither suspended nor deleted, but reactivated.
func TestTheLastAdminStays(t *testing.T) {
	w := newWorld(t)
	ann, bob := w.create(t, user.New{Username: "ann"}), w.create(t, user.New{Username: "bob"})
	w.Operators = &lastAdmin{ann.ID}
	for name, err := range map[string]error{
		"suspend": w.Suspend(t.Context(), w.records, ann.ID, true),
		"delete":  w.Delete(t.Context(), w.records, ann.ID),
	} {
		if !errors.Is(err, errLastAdmin) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if stored, err := w.records.Users.Get(t.Context(), ann.ID); err != nil || stored.IsSuspended {
		t.Errorf("the last admin: %+v, %v", stored, err)
	}
	if err := w.Suspend(t.Context(), w.records, ann.ID, false); err != nil {
		t.Errorf("reactivated: %v", err)
	}
	if err := errors.Join(w.Suspend(t.Context(), w.records, bob.ID, true), w.Delete(t.Context(), w.records, bob.ID)); err != nil {
		t.Errorf("another user: %v", err)
	}
}
