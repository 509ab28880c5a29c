package application_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"portico/app/application"
	"portico/app/event"
	"portico/app/fault"
	"portico/app/vault"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

var now = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// world is a tenant with an application service and what the service has published.
type world struct {
	*application.Service
	vault   *vault.Vault
	records *store.Store
	events  []event.Event
	// failing makes the next events fail.
	failing error
}

func newWorld(t testing.TB) *world {
	t.Helper()
	db := storetest.Any(t)
	tenant := &models.Tenant{
		ID: "default", Name: "Default", DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings(),
	}
	if err := db.CreateTenant(t.Context(), tenant); err != nil {
		t.Fatal(err)
	}
	key, err := vault.New(make([]byte, vault.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{records: db.Tenant("default"), vault: key}
	w.Service = &application.Service{
		Vault: key, Events: event.NewPublisher(w.listen), Now: func() time.Time { return now },
	}
	return w
}

func (w *world) listen(_ context.Context, _ *store.Store, e event.Event) error {
	if w.failing == nil {
		w.events = append(w.events, e)
	}
	return w.failing
}

// trial is one registration.
type trial struct {
	name   string
	change func(*application.New)
	field  string // that is refused; "" when the registration is accepted
	says   string // part of the cause
}

// try registers an application of a type for each trial.
func try(t *testing.T, kind models.ApplicationType, trials []trial) {
	t.Helper()
	w := newWorld(t)
	for _, trial := range trials {
		t.Run(trial.name, func(t *testing.T) {
			fields := application.New{Name: "Shop", Type: kind}
			trial.change(&fields)
			created, secret, err := w.Create(t.Context(), w.records, fields)
			if trial.field == "" {
				if err != nil {
					t.Errorf("refused: %v", err)
				}
				return
			}
			wantInvalid(t, err, trial.field, trial.says)
			if created != nil || secret != "" {
				t.Error("something came with the error")
			}
		})
	}
}

func wantInvalid(t testing.TB, err error, field, says string) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) {
		t.Fatalf("got %v, want a fault", err)
	}
	if f.Kind != fault.Invalid || f.Code != "guard.invalid_input" {
		t.Errorf("got kind %v, code %s", f.Kind, f.Code)
	}
	if _, ok := f.Fields[field]; !ok {
		t.Errorf("the fault belongs to %v, not to %s", f.Fields, field)
	}
	if cause := f.Cause.Error(); !strings.HasPrefix(cause, field+" ") || !strings.Contains(cause, says) || strings.Contains(cause, "\n") {
		t.Errorf("the cause is %q", cause)
	}
}
