package resource_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/resource"
	"portico/models"
	"portico/models/store/storetest"
)

func updated(id string, before, after map[string]any) event.Event {
	return event.Event{
		Key: event.ResourceUpdated, Before: before, After: after, Payload: map[string]any{"resourceId": id},
	}
}

func TestUpdate(t *testing.T) {
	w := newWorld(t)
	made := w.create(t, "https://shop.example")
	got, err := w.Update(t.Context(), w.records, made.ID, resource.Changes{Name: ptr(" Store "), AccessTokenTTL: ptr[int64](90)})
	check(t, err)
	want := *made
	want.Name, want.AccessTokenTTL = "Store", 90
	if diff := cmp.Diff(&want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(&want, w.stored(t, made.ID)); diff != "" {
		t.Error(diff)
	}
	w.published(t, updated(made.ID,
		map[string]any{"name": "Shop", "accessTokenTtl": 3600.0}, map[string]any{"name": "Store", "accessTokenTtl": 90.0}))

	revision, err := w.records.Tenant.Revision(t.Context())
	check(t, err)
	for _, same := range []resource.Changes{{}, {Name: ptr("Store"), IsDefault: ptr(false)}} {
		_, err = w.Update(t.Context(), w.records, made.ID, same)
		check(t, err)
	}
	w.published(t)
	if after, err := w.records.Tenant.Revision(t.Context()); err != nil || after != revision {
		t.Errorf("the revision went from %d to %d, %v", revision, after, err)
	}
}

func TestUpdateRefused(t *testing.T) {
	w := newWorld(t)
	made := w.create(t, "https://shop.example")
	tests := []struct {
		name    string
		changes resource.Changes
		field   string
	}{
		{"no name", resource.Changes{Name: ptr("")}, "name"},
		{"no life", resource.Changes{AccessTokenTTL: ptr[int64](0)}, "accessTokenTtl"},
		{"one good, one not", resource.Changes{Name: ptr("B"), IsDefault: ptr(true), AccessTokenTTL: ptr[int64](1)}, "accessTokenTtl"},
	}
	for _, test := range tests {
		_, err := w.Update(t.Context(), w.records, made.ID, test.changes)
		wantFault(t, err, fault.Invalid, "guard.invalid_input", test.field)
	}
	if diff := cmp.Diff(made, w.stored(t, made.ID)); diff != "" {
		t.Error(diff)
	}
	for _, changes := range []resource.Changes{{}, {IsDefault: ptr(true)}} {
		_, err := w.Update(t.Context(), w.records, "absent", changes)
		wantFault(t, err, fault.Missing, "entity.not_found", "")
	}
	w.published(t)
}

// There is at most one default: a new one replaces the previous one, and the
// events report both.
func TestUpdateDefault(t *testing.T) {
	w := newWorld(t)
	first, second := w.create(t, "https://one.example"), w.create(t, "https://two.example")
	set := func(id string, isDefault bool) {
		t.Helper()
		got, err := w.Update(t.Context(), w.records, id, resource.Changes{IsDefault: &isDefault})
		check(t, err)
		if got.IsDefault != isDefault {
			t.Errorf("answers %v", got.IsDefault)
		}
	}
	is, isNot := map[string]any{"isDefault": true}, map[string]any{"isDefault": false}
	set(first.ID, true)
	w.published(t, updated(first.ID, isNot, is))
	set(second.ID, true)
	w.published(t, updated(first.ID, is, isNot), updated(second.ID, isNot, is))
	set(first.ID, false) // it is not the default
	w.published(t)
	if found, err := w.records.Resources.Default(t.Context()); err != nil || found.ID != second.ID {
		t.Errorf("the default is %v, %v", found, err)
	}
	set(second.ID, false)
	w.published(t, updated(second.ID, is, isNot))
	if w.stored(t, first.ID).IsDefault || w.stored(t, second.ID).IsDefault {
		t.Error("there is a default still")
	}
}

func TestUpdateDefaultConcurrently(t *testing.T) {
	atOnce(t, func(t *testing.T, w *world, atOnce func(func(int) error) []error) {
		var ids []string
		for _, name := range []string{"a", "b", "c", "d"} {
			ids = append(ids, w.create(t, "https://"+name+".example").ID)
		}
		for _, err := range atOnce(func(i int) error {
			_, err := w.Update(t.Context(), w.records, ids[i%4], resource.Changes{IsDefault: ptr(true), Name: ptr("A")})
			return err
		}) {
			check(t, err)
		}
		defaults := 0
		for _, id := range ids {
			if w.stored(t, id).IsDefault {
				defaults++
			}
		}
		if defaults != 1 {
			t.Errorf("%d defaults", defaults)
		}
	})
}

func TestDelete(t *testing.T) {
	w := newWorld(t)
	made := w.create(t, "https://shop.example")
	scope := w.createScope(t, made.ID, "read")
	role := &models.Role{ID: "role", Name: "Reader", Type: models.RoleUser}
	check(t, w.records.Roles.Insert(t.Context(), role))
	check(t, w.records.Roles.AddScopes(t.Context(), role.ID, []string{scope.ID}))
	check(t, w.Delete(t.Context(), w.records, made.ID))
	w.published(t, event.Event{
		Key: event.ResourceDeleted, Payload: map[string]any{"resourceId": made.ID},
		Before: map[string]any{"name": "Shop", "indicator": "https://shop.example", "accessTokenTtl": 3600.0},
	})
	left, err := w.records.Scopes.CountRoles(t.Context(), scope.ID)
	if err != nil || left != 0 {
		t.Errorf("%d roles have it still, %v", left, err)
	}
	wantFault(t, w.Delete(t.Context(), w.records, made.ID), fault.Missing, "entity.not_found", "")
	w.create(t, "https://shop.example") // the indicator is free again
}

// No Management API can be changed: neither the tenant's own nor, in the tenant
// "admin", that of any tenant.
func TestManagementAPI(t *testing.T) {
	ctx := t.Context()
	for tenantID, indicators := range map[string][]string{
		"default": {managementAPI}, "shop": {"https://shop.logto.app/api"},
		"admin": {managementAPI, "https://admin.logto.app/api", "https://shop.logto.app/api"},
	} {
		w := newWorldOn(t, storetest.Any(t), tenantID)
		for _, indicator := range indicators {
			id, scopeID := w.seeded(t, indicator)
			_, renamed := w.Update(ctx, w.records, id, resource.Changes{Name: ptr("A")})
			_, made := w.Update(ctx, w.records, id, resource.Changes{IsDefault: ptr(true)})
			_, added := w.CreateScope(ctx, w.records, id, resource.NewScope{Name: "write"})
			_, changed := w.UpdateScope(ctx, w.records, id, scopeID, resource.ScopeChanges{Name: ptr("write")})
			taken := w.DeleteScope(ctx, w.records, id, scopeID)
			for _, err := range []error{renamed, made, added, changed, taken} {
				wantFault(t, err, fault.Invalid, "resource.cannot_modify_management_api", "")
			}
			wantFault(t, w.Delete(ctx, w.records, id), fault.Invalid, "resource.cannot_delete_management_api", "")
			if got := w.stored(t, id); got.Name != "API" || !w.IsManagementAPI(got) {
				t.Errorf("%s: %+v", indicator, got)
			}
			if _, err := w.records.Scopes.Get(ctx, id, scopeID); err != nil {
				t.Error(err)
			}
		}
		w.published(t)
	}
}
