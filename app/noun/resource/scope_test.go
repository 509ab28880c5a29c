package resource_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/resource"
	"portico/models"
)

func TestCreateScope(t *testing.T) {
	w := newWorld(t)
	made := w.create(t, "https://shop.example")
	created, err := w.CreateScope(t.Context(), w.records, made.ID, resource.NewScope{Name: "read:Orders", Description: "Look"})
	check(t, err)
	want := &models.Scope{
		TenantID: "default", ID: created.ID, ResourceID: made.ID, Name: "read:Orders", Description: ptr("Look"),
		CreatedAt: now.UnixMilli(),
	}
	got, err := w.records.Scopes.Get(t.Context(), made.ID, created.ID)
	check(t, err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	w.published(t, event.Event{
		Key: event.ScopeCreated, After: map[string]any{"name": "read:Orders", "description": "Look"},
		Payload: map[string]any{"resourceId": made.ID, "scopeId": created.ID},
	})
}

func TestScopeRules(t *testing.T) {
	const invalid, space = "guard.invalid_input", "scope.name_with_space"
	tests := []struct {
		name   string
		fields resource.NewScope
		code   string // "" when it is made
		field  string
	}{
		{"no name", resource.NewScope{}, invalid, "name"},
		{"a space", resource.NewScope{Name: "read orders"}, space, "name"},
		{"only a space", resource.NewScope{Name: " "}, space, "name"},
		{"space around", resource.NewScope{Name: "read "}, space, "name"},
		{"a tab", resource.NewScope{Name: "a\tb"}, invalid, "name"},
		{"a quotation mark", resource.NewScope{Name: `a"b`}, invalid, "name"},
		{"a backslash", resource.NewScope{Name: `a\b`}, invalid, "name"},
		{"letters outside ASCII", resource.NewScope{Name: "读"}, invalid, "name"},
		{"NUL", resource.NewScope{Name: "a\x00"}, invalid, "name"},
		{"a long name", resource.NewScope{Name: strings.Repeat("a", 257)}, invalid, "name"},
		{"the longest name", resource.NewScope{Name: strings.Repeat("a", 256)}, "", ""},
		{"all signs", resource.NewScope{Name: "!#$%&'()*+,-./:;<=>?@[]^_`{|}~"}, "", ""},
		{"a long description", resource.NewScope{Name: "a", Description: strings.Repeat("读", 1025)}, invalid, "description"},
		{"NUL in the description", resource.NewScope{Name: "a", Description: "\x00"}, invalid, "description"},
		{"the longest description", resource.NewScope{Name: "a", Description: strings.Repeat("读", 1024)}, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			made := w.create(t, "https://shop.example")
			spare := w.createScope(t, made.ID, "spare")
			_, created := w.CreateScope(t.Context(), w.records, made.ID, test.fields)
			_, changed := w.UpdateScope(t.Context(), w.records, made.ID, spare.ID,
				resource.ScopeChanges{Name: &test.fields.Name, Description: &test.fields.Description})
			if test.code == "" {
				check(t, created)
				wantFault(t, changed, fault.Unprocessable, "scope.name_exists", "name") // the one just created
				return
			}
			wantFault(t, created, fault.Invalid, test.code, test.field)
			wantFault(t, changed, fault.Invalid, test.code, test.field)
			w.published(t)
		})
	}
}

func TestUpdateScope(t *testing.T) {
	w := newWorld(t)
	made := w.create(t, "https://shop.example")
	scope := w.createScope(t, made.ID, "read")
	w.createScope(t, made.ID, "write")
	change := func(changes resource.ScopeChanges) *models.Scope {
		t.Helper()
		got, err := w.UpdateScope(t.Context(), w.records, made.ID, scope.ID, changes)
		check(t, err)
		stored, err := w.records.Scopes.Get(t.Context(), made.ID, scope.ID)
		check(t, err)
		if diff := cmp.Diff(stored, got); diff != "" {
			t.Error(diff)
		}
		return got
	}
	payload := map[string]any{"resourceId": made.ID, "scopeId": scope.ID}
	if got := change(resource.ScopeChanges{Name: ptr("look"), Description: ptr("See")}); got.Name != "look" || *got.Description != "See" {
		t.Errorf("got %+v", got)
	}
	w.published(t, event.Event{
		Key: event.ScopeUpdated, Payload: payload, Before: map[string]any{"name": "read", "description": nil},
		After: map[string]any{"name": "look", "description": "See"},
	})
	if got := change(resource.ScopeChanges{Description: ptr("")}); got.Name != "look" || got.Description != nil {
		t.Errorf("got %+v", got)
	}
	w.published(t, event.Event{
		Key: event.ScopeUpdated, Payload: payload, Before: map[string]any{"description": "See"},
		After: map[string]any{"description": nil},
	})
	change(resource.ScopeChanges{})
	change(resource.ScopeChanges{Name: ptr("look"), Description: ptr("")})
	w.published(t)
	_, err := w.UpdateScope(t.Context(), w.records, made.ID, scope.ID, resource.ScopeChanges{Name: ptr("write")})
	wantFault(t, err, fault.Unprocessable, "scope.name_exists", "name")
}

func TestDeleteScope(t *testing.T) {
	w := newWorld(t)
	made := w.create(t, "https://shop.example")
	scope := w.createScope(t, made.ID, "read")
	check(t, w.DeleteScope(t.Context(), w.records, made.ID, scope.ID))
	w.published(t, event.Event{
		Key: event.ScopeDeleted, Before: map[string]any{"name": "read"},
		Payload: map[string]any{"resourceId": made.ID, "scopeId": scope.ID},
	})
	wantFault(t, w.DeleteScope(t.Context(), w.records, made.ID, scope.ID), fault.Missing, "entity.not_found", "")
}

// A scope belongs to its resource: through another one it is not found.
func TestScopeOfAnotherResource(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	made, other := w.create(t, "https://one.example"), w.create(t, "https://two.example")
	scope := w.createScope(t, made.ID, "read")
	w.createScope(t, other.ID, "read") // the name is still free there
	for _, resourceID := range []string{other.ID, "absent"} {
		_, changed := w.UpdateScope(ctx, w.records, resourceID, scope.ID, resource.ScopeChanges{Name: ptr("x")})
		wantFault(t, changed, fault.Missing, "entity.not_found", "")
		wantFault(t, w.DeleteScope(ctx, w.records, resourceID, scope.ID), fault.Missing, "entity.not_found", "")
	}
	_, created := w.CreateScope(ctx, w.records, "absent", resource.NewScope{Name: "x"})
	wantFault(t, created, fault.Missing, "entity.not_found", "")
	w.published(t)
}

func TestCreateScopeConcurrently(t *testing.T) {
	atOnce(t, func(t *testing.T, w *world, atOnce func(func(int) error) []error) {
		made := w.create(t, "https://shop.example")
		succeeded := 0
		for _, err := range atOnce(func(int) error {
			_, err := w.CreateScope(t.Context(), w.records, made.ID, resource.NewScope{Name: "read"})
			return err
		}) {
			if err == nil {
				succeeded++
				continue
			}
			wantFault(t, err, fault.Unprocessable, "scope.name_exists", "name")
		}
		if succeeded != 1 {
			t.Errorf("%d were made", succeeded)
		}
	})
}
