package application_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun/application"
	"portico/models"
	"portico/models/store"
)

func TestCreate(t *testing.T) {
	w := newWorld(t)
	always, rotate := true, false
	fields := application.New{
		Name: "Shop 店", Description: "Sells\nthings", Type: models.ApplicationTraditional, IsThirdParty: true,
		OIDCClientMetadata: models.OIDCClientMetadata{
			RedirectURIs:           []string{"https://shop.example.com/callback"},
			PostLogoutRedirectURIs: []string{"https://shop.example.com/"},
		},
		CustomClientMetadata: models.CustomClientMetadata{
			CORSAllowedOrigins: []string{"https://www.example.com"}, IDTokenTTL: 60, RefreshTokenTTLInDays: 180,
			AlwaysIssueRefreshToken: &always, RotateRefreshToken: &rotate, RequirePKCE: true, ConformIDTokenClaims: true,
			TokenEndpointAuthMethod: "client_secret_basic", IDTokenSignedResponseAlg: "RS256",
		},
		CustomData: map[string]any{"tier": "gold", "seats": 3.0},
	}
	created, secret, err := w.Create(t.Context(), w.records, fields)
	if err != nil {
		t.Fatal(err)
	}
	got, err := w.records.Applications.Get(t.Context(), created.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(created, got); diff != "" {
		t.Errorf("returned and stored differ:\n%s", diff)
	}
	stored := application.New{
		Name: got.Name, Description: *got.Description, Type: got.Type, IsThirdParty: got.IsThirdParty,
		OIDCClientMetadata: got.OIDCClientMetadata, CustomClientMetadata: got.CustomClientMetadata,
		CustomData: got.CustomData,
	}
	if diff := cmp.Diff(fields, stored); diff != "" {
		t.Errorf("requested and stored differ:\n%s", diff)
	}
	if !regexp.MustCompile(`^[0-9a-z]{21}$`).MatchString(got.ID) || got.CreatedAt != now.UnixMilli() {
		t.Errorf("id %q, created %d", got.ID, got.CreatedAt)
	}
	if !regexp.MustCompile(`^[0-9A-Za-z]{32}$`).MatchString(secret) {
		t.Errorf("secret %q", secret)
	}
	want := []event.Event{{
		Key: event.ApplicationCreated, Result: models.AuditSuccess, ApplicationID: got.ID,
		After: map[string]any{
			"name": "Shop 店", "description": "Sells\nthings", "type": "Traditional", "isThirdParty": true,
			"oidcClientMetadata": map[string]any{
				"redirectUris":           []any{"https://shop.example.com/callback"},
				"postLogoutRedirectUris": []any{"https://shop.example.com/"},
			},
			"customClientMetadata": map[string]any{
				"corsAllowedOrigins": []any{"https://www.example.com"}, "idTokenTtl": 60.0, "refreshTokenTtlInDays": 180.0,
				"alwaysIssueRefreshToken": true, "rotateRefreshToken": false, "requirePkce": true, "conformIdTokenClaims": true,
				"tokenEndpointAuthMethod": "client_secret_basic", "idTokenSignedResponseAlg": "RS256",
			},
			"customData": map[string]any{"tier": "gold", "seats": 3.0},
		},
	}}
	if diff := cmp.Diff(want, w.events); diff != "" {
		t.Errorf("events:\n%s", diff)
	}
}

// Only third-party applications ask users for anything.
func TestCreateLetsThirdPartiesAsk(t *testing.T) {
	w := newWorld(t)
	for name, test := range map[string]struct {
		isThirdParty bool
		scopes, want []string
	}{
		"a third party's": {true, application.InitialUserScopes(), []string{"email", "profile"}},
		"one of a script": {true, nil, nil},
		"a first party's": {false, application.InitialUserScopes(), nil},
	} {
		w.events = nil
		created, _, err := w.Create(t.Context(), w.records, application.New{
			Name: name, Type: models.ApplicationSPA, IsThirdParty: test.isThirdParty, UserScopes: test.scopes,
		})
		if err != nil {
			t.Fatal(err)
		}
		got, err := w.records.ConsentScopes.Of(t.Context(), created.ID)
		if err != nil || !slices.Equal(got.User, test.want) {
			t.Errorf("%s: %v, %v", name, got.User, err)
		}
		if _, isRecorded := w.events[0].After["userScopes"]; isRecorded != (test.want != nil) {
			t.Errorf("%s: the event says %v", name, w.events[0].After)
		}
	}
}

func TestCreateSealsTheSecret(t *testing.T) {
	w := newWorld(t)
	created, secret, err := w.Create(t.Context(), w.records, application.New{Name: "Job", Type: models.ApplicationMachineToMachine})
	if err != nil {
		t.Fatal(err)
	}
	secrets, err := w.records.Secrets.List(t.Context(), models.ApplicationHolder(created.ID))
	if err != nil || len(secrets) != 1 {
		t.Fatalf("%d secrets, %v", len(secrets), err)
	}
	got := secrets[0]
	if got.Name != "Default secret" || got.ExpiresAt != 0 || got.CreatedAt != now.UnixMilli() {
		t.Errorf("got %+v", got)
	}
	if !cmp.Equal(got.Digest, models.Digest(secret)) {
		t.Error("the digest is another one")
	}
	opened, err := w.vault.Open(got.SealContext(), got.Sealed)
	if err != nil || string(opened) != secret {
		t.Errorf("opened %q, %v", opened, err)
	}
	if _, err := w.vault.Open((&models.Secret{TenantID: "default", Holder: models.ApplicationHolder("other"), Name: "Default secret"}).SealContext(), got.Sealed); err == nil {
		t.Error("opens as the secret of another application")
	}
}

func TestCreateGivesSecretsByType(t *testing.T) {
	w := newWorld(t)
	wants := map[models.ApplicationType]int{
		models.ApplicationTraditional: 1, models.ApplicationMachineToMachine: 1,
		models.ApplicationSPA: 0, models.ApplicationNative: 0,
	}
	seen := map[string]bool{}
	for kind, want := range wants {
		created, secret, err := w.Create(t.Context(), w.records, application.New{Name: "Shop", Type: kind})
		if err != nil {
			t.Fatal(err)
		}
		secrets, err := w.records.Secrets.List(t.Context(), models.ApplicationHolder(created.ID))
		if err != nil || len(secrets) != want || (secret != "") != (want == 1) {
			t.Errorf("%s: %d secrets stored, returned %q, %v", kind, len(secrets), secret, err)
		}
		if secret != "" && seen[secret] {
			t.Error("two applications have the same secret")
		}
		seen[secret] = true
		if created.OIDCClientMetadata.RedirectURIs == nil || created.OIDCClientMetadata.PostLogoutRedirectURIs == nil {
			t.Error("an empty list is not a list")
		}
	}
}

func TestCreateIsUndoneWithItsEvent(t *testing.T) {
	w := newWorld(t)
	w.failing = errors.New("the audit log is away")
	before, err := w.records.Tenant.Revision(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, secret, err := w.Create(t.Context(), w.records, application.New{Name: "Shop", Type: models.ApplicationTraditional})
	if !errors.Is(err, w.failing) || secret != "" {
		t.Fatalf("got %q, %v", secret, err)
	}
	if after, err := w.records.Tenant.Revision(t.Context()); err != nil || after != before {
		t.Errorf("something was left: revision %d, then %d, %v", before, after, err)
	}
}

func TestNameAndDescription(t *testing.T) {
	named := func(name string) func(*application.New) {
		return func(n *application.New) { n.Name = name }
	}
	described := func(text string) func(*application.New) {
		return func(n *application.New) { n.Description = text }
	}
	try(t, models.ApplicationSPA, []trial{
		{"no name", named(""), "name", "visible"},
		{"only space", named(" \t"), "name", "visible"},
		{"line feed", named("Shop\nbilling"), "name", "visible"},
		{"writing turned around", named("\u202eShop"), "name", "visible"},
		{"NUL", named("Shop\x00"), "name", "visible"},
		{"no UTF-8", named("\xff"), "name", "visible"},
		{"too long a name", named(strings.Repeat("店", 257)), "name", "256"},
		{"longest name", named(strings.Repeat("店", 256)), "", ""},
		{"emoji", named("👩‍🔬 lab"), "", ""},
		{"NUL in the description", described("x\x00"), "description", "text"},
		{"too long a description", described(strings.Repeat("a", 1025)), "description", "1024"},
		{"longest description", described(strings.Repeat("店", 1024)), "", ""},
	})
}

func TestType(t *testing.T) {
	typed := func(kind models.ApplicationType, isThirdParty bool) func(*application.New) {
		return func(n *application.New) { n.Type, n.IsThirdParty = kind, isThirdParty }
	}
	try(t, "", []trial{
		{"none", typed("", false), "type", "Native, SPA, Traditional, MachineToMachine"},
		{"unknown", typed("Protected", false), "type", "Native"},
		{"other case", typed("spa", false), "type", "Native"},
		{"third-party Traditional", typed(models.ApplicationTraditional, true), "", ""},
		{"third-party SPA", typed(models.ApplicationSPA, true), "", ""},
		{"third-party Native", typed(models.ApplicationNative, true), "", ""},
	})
}

func TestThirdPartyMachine(t *testing.T) {
	w := newWorld(t)
	_, _, err := w.Create(t.Context(), w.records, application.New{Name: "Shop", Type: models.ApplicationMachineToMachine, IsThirdParty: true})
	if f := fault.From(err); f.Kind != fault.Invalid || f.Code != "application.invalid_third_party_application_type" {
		t.Errorf("got %v", err)
	}
}

func TestLifetimes(t *testing.T) {
	idToken := func(seconds int64) func(*application.New) {
		return func(n *application.New) { n.CustomClientMetadata.IDTokenTTL = seconds }
	}
	refreshToken := func(days int64) func(*application.New) {
		return func(n *application.New) { n.CustomClientMetadata.RefreshTokenTTLInDays = days }
	}
	try(t, models.ApplicationSPA, []trial{
		{"negative ID token", idToken(-1), "idTokenTtl", "1 to 2592000"},
		{"endless ID token", idToken(30*24*3600 + 1), "idTokenTtl", "1 to 2592000"},
		{"shortest ID token", idToken(1), "", ""},
		{"longest ID token", idToken(30 * 24 * 3600), "", ""},
		{"negative refresh token", refreshToken(-1), "refreshTokenTtlInDays", "1 to 180"},
		{"endless refresh token", refreshToken(181), "refreshTokenTtlInDays", "1 to 180"},
		{"shortest refresh token", refreshToken(1), "", ""},
		{"longest refresh token", refreshToken(180), "", ""},
		{"defaults", func(*application.New) {}, "", ""},
	})
}

func TestSetManagementAPI(t *testing.T) {
	w := newWorld(t)
	create := func(kind models.ApplicationType) string {
		created, _, err := w.Create(t.Context(), w.records, application.New{Name: "Job", Type: kind})
		if err != nil {
			t.Fatal(err)
		}
		return created.ID
	}
	job := create(models.ApplicationMachineToMachine)
	wantFault := func(err error, kind fault.Kind, code string) {
		t.Helper()
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != kind || f.Code != code || f.Cause == nil {
			t.Errorf("got %v, want %s with a cause", err, code)
		}
	}
	wantFault(w.SetManagementAPI(t.Context(), w.records, job, true), fault.Missing, "entity.not_found")

	resource := &models.Resource{ID: "api", Name: "API", Indicator: "https://api.example.com", AccessTokenTTL: 60}
	role := &models.Role{ID: "role", Name: models.RoleManagementAPIAccess, Type: models.RoleMachineToMachine}
	if err := errors.Join(
		w.records.Resources.Insert(t.Context(), resource),
		w.records.Scopes.Insert(t.Context(), &models.Scope{ID: "all", ResourceID: "api", Name: "all"}),
		w.records.Roles.Insert(t.Context(), role), w.records.Roles.AddScopes(t.Context(), role.ID, []string{"all"}),
	); err != nil {
		t.Fatal(err)
	}
	for range 2 { // repeating changes nothing
		if err := w.SetManagementAPI(t.Context(), w.records, job, true); err != nil {
			t.Fatal(err)
		}
	}
	scopes, err := w.records.Permissions.Scopes(t.Context(), store.PermissionQuery{Holder: models.ApplicationHolder(job), ResourceID: "api"})
	if err != nil || !cmp.Equal(scopes, []string{"all"}) {
		t.Errorf("got %v, %v", scopes, err)
	}
	for _, kind := range []models.ApplicationType{models.ApplicationTraditional, models.ApplicationSPA, models.ApplicationNative} {
		wantFault(w.SetManagementAPI(t.Context(), w.records, create(kind), true), fault.Unprocessable, "application.invalid_type")
	}
	wantFault(w.SetManagementAPI(t.Context(), w.records, "unknown", true), fault.Missing, "entity.not_found")
}
