package user_test

import (
	"context"
	"errors"
	"testing"

	"portico/app/ground/fault"
	"portico/app/noun/user"
	"portico/models"
	"portico/models/store"
)

func TestRegister(t *testing.T) {
	w := newWorld(t)
	got, err := w.Register(t.Context(), w.records, "ann", secret, "shop")
	if err != nil {
		t.Fatal(err)
	}
	if text(got.Username) != "ann" || text(got.ApplicationID) != "shop" || got.PasswordHash == "" {
		t.Errorf("got %+v", got)
	}
	_, err = w.Register(t.Context(), w.records, "ann", secret, "shop")
	wantFault(t, err, fault.Unprocessable, "user.username_already_in_use", "username")
}

func TestRegisterDemandsBoth(t *testing.T) {
	w := newWorld(t)
	_, err := w.Register(t.Context(), w.records, "", secret, "shop")
	wantFault(t, err, fault.Invalid, "user.invalid_username", "username")
	_, err = w.Register(t.Context(), w.records, "ann", "", "shop")
	wantFault(t, err, fault.Unprocessable, "password_rejected.too_short", "password")

	tenant, err := w.records.Tenant.Get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tenant.Settings.PasswordPolicy.MinLength = 0
	tenant.Settings.PasswordPolicy.MinCharacterTypes = 0
	if err := w.records.Tenant.Update(t.Context(), tenant); err != nil {
		t.Fatal(err)
	}
	_, err = w.Register(t.Context(), w.records, "ann", "", "shop")
	wantFault(t, err, fault.Unprocessable, "password_rejected.too_short", "password")
}

// joins records who may join organizations.
type joins struct {
	ids  []string
	fail error
}

func (j *joins) Provision(ctx context.Context, tx *store.Store, person *models.User) error {
	if _, err := tx.Users.Get(ctx, person.ID); err != nil { // in the account's transaction
		return err
	}
	j.ids = append(j.ids, person.ID)
	return j.fail
}

func TestRegisteringJoinsOrganizations(t *testing.T) {
	w := newWorld(t)
	j := new(joins)
	w.Organizations = j
	ann, err := w.Register(t.Context(), w.records, "ann", secret, "shop")
	if err != nil || len(j.ids) != 1 || j.ids[0] != ann.ID {
		t.Errorf("joined %v, %v", j.ids, err)
	}
	// Users added by operators join when operators add them.
	if _, err := w.Create(t.Context(), w.records, user.New{Email: "bob@example.com", EmailVerified: true}); err != nil || len(j.ids) != 1 {
		t.Errorf("joined %v, %v", j.ids, err)
	}
	j.fail = errors.New("full")
	if _, err := w.Register(t.Context(), w.records, "cid", secret, "shop"); !errors.Is(err, j.fail) {
		t.Errorf("got %v", err)
	}
	if _, err := w.records.Users.ByUsername(t.Context(), "cid"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the account was made: %v", err)
	}
}
