package role_test

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
	"portico/app/noun/role"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

var now = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

const managementAPI = "https://default.logto.app/api"

// world is a tenant with a service of roles and its published events.
type world struct {
	*role.Service
	records *store.Store
	admin   *store.Store // the operators' tenant
	events  []event.Event
	// failing makes the next events fail.
	failing error
	// lastAdmin cannot lose the role admin.
	lastAdmin string
}

func newWorld(t testing.TB) *world {
	t.Helper()
	return newWorldOn(t, storetest.Any(t))
}

func newWorldOn(t testing.TB, db *store.DB) *world {
	t.Helper()
	for _, id := range []string{models.TenantDefault, models.TenantAdmin} {
		check(t, db.CreateTenant(t.Context(), &models.Tenant{
			ID: id, Name: id, DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings(),
		}))
	}
	w := &world{records: db.Tenant(models.TenantDefault), admin: db.Tenant(models.TenantAdmin)}
	w.Service = &role.Service{
		Events: event.NewPublisher(w.listen), Operators: w, Now: func() time.Time { return now },
		ManagementAPIs: func(context.Context, string) ([]string, error) { return []string{managementAPI}, nil },
	}
	for _, id := range []string{"ann", "bob"} {
		check(t, w.records.Users.Insert(t.Context(), &models.User{ID: id}))
		check(t, w.admin.Users.Insert(t.Context(), &models.User{ID: id}))
	}
	for id, kind := range map[string]models.ApplicationType{
		"machine": models.ApplicationMachineToMachine, "robot": models.ApplicationMachineToMachine, "web": models.ApplicationTraditional,
	} {
		check(t, w.records.Applications.Insert(t.Context(), &models.Application{ID: id, Name: id, Type: kind}))
	}
	for id, indicator := range map[string]string{"shop": "https://shop.example", "management": managementAPI} {
		check(t, w.records.Resources.Insert(t.Context(), &models.Resource{ID: id, Name: id, Indicator: indicator}))
	}
	for id, resource := range map[string]string{"read": "shop", "write": "shop", "all": "management"} {
		check(t, w.records.Scopes.Insert(t.Context(), &models.Scope{ID: id, ResourceID: resource, Name: id}))
	}
	return w
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) listen(_ context.Context, _ *store.Store, e event.Event) error {
	if w.failing == nil {
		w.events = append(w.events, e)
	}
	return w.failing
}

// KeepAnAdmin implements what the service asks of the operators.
func (w *world) KeepAnAdmin(_ context.Context, _ *store.Store, leavingID string) error {
	if leavingID == w.lastAdmin {
		return fault.New(fault.Unprocessable, "operator.last_admin")
	}
	return nil
}

// create creates a role and discards its events.
func (w *world) create(t testing.TB, name string, kind models.RoleType, scopeIDs ...string) string {
	t.Helper()
	made, err := w.Create(t.Context(), w.records, role.New{Name: name, Description: "x", Type: kind, ScopeIDs: scopeIDs})
	check(t, err)
	w.events = nil
	return made.ID
}

// seeded creates a role as the seed does.
func seeded(t testing.TB, records *store.Store, name string, kind models.RoleType) string {
	t.Helper()
	check(t, records.Roles.Insert(t.Context(), &models.Role{ID: name, Name: name, Description: "x", Type: kind}))
	return name
}

// published returns the events since the last call.
func (w *world) published() []event.Event {
	events := w.events
	w.events = nil
	return events
}

func wantFault(t testing.TB, err error, kind fault.Kind, code string) {
	t.Helper()
	if f := fault.From(err); err == nil || f.Kind != kind || f.Code != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

func wantSame(t testing.TB, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func (w *world) rolesOf(t testing.TB, userID string) []string {
	t.Helper()
	return w.rolesIn(t, w.records, userID)
}

func (w *world) rolesIn(t testing.TB, records *store.Store, userID string) []string {
	t.Helper()
	roles, err := records.Assignments.Of(t.Context(), models.HolderUser, []string{userID})
	check(t, err)
	names := []string{}
	for _, one := range roles[userID] {
		names = append(names, one.Name)
	}
	return names
}

func (w *world) rolesOfMachine(t testing.TB, id string) []string {
	t.Helper()
	roles, err := w.records.Assignments.Of(t.Context(), models.HolderApplication, []string{id})
	check(t, err)
	names := []string{}
	for _, one := range roles[id] {
		names = append(names, one.Name)
	}
	return names
}

func TestCreate(t *testing.T) {
	w := newWorld(t)
	made, err := w.Create(t.Context(), w.records, role.New{
		Name: " Buyer ", Description: " buys ", IsDefault: true, ScopeIDs: []string{"read", "write", "read"},
	})
	check(t, err)
	wantSame(t, &models.Role{
		TenantID: "default", ID: made.ID, Name: "Buyer", Description: "buys", Type: models.RoleUser, IsDefault: true,
		CreatedAt: now.UnixMilli(),
	}, made)
	wantSame(t, []event.Event{{
		Key: event.RoleCreated, Result: models.AuditSuccess, Payload: map[string]any{"roleId": made.ID, "role": "Buyer"},
		After: map[string]any{
			"name": "Buyer", "description": "buys", "type": "User", "isDefault": true,
			"scopes": []any{"read (https://shop.example)", "write (https://shop.example)"},
		},
	}}, w.published())

	tests := []struct {
		name   string
		fields role.New
		kind   fault.Kind
		code   string
	}{
		{"no name", role.New{Name: " ", Description: "x"}, fault.Invalid, "guard.invalid_input"},
		{"a long name", role.New{Name: strings.Repeat("a", 129), Description: "x"}, fault.Invalid, "guard.invalid_input"},
		{"NUL", role.New{Name: "a\x00", Description: "x"}, fault.Invalid, "guard.invalid_input"},
		{"no description", role.New{Name: "a"}, fault.Invalid, "guard.invalid_input"},
		{"a long description", role.New{Name: "a", Description: strings.Repeat("a", 129)}, fault.Invalid, "guard.invalid_input"},
		{"an unknown type", role.New{Name: "a", Description: "x", Type: "Both"}, fault.Invalid, "guard.invalid_input"},
		{"a reserved name", role.New{Name: "#internal:a", Description: "x"}, fault.Forbidden, "role.internal_role_violation"},
		{"a reserved name in different case", role.New{Name: "#Internal:a", Description: "x"}, fault.Forbidden, "role.internal_role_violation"},
		{"a name that is taken", role.New{Name: "Buyer", Description: "x"}, fault.Unprocessable, "role.name_in_use"},
		{"an unknown scope", role.New{Name: "a", Description: "x", ScopeIDs: []string{"read", "none"}}, fault.Unprocessable, "entity.relation_foreign_key_not_found"},
		{"the Management API for people", role.New{Name: "a", Description: "x", ScopeIDs: []string{"all"}}, fault.Invalid, "role.management_api_scopes_not_assignable_to_user_role"},
		{"a default for machines", role.New{Name: "a", Description: "x", Type: models.RoleMachineToMachine, IsDefault: true}, fault.Unprocessable, "role.default_for_users_only"},
		{"too many scopes", role.New{Name: "a", Description: "x", ScopeIDs: make([]string, 1001)}, fault.Invalid, "guard.invalid_input"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := w.Create(t.Context(), w.records, test.fields)
			wantFault(t, err, test.kind, test.code)
		})
	}
	wantSame(t, 0, len(w.published()))
	_, total, err := w.records.Roles.List(t.Context(), store.RoleFilter{}, store.Page{})
	check(t, err)
	wantSame(t, int64(1), total)
	w.create(t, "robots", models.RoleMachineToMachine, "all", "read")
}

// A change that cannot be audited does not happen.
func TestChangesAreAtomic(t *testing.T) {
	w := newWorld(t)
	buyer := w.create(t, "Buyer", models.RoleUser, "read")
	robots := w.create(t, "Robots", models.RoleMachineToMachine)
	check(t, w.AddHolders(t.Context(), w.records, buyer, models.HolderUser, []string{"bob"}))
	w.failing = errors.New("no room")
	ctx := t.Context()
	name := "Other"
	for what, act := range map[string]func() error{
		"create":         func() error { _, err := w.Create(ctx, w.records, role.New{Name: "a", Description: "x"}); return err },
		"update":         func() error { _, err := w.Update(ctx, w.records, buyer, role.Changes{Name: &name}); return err },
		"delete":         func() error { return w.Delete(ctx, w.records, buyer) },
		"add scopes":     func() error { _, err := w.AddScopes(ctx, w.records, buyer, []string{"write"}); return err },
		"remove scope":   func() error { return w.RemoveScope(ctx, w.records, buyer, "read") },
		"add users":      func() error { return w.AddHolders(ctx, w.records, buyer, models.HolderUser, []string{"ann"}) },
		"remove user":    func() error { return w.RemoveRole(ctx, w.records, models.UserHolder("bob"), buyer) },
		"set user roles": func() error { return w.SetRoles(ctx, w.records, models.UserHolder("bob"), nil) },
		"add application": func() error {
			return w.AddHolders(ctx, w.records, robots, models.HolderApplication, []string{"machine"})
		},
	} {
		if err := act(); !errors.Is(err, w.failing) {
			t.Errorf("%s: got %v", what, err)
		}
	}
	stored, err := w.records.Roles.Get(ctx, buyer)
	check(t, err)
	wantSame(t, "Buyer", stored.Name)
	scopes, _, err := w.records.Roles.Scopes(ctx, buyer, store.Search{}, store.Page{})
	check(t, err)
	wantSame(t, 1, len(scopes))
	wantSame(t, []string{"Buyer"}, w.rolesOf(t, "bob"))
	wantSame(t, []string{}, w.rolesOf(t, "ann"))
	wantSame(t, []string{}, w.rolesOfMachine(t, "machine"))
}

func TestUpdateAndDelete(t *testing.T) {
	w := newWorld(t)
	id := w.create(t, "Buyer", models.RoleUser, "read")
	w.create(t, "Seller", models.RoleUser)
	robots := w.create(t, "Robots", models.RoleMachineToMachine)
	name, taken, yes := "Customer", "Seller", true
	updated, err := w.Update(t.Context(), w.records, id, role.Changes{Name: &name, IsDefault: &yes})
	check(t, err)
	wantSame(t, "Customer", updated.Name)
	wantSame(t, []event.Event{{
		Key: event.RoleUpdated, Result: models.AuditSuccess, Payload: map[string]any{"roleId": id, "role": "Customer"},
		Before: map[string]any{"name": "Buyer", "isDefault": false}, After: map[string]any{"name": "Customer", "isDefault": true},
	}}, w.published())
	_, err = w.Update(t.Context(), w.records, id, role.Changes{Name: &name})
	check(t, err)
	wantSame(t, 0, len(w.published())) // nothing was changed
	_, err = w.Update(t.Context(), w.records, id, role.Changes{Name: &taken})
	wantFault(t, err, fault.Unprocessable, "role.name_in_use")
	_, err = w.Update(t.Context(), w.records, robots, role.Changes{IsDefault: &yes})
	wantFault(t, err, fault.Unprocessable, "role.default_for_users_only")
	_, err = w.Update(t.Context(), w.records, "none", role.Changes{})
	wantFault(t, err, fault.Missing, "entity.not_found")

	check(t, w.AddHolders(t.Context(), w.records, id, models.HolderUser, []string{"ann"}))
	w.events = nil
	check(t, w.Delete(t.Context(), w.records, id))
	wantSame(t, []string{}, w.rolesOf(t, "ann"))
	events := w.published()
	wantSame(t, event.RoleDeleted, events[0].Key)
	wantSame(t, any([]any{"read (https://shop.example)"}), events[0].Before["scopes"])
	wantFault(t, w.Delete(t.Context(), w.records, id), fault.Missing, "entity.not_found")
}

func TestScopes(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	id := w.create(t, "Buyer", models.RoleUser, "read")
	all, err := w.AddScopes(ctx, w.records, id, []string{"write", "write"})
	check(t, err)
	wantSame(t, 2, len(all))
	wantSame(t, []event.Event{{
		Key: event.RoleScopesUpdated, Result: models.AuditSuccess, Payload: map[string]any{"roleId": id, "role": "Buyer"},
		Before: map[string]any{"scopes": []any{"read (https://shop.example)"}},
		After:  map[string]any{"scopes": []any{"read (https://shop.example)", "write (https://shop.example)"}},
	}}, w.published())
	add := func(id string, scopes ...string) error {
		_, err := w.AddScopes(ctx, w.records, id, scopes)
		return err
	}
	check(t, add(id))
	wantFault(t, add(id, "write"), fault.Unprocessable, "role.scope_exists")
	wantFault(t, add(id, "none"), fault.Unprocessable, "entity.relation_foreign_key_not_found")
	wantFault(t, add(id, "all"), fault.Invalid, "role.management_api_scopes_not_assignable_to_user_role")
	wantFault(t, add("none", "read"), fault.Missing, "entity.not_found")
	wantSame(t, 0, len(w.published()))
	check(t, w.RemoveScope(ctx, w.records, id, "read"))
	wantSame(t, event.RoleScopesUpdated, w.published()[0].Key)
	wantFault(t, w.RemoveScope(ctx, w.records, id, "read"), fault.Missing, "entity.not_found")
	wantFault(t, w.RemoveScope(ctx, w.records, "none", "read"), fault.Missing, "entity.not_found")
	check(t, add(w.create(t, "Robots", models.RoleMachineToMachine), "all"))
}

func TestUsers(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	buyer, seller := w.create(t, "Buyer", models.RoleUser), w.create(t, "Seller", models.RoleUser)
	robots := w.create(t, "Robots", models.RoleMachineToMachine)

	check(t, w.AddHolders(ctx, w.records, buyer, models.HolderUser, []string{"ann", "bob", "ann"}))
	events := w.published()
	wantSame(t, 2, len(events))
	wantSame(t, event.Event{
		Key: event.UserRolesUpdated, Result: models.AuditSuccess, UserID: "ann",
		Before: map[string]any{"roles": []any{}}, After: map[string]any{"roles": []any{"Buyer"}},
	}, events[0])
	for _, refused := range []struct {
		err  error
		kind fault.Kind
		code string
	}{
		{w.AddHolders(ctx, w.records, buyer, models.HolderUser, []string{"ann"}), fault.Unprocessable, "role.user_exists"},
		{w.AddHolders(ctx, w.records, seller, models.HolderUser, []string{"ann", "none"}), fault.Unprocessable, "entity.relation_foreign_key_not_found"},
		{w.AddHolders(ctx, w.records, robots, models.HolderUser, []string{"ann"}), fault.Unprocessable, "user.invalid_role_type"},
		{w.AddHolders(ctx, w.records, "none", models.HolderUser, []string{"ann"}), fault.Missing, "entity.not_found"},
		{w.AddHolders(ctx, w.records, seller, models.HolderUser, make([]string, 1001)), fault.Invalid, "guard.invalid_input"},
		{w.RemoveRole(ctx, w.records, models.UserHolder("ann"), seller), fault.Missing, "entity.not_found"},
		{w.RemoveRole(ctx, w.records, models.UserHolder("none"), buyer), fault.Missing, "entity.not_found"},
	} {
		wantFault(t, refused.err, refused.kind, refused.code)
	}
	wantSame(t, 0, len(w.published()))
	check(t, w.RemoveRole(ctx, w.records, models.UserHolder("bob"), buyer))
	wantSame(t, []event.Event{{
		Key: event.UserRolesUpdated, Result: models.AuditSuccess, UserID: "bob",
		Before: map[string]any{"roles": []any{"Buyer"}}, After: map[string]any{"roles": []any{}},
	}}, w.published())
	wantSame(t, []string{}, w.rolesOf(t, "bob"))
	wantSame(t, []string{"Buyer"}, w.rolesOf(t, "ann"))
}

func TestUserRoles(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	buyer, seller := w.create(t, "Buyer", models.RoleUser), w.create(t, "Seller", models.RoleUser)
	robots := w.create(t, "Robots", models.RoleMachineToMachine)
	for range 2 { // repeating adds nothing
		_, err := w.AddRoles(ctx, w.records, models.UserHolder("ann"), []string{buyer})
		check(t, err)
	}
	wantSame(t, 1, len(w.published()))
	added, err := w.AddRoles(ctx, w.records, models.UserHolder("ann"), []string{buyer, seller, seller})
	check(t, err)
	wantSame(t, []string{seller}, added)
	wantSame(t, []string{"Buyer", "Seller"}, w.rolesOf(t, "ann"))
	w.events = nil

	check(t, w.SetRoles(ctx, w.records, models.UserHolder("ann"), []string{seller}))
	wantSame(t, []event.Event{{
		Key: event.UserRolesUpdated, Result: models.AuditSuccess, UserID: "ann",
		Before: map[string]any{"roles": []any{"Buyer", "Seller"}}, After: map[string]any{"roles": []any{"Seller"}},
	}}, w.published())
	check(t, w.SetRoles(ctx, w.records, models.UserHolder("ann"), []string{seller}))
	wantSame(t, 0, len(w.published()))
	for _, change := range []func(userID string, roleIDs []string) error{
		func(userID string, roleIDs []string) error {
			return w.SetRoles(ctx, w.records, models.UserHolder(userID), roleIDs)
		},
		func(userID string, roleIDs []string) error {
			_, err := w.AddRoles(ctx, w.records, models.UserHolder(userID), roleIDs)
			return err
		},
	} {
		wantFault(t, change("ann", []string{robots}), fault.Unprocessable, "user.invalid_role_type")
		wantFault(t, change("ann", []string{buyer, "none"}), fault.Unprocessable, "entity.relation_foreign_key_not_found")
		wantFault(t, change("ann", make([]string, 1001)), fault.Invalid, "guard.invalid_input")
		wantFault(t, change("none", nil), fault.Missing, "entity.not_found")
	}
	wantSame(t, []string{"Seller"}, w.rolesOf(t, "ann"))
	check(t, w.SetRoles(ctx, w.records, models.UserHolder("ann"), nil))
	wantSame(t, []string{}, w.rolesOf(t, "ann"))
}

func TestApplications(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	buyer := w.create(t, "Buyer", models.RoleUser)
	robots, clerks := w.create(t, "Robots", models.RoleMachineToMachine), w.create(t, "Clerks", models.RoleMachineToMachine)
	revision, err := w.records.Tenant.Revision(ctx)
	check(t, err)
	check(t, w.AddHolders(ctx, w.records, robots, models.HolderApplication, []string{"machine", "robot"}))
	// The cached configuration is invalidated: the change applies immediately.
	after, err := w.records.Tenant.Revision(ctx)
	check(t, err)
	if after <= revision {
		t.Error("the revision stays")
	}
	wantSame(t, event.Event{
		Key: event.ApplicationRolesUpdated, Result: models.AuditSuccess, ApplicationID: "machine",
		Before: map[string]any{"roles": []any{}}, After: map[string]any{"roles": []any{"Robots"}},
	}, w.published()[0])
	added, err := w.AddRoles(ctx, w.records, models.ApplicationHolder("machine"), []string{clerks, robots})
	check(t, err)
	wantSame(t, []string{clerks}, added)
	check(t, w.SetRoles(ctx, w.records, models.ApplicationHolder("machine"), []string{clerks}))
	wantSame(t, []string{"Clerks"}, w.rolesOfMachine(t, "machine"))
	wantSame(t, 2, len(w.published()))
	add := func(id string, roles ...string) error {
		_, err := w.AddRoles(ctx, w.records, models.ApplicationHolder(id), roles)
		return err
	}
	for _, refused := range []struct {
		err  error
		kind fault.Kind
		code string
	}{
		{w.AddHolders(ctx, w.records, clerks, models.HolderApplication, []string{"machine"}), fault.Unprocessable, "role.application_exists"},
		{w.AddHolders(ctx, w.records, clerks, models.HolderApplication, []string{"web"}), fault.Unprocessable, "application.invalid_type"},
		{w.AddHolders(ctx, w.records, clerks, models.HolderApplication, []string{"none"}), fault.Unprocessable, "entity.relation_foreign_key_not_found"},
		{w.AddHolders(ctx, w.records, buyer, models.HolderApplication, []string{"machine"}), fault.Unprocessable, "application.invalid_role_type"},
		{w.AddHolders(ctx, w.records, "none", models.HolderApplication, nil), fault.Missing, "entity.not_found"},
		{add("web", robots), fault.Unprocessable, "application.invalid_type"},
		{add("machine", buyer), fault.Unprocessable, "application.invalid_role_type"},
		{add("machine", "none"), fault.Unprocessable, "entity.relation_foreign_key_not_found"},
		{add("none"), fault.Missing, "entity.not_found"},
		{w.SetRoles(ctx, w.records, models.ApplicationHolder("web"), nil), fault.Unprocessable, "application.invalid_type"},
		{w.SetRoles(ctx, w.records, models.ApplicationHolder("machine"), []string{buyer}), fault.Unprocessable, "application.invalid_role_type"},
		{w.RemoveRole(ctx, w.records, models.ApplicationHolder("machine"), robots), fault.Missing, "entity.not_found"},
		{w.RemoveRole(ctx, w.records, models.ApplicationHolder("none"), robots), fault.Missing, "entity.not_found"},
	} {
		wantFault(t, refused.err, refused.kind, refused.code)
	}
	wantSame(t, 0, len(w.published()))
	check(t, w.RemoveRole(ctx, w.records, models.ApplicationHolder("machine"), clerks))
	wantSame(t, []string{}, w.rolesOfMachine(t, "machine"))
}

// Built-in roles cannot be changed, but their holders can.
func TestBuiltIn(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	machine := seeded(t, w.records, models.RoleManagementAPIAccess, models.RoleMachineToMachine)
	name := "Other"
	stays := func(records *store.Store, id string) {
		t.Helper()
		_, err := w.Update(ctx, records, id, role.Changes{Name: &name})
		wantFault(t, err, fault.Unprocessable, "role.built_in")
		wantFault(t, w.Delete(ctx, records, id), fault.Unprocessable, "role.built_in")
		_, err = w.AddScopes(ctx, records, id, nil)
		wantFault(t, err, fault.Unprocessable, "role.built_in")
		wantFault(t, w.RemoveScope(ctx, records, id, "all"), fault.Unprocessable, "role.built_in")
	}
	stays(w.records, machine)
	for _, operators := range models.OperatorRoles() {
		stays(w.admin, seeded(t, w.admin, operators, models.RoleUser))
		// In other tenants the name has no special meaning.
		check(t, w.Delete(ctx, w.records, seeded(t, w.records, operators, models.RoleUser)))
	}
	check(t, w.AddHolders(ctx, w.records, machine, models.HolderApplication, []string{"machine"}))
	check(t, w.RemoveRole(ctx, w.records, models.ApplicationHolder("machine"), machine))
}

func TestTheLastAdminStays(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	admin := seeded(t, w.admin, models.RoleAdmin, models.RoleUser)
	viewer := seeded(t, w.admin, models.RoleViewer, models.RoleUser)
	check(t, w.AddHolders(ctx, w.admin, admin, models.HolderUser, []string{"ann", "bob"}))
	check(t, w.AddHolders(ctx, w.admin, viewer, models.HolderUser, []string{"ann"}))
	w.lastAdmin, w.events = "ann", nil
	wantFault(t, w.RemoveRole(ctx, w.admin, models.UserHolder("ann"), admin), fault.Unprocessable, "operator.last_admin")
	wantFault(t, w.SetRoles(ctx, w.admin, models.UserHolder("ann"), []string{viewer}), fault.Unprocessable, "operator.last_admin")
	wantSame(t, 0, len(w.published()))
	check(t, w.SetRoles(ctx, w.admin, models.UserHolder("ann"), []string{admin}))
	check(t, w.RemoveRole(ctx, w.admin, models.UserHolder("bob"), admin))
	wantSame(t, []string{models.RoleAdmin}, w.rolesIn(t, w.admin, "ann"))
	wantSame(t, []string{}, w.rolesIn(t, w.admin, "bob"))
}

// Concurrent assignments and removals leave the same result as sequential ones.
func TestConcurrentChanges(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "Postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			w := newWorldOn(t, open(t))
			w.Events = event.NewPublisher()
			buyer, seller := w.create(t, "Buyer", models.RoleUser), w.create(t, "Seller", models.RoleUser)
			errs := make([]error, 8)
			var group sync.WaitGroup
			for i := range errs {
				group.Go(func() { errs[i] = w.AddHolders(t.Context(), w.records, buyer, models.HolderUser, []string{"ann"}) })
			}
			group.Wait()
			if given := len(slices.DeleteFunc(slices.Clone(errs), func(err error) bool { return err != nil })); given != 1 {
				t.Errorf("given %d times: %v", given, errs)
			}
			for i := range errs {
				wanted := [][]string{{buyer}, {seller}, {buyer, seller}, nil}[i%4]
				group.Go(func() { errs[i] = w.SetRoles(t.Context(), w.records, models.UserHolder("ann"), wanted) })
			}
			group.Go(func() { check(t, w.Delete(t.Context(), w.records, seller)) })
			group.Wait()
			for _, err := range errs {
				if err != nil && fault.From(err).Code != "entity.relation_foreign_key_not_found" {
					t.Error(err)
				}
			}
		})
	}
}
