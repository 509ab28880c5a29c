package organization_test

import (
	"errors"
	"strings"
	"testing"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/organization"
	"portico/models"
	"portico/models/store"
)

func TestCreate(t *testing.T) {
	w := newWorld(t)
	got, err := w.Create(t.Context(), w.records, organization.New{
		Name: "  Ärzte GmbH ", Description: "Heals", CustomData: map[string]any{"plan": "pro"}, IsMFARequired: true,
		Color:     models.Color{PrimaryColor: "#Abc"},
		Branding:  models.Branding{LogoURL: "https://a.example/a.png"},
		CustomCSS: "p { color: red }",
	})
	ok(t, err)
	if len(got.ID) != 12 {
		t.Errorf("id %q", got.ID)
	}
	want := &models.Organization{
		TenantID: "default", ID: got.ID, Name: "Ärzte GmbH", Description: text("Heals"),
		CustomData: map[string]any{"plan": "pro"}, IsMFARequired: true,
		Color:    models.Color{PrimaryColor: "#Abc"},
		Branding: models.Branding{LogoURL: "https://a.example/a.png"}, CustomCSS: text("p { color: red }"),
		CreatedAt: now.UnixMilli(),
	}
	same(t, got, want)
	stored, err := w.records.Organizations.Get(t.Context(), got.ID)
	ok(t, err)
	same(t, stored, want)
	w.id = got.ID
	w.published(t, event.Event{Key: event.OrganizationCreated, After: map[string]any{
		"name": "Ärzte GmbH", "description": "Heals", "customData": map[string]any{"plan": "pro"}, "isMfaRequired": true,
		"color": map[string]any{"primaryColor": "#Abc"}, "branding": map[string]any{"logoUrl": "https://a.example/a.png"},
		"customCss": "p { color: red }",
	}})
	// Names need not be unique.
	_, err = w.Create(t.Context(), w.records, organization.New{Name: "Ärzte GmbH"})
	ok(t, err)
}

func TestCreateRefuses(t *testing.T) {
	w := newWorld(t)
	tests := map[string]struct {
		fields organization.New
		field  string
	}{
		"no name":              {organization.New{}, "name"},
		"space":                {organization.New{Name: " \t"}, "name"},
		"NUL":                  {organization.New{Name: "a\x00"}, "name"},
		"no text":              {organization.New{Name: "a\xff"}, "name"},
		"direction":            {organization.New{Name: "a\u202e"}, "name"},
		"long name":            {organization.New{Name: strings.Repeat("ä", 129)}, "name"},
		"long description":     {organization.New{Name: "a", Description: strings.Repeat("ä", 257)}, "description"},
		"NUL in description":   {organization.New{Name: "a", Description: "\x00"}, "description"},
		"NUL in custom data":   {organization.New{Name: "a", CustomData: map[string]any{"a": "\x00"}}, "customData"},
		"much custom data":     {organization.New{Name: "a", CustomData: map[string]any{"a": strings.Repeat("x", 1<<16)}}, "customData"},
		"color":                {organization.New{Name: "a", Color: models.Color{PrimaryColor: "red"}}, "color.primaryColor"},
		"color and more":       {organization.New{Name: "a", Color: models.Color{PrimaryColor: "#abc;"}}, "color.primaryColor"},
		"color of four digits": {organization.New{Name: "a", Color: models.Color{DarkPrimaryColor: "#abcd"}}, "color.darkPrimaryColor"},
		"much CSS":             {organization.New{Name: "a", CustomCSS: strings.Repeat("x", 64*1024+1)}, "customCss"},
		"NUL in CSS":           {organization.New{Name: "a", CustomCSS: "\x00"}, "customCss"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := w.Create(t.Context(), w.records, test.fields)
			refused(t, err, fault.Invalid, "guard.invalid_input", test.field)
		})
	}
	for _, address := range []string{
		"javascript:alert(1)", "JavaScript:alert(1)", "data:image/png;base64,AA==", "//a.example/a.png", "/a.png", "a.example",
		"https:", "https://a.example/ a", "https://a.example/\x00", "https://a.example/" + strings.Repeat("x", 2048), " https://a.example",
		"ftp://a.example/a.png", "blob:https://a.example/1",
	} {
		for field, branding := range map[string]models.Branding{
			"branding.logoUrl": {LogoURL: address}, "branding.darkLogoUrl": {DarkLogoURL: address},
			"branding.favicon": {Favicon: address}, "branding.darkFavicon": {DarkFavicon: address},
		} {
			_, err := w.Create(t.Context(), w.records, organization.New{Name: "a", Branding: branding})
			refused(t, err, fault.Invalid, "guard.invalid_input", field)
		}
	}
	w.silent(t)
	if all, total, err := w.records.Organizations.List(t.Context(), store.OrganizationFilter{}, store.Page{}); err != nil || len(all) != 1 || total != 1 {
		t.Errorf("%d organizations, %d in all, %v", len(all), total, err)
	}
}

func TestCreateAtTheBounds(t *testing.T) {
	w := newWorld(t)
	_, err := w.Create(t.Context(), w.records, organization.New{
		Name: strings.Repeat("ä", 128), Description: strings.Repeat("ä", 256), CustomCSS: strings.Repeat("x", 64*1024),
	})
	ok(t, err)
}

// A change that cannot be audited does not happen.
func TestNoChangeWithoutItsEvent(t *testing.T) {
	w := newWorld(t)
	w.with(t, ann, admin)
	ok(t, w.ReplaceEmailDomains(t.Context(), w.records, w.id, []string{"a.example"}))
	w.failing = errors.New("full")
	ctx := t.Context()
	_, createErr := w.Create(ctx, w.records, organization.New{Name: "b"})
	_, updateErr := w.Update(ctx, w.records, w.id, organization.Changes{Name: text("b")})
	_, domainErr := w.AddEmailDomain(ctx, w.records, w.id, "b.example")
	for _, err := range []error{
		createErr, updateErr, domainErr, w.Delete(ctx, w.records, w.id),
		w.AddMembers(ctx, w.records, models.HolderUser, w.id, []string{bob}), w.RemoveMember(ctx, w.records, w.id, models.UserHolder(ann)),
		w.addRoles(ctx, models.HolderUser, w.id, []string{ann}, []string{editor}),
		w.RemoveRole(ctx, w.records, w.id, models.UserHolder(ann), admin), w.AddJITRoles(ctx, w.records, w.id, []string{admin}),
	} {
		if !errors.Is(err, w.failing) {
			t.Errorf("got %v", err)
		}
	}
	all, total, err := w.records.Organizations.List(ctx, store.OrganizationFilter{}, store.Page{})
	ok(t, err)
	if total != 1 || all[0].Name != "Acme" {
		t.Errorf("got %+v", all)
	}
	same(t, w.members(t), []string{"ann admin"})
	domains, err := w.records.Provisioning.Domains(ctx, w.id)
	ok(t, err)
	same(t, len(domains), 1)
}
