package application_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/vault"
	"portico/app/noun/application"
	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

var now = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// world is a tenant with an application service and its published events.
type world struct {
	*application.Service
	secretService *servertest.SecretService
	vault         *vault.Vault
	db            *store.DB
	records       *store.Store
	events        []event.Event
	// failing makes the next events fail.
	failing error
}

func newWorld(t testing.TB) *world {
	t.Helper()
	return newWorldOn(t, storetest.Any(t))
}

func newWorldOn(t testing.TB, db *store.DB) *world {
	t.Helper()
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
	w := &world{db: db, records: db.Tenant("default"), vault: key}
	w.secretService = &servertest.SecretService{Vault: key, Events: event.NewPublisher(w.listen), Now: func() time.Time { return w.Now() }}
	w.Service = &application.Service{Secrets: w.secretService, Events: w.secretService.Events, Now: func() time.Time { return now }}
	return w
}

func (w *world) listen(_ context.Context, _ *store.Store, e event.Event) error {
	if w.failing == nil {
		w.events = append(w.events, e)
	}
	return w.failing
}

// create registers an application and discards its events.
func (w *world) create(t testing.TB, fields application.New) *models.Application {
	t.Helper()
	created, _, err := w.Create(t.Context(), w.records, fields)
	if err != nil {
		t.Fatalf("create %+v: %v", fields, err)
	}
	w.events = nil
	return created
}

// builtIn creates an application as the installation does.
func (w *world) builtIn(t testing.TB, id string) {
	t.Helper()
	err := w.records.Applications.Insert(t.Context(), &models.Application{ID: id, Name: id, Type: models.ApplicationTraditional})
	if err != nil {
		t.Fatal(err)
	}
}

// atOnce runs act from several goroutines, on both databases.
func atOnce(t *testing.T, test func(t *testing.T, w *world, atOnce func(act func(i int) error) []error)) {
	databases := map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "Postgres": storetest.Postgres}
	for name, open := range databases {
		t.Run(name, func(t *testing.T) {
			w := newWorldOn(t, open(t))
			w.Events = event.NewPublisher()
			w.secretService.Events = w.Events
			test(t, w, func(act func(i int) error) []error {
				errs := make([]error, 8)
				var group sync.WaitGroup
				for i := range errs {
					group.Go(func() { errs[i] = act(i) })
				}
				group.Wait()
				return errs
			})
		})
	}
}

// trial is one registration.
type trial struct {
	name   string
	change func(*application.New)
	field  string // that is rejected; "" if the registration is accepted
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

// wantFault expects a fault with a cause.
func wantFault(t testing.TB, err error, kind fault.Kind, code, field string) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) {
		t.Fatalf("got %v, want the fault %s", err, code)
	}
	if f.Kind != kind || f.Code != code || f.Cause == nil {
		t.Errorf("got kind %v, code %s, cause %v; want %v, %s", f.Kind, f.Code, f.Cause, kind, code)
	}
	if _, ok := f.Fields[field]; field != "" && !ok {
		t.Errorf("the fault belongs to %v, not to %s", f.Fields, field)
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
	if !strings.HasPrefix(f.Fields[field], "error.application.") {
		t.Errorf("the fault belongs to %v, not to %s with a text of its own", f.Fields, field)
	}
	if cause := f.Cause.Error(); !strings.HasPrefix(cause, field+" ") || !strings.Contains(cause, says) || strings.Contains(cause, "\n") {
		t.Errorf("the cause is %q", cause)
	}
}
