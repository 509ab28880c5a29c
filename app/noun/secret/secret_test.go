package secret_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/vault"
	"portico/app/noun/secret"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

var now = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// world is a tenant with a service of secrets and its published events.
type world struct {
	*secret.Service
	records *store.Store
	clock   time.Time
	events  []event.Event
	// failing makes the next events fail.
	failing error
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return newWorldOn(t, storetest.Any(t))
}

func newWorldOn(t *testing.T, db *store.DB) *world {
	t.Helper()
	err := db.CreateTenant(t.Context(), &models.Tenant{
		ID: "default", Name: "Default", DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings(),
	})
	if err != nil {
		t.Fatal(err)
	}
	key, err := vault.New(make([]byte, vault.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{records: db.Tenant("default"), clock: now}
	w.Service = &secret.Service{Vault: key, Events: event.NewPublisher(w.listen), Now: func() time.Time { return w.clock }}
	return w
}

func (w *world) listen(_ context.Context, _ *store.Store, e event.Event) error {
	if w.failing == nil {
		w.events = append(w.events, e)
	}
	return w.failing
}

// tick advances the clock by a minute.
func (w *world) tick() { w.clock = w.clock.Add(time.Minute) }

func (w *world) user(t *testing.T, name string) *models.User {
	t.Helper()
	user := &models.User{ID: models.NewID(), Name: &name, CustomData: map[string]any{}}
	if err := w.records.Users.Insert(t.Context(), user); err != nil {
		t.Fatal(err)
	}
	return user
}

// atOnce runs acts from several goroutines, on both databases.
func atOnce(t *testing.T, test func(t *testing.T, w *world, atOnce func(acts ...func() error) []error)) {
	databases := map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "Postgres": storetest.Postgres}
	for name, open := range databases {
		t.Run(name, func(t *testing.T) {
			w := newWorldOn(t, open(t))
			w.Events = event.NewPublisher()
			test(t, w, func(acts ...func() error) []error {
				errs := make([]error, len(acts))
				var group sync.WaitGroup
				for i, act := range acts {
					group.Go(func() { errs[i] = act() })
				}
				group.Wait()
				return errs
			})
		})
	}
}

func wantFault(t *testing.T, err error, kind fault.Kind, code, field string) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) {
		t.Fatalf("got %v, want the fault %s", err, code)
	}
	if f.Kind != kind || f.Code != code {
		t.Errorf("got kind %v, code %s; want %v, %s", f.Kind, f.Code, kind, code)
	}
	if f.Cause == nil {
		t.Errorf("%s has no cause", code)
	}
	if _, ok := f.Fields[field]; field != "" && !ok {
		t.Errorf("the fault belongs to %v, not to %s", f.Fields, field)
	}
}

func second[T any](_ T, err error) error { return err }

func wantSame(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// number is a number as JSON decodes it.
func number(n int64) float64 { return float64(n) }
