package user_test

import (
	"testing"

	"portico/app/ground/fault"
	"portico/app/noun/user"
	"portico/models"
	"portico/models/store"
)

// operators opens the tenant "admin" with the operators' roles.
func (w *world) operators(t *testing.T) *store.Store {
	t.Helper()
	tenant := &models.Tenant{ID: models.TenantAdmin, DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings()}
	if err := w.db.CreateTenant(t.Context(), tenant); err != nil {
		t.Fatal(err)
	}
	records := w.db.Tenant(models.TenantAdmin)
	for _, name := range models.OperatorRoles() {
		role := &models.Role{ID: name, Name: name, Type: models.RoleUser}
		if err := records.Roles.Insert(t.Context(), role); err != nil {
			t.Fatal(err)
		}
	}
	return records
}

func (w *world) operator(t *testing.T, records *store.Store, roles ...string) string {
	t.Helper()
	created, err := w.Create(t.Context(), records, user.New{Roles: roles})
	if err != nil {
		t.Fatal(err)
	}
	return created.ID
}

func TestTheLastAdminStays(t *testing.T) {
	w := newWorld(t)
	records := w.operators(t)
	ann := w.operator(t, records, models.RoleAdmin)
	editor := w.operator(t, records, models.RoleEditor)
	suspended := w.operator(t, records, models.RoleAdmin)
	if err := w.Suspend(t.Context(), records, suspended, true); err != nil {
		t.Fatal(err)
	}
	wantFault(t, w.Suspend(t.Context(), records, ann, true), fault.Unprocessable, "operator.last_admin", "")
	wantFault(t, w.Delete(t.Context(), records, ann), fault.Unprocessable, "operator.last_admin", "")
	if err := w.Suspend(t.Context(), records, ann, false); err != nil {
		t.Errorf("lifting a suspension: %v", err)
	}
	for name, err := range map[string]error{
		"a suspended admin":    w.Delete(t.Context(), records, suspended),
		"an editor, suspended": w.Suspend(t.Context(), records, editor, true),
		"an editor":            w.Delete(t.Context(), records, editor),
	} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	wantFault(t, w.Delete(t.Context(), records, "nobody"), fault.Missing, "entity.not_found", "")

	bob := w.operator(t, records, models.RoleViewer, models.RoleAdmin)
	if err := w.Suspend(t.Context(), records, ann, true); err != nil {
		t.Errorf("one of two admins: %v", err)
	}
	wantFault(t, w.Delete(t.Context(), records, bob), fault.Unprocessable, "operator.last_admin", "")
}

// Elsewhere a role called admin is a role as any other.
func TestAnyTenantMayLoseItsAdmins(t *testing.T) {
	w := newWorld(t)
	role := &models.Role{ID: "admin", Name: models.RoleAdmin, Type: models.RoleUser}
	if err := w.records.Roles.Insert(t.Context(), role); err != nil {
		t.Fatal(err)
	}
	ann := w.create(t, user.New{Roles: []string{models.RoleAdmin}})
	if err := w.Suspend(t.Context(), w.records, ann.ID, true); err != nil {
		t.Error(err)
	}
	if err := w.Delete(t.Context(), w.records, ann.ID); err != nil {
		t.Error(err)
	}
}

// Of all admins who go at once, one stays.
func TestAdminsGoAtTheSameTime(t *testing.T) {
	atOnce(t, func(t *testing.T, w *world, atOnce func(...func() error) []error) {
		records := w.operators(t)
		var acts []func() error
		for i := range 6 {
			id := w.operator(t, records, models.RoleAdmin)
			acts = append(acts, func() error {
				if i%2 == 0 {
					return w.Suspend(t.Context(), records, id, true)
				}
				return w.Delete(t.Context(), records, id)
			})
		}
		refused := 0
		for _, err := range atOnce(acts...) {
			if err != nil {
				wantFault(t, err, fault.Unprocessable, "operator.last_admin", "")
				refused++
			}
		}
		if refused != 1 {
			t.Errorf("%d were refused, want 1", refused)
		}
	})
}
