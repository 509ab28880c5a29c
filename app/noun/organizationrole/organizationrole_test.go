package organizationrole_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/organizationrole"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

// management is the indicator of the tenant's Management API.
const management = "https://default.logto.app/api"

var now = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// world is a tenant with the service of its template and the published events.
type world struct {
	*organizationrole.Service
	records *store.Store
	events  []event.Event
	// failing makes the next events fail.
	failing error
}

func newWorld(t testing.TB) *world {
	t.Helper()
	db := storetest.Any(t)
	for _, id := range []string{"default", "other"} {
		tenant := &models.Tenant{ID: id, Name: id, DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings()}
		if err := db.CreateTenant(t.Context(), tenant); err != nil {
			t.Fatal(err)
		}
	}
	w := &world{records: db.Tenant("default")}
	w.Service = &organizationrole.Service{
		Events: event.NewPublisher(w.listen), Now: func() time.Time { return now },
		ManagementAPIs: func(context.Context, string) ([]string, error) { return []string{management}, nil },
	}
	for _, records := range []*store.Store{w.records, db.Tenant("other")} {
		resource := func(id, indicator string, scopes ...string) {
			must(t, records.Resources.Insert(t.Context(), &models.Resource{ID: id, Name: id, Indicator: indicator, AccessTokenTTL: 60}))
			for _, scope := range scopes {
				must(t, records.Scopes.Insert(t.Context(), &models.Scope{ID: scope, ResourceID: id, Name: scope}))
			}
		}
		resource("shop", "https://shop.example/", "read", "write")
		resource("api", management, "all")
		if records != w.records {
			resource("far", "https://far.example/", "foreign")
			must(t, records.OrganizationScopes.Insert(t.Context(), &models.OrganizationScope{ID: "far-scope", Name: "far"}))
			must(t, records.OrganizationRoles.Insert(t.Context(), &models.OrganizationRole{ID: "far-role", Name: "far", Type: models.RoleUser}))
		}
	}
	return w
}

func (w *world) listen(_ context.Context, _ *store.Store, e event.Event) error {
	if w.failing == nil {
		w.events = append(w.events, e)
	}
	return w.failing
}

// role creates a role and discards its events.
func (w *world) role(t testing.TB, name string, permissions organizationrole.Permissions) *models.OrganizationRole {
	t.Helper()
	created, err := w.CreateRole(t.Context(), w.records, organizationrole.NewRole{Name: name, Permissions: permissions})
	must(t, err)
	w.events = nil
	return created
}

// scope creates a permission, discards its events and returns its ID.
func (w *world) scope(t testing.TB, name string) string {
	t.Helper()
	created, err := w.CreateScope(t.Context(), w.records, organizationrole.NewScope{Name: name})
	must(t, err)
	w.events = nil
	return created.ID
}

// given returns the names of the permissions in a role.
func (w *world) given(t testing.TB, roleID string) []string {
	t.Helper()
	filter := store.OrganizationRolePermissionFilter{RoleIDs: []string{roleID}}
	found, _, err := w.records.OrganizationRoles.Permissions(t.Context(), filter, store.Page{})
	must(t, err)
	names := []string{}
	for _, permission := range found {
		names = append(names, permission.Name)
	}
	return names
}

// published checks the published events and discards them.
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

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantFault expects a fault with this kind and code.
func wantFault(t testing.TB, err error, kind fault.Kind, code string) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != kind || f.Code != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

func ptr[T any](value T) *T { return &value }
