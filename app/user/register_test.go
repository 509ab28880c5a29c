package user_test

import (
	"testing"

	"portico/app/fault"
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

	tenant, err := w.records.Tenant(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tenant.Settings.PasswordPolicy.MinLength = 0
	tenant.Settings.PasswordPolicy.MinCharacterTypes = 0
	if err := w.records.UpdateTenant(t.Context(), tenant); err != nil {
		t.Fatal(err)
	}
	_, err = w.Register(t.Context(), w.records, "ann", "", "shop")
	wantFault(t, err, fault.Unprocessable, "password_rejected.too_short", "password")
}
