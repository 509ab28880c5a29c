package resource_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/resource"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

var now = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// managementAPI is the indicator of the default tenant's Management API.
const managementAPI = "https://default.logto.app/api"

// world is a tenant with a resource service and its published events.
type world struct {
	*resource.Service
	records *store.Store
	events  []event.Event
	// failing makes the next events fail.
	failing error
}

func newWorld(t testing.TB) *world {
	t.Helper()
	return newWorldOn(t, storetest.Any(t), models.TenantDefault)
}

func newWorldOn(t testing.TB, db *store.DB, tenantID string) *world {
	t.Helper()
	tenant := &models.Tenant{
		ID: tenantID, Name: "Tenant", DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings(),
	}
	check(t, db.CreateTenant(t.Context(), tenant))
	w := &world{records: db.Tenant(tenantID)}
	w.Service = &resource.Service{
		Events: event.NewPublisher(w.listen), Now: func() time.Time { return now }, ManagementAPI: managementAPI,
	}
	return w
}

func (w *world) listen(_ context.Context, _ *store.Store, e event.Event) error {
	if w.failing == nil {
		w.events = append(w.events, e)
	}
	return w.failing
}

// create creates a resource and discards its events.
func (w *world) create(t testing.TB, indicator string) *models.Resource {
	t.Helper()
	created, err := w.Create(t.Context(), w.records, resource.New{Name: "Shop", Indicator: indicator, AccessTokenTTL: 3600})
	check(t, err)
	w.events = nil
	return created
}

// createScope creates a scope and discards its events.
func (w *world) createScope(t testing.TB, resourceID, name string) *models.Scope {
	t.Helper()
	created, err := w.CreateScope(t.Context(), w.records, resourceID, resource.NewScope{Name: name})
	check(t, err)
	w.events = nil
	return created
}

// seeded creates a resource with the scope "all" as the seed does.
func (w *world) seeded(t testing.TB, indicator string) (resourceID, scopeID string) {
	t.Helper()
	record := &models.Resource{ID: models.NewID(), Name: "API", Indicator: indicator, AccessTokenTTL: 3600}
	check(t, w.records.Resources.Insert(t.Context(), record))
	scope := &models.Scope{ID: models.NewID(), ResourceID: record.ID, Name: models.ScopeAll}
	check(t, w.records.Scopes.Insert(t.Context(), scope))
	return record.ID, scope.ID
}

func (w *world) stored(t testing.TB, id string) *models.Resource {
	t.Helper()
	found, err := w.records.Resources.Get(t.Context(), id)
	check(t, err)
	return found
}

// published expects exactly these events since the last call.
func (w *world) published(t testing.TB, want ...event.Event) {
	t.Helper()
	for i := range want {
		want[i].Result = models.AuditSuccess
	}
	if diff := cmp.Diff(want, w.events); diff != "" {
		t.Errorf("published (-want +got):\n%s", diff)
	}
	w.events = nil
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantFault expects a fault; field is "" if it is about no field.
func wantFault(t testing.TB, err error, kind fault.Kind, code, field string) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) {
		t.Fatalf("got %v, want the fault %s", err, code)
	}
	if f.Kind != kind || f.Code != code || f.Fields[field] == "" && field != "" {
		t.Errorf("got %v %s %v, want %s at %q", f.Kind, f.Code, f.Fields, code, field)
	}
}

func ptr[T any](value T) *T { return &value }

// atOnce runs a test on both databases with a function that runs an act several times concurrently.
func atOnce(t *testing.T, test func(t *testing.T, w *world, atOnce func(act func(i int) error) []error)) {
	databases := map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "Postgres": storetest.Postgres}
	for name, open := range databases {
		t.Run(name, func(t *testing.T) {
			w := newWorldOn(t, open(t), models.TenantDefault)
			w.Events = event.NewPublisher()
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
