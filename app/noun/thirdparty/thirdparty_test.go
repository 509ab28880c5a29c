package thirdparty_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/thirdparty"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

const managementAPI = "https://default.logto.app/api"

// The applications of a world.
const (
	ledger = "ledger" // a third party's
	own    = "own"
)

// world is a tenant with the service and its published events; another tenant has a
// scope "foreign".
type world struct {
	*thirdparty.Service
	records *store.Store
	events  []event.Event
	failing error // makes the next events fail
}

func newWorld(t testing.TB) *world {
	t.Helper()
	db := storetest.Any(t)
	w := &world{records: db.Tenant("default")}
	w.Service = &thirdparty.Service{
		Events:         event.NewPublisher(w.listen),
		ManagementAPIs: func(context.Context, string) ([]string, error) { return []string{managementAPI}, nil },
	}
	for _, id := range []string{"default", "other"} {
		check(t, db.CreateTenant(t.Context(), &models.Tenant{ID: id, Name: id, DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings()}))
	}
	insert := func(records *store.Store, resource, indicator string, scopes ...string) {
		check(t, records.Resources.Insert(t.Context(), &models.Resource{ID: resource, Name: resource, Indicator: indicator, AccessTokenTTL: 60}))
		for _, scope := range scopes {
			check(t, records.Scopes.Insert(t.Context(), &models.Scope{ID: scope, ResourceID: resource, Name: scope}))
		}
	}
	insert(w.records, "shop", "https://shop.example/", "read", "write")
	insert(w.records, "management", managementAPI, "all")
	insert(db.Tenant("other"), "far", "https://far.example/", "foreign")
	check(t, db.Tenant("other").OrganizationScopes.Insert(t.Context(), &models.OrganizationScope{ID: "foreign", Name: "foreign"}))
	check(t, w.records.OrganizationScopes.Insert(t.Context(), &models.OrganizationScope{ID: "invite", Name: "invite:member"}))
	for id, isThirdParty := range map[string]bool{ledger: true, own: false} {
		application := &models.Application{ID: id, Name: id, Type: models.ApplicationSPA, IsThirdParty: isThirdParty}
		check(t, w.records.Applications.Insert(t.Context(), application))
	}
	return w
}

func (w *world) listen(_ context.Context, _ *store.Store, e event.Event) error {
	if w.failing == nil {
		w.events = append(w.events, e)
	}
	return w.failing
}

// published returns the events since the last call.
func (w *world) published() []event.Event {
	events := w.events
	w.events = nil
	return events
}

// asks reads what the ledger may ask for.
func (w *world) asks(t testing.TB) map[string][]string {
	t.Helper()
	scopes, err := w.Scopes(t.Context(), w.records, ledger)
	check(t, err)
	found := map[string][]string{}
	if len(scopes.User) > 0 {
		found["user"] = scopes.User
	}
	for _, scope := range scopes.Resource {
		found["resource"] = append(found["resource"], scope.Name)
	}
	for _, scope := range scopes.Organization {
		found["organization"] = append(found["organization"], scope.Name)
	}
	for _, scope := range scopes.OrganizationResource {
		found["within"] = append(found["within"], scope.Name)
	}
	return found
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantSame(t testing.TB, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func wantFault(t testing.TB, err error, kind fault.Kind, code string) {
	t.Helper()
	if f := fault.From(err); err == nil || f.Kind != kind || f.Code != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

// every has a scope of each type.
func every() thirdparty.Scopes {
	return thirdparty.Scopes{
		models.ConsentUserScopes: {"profile", "email", "profile"}, models.ConsentResourceScopes: {"read"},
		models.ConsentOrganizationScopes: {"invite"}, models.ConsentOrganizationResourceScopes: {"write", "read"},
	}
}

func TestAddScopes(t *testing.T) {
	w := newWorld(t)
	check(t, w.AddScopes(t.Context(), w.records, ledger, every()))
	want := map[string][]string{
		"user": {"email", "profile"}, "resource": {"read"}, "organization": {"invite:member"}, "within": {"read", "write"},
	}
	wantSame(t, want, w.asks(t))
	wantSame(t, []event.Event{{
		Key: event.ApplicationConsentScopes, Result: models.AuditSuccess, ApplicationID: ledger,
		Before: map[string]any{
			"userScopes": []any{}, "resourceScopes": []any{}, "organizationScopes": []any{}, "organizationResourceScopes": []any{},
		},
		After: map[string]any{
			"userScopes": []any{"email", "profile"}, "resourceScopes": []any{"read (https://shop.example/)"},
			"organizationScopes":         []any{"invite:member"},
			"organizationResourceScopes": []any{"read (https://shop.example/)", "write (https://shop.example/)"},
		},
	}}, w.published())

	// A repetition changes nothing, an addition keeps the others.
	check(t, w.AddScopes(t.Context(), w.records, ledger, every()))
	check(t, w.AddScopes(t.Context(), w.records, ledger, nil))
	wantSame(t, want, w.asks(t))
	wantSame(t, 0, len(w.published()))
	check(t, w.AddScopes(t.Context(), w.records, ledger, thirdparty.Scopes{models.ConsentResourceScopes: {"write"}}))
	wantSame(t, []event.Event{{
		Key: event.ApplicationConsentScopes, Result: models.AuditSuccess, ApplicationID: ledger,
		Before: map[string]any{"resourceScopes": []any{"read (https://shop.example/)"}},
		After:  map[string]any{"resourceScopes": []any{"read (https://shop.example/)", "write (https://shop.example/)"}},
	}}, w.published())

	for _, scope := range models.UserScopes() {
		check(t, w.AddScopes(t.Context(), w.records, ledger, thirdparty.Scopes{models.ConsentUserScopes: {scope}}))
	}
}

// Whatever is refused, nothing of the call is stored.
func TestAddScopesRefused(t *testing.T) {
	w := newWorld(t)
	notFound := "application.user_consent_scopes_not_found"
	tests := []struct {
		name        string
		application string
		kind        models.ConsentScopeType
		scopes      []string
		fault       fault.Kind
		code        string
		params      map[string]any
	}{
		{"no application", "none", models.ConsentResourceScopes, []string{"read"}, fault.Missing, "entity.not_found", nil},
		{
			"a first-party application", own, models.ConsentResourceScopes, []string{"read"},
			fault.Unprocessable, "application.third_party_application_only", nil,
		},
		{"an unknown user scope", ledger, models.ConsentUserScopes, []string{"shoe_size"}, fault.Invalid, "guard.invalid_input", nil},
		{"a scope that needs no permission", ledger, models.ConsentUserScopes, []string{"openid"}, fault.Invalid, "guard.invalid_input", nil},
		{
			"an unknown scope", ledger, models.ConsentResourceScopes, []string{"read", "none"}, fault.Unprocessable, notFound,
			map[string]any{"invalidResourceScopes": []string{"none"}},
		},
		{
			"a scope of another tenant", ledger, models.ConsentOrganizationResourceScopes, []string{"foreign"}, fault.Unprocessable, notFound,
			map[string]any{"invalidOrganizationResourceScopes": []string{"foreign"}},
		},
		{
			"an organization scope of another tenant", ledger, models.ConsentOrganizationScopes, []string{"foreign", "invite"}, fault.Unprocessable, notFound,
			map[string]any{"invalidOrganizationScopes": []string{"foreign"}},
		},
		{
			"the Management API", ledger, models.ConsentResourceScopes, []string{"read", "all"},
			fault.Unprocessable, "application.consent_management_api_scopes_not_allowed", nil,
		},
		{
			"the Management API in organizations", ledger, models.ConsentOrganizationResourceScopes, []string{"all"},
			fault.Unprocessable, "application.consent_management_api_scopes_not_allowed", nil,
		},
		{"no id", ledger, models.ConsentResourceScopes, []string{""}, fault.Invalid, "guard.invalid_input", nil},
		{"too many", ledger, models.ConsentResourceScopes, make([]string, 1001), fault.Invalid, "guard.invalid_input", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			scopes := every()
			scopes[test.kind] = test.scopes
			err := w.AddScopes(t.Context(), w.records, test.application, scopes)
			wantFault(t, err, test.fault, test.code)
			wantSame(t, test.params, fault.From(err).Params)
			wantSame(t, map[string][]string{}, w.asks(t))
		})
	}
	wantSame(t, 0, len(w.published()))
}

func TestRemoveScope(t *testing.T) {
	w := newWorld(t)
	check(t, w.AddScopes(t.Context(), w.records, ledger, every()))
	w.published()
	remove := func(application string, kind models.ConsentScopeType, scope string) error {
		return w.RemoveScope(t.Context(), w.records, application, kind, scope)
	}
	check(t, remove(ledger, models.ConsentUserScopes, "profile"))
	check(t, remove(ledger, models.ConsentResourceScopes, "read"))
	check(t, remove(ledger, models.ConsentOrganizationScopes, "invite"))
	check(t, remove(ledger, models.ConsentOrganizationResourceScopes, "write"))
	wantSame(t, map[string][]string{"user": {"email"}, "within": {"read"}}, w.asks(t))
	events := w.published()
	wantSame(t, 4, len(events))
	wantSame(t, event.Event{
		Key: event.ApplicationConsentScopes, Result: models.AuditSuccess, ApplicationID: ledger,
		Before: map[string]any{"userScopes": []any{"email", "profile"}}, After: map[string]any{"userScopes": []any{"email"}},
	}, events[0])
	for _, err := range []error{
		remove(ledger, models.ConsentUserScopes, "profile"), remove(ledger, models.ConsentResourceScopes, "write"),
		remove(ledger, "none", "read"), remove(own, models.ConsentResourceScopes, "read"), remove("none", models.ConsentUserScopes, "email"),
	} {
		wantFault(t, err, fault.Missing, "entity.not_found")
	}
	wantSame(t, 0, len(w.published()))
}

// A change that cannot be audited does not happen.
func TestChangesAreAtomic(t *testing.T) {
	w := newWorld(t)
	check(t, w.AddScopes(t.Context(), w.records, ledger, thirdparty.Scopes{models.ConsentUserScopes: {"email"}}))
	w.failing = errors.New("no room")
	name := "Ledgerly"
	for what, act := range map[string]func() error{
		"add":    func() error { return w.AddScopes(t.Context(), w.records, ledger, every()) },
		"remove": func() error { return w.RemoveScope(t.Context(), w.records, ledger, models.ConsentUserScopes, "email") },
		"brand": func() error {
			_, _, err := w.SetExperience(t.Context(), w.records, ledger, thirdparty.Changes{DisplayName: &name})
			return err
		},
	} {
		if err := act(); !errors.Is(err, w.failing) {
			t.Errorf("%s: got %v", what, err)
		}
	}
	wantSame(t, map[string][]string{"user": {"email"}}, w.asks(t))
	_, err := w.Experience(t.Context(), w.records, ledger)
	wantFault(t, err, fault.Missing, "entity.not_found")
}

func TestSetExperience(t *testing.T) {
	w := newWorld(t)
	set := func(application string, changes thirdparty.Changes) (*models.ApplicationSignInExperience, bool) {
		stored, isNew, err := w.SetExperience(t.Context(), w.records, application, changes)
		check(t, err)
		return stored, isNew
	}
	text := func(value string) *string { return &value }
	logo := models.Branding{LogoURL: "https://ledger.example/logo.svg", Favicon: "http://ledger.example/icon.png"}
	for _, application := range []string{ledger, own} {
		stored, isNew := set(application, thirdparty.Changes{
			DisplayName: text(" Ledgerly "), Branding: &logo, Color: &models.Color{PrimaryColor: "#123456"},
			CustomCSS: text("a {}"), TermsOfUseURL: text("https://ledger.example/terms"),
		})
		want := &models.ApplicationSignInExperience{
			TenantID: "default", ApplicationID: application, DisplayName: "Ledgerly", Branding: logo,
			Color: models.Color{PrimaryColor: "#123456"}, CustomCSS: "a {}", TermsOfUseURL: "https://ledger.example/terms",
		}
		wantSame(t, want, stored)
		wantSame(t, true, isNew)
		found, err := w.Experience(t.Context(), w.records, application)
		check(t, err)
		wantSame(t, want, found)
		wantSame(t, event.Event{
			Key: event.ApplicationExperience, Result: models.AuditSuccess, ApplicationID: application,
			After: map[string]any{
				"displayName": "Ledgerly", "customCss": "a {}", "termsOfUseUrl": "https://ledger.example/terms",
				"branding": map[string]any{"logoUrl": logo.LogoURL, "favicon": logo.Favicon}, "color": map[string]any{"primaryColor": "#123456"},
			},
		}, w.published()[0])
	}

	stored, isNew := set(ledger, thirdparty.Changes{DisplayName: text(""), Branding: &models.Branding{}, PrivacyPolicyURL: text("https://ledger.example/privacy")})
	wantSame(t, false, isNew)
	wantSame(t, "https://ledger.example/terms", stored.TermsOfUseURL) // left out
	wantSame(t, event.Event{
		Key: event.ApplicationExperience, Result: models.AuditSuccess, ApplicationID: ledger,
		Before: map[string]any{
			"displayName": "Ledgerly", "branding": map[string]any{"logoUrl": logo.LogoURL, "favicon": logo.Favicon}, "privacyPolicyUrl": "",
		},
		After: map[string]any{"displayName": "", "branding": map[string]any{}, "privacyPolicyUrl": "https://ledger.example/privacy"},
	}, w.published()[0])
	_, isNew = set(ledger, thirdparty.Changes{DisplayName: text(" ")})
	wantSame(t, false, isNew)
	wantSame(t, 0, len(w.published())) // nothing was changed
}

func TestSetExperienceRefused(t *testing.T) {
	w := newWorld(t)
	text := func(value string) *string { return &value }
	address := func(value string) thirdparty.Changes { return thirdparty.Changes{TermsOfUseURL: &value} }
	for name, changes := range map[string]thirdparty.Changes{
		"a long name":                   {DisplayName: text(strings.Repeat("é", 257))},
		"a name that changes direction": {DisplayName: text("a\u202eb")},
		"a name of two lines":           {DisplayName: text("a\nb")},
		"a script":                      address("javascript:alert(1)"),
		"a script in capitals":          address("JavaScript:alert(1)"),
		"data":                          address("data:text/html,x"),
		"a relative address":            address("/terms"),
		"an address without a host":     address("https:terms"),
		"two lines":                     address("https://a.example/\nb"),
		"a long address":                address("https://a.example/" + strings.Repeat("a", 2048)),
		"a privacy policy":              {PrivacyPolicyURL: text("vbscript:x")},
		"a logo":                        {Branding: &models.Branding{LogoURL: "javascript:alert(1)"}},
		"a dark favicon":                {Branding: &models.Branding{DarkFavicon: "data:image/png;base64,AA"}},
		"a color":                       {Color: &models.Color{PrimaryColor: "red"}},
		"style rules":                   {CustomCSS: text(strings.Repeat("a", 64*1024+1))},
	} {
		_, _, err := w.SetExperience(t.Context(), w.records, ledger, changes)
		if f := fault.From(err); f.Code != "guard.invalid_input" || f.Kind != fault.Invalid || len(f.Fields) != 1 {
			t.Errorf("%s: got %v", name, err)
		}
	}
	_, _, err := w.SetExperience(t.Context(), w.records, "none", thirdparty.Changes{})
	wantFault(t, err, fault.Missing, "entity.not_found")
	_, err = w.Experience(t.Context(), w.records, ledger)
	wantFault(t, err, fault.Missing, "entity.not_found")
	wantSame(t, 0, len(w.published()))
}
