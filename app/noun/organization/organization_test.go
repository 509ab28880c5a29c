package organization_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/organization"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

var now = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// IDs of the records of every world besides its organization.
const (
	ann, bob = "ann", "bob" // users
	bot      = "bot"        // a machine
	shop     = "shop"       // an application that people sign in to
	admin    = "admin"      // roles for users, named like their IDs
	editor   = "editor"
	runner   = "runner" // a role for machines
)

// world is a tenant with an organization and the published events.
type world struct {
	*organization.Service
	records *store.Store
	id      string // of the organization
	events  []event.Event
	// failing makes the next events fail.
	failing error
}

func newWorld(t testing.TB) *world {
	t.Helper()
	return newWorldOn(t, storetest.Any(t))
}

func newWorldOn(t testing.TB, db *store.DB) *world {
	t.Helper()
	ctx, w := t.Context(), &world{records: db.Tenant("default")}
	tenant := &models.Tenant{ID: "default", Name: "Default", DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings()}
	ok(t, db.CreateTenant(ctx, tenant))
	for _, id := range []string{ann, bob} {
		ok(t, w.records.Users.Insert(ctx, &models.User{ID: id}))
	}
	ok(t, w.records.Applications.Insert(ctx, &models.Application{ID: bot, Name: bot, Type: models.ApplicationMachineToMachine}))
	ok(t, w.records.Applications.Insert(ctx, &models.Application{ID: shop, Name: shop, Type: models.ApplicationTraditional}))
	for id, kind := range map[string]models.RoleType{
		admin: models.RoleUser, editor: models.RoleUser, runner: models.RoleMachineToMachine,
	} {
		ok(t, w.records.OrganizationRoles.Insert(ctx, &models.OrganizationRole{ID: id, Name: id, Type: kind}))
	}
	w.Service = &organization.Service{Events: event.NewPublisher(w.listen), Now: func() time.Time { return now }}
	w.id = w.create(t, "Acme")
	return w
}

func (w *world) listen(_ context.Context, _ *store.Store, e event.Event) error {
	if w.failing == nil {
		w.events = append(w.events, e)
	}
	return w.failing
}

// create creates an organization and discards its events.
func (w *world) create(t testing.TB, name string) string {
	t.Helper()
	made, err := w.Create(t.Context(), w.records, organization.New{Name: name})
	ok(t, err)
	w.events = nil
	return made.ID
}

// with makes a user a member with roles and discards the events.
func (w *world) with(t testing.TB, userID string, roleIDs ...string) {
	t.Helper()
	ok(t, w.AddMembers(t.Context(), w.records, models.HolderUser, w.id, []string{userID}))
	ok(t, w.addRoles(t.Context(), models.HolderUser, w.id, []string{userID}, roleIDs))
	w.events = nil
}

func (w *world) addRoles(ctx context.Context, kind models.HolderKind, id string, memberIDs, roleIDs []string) error {
	_, err := w.AddRoles(ctx, w.records, kind, id, memberIDs, organization.RoleChoice{IDs: append([]string{}, roleIDs...)})
	return err
}

func (w *world) replaceRoles(ctx context.Context, id string, member models.Holder, roleIDs []string) error {
	return w.ReplaceRoles(ctx, w.records, id, member, organization.RoleChoice{IDs: append([]string{}, roleIDs...)})
}

// members lists each user with the roles: "ann admin editor".
func (w *world) members(t testing.TB) []string {
	t.Helper()
	members, _, err := w.records.Members.Users(t.Context(), w.id, store.MemberFilter{}, store.Page{})
	ok(t, err)
	var lines []string
	for _, member := range members {
		lines = append(lines, line(member.ID, member.Roles))
	}
	slices.Sort(lines)
	return lines
}

func (w *world) machines(t testing.TB) []string {
	t.Helper()
	machines, _, err := w.records.Members.Applications(t.Context(), w.id, store.MemberFilter{}, store.Page{})
	ok(t, err)
	var lines []string
	for _, machine := range machines {
		lines = append(lines, line(machine.ID, machine.Roles))
	}
	return lines
}

func line(id string, roles []models.OrganizationRole) string {
	words := []string{id}
	for _, role := range roles {
		words = append(words, role.Name)
	}
	return strings.Join(words, " ")
}

// published expects exactly this event and discards it; its payload names the
// organization.
func (w *world) published(t testing.TB, want event.Event) {
	t.Helper()
	want.Result, want.Payload = models.AuditSuccess, map[string]any{"organizationId": w.id}
	same(t, w.events, []event.Event{want})
	w.events = nil
}

// silent expects no event.
func (w *world) silent(t testing.TB) {
	t.Helper()
	same(t, len(w.events), 0)
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same[T any](t testing.TB, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// refused expects a fault; field "" means any.
func refused(t testing.TB, err error, kind fault.Kind, code, field string) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != kind || f.Code != code {
		t.Errorf("got %v, want %s", err, code)
		return
	}
	if field != "" && f.Fields[field] == "" {
		t.Errorf("fields %v, want %s", f.Fields, field)
	}
}

// atOnce runs acts concurrently, on both databases.
func atOnce(t *testing.T, acts func(w *world) []func() error, check func(t *testing.T, w *world, errs []error)) {
	for name, open := range map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "Postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			w := newWorldOn(t, open(t))
			w.Events = event.NewPublisher()
			chosen := acts(w)
			errs := make([]error, len(chosen))
			var group sync.WaitGroup
			for i, act := range chosen {
				group.Go(func() { errs[i] = act() })
			}
			group.Wait()
			check(t, w, errs)
		})
	}
}

func text(value string) *string { return &value }
