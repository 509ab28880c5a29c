package resource_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/resource"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

func TestCreate(t *testing.T) {
	w := newWorld(t)
	created, err := w.Create(t.Context(), w.records, resource.New{Name: " Shop ", Indicator: "https://Shop.example/api?a=1", AccessTokenTTL: 60})
	check(t, err)
	want := &models.Resource{
		TenantID: "default", ID: created.ID, Name: "Shop", Indicator: "https://Shop.example/api?a=1", AccessTokenTTL: 60,
		CreatedAt: now.UnixMilli(),
	}
	if diff := cmp.Diff(want, w.stored(t, created.ID)); diff != "" {
		t.Error(diff)
	}
	w.published(t, event.Event{
		Key: event.ResourceCreated, Payload: map[string]any{"resourceId": created.ID},
		After: map[string]any{"name": "Shop", "indicator": "https://Shop.example/api?a=1", "accessTokenTtl": 60.0},
	})
}

func TestCreateRules(t *testing.T) {
	tests := []struct {
		name   string
		change func(*resource.New)
		field  string // that is rejected; "" if the resource is created
	}{
		{"no name", func(r *resource.New) { r.Name = "" }, "name"},
		{"a name of space", func(r *resource.New) { r.Name = " \t" }, "name"},
		{"a name with a line break", func(r *resource.New) { r.Name = "a\nb" }, "name"},
		{"a name with NUL", func(r *resource.New) { r.Name = "a\x00" }, "name"},
		{"a long name", func(r *resource.New) { r.Name = strings.Repeat("店", 257) }, "name"},
		{"the longest name", func(r *resource.New) { r.Name = strings.Repeat("店", 256) }, ""},
		{"no indicator", func(r *resource.New) { r.Indicator = "" }, "indicator"},
		{"a relative one", func(r *resource.New) { r.Indicator = "/api" }, "indicator"},
		{"only a host", func(r *resource.New) { r.Indicator = "shop.example" }, "indicator"},
		{"only a scheme", func(r *resource.New) { r.Indicator = "https://" }, "indicator"},
		{"a fragment", func(r *resource.New) { r.Indicator = "https://shop.example/#a" }, "indicator"},
		{"an empty fragment", func(r *resource.New) { r.Indicator = "https://shop.example/#" }, "indicator"},
		{"a comma", func(r *resource.New) { r.Indicator = "https://shop.example/a,b" }, "indicator"},
		{"a space", func(r *resource.New) { r.Indicator = "https://shop.example/a b" }, "indicator"},
		{"space around", func(r *resource.New) { r.Indicator = " https://shop.example/" }, "indicator"},
		{"a broken escape", func(r *resource.New) { r.Indicator = "https://shop.example/%zz" }, "indicator"},
		{"a backslash", func(r *resource.New) { r.Indicator = `https://shop.example\api` }, "indicator"},
		{"letters outside ASCII", func(r *resource.New) { r.Indicator = "https://商店.example/" }, "indicator"},
		{"NUL", func(r *resource.New) { r.Indicator = "https://shop.example/\x00" }, "indicator"},
		{"a long one", func(r *resource.New) { r.Indicator = "https://shop.example/" + strings.Repeat("a", 1004) }, "indicator"},
		{"the longest one", func(r *resource.New) { r.Indicator = "https://shop.example/" + strings.Repeat("a", 1003) }, ""},
		{"reserved", func(r *resource.New) { r.Indicator = "urn:logto:organization:x" }, "indicator"},
		{"reserved in any case", func(r *resource.New) { r.Indicator = "URN:Logto:x" }, "indicator"},
		{"another URN", func(r *resource.New) { r.Indicator = "urn:shop:api" }, ""},
		{"a name of one's own", func(r *resource.New) { r.Indicator = "api:shop" }, ""},
		{"no slash", func(r *resource.New) { r.Indicator = "https://shop.example" }, ""},
		{"a query", func(r *resource.New) { r.Indicator = "https://shop.example/?a=%20&b" }, ""},
		{"the type JWT", func(r *resource.New) { r.AccessTokenType = "JWT" }, ""},
		{"the type at+jwt", func(r *resource.New) { r.AccessTokenType = "at+jwt" }, ""},
		{"another type", func(r *resource.New) { r.AccessTokenType = "jwt" }, "accessTokenType"},
		{"a known algorithm", func(r *resource.New) { r.AccessTokenSigningAlg = "ES384" }, ""},
		{"no signature", func(r *resource.New) { r.AccessTokenSigningAlg = "none" }, "accessTokenSigningAlg"},
		{"a symmetric algorithm", func(r *resource.New) { r.AccessTokenSigningAlg = "HS256" }, "accessTokenSigningAlg"},
		{"a life of 59 seconds", func(r *resource.New) { r.AccessTokenTTL = 59 }, "accessTokenTtl"},
		{"a life below zero", func(r *resource.New) { r.AccessTokenTTL = -1 }, "accessTokenTtl"},
		{"a life above a year", func(r *resource.New) { r.AccessTokenTTL = 31536001 }, "accessTokenTtl"},
		{"a life of a year", func(r *resource.New) { r.AccessTokenTTL = 31536000 }, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			fields := resource.New{Name: "Shop", Indicator: "https://shop.example/", AccessTokenTTL: 60}
			test.change(&fields)
			created, err := w.Create(t.Context(), w.records, fields)
			if test.field == "" {
				check(t, err)
				if stored := w.stored(t, created.ID); stored.Indicator != fields.Indicator {
					t.Errorf("%q is stored as %q", fields.Indicator, stored.Indicator)
				}
				return
			}
			wantFault(t, err, fault.Invalid, "guard.invalid_input", test.field)
			if created != nil || len(w.events) > 0 {
				t.Errorf("made %+v, published %v", created, w.events)
			}
		})
	}
}

// Indicators are compared byte for byte, and those of Management APIs are always taken.
func TestCreateTaken(t *testing.T) {
	w := newWorld(t)
	w.create(t, "https://shop.example")
	for _, indicator := range []string{"https://shop.example", managementAPI} {
		_, err := w.Create(t.Context(), w.records, resource.New{Name: "A", Indicator: indicator, AccessTokenTTL: 60})
		wantFault(t, err, fault.Unprocessable, "resource.resource_identifier_in_use", "indicator")
	}
	for _, other := range []string{"https://shop.example/", "https://SHOP.example", "https://other.logto.app/api"} {
		w.create(t, other)
	}
	admin := newWorldOn(t, storetest.Any(t), models.TenantAdmin)
	for _, indicator := range []string{managementAPI, "https://admin.logto.app/api", "https://still-to-come.logto.app/api"} {
		_, err := admin.Create(t.Context(), admin.records, resource.New{Name: "A", Indicator: indicator, AccessTokenTTL: 60})
		wantFault(t, err, fault.Unprocessable, "resource.resource_identifier_in_use", "indicator")
	}
}

func TestChangesAreAtomic(t *testing.T) {
	w := newWorld(t)
	made := w.create(t, "https://shop.example")
	scope := w.createScope(t, made.ID, "read")
	before := w.stored(t, made.ID)
	ctx := t.Context()
	acts := map[string]func() error{
		"create": func() error {
			_, err := w.Create(ctx, w.records, resource.New{Name: "A", Indicator: "https://new.example", AccessTokenTTL: 60})
			return err
		},
		"change": func() error {
			_, err := w.Update(ctx, w.records, made.ID, resource.Changes{Name: ptr("B"), IsDefault: ptr(true)})
			return err
		},
		"delete": func() error { return w.Delete(ctx, w.records, made.ID) },
		"add a scope": func() error {
			_, err := w.CreateScope(ctx, w.records, made.ID, resource.NewScope{Name: "write"})
			return err
		},
		"change a scope": func() error {
			_, err := w.UpdateScope(ctx, w.records, made.ID, scope.ID, resource.ScopeChanges{Name: ptr("write")})
			return err
		},
		"delete a scope": func() error { return w.DeleteScope(ctx, w.records, made.ID, scope.ID) },
	}
	w.failing = errors.New("the audit log is away")
	for name, act := range acts {
		if err := act(); !errors.Is(err, w.failing) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if diff := cmp.Diff(before, w.stored(t, made.ID)); diff != "" {
		t.Error(diff)
	}
	scopes, err := w.records.Scopes.Of(ctx, made.ID)
	if err != nil || len(scopes) != 1 || scopes[0].Name != "read" {
		t.Errorf("scopes %v, %v", scopes, err)
	}
	if _, err := w.records.Resources.ByIndicator(ctx, "https://new.example"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a resource exists: %v", err)
	}
}
