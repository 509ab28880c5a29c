package operator_test

import (
	"sync"
	"testing"

	"portico/app/ground/fault"
	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

// staff is a tenant with the operator roles.
type staff struct {
	*servertest.Provider
	records *store.Store
}

func newStaff(t *testing.T, db *store.DB, tenantID string) *staff {
	t.Helper()
	tenant := &models.Tenant{ID: tenantID, DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings()}
	if err := db.CreateTenant(t.Context(), tenant); err != nil {
		t.Fatal(err)
	}
	s := &staff{servertest.New(t), db.Tenant(tenantID)}
	for _, name := range models.OperatorRoles() {
		role := &models.Role{ID: name, Name: name, Type: models.RoleUser}
		if err := s.records.Roles.Insert(t.Context(), role); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func (s *staff) operator(t *testing.T, roles ...string) string {
	t.Helper()
	user := &models.User{ID: models.NewID()}
	if err := s.records.Users.Insert(t.Context(), user); err != nil {
		t.Fatal(err)
	}
	for _, role := range roles {
		if err := s.records.Assignments.Give(t.Context(), models.UserHolder(user.ID), role); err != nil {
			t.Fatal(err)
		}
	}
	return user.ID
}

func (s *staff) suspend(t *testing.T, id string, isSuspended bool) error {
	t.Helper()
	return s.Users.Suspend(t.Context(), s.records, id, isSuspended)
}

func (s *staff) delete(t *testing.T, id string) error {
	t.Helper()
	return s.Users.Delete(t.Context(), s.records, id)
}

func TestLastAdminCannotBeSuspendedOrDeleted(t *testing.T) {
	s := newStaff(t, storetest.Any(t), models.TenantAdmin)
	ann := s.operator(t, models.RoleAdmin)
	editor := s.operator(t, models.RoleEditor)
	suspended := s.operator(t, models.RoleAdmin)
	if err := s.suspend(t, suspended, true); err != nil {
		t.Fatal(err)
	}
	wantFault(t, s.suspend(t, ann, true), fault.Unprocessable, "operator.last_admin")
	wantFault(t, s.delete(t, ann), fault.Unprocessable, "operator.last_admin")
	if err := s.suspend(t, ann, false); err != nil {
		t.Errorf("lifting a suspension: %v", err)
	}
	for name, err := range map[string]error{
		"a suspended admin":    s.delete(t, suspended),
		"an editor, suspended": s.suspend(t, editor, true),
		"an editor":            s.delete(t, editor),
	} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	wantFault(t, s.delete(t, "nobody"), fault.Missing, "entity.not_found")

	bob := s.operator(t, models.RoleViewer, models.RoleAdmin)
	if err := s.suspend(t, ann, true); err != nil {
		t.Errorf("one of two admins: %v", err)
	}
	wantFault(t, s.delete(t, bob), fault.Unprocessable, "operator.last_admin")
}

// In other tenants a role called admin is a role like any other.
func TestAnyTenantMayLoseItsAdmins(t *testing.T) {
	s := newStaff(t, storetest.Any(t), "shop")
	ann := s.operator(t, models.RoleAdmin)
	if err := s.suspend(t, ann, true); err != nil {
		t.Error(err)
	}
	if err := s.delete(t, ann); err != nil {
		t.Error(err)
	}
}

// Of all admins who leave at once, one stays.
func TestAdminsLeaveConcurrently(t *testing.T) {
	databases := map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "Postgres": storetest.Postgres}
	for name, open := range databases {
		t.Run(name, func(t *testing.T) {
			s := newStaff(t, open(t), models.TenantAdmin)
			errs := make([]error, 6)
			var admins []string
			for range errs { // all exist before the first leaves
				admins = append(admins, s.operator(t, models.RoleAdmin))
			}
			var group sync.WaitGroup
			for i, id := range admins {
				group.Go(func() {
					if i%2 == 0 {
						errs[i] = s.suspend(t, id, true)
					} else {
						errs[i] = s.delete(t, id)
					}
				})
			}
			group.Wait()
			refused := 0
			for _, err := range errs {
				if err != nil {
					wantFault(t, err, fault.Unprocessable, "operator.last_admin")
					refused++
				}
			}
			if refused != 1 {
				t.Errorf("%d were refused, want 1", refused)
			}
		})
	}
}
