package application_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/app/noun/application"
	"portico/models"
	"portico/models/store"
)

func shop() application.New {
	return application.New{
		Name: "Shop", Description: "Sells things", Type: models.ApplicationTraditional,
		OIDCClientMetadata:   models.OIDCClientMetadata{RedirectURIs: []string{"https://shop.example.com/callback"}},
		CustomClientMetadata: models.CustomClientMetadata{IDTokenTTL: 60, RequirePKCE: true},
		CustomData:           map[string]any{"a": 1.0, "b": "x"},
	}
}

func ptr[T any](value T) *T { return &value }

func TestUpdate(t *testing.T) {
	type fields = map[string]any
	metadata := models.OIDCClientMetadata{PostLogoutRedirectURIs: []string{"https://shop.example.com/"}}
	tests := []struct {
		name    string
		changes application.Changes
		change  func(*models.Application) // to the stored record
		was, is fields
	}{
		{
			"name",
			application.Changes{Name: ptr("Store")},
			func(a *models.Application) { a.Name = "Store" },
			fields{"name": "Shop"},
			fields{"name": "Store"},
		},
		{
			"description",
			application.Changes{Description: ptr("Sells more")},
			func(a *models.Application) { a.Description = ptr("Sells more") },
			fields{"description": "Sells things"},
			fields{"description": "Sells more"},
		},
		{
			"description taken away",
			application.Changes{Description: ptr("")},
			func(a *models.Application) { a.Description = nil },
			fields{"description": "Sells things"},
			fields{"description": nil},
		},
		{
			"addresses as a whole",
			application.Changes{OIDCClientMetadata: &metadata},
			func(a *models.Application) {
				a.OIDCClientMetadata = models.OIDCClientMetadata{
					RedirectURIs: []string{}, PostLogoutRedirectURIs: metadata.PostLogoutRedirectURIs,
				}
			},
			fields{"oidcClientMetadata": fields{
				"redirectUris": []any{"https://shop.example.com/callback"}, "postLogoutRedirectUris": []any{},
			}},
			fields{"oidcClientMetadata": fields{
				"redirectUris": []any{}, "postLogoutRedirectUris": []any{"https://shop.example.com/"},
			}},
		},
		{
			"protocol settings as a whole",
			application.Changes{CustomClientMetadata: &models.CustomClientMetadata{RefreshTokenTTLInDays: 7}},
			func(a *models.Application) {
				a.CustomClientMetadata = models.CustomClientMetadata{RefreshTokenTTLInDays: 7}
			},
			fields{"customClientMetadata": fields{"idTokenTtl": 60.0, "requirePkce": true}},
			fields{"customClientMetadata": fields{"refreshTokenTtlInDays": 7.0}},
		},
		{
			"custom data as a whole",
			application.Changes{CustomData: fields{"c": true}},
			func(a *models.Application) { a.CustomData = fields{"c": true} },
			fields{"customData": fields{"a": 1.0, "b": "x"}},
			fields{"customData": fields{"c": true}},
		},
		{
			"custom data emptied",
			application.Changes{CustomData: fields{}},
			func(a *models.Application) { a.CustomData = fields{} },
			fields{"customData": fields{"a": 1.0, "b": "x"}},
			fields{"customData": fields{}},
		},
		{"nothing", application.Changes{}, func(*models.Application) {}, nil, nil},
		{
			"all as it is",
			application.Changes{
				Name: ptr("Shop"), Description: ptr("Sells things"), CustomData: fields{"b": "x", "a": 1},
				CustomClientMetadata: &models.CustomClientMetadata{
					IDTokenTTL: 60, RequirePKCE: true, CORSAllowedOrigins: []string{},
				},
			},
			func(*models.Application) {}, nil, nil,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			want := w.create(t, shop())
			test.change(want)
			revision := w.revision(t)
			got, err := w.Update(t.Context(), w.records, want.ID, test.changes)
			if err != nil {
				t.Fatal(err)
			}
			stored, err := w.records.Applications.Get(t.Context(), want.ID)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, stored); diff != "" {
				t.Errorf("stored:\n%s", diff)
			}
			if test.was != nil {
				if diff := cmp.Diff(stored, got); diff != "" {
					t.Errorf("returned and stored differ:\n%s", diff)
				}
			}
			var events []event.Event
			if test.was != nil {
				events = []event.Event{{
					Key: "Application.Updated", Result: models.AuditSuccess, ApplicationID: want.ID,
					Before: test.was, After: test.is,
				}}
			}
			if diff := cmp.Diff(events, w.events); diff != "" {
				t.Errorf("events:\n%s", diff)
			}
			if isNewer := w.revision(t) > revision; isNewer != (test.was != nil) {
				t.Errorf("the revision is newer: %v", isNewer)
			}
		})
	}
}

func (w *world) revision(t *testing.T) int64 {
	t.Helper()
	revision, err := w.records.Tenant.Revision(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return revision
}

// The rules of a registration apply to a change as well.
func TestUpdateRefuses(t *testing.T) {
	w := newWorld(t)
	web := w.create(t, shop())
	public := w.create(t, application.New{Name: "App", Type: models.ApplicationSPA})
	uris := func(uri string) *models.OIDCClientMetadata {
		return &models.OIDCClientMetadata{RedirectURIs: []string{uri}}
	}
	tests := []struct {
		name    string
		id      string
		changes application.Changes
		field   string
	}{
		{"no name", web.ID, application.Changes{Name: ptr("")}, "name"},
		{"invisible name", web.ID, application.Changes{Name: ptr("\u202eShop")}, "name"},
		{"NUL in the description", web.ID, application.Changes{Description: ptr("\x00")}, "description"},
		{"wildcard", web.ID, application.Changes{OIDCClientMetadata: uris("https://*.example.com/")}, "redirectUris"},
		{"script", web.ID, application.Changes{OIDCClientMetadata: uris("javascript:alert(1)")}, "redirectUris"},
		{
			"secret of a public application", public.ID, application.Changes{
				CustomClientMetadata: &models.CustomClientMetadata{TokenEndpointAuthMethod: "client_secret_basic"},
			}, "tokenEndpointAuthMethod",
		},
		{
			"life", web.ID, application.Changes{
				CustomClientMetadata: &models.CustomClientMetadata{RefreshTokenTTLInDays: 181},
			}, "refreshTokenTtlInDays",
		},
		{"NUL in custom data", web.ID, application.Changes{CustomData: map[string]any{"a": "\x00"}}, "customData"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := w.Update(t.Context(), w.records, test.id, test.changes)
			wantFault(t, err, fault.Invalid, "guard.invalid_input", test.field)
			if got != nil {
				t.Error("something came with the error")
			}
		})
	}
	if len(w.events) != 0 {
		t.Errorf("published %v", w.events)
	}
}

func TestMergeCustomData(t *testing.T) {
	w := newWorld(t)
	created := w.create(t, shop())
	patch := map[string]any{"b": nil, "c": map[string]any{"d": 2}}
	got, err := w.MergeCustomData(t.Context(), w.records, created.ID, patch)
	want := map[string]any{"a": 1.0, "b": nil, "c": map[string]any{"d": 2.0}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	stored, err := w.records.Applications.Get(t.Context(), created.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, stored.CustomData); diff != "" {
		t.Errorf("stored: %s", diff)
	}
	if len(w.events) != 1 || w.events[0].Key != event.ApplicationUpdated {
		t.Errorf("published %+v", w.events)
	}
	_, err = w.MergeCustomData(t.Context(), w.records, created.ID, map[string]any{"x\x00": 1})
	wantFault(t, err, fault.Invalid, "guard.invalid_input", "customData")
}

// No concurrent change is lost.
func TestMergeCustomDataConcurrently(t *testing.T) {
	atOnce(t, func(t *testing.T, w *world, atOnce func(func(int) error) []error) {
		created := w.create(t, application.New{Name: "Shop", Type: models.ApplicationSPA})
		errs := atOnce(func(i int) error {
			_, err := w.MergeCustomData(t.Context(), w.records, created.ID, map[string]any{fmt.Sprint("key", i): i})
			return err
		})
		stored, err := w.records.Applications.Get(t.Context(), created.ID)
		if err := errors.Join(append(errs, err)...); err != nil {
			t.Fatal(err)
		}
		if len(stored.CustomData) != len(errs) {
			t.Errorf("got %v", stored.CustomData)
		}
	})
}

func TestDelete(t *testing.T) {
	w := newWorld(t)
	created := w.create(t, shop())
	if err := w.Delete(t.Context(), w.records, created.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.records.Applications.Get(t.Context(), created.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("still there: %v", err)
	}
	if len(w.events) != 1 || w.events[0].Key != "Application.Deleted" || w.events[0].ApplicationID != created.ID ||
		w.events[0].Before["name"] != "Shop" || w.events[0].After != nil {
		t.Errorf("published %+v", w.events)
	}
	wantFault(t, w.Delete(t.Context(), w.records, created.ID), fault.Missing, "entity.not_found", "")
}

func TestMissingApplications(t *testing.T) {
	w := newWorld(t)
	for name, act := range w.changes("nothing") {
		t.Run(name, func(t *testing.T) { wantFault(t, act(t), fault.Missing, "entity.not_found", "") })
	}
	for name, read := range map[string]error{"secrets": second(w.secretService.List(t.Context(), w.records, models.ApplicationHolder("nothing")))} {
		t.Run(name, func(t *testing.T) { wantFault(t, read, fault.Missing, "entity.not_found", "") })
	}
}

func second[T any](_ T, err error) error { return err }

// changes lists everything that can be done to an application.
func (w *world) changes(id string) map[string]func(*testing.T) error {
	return map[string]func(*testing.T) error{
		"update": func(t *testing.T) error {
			return second(w.Update(t.Context(), w.records, id, application.Changes{Name: ptr("New")}))
		},
		"merge custom data": func(t *testing.T) error {
			return second(w.MergeCustomData(t.Context(), w.records, id, map[string]any{"new": true}))
		},
		"create secret": func(t *testing.T) error {
			return second(w.secretService.Create(t.Context(), w.records, models.ApplicationHolder(id), "new", 0))
		},
		"rename secret": func(t *testing.T) error {
			return second(w.secretService.Rename(t.Context(), w.records, models.ApplicationHolder(id), "Default secret", "renamed"))
		},
		"replace legacy secret": func(t *testing.T) error {
			_, _, err := w.ReplaceLegacySecret(t.Context(), w.records, id)
			return err
		},
		"delete secret": func(t *testing.T) error {
			return w.secretService.Delete(t.Context(), w.records, models.ApplicationHolder(id), "Default secret")
		},
		"delete": func(t *testing.T) error { return w.Delete(t.Context(), w.records, id) },
	}
}

// Nobody can lock themselves out of the console, and applications that the next
// start would recreate cannot be deleted.
func TestBuiltInApplications(t *testing.T) {
	w := newWorld(t)
	w.builtIn(t, models.ConsoleApplicationID)
	w.builtIn(t, models.DemoApplicationID)
	for name, act := range w.changes(models.ConsoleApplicationID) {
		t.Run("console: "+name, func(t *testing.T) {
			wantFault(t, act(t), fault.Unprocessable, "application.protected_application", "")
		})
	}
	demo := w.changes(models.DemoApplicationID)
	t.Run("demo: delete", func(t *testing.T) {
		wantFault(t, demo["delete"](t), fault.Unprocessable, "application.protected_application", "")
	})
	t.Run("demo: update", func(t *testing.T) {
		if err := demo["update"](t); err != nil {
			t.Error(err)
		}
	})
}

func TestChangesAreUndoneWithTheirEvents(t *testing.T) {
	w := newWorld(t)
	created := w.create(t, shop())
	before, err := w.secretService.List(t.Context(), w.records, models.ApplicationHolder(created.ID))
	if err != nil {
		t.Fatal(err)
	}
	w.failing = errors.New("the audit log is away")
	for name, act := range w.changes(created.ID) {
		if err := act(t); !errors.Is(err, w.failing) {
			t.Errorf("%s: %v", name, err)
		}
	}
	got, err := w.records.Applications.Get(t.Context(), created.ID)
	if diff := cmp.Diff(created, got); diff != "" || err != nil {
		t.Errorf("something was left: %v %s", err, diff)
	}
	after, err := w.secretService.List(t.Context(), w.records, models.ApplicationHolder(created.ID))
	if diff := cmp.Diff(before, after); diff != "" || err != nil {
		t.Errorf("something was left of secrets: %v %s", err, diff)
	}
}

// Every change invalidates cached configuration of the tenant.
func TestChangesTakeEffectImmediately(t *testing.T) {
	w := newWorld(t)
	created := w.create(t, shop())
	tenants := tenant.NewService(w.db, "https://id.example.com", "https://default.logto.app/api")
	seen := func() string {
		t.Helper()
		current, err := tenants.Get(t.Context(), "default")
		if err != nil {
			t.Fatal(err)
		}
		found, err := current.Application(t.Context(), created.ID)
		if errors.Is(err, store.ErrNotFound) {
			return "deleted"
		}
		if err != nil {
			t.Fatal(err)
		}
		text := found.Name
		for _, secret := range found.Secrets {
			text += ", " + secret.Name
		}
		return text
	}
	acts := w.changes(created.ID)
	for _, step := range []struct{ act, want string }{
		{"update", "New, Default secret"},
		{"create secret", "New, Default secret, new"},
		{"rename secret", "New, new, renamed"},
		{"delete", "deleted"},
	} {
		seen()
		if err := acts[step.act](t); err != nil {
			t.Fatal(err)
		}
		if got := seen(); got != step.want {
			t.Errorf("after %s: %q, want %q", step.act, got, step.want)
		}
	}
}
