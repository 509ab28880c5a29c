package organizationrole_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/organizationrole"
	"portico/models"
)

func TestCreateScope(t *testing.T) {
	w := newWorld(t)
	created, err := w.CreateScope(t.Context(), w.records, organizationrole.NewScope{Name: "read:files/~!", Description: "Sees files"})
	must(t, err)
	stored, err := w.records.OrganizationScopes.Get(t.Context(), created.ID)
	must(t, err)
	want := &models.OrganizationScope{
		TenantID: "default", ID: created.ID, Name: "read:files/~!", Description: ptr("Sees files"), CreatedAt: now.UnixMilli(),
	}
	if diff := cmp.Diff([]*models.OrganizationScope{want, want}, []*models.OrganizationScope{created, stored}); diff != "" {
		t.Error(diff)
	}
	w.published(t, event.Event{
		Key: event.OrganizationScopeCreated, Payload: map[string]any{"organizationScopeId": created.ID},
		After: map[string]any{"name": "read:files/~!", "description": "Sees files"},
	})
	for _, name := range []string{"", " ", "a b", "a\tb", `a"b`, `a\b`, "ä", "a\x00", "a\x7f", strings.Repeat("a", 129)} {
		_, err := w.CreateScope(t.Context(), w.records, organizationrole.NewScope{Name: name})
		wantFault(t, err, fault.Invalid, "guard.invalid_input")
	}
	_, err = w.CreateScope(t.Context(), w.records, organizationrole.NewScope{Name: "a", Description: strings.Repeat("a", 257)})
	wantFault(t, err, fault.Invalid, "guard.invalid_input")
	_, err = w.CreateScope(t.Context(), w.records, organizationrole.NewScope{Name: "read:files/~!"})
	wantFault(t, err, fault.Unprocessable, "entity.unique_integrity_violation")
	w.published(t)
	w.scope(t, strings.Repeat("a", 128))
}

func TestUpdateScope(t *testing.T) {
	w := newWorld(t)
	id := w.scope(t, "files")
	w.scope(t, "taken")
	updated, err := w.UpdateScope(t.Context(), w.records, id, organizationrole.ScopeChanges{Name: ptr("file"), Description: ptr("One")})
	must(t, err)
	stored, err := w.records.OrganizationScopes.Get(t.Context(), id)
	must(t, err)
	if diff := cmp.Diff(stored, updated); diff != "" || stored.Name != "file" {
		t.Errorf("stored %+v: %s", stored, diff)
	}
	w.published(t, event.Event{
		Key: event.OrganizationScopeUpdated, Payload: map[string]any{"organizationScopeId": id},
		Before: map[string]any{"name": "files", "description": nil}, After: map[string]any{"name": "file", "description": "One"},
	})
	_, err = w.UpdateScope(t.Context(), w.records, id, organizationrole.ScopeChanges{})
	must(t, err)
	_, err = w.UpdateScope(t.Context(), w.records, id, organizationrole.ScopeChanges{Name: ptr("a b")})
	wantFault(t, err, fault.Invalid, "guard.invalid_input")
	_, err = w.UpdateScope(t.Context(), w.records, id, organizationrole.ScopeChanges{Name: ptr("taken")})
	wantFault(t, err, fault.Unprocessable, "entity.unique_integrity_violation")
	for _, other := range []string{"none", "far-scope"} {
		_, err = w.UpdateScope(t.Context(), w.records, other, organizationrole.ScopeChanges{Name: ptr("x")})
		wantFault(t, err, fault.Missing, "entity.not_found")
	}
	w.published(t)
}

func TestDeleteScope(t *testing.T) {
	w := newWorld(t)
	id := w.scope(t, "files")
	role := w.role(t, "member", organizationrole.Permissions{models.PermissionOrganization: []string{id}, models.PermissionAPI: []string{"read"}})
	must(t, w.DeleteScope(t.Context(), w.records, id))
	w.published(t, event.Event{
		Key: event.OrganizationScopeDeleted, Payload: map[string]any{"organizationScopeId": id},
		Before: map[string]any{"name": "files", "organizationRoles": []any{"member"}},
	})
	if diff := cmp.Diff([]string{"read"}, w.given(t, role.ID)); diff != "" {
		t.Error(diff)
	}
	for _, other := range []string{id, "far-scope"} {
		wantFault(t, w.DeleteScope(t.Context(), w.records, other), fault.Missing, "entity.not_found")
	}
}
