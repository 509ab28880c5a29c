package organizationrole_test

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/organizationrole"
	"portico/models"
)

func TestPermissions(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	files, people := w.scope(t, "files"), w.scope(t, "people")
	role := w.role(t, "member", organizationrole.Permissions{models.PermissionOrganization: []string{files}})
	payload := map[string]any{"organizationRoleId": role.ID}
	changed := func(was, is map[string]any) event.Event {
		return event.Event{Key: event.OrganizationRoleScopesUpdated, Payload: payload, Before: was, After: is}
	}
	const read, write = "https://shop.example/ read", "https://shop.example/ write"
	steps := []struct {
		name  string
		act   func() error
		given []string
		event *event.Event
	}{
		{"add one of each kind", func() error {
			return w.AddPermissions(ctx, w.records, role.ID, organizationrole.Permissions{
				models.PermissionOrganization: []string{people, files, people}, models.PermissionAPI: []string{"read"},
			})
		}, []string{"files", "people", "read"}, ptr(changed(nil, map[string]any{"scopes": []any{"people"}, "resourceScopes": []any{read}}))},
		{"again", func() error {
			return w.AddPermissions(ctx, w.records, role.ID, organizationrole.Permissions{models.PermissionAPI: []string{"read"}})
		}, []string{"files", "people", "read"}, nil},
		{
			"nothing", func() error { return w.AddPermissions(ctx, w.records, role.ID, organizationrole.Permissions{}) },
			[]string{"files", "people", "read"},
			nil,
		},
		{
			"replace scopes", func() error {
				return w.SetPermissions(ctx, w.records, role.ID, models.PermissionAPI, []string{"write", "write"})
			},
			[]string{"files", "people", "write"},
			ptr(changed(map[string]any{"resourceScopes": []any{read}}, map[string]any{"resourceScopes": []any{write}})),
		},
		{
			"replace by the same", func() error {
				return w.SetPermissions(ctx, w.records, role.ID, models.PermissionAPI, []string{"write"})
			},
			[]string{"files", "people", "write"},
			nil,
		},
		{
			"replace permissions", func() error {
				return w.SetPermissions(ctx, w.records, role.ID, models.PermissionOrganization, []string{people})
			},
			[]string{"people", "write"},
			ptr(changed(map[string]any{"scopes": []any{"files"}}, nil)),
		},
		{"take one", func() error {
			return w.RemovePermissions(ctx, w.records, role.ID, organizationrole.Permissions{models.PermissionAPI: []string{"write"}})
		}, []string{"people"}, ptr(changed(map[string]any{"resourceScopes": []any{write}}, nil))},
		{
			"leave nothing", func() error { return w.SetPermissions(ctx, w.records, role.ID, models.PermissionOrganization, nil) },
			[]string{},
			ptr(changed(map[string]any{"scopes": []any{"people"}}, nil)),
		},
	}
	for _, step := range steps {
		must(t, step.act())
		if diff := cmp.Diff(step.given, w.given(t, role.ID)); diff != "" {
			t.Errorf("%s: %s", step.name, diff)
		}
		if step.event == nil {
			w.published(t)
		} else {
			w.published(t, *step.event)
		}
	}
}

func TestPermissionsRefused(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	files := w.scope(t, "files")
	role := w.role(t, "member", organizationrole.Permissions{models.PermissionOrganization: []string{files}, models.PermissionAPI: []string{"read"}})
	add := func(roleID string, scopes, resourceScopes []string) error {
		return w.AddPermissions(ctx, w.records, roleID, organizationrole.Permissions{models.PermissionOrganization: scopes, models.PermissionAPI: resourceScopes})
	}
	remove := func(roleID string, scopes, resourceScopes []string) error {
		return w.RemovePermissions(ctx, w.records, roleID, organizationrole.Permissions{models.PermissionOrganization: scopes, models.PermissionAPI: resourceScopes})
	}
	const missing, unknown = "entity.not_found", "entity.relation_foreign_key_not_found"
	tests := []struct {
		name string
		err  error
		kind fault.Kind
		code string
	}{
		{"unknown role", add("none", []string{files}, nil), fault.Missing, missing},
		{"another tenant's role", add("far-role", []string{files}, nil), fault.Missing, missing},
		{"another tenant's role, replaced", w.SetPermissions(ctx, w.records, "far-role", models.PermissionOrganization, nil), fault.Missing, missing},
		{"unknown scope", w.SetPermissions(ctx, w.records, role.ID, models.PermissionAPI, []string{"write", "none"}), fault.Unprocessable, unknown},
		{"another tenant's scope", add(role.ID, nil, []string{"write", "foreign"}), fault.Unprocessable, unknown},
		{"another tenant's permission", w.SetPermissions(ctx, w.records, role.ID, models.PermissionOrganization, []string{"far-scope"}), fault.Unprocessable, unknown},
		{"the other kind", add(role.ID, []string{"write"}, nil), fault.Unprocessable, unknown},
		{"Management API", w.SetPermissions(ctx, w.records, role.ID, models.PermissionAPI, []string{"all"}), fault.Unprocessable, "role.management_api_scopes_not_assignable_to_user_role"},
		{"not in it", remove(role.ID, nil, []string{"write"}), fault.Missing, missing},
		{"one of two not in it", remove(role.ID, []string{files}, []string{"write"}), fault.Missing, missing},
		{"of the other kind", remove(role.ID, []string{"read"}, nil), fault.Missing, missing},
		{"out of an unknown role", remove("none", []string{files}, nil), fault.Missing, missing},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { wantFault(t, test.err, test.kind, test.code) })
	}
	if diff := cmp.Diff([]string{"files", "read"}, w.given(t, role.ID)); diff != "" {
		t.Error(diff)
	}
	w.published(t)
}

// Of several concurrent additions of the same permission, one publishes it.
func TestPermissionsConcurrently(t *testing.T) {
	w := newWorld(t)
	role := w.role(t, "member", organizationrole.Permissions{})
	var group sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		group.Go(func() {
			errs[i] = w.AddPermissions(t.Context(), w.records, role.ID, organizationrole.Permissions{models.PermissionAPI: []string{"read"}})
		})
	}
	group.Wait()
	for _, err := range errs {
		must(t, err)
	}
	if len(w.events) != 1 { // transactions that publish run one after another
		t.Errorf("%d events", len(w.events))
	}
}
