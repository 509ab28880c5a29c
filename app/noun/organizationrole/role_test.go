package organizationrole_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/organizationrole"
	"portico/models"
	"portico/models/store"
)

func TestCreateRole(t *testing.T) {
	w := newWorld(t)
	files, people := w.scope(t, "files"), w.scope(t, "people")
	created, err := w.CreateRole(t.Context(), w.records, organizationrole.NewRole{
		Name: " Owner 店 ", Description: "Has\nit", Type: models.RoleMachineToMachine,
		Permissions: organizationrole.Permissions{
			models.PermissionOrganization: []string{people, files, people}, models.PermissionAPI: []string{"read", "read"},
		},
	})
	must(t, err)
	want := &models.OrganizationRole{
		TenantID: "default", ID: created.ID, Name: "Owner 店", Description: ptr("Has\nit"),
		Type: models.RoleMachineToMachine, CreatedAt: now.UnixMilli(),
	}
	stored, err := w.records.OrganizationRoles.Get(t.Context(), created.ID)
	must(t, err)
	if diff := cmp.Diff([]*models.OrganizationRole{want, want}, []*models.OrganizationRole{created, stored}); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"files", "people", "read"}, w.given(t, created.ID)); diff != "" {
		t.Error(diff)
	}
	w.published(t, event.Event{
		Key: event.OrganizationRoleCreated, Payload: map[string]any{"organizationRoleId": created.ID},
		After: map[string]any{
			"name": "Owner 店", "description": "Has\nit", "type": "MachineToMachine",
			"scopes": []any{"files", "people"}, "resourceScopes": []any{"https://shop.example/ read"},
		},
	})
	if role := w.role(t, "plain", organizationrole.Permissions{}); role.Type != models.RoleUser || role.Description != nil {
		t.Errorf("got %+v", role)
	}
}

func TestCreateRoleRefuses(t *testing.T) {
	w := newWorld(t)
	w.role(t, "taken", organizationrole.Permissions{})
	many := make([]string, 1001)
	for i := range many {
		many[i] = fmt.Sprint(i)
	}
	const bad, unknown = "guard.invalid_input", "entity.relation_foreign_key_not_found"
	tests := []struct {
		name   string
		fields organizationrole.NewRole
		kind   fault.Kind
		code   string
	}{
		{"no name", organizationrole.NewRole{Name: "  "}, fault.Invalid, bad},
		{"long name", organizationrole.NewRole{Name: strings.Repeat("店", 129)}, fault.Invalid, bad},
		{"NUL", organizationrole.NewRole{Name: "a\x00"}, fault.Invalid, bad},
		{"unseen", organizationrole.NewRole{Name: "a\u202eb"}, fault.Invalid, bad},
		{"long description", organizationrole.NewRole{Name: "a", Description: strings.Repeat("a", 257)}, fault.Invalid, bad},
		{"unknown type", organizationrole.NewRole{Name: "a", Type: "Robot"}, fault.Invalid, bad},
		{"taken name", organizationrole.NewRole{Name: "taken "}, fault.Unprocessable, "entity.unique_integrity_violation"},
		{"unknown permission", organizationrole.NewRole{Name: "a", Permissions: organizationrole.Permissions{models.PermissionOrganization: []string{"none"}}}, fault.Unprocessable, unknown},
		{"another tenant's", organizationrole.NewRole{Name: "a", Permissions: organizationrole.Permissions{models.PermissionOrganization: []string{"far-scope"}}}, fault.Unprocessable, unknown},
		{"unknown scope", organizationrole.NewRole{Name: "a", Permissions: organizationrole.Permissions{models.PermissionAPI: []string{"read", "none"}}}, fault.Unprocessable, unknown},
		{"another tenant's scope", organizationrole.NewRole{Name: "a", Permissions: organizationrole.Permissions{models.PermissionAPI: []string{"foreign"}}}, fault.Unprocessable, unknown},
		{"too many", organizationrole.NewRole{Name: "a", Permissions: organizationrole.Permissions{models.PermissionAPI: many}}, fault.Invalid, bad},
		{"Management API", organizationrole.NewRole{Name: "a", Permissions: organizationrole.Permissions{models.PermissionAPI: []string{"read", "all"}}}, fault.Unprocessable, "role.management_api_scopes_not_assignable_to_user_role"},
		{"of a machine, too", organizationrole.NewRole{Name: "a", Type: models.RoleMachineToMachine, Permissions: organizationrole.Permissions{models.PermissionAPI: []string{"all"}}}, fault.Unprocessable, "role.management_api_scopes_not_assignable_to_user_role"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := w.CreateRole(t.Context(), w.records, test.fields)
			wantFault(t, err, test.kind, test.code)
			roles, _, err := w.records.OrganizationRoles.List(t.Context(), store.OrganizationRoleFilter{}, store.Page{})
			if err != nil || len(roles) != 1 {
				t.Errorf("%d roles, %v", len(roles), err)
			}
			w.published(t)
		})
	}
}

func TestUpdateRole(t *testing.T) {
	w := newWorld(t)
	role := w.role(t, "member", organizationrole.Permissions{models.PermissionAPI: []string{"read"}})
	w.role(t, "taken", organizationrole.Permissions{})
	updated, err := w.UpdateRole(t.Context(), w.records, role.ID, organizationrole.RoleChanges{
		Name: ptr(" guest "), Description: ptr("Looks"), Type: models.RoleUser,
	})
	must(t, err)
	stored, err := w.records.OrganizationRoles.Get(t.Context(), role.ID)
	must(t, err)
	if diff := cmp.Diff(stored, updated); diff != "" || stored.Name != "guest" || *stored.Description != "Looks" {
		t.Errorf("stored %+v: %s", stored, diff)
	}
	payload := map[string]any{"organizationRoleId": role.ID}
	w.published(t, event.Event{
		Key: event.OrganizationRoleUpdated, Payload: payload,
		Before: map[string]any{"name": "member", "description": nil}, After: map[string]any{"name": "guest", "description": "Looks"},
	})
	_, err = w.UpdateRole(t.Context(), w.records, role.ID, organizationrole.RoleChanges{Name: ptr("guest")})
	must(t, err)
	w.published(t)
	_, err = w.UpdateRole(t.Context(), w.records, role.ID, organizationrole.RoleChanges{Description: ptr("")})
	must(t, err)
	w.published(t, event.Event{
		Key: event.OrganizationRoleUpdated, Payload: payload,
		Before: map[string]any{"description": "Looks"}, After: map[string]any{"description": nil},
	})

	for _, test := range []struct {
		name, id string
		changes  organizationrole.RoleChanges
		kind     fault.Kind
		code     string
	}{
		{"unknown", "none", organizationrole.RoleChanges{}, fault.Missing, "entity.not_found"},
		{"another tenant's", "far-role", organizationrole.RoleChanges{Name: ptr("x")}, fault.Missing, "entity.not_found"},
		{"empty name", role.ID, organizationrole.RoleChanges{Name: ptr("")}, fault.Invalid, "guard.invalid_input"},
		{"taken name", role.ID, organizationrole.RoleChanges{Name: ptr("taken")}, fault.Unprocessable, "entity.unique_integrity_violation"},
		{"another type", role.ID, organizationrole.RoleChanges{Name: ptr("x"), Type: models.RoleMachineToMachine}, fault.Unprocessable, "request.invalid_input"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := w.UpdateRole(t.Context(), w.records, test.id, test.changes)
			wantFault(t, err, test.kind, test.code)
			w.published(t)
		})
	}
}

func TestDeleteRole(t *testing.T) {
	w := newWorld(t)
	role := w.role(t, "member", organizationrole.Permissions{models.PermissionAPI: []string{"read"}})
	must(t, w.DeleteRole(t.Context(), w.records, role.ID))
	w.published(t, event.Event{
		Key: event.OrganizationRoleDeleted, Payload: map[string]any{"organizationRoleId": role.ID},
		Before: map[string]any{"name": "member", "type": "User"},
	})
	for _, id := range []string{role.ID, "far-role"} {
		wantFault(t, w.DeleteRole(t.Context(), w.records, id), fault.Missing, "entity.not_found")
	}
}

// Nothing is written without its event.
func TestEventsFail(t *testing.T) {
	w := newWorld(t)
	files := w.scope(t, "files")
	role := w.role(t, "member", organizationrole.Permissions{})
	w.failing = errors.New("disk full")
	all := organizationrole.Permissions{models.PermissionOrganization: []string{files}, models.PermissionAPI: []string{"read"}}
	_, create := w.CreateRole(t.Context(), w.records, organizationrole.NewRole{Name: "new", Permissions: all})
	_, update := w.UpdateRole(t.Context(), w.records, role.ID, organizationrole.RoleChanges{Name: ptr("new")})
	_, createScope := w.CreateScope(t.Context(), w.records, organizationrole.NewScope{Name: "new"})
	_, updateScope := w.UpdateScope(t.Context(), w.records, files, organizationrole.ScopeChanges{Name: ptr("new")})
	for i, err := range []error{
		create, update, createScope, updateScope, w.DeleteRole(t.Context(), w.records, role.ID),
		w.DeleteScope(t.Context(), w.records, files), w.AddPermissions(t.Context(), w.records, role.ID, all),
	} {
		if !errors.Is(err, w.failing) {
			t.Errorf("%d: %v", i, err)
		}
	}
	roles, _, err := w.records.OrganizationRoles.List(t.Context(), store.OrganizationRoleFilter{}, store.Page{})
	must(t, err)
	scopes, _, err := w.records.OrganizationScopes.List(t.Context(), store.OrganizationScopeFilter{}, store.Page{})
	must(t, err)
	if len(roles) != 1 || roles[0].Name != "member" || len(scopes) != 1 || scopes[0].Name != "files" || len(w.given(t, role.ID)) != 0 {
		t.Errorf("roles %+v, permissions %+v", roles, scopes)
	}
}
