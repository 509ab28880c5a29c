package organization_test

import (
	"testing"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/organization"
	"portico/models"
)

func TestUpdate(t *testing.T) {
	w := newWorld(t)
	yes := true
	got, err := w.Update(t.Context(), w.records, w.id, organization.Changes{
		Name: text("Ajax"), Description: text("new"), CustomData: map[string]any{"a": 1.0}, IsMFARequired: &yes,
		Color: &models.Color{IsDarkModeEnabled: &yes}, Branding: &models.Branding{Favicon: "http://a.example/f"},
		CustomCSS: text("p{}"),
	})
	ok(t, err)
	stored, err := w.records.Organizations.Get(t.Context(), w.id)
	ok(t, err)
	same(t, got, stored)
	w.published(t, event.Event{
		Key: event.OrganizationUpdated,
		Before: map[string]any{
			"name": "Acme", "description": nil, "customData": map[string]any{}, "isMfaRequired": false,
			"color": map[string]any{}, "branding": map[string]any{}, "customCss": nil,
		},
		After: map[string]any{
			"name": "Ajax", "description": "new", "customData": map[string]any{"a": 1.0}, "isMfaRequired": true,
			"color": map[string]any{"isDarkModeEnabled": true}, "branding": map[string]any{"favicon": "http://a.example/f"},
			"customCss": "p{}",
		},
	})

	// Absent fields are unchanged, and an empty text removes a field.
	got, err = w.Update(t.Context(), w.records, w.id, organization.Changes{Description: text(""), CustomData: map[string]any{}})
	ok(t, err)
	if got.Name != "Ajax" || got.Description != nil || len(got.CustomData) != 0 || got.CustomCSS == nil || !got.IsMFARequired {
		t.Errorf("got %+v", got)
	}
	w.published(t, event.Event{
		Key: event.OrganizationUpdated, Before: map[string]any{"description": "new", "customData": map[string]any{"a": 1.0}},
		After: map[string]any{"description": nil, "customData": map[string]any{}},
	})

	_, err = w.Update(t.Context(), w.records, w.id, organization.Changes{Name: text("Ajax")})
	ok(t, err)
	w.silent(t)
}

func TestUpdateRefuses(t *testing.T) {
	w := newWorld(t)
	_, err := w.Update(t.Context(), w.records, "nobody", organization.Changes{Name: text("a")})
	refused(t, err, fault.Missing, "entity.not_found", "")
	_, err = w.Update(t.Context(), w.records, w.id, organization.Changes{Name: text(" ")})
	refused(t, err, fault.Invalid, "guard.invalid_input", "name")
	w.silent(t)
}

func TestDelete(t *testing.T) {
	w := newWorld(t)
	w.with(t, ann, admin)
	ok(t, w.Delete(t.Context(), w.records, w.id))
	w.published(t, event.Event{Key: event.OrganizationDeleted, Before: map[string]any{"name": "Acme"}})
	same(t, len(w.members(t)), 0)
	refused(t, w.Delete(t.Context(), w.records, w.id), fault.Missing, "entity.not_found", "")
	w.silent(t)
}
