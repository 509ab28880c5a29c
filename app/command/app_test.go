package command_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/models"
	"portico/models/store"
)

const publicKeys = `{"keys":[{"kty":"EC","crv":"P-256","kid":"k1","use":"sig","alg":"ES256",` +
	`"x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}`

// file writes a file for a flag that takes a path.
func file(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "keys.json")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAppCreate(t *testing.T) {
	e := installed(t)
	id, secret := e.created(t, "", "app", "create", "--name=Shop", "--type=Traditional",
		"--redirect-uri=https://shop.example.com/cb?a=1,2", "--redirect-uri", "http://localhost:3000/cb",
		"--post-logout-redirect-uri=https://shop.example.com/", "--third-party",
		"--auth-method=private_key_jwt", "--jwks-file="+file(t, publicKeys), "--id-token-alg=ES384",
		"--require-pkce", "--conform-id-token-claims")
	if !regexp.MustCompile(`^[0-9A-Za-z]{32}$`).MatchString(secret) {
		t.Errorf("secret %q", secret)
	}
	records := e.records(t, models.TenantDefault)
	got, err := records.Applications.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	wantOIDC := models.OIDCClientMetadata{
		RedirectURIs:           []string{"https://shop.example.com/cb?a=1,2", "http://localhost:3000/cb"},
		PostLogoutRedirectURIs: []string{"https://shop.example.com/"},
	}
	if diff := cmp.Diff(wantOIDC, got.OIDCClientMetadata); diff != "" {
		t.Error(diff)
	}
	custom := got.CustomClientMetadata
	if keys, _ := custom.JWKS["keys"].([]any); len(keys) != 1 {
		t.Errorf("JWKS %v", custom.JWKS)
	}
	custom.JWKS = nil
	wantCustom := models.CustomClientMetadata{
		TokenEndpointAuthMethod: "private_key_jwt", IDTokenSignedResponseAlg: "ES384",
		RequirePKCE: true, ConformIDTokenClaims: true,
	}
	if diff := cmp.Diff(wantCustom, custom); diff != "" {
		t.Error(diff)
	}
	if got.Name != "Shop" || got.Type != models.ApplicationTraditional || !got.IsThirdParty {
		t.Errorf("got %+v", got)
	}
	scopes, err := records.ConsentScopes.Of(t.Context(), got.ID)
	if err != nil || !slices.Equal(scopes.User, []string{"email", "profile"}) {
		t.Errorf("it may ask for %v, %v", scopes.User, err)
	}
	keys, err := records.SigningKeys.List(t.Context())
	isES384 := func(key models.SigningKey) bool { return key.Algorithm == "ES384" && key.Status == models.KeyCurrent }
	if err != nil || !slices.ContainsFunc(keys, isES384) {
		t.Errorf("no key for its ID tokens: %v", err)
	}
}

func TestAppCreatePrintsNoSecretOfPublicClients(t *testing.T) {
	e := installed(t)
	for _, kind := range []string{"SPA", "Native"} {
		id, secret := e.created(t, "", "app", "create", "--name=Shop", "--type="+kind)
		if id == "" || secret != "" {
			t.Errorf("%s: id %q, secret %q", kind, id, secret)
		}
	}
}

func TestAppCreateForTheManagementAPI(t *testing.T) {
	e := installed(t)
	id, _ := e.created(t, "", "app", "create", "--name=Job", "--type=MachineToMachine", "--management-api")
	records := e.records(t, models.TenantDefault)
	resource, err := records.Resources.ByIndicator(t.Context(), "https://default.logto.app/api")
	if err != nil {
		t.Fatal(err)
	}
	scopes, err := records.Permissions.Scopes(t.Context(), store.PermissionQuery{Holder: models.ApplicationHolder(id), ResourceID: resource.ID})
	if err != nil || !slices.Equal(scopes, []string{"all"}) {
		t.Errorf("got %v, %v", scopes, err)
	}
	// The tenant of operators has no role for machines, so no application is created either.
	e.fails(t, 1, models.RoleManagementAPIAccess, "", "app", "create", "--name=Job", "--type=MachineToMachine", "--management-api", "--tenant=admin")
}

func TestAppCreateInATenant(t *testing.T) {
	e := installed(t)
	id, _ := e.created(t, "", "app", "create", "--name=Shop", "--type=SPA", "--tenant=admin")
	if _, err := e.records(t, models.TenantAdmin).Applications.Get(t.Context(), id); err != nil {
		t.Error(err)
	}
}

func TestAppCreateErrors(t *testing.T) {
	e := installed(t)
	tests := []struct {
		name, says string
		args       []string
	}{
		{"redirect URI", "redirectUris must not have a fragment", []string{"--type=SPA", "--redirect-uri=https://a.example.com/#x"}},
		{"second redirect URI", "position 2", []string{"--type=SPA", "--redirect-uri=https://a.example.com", "--redirect-uri=javascript:alert(1)"}},
		{"post-logout redirect URI", "postLogoutRedirectUris", []string{"--type=SPA", "--post-logout-redirect-uri=http://a.example.com"}},
		{"redirect URI of a machine", "redirectUris must be empty", []string{"--type=MachineToMachine", "--redirect-uri=https://a.example.com"}},
		{"third-party machine", "isThirdParty", []string{"--type=MachineToMachine", "--third-party"}},
		{"method that does not fit", "tokenEndpointAuthMethod", []string{"--type=SPA", "--auth-method=client_secret_basic"}},
		{"method without keys", "jwks", []string{"--type=Traditional", "--auth-method=private_key_jwt"}},
		{"algorithm", "HS256", []string{"--type=SPA", "--id-token-alg=HS256"}},
		{"private key", `private member "d"`, []string{
			"--type=Traditional", "--auth-method=private_key_jwt",
			"--jwks-file=" + file(t, strings.Replace(publicKeys, `"x":`, `"d":"`+password+`","x":`, 1)),
		}},
		{"keys that are not JSON", "--jwks-file", []string{"--type=Traditional", "--jwks-file=" + file(t, password)}},
		{"keys that are not an object", "--jwks-file", []string{"--type=Traditional", "--jwks-file=" + file(t, `["`+password+`"]`)}},
		{"redirect URI of a framework for machines", "redirectUris must be empty", []string{"--type=MachineToMachine", "--framework=m2m", "--redirect-uri=https://a.example.com"}},
		{"no such tenant", "no tenant acme", []string{"--type=SPA", "--tenant=acme"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e.fails(t, 1, test.says, "", append([]string{"app", "create", "--name=Shop"}, test.args...)...)
		})
	}
	e.fails(t, 1, "name must have", "", "app", "create", "--type=SPA", "--name=\u202eShop")
}

// A framework alone is enough: its documented settings work with the application.
func TestAppCreateWithFramework(t *testing.T) {
	e := installed(t)
	records := e.records(t, models.TenantDefault)
	tests := []struct {
		framework    string
		kind         models.ApplicationType
		redirectURI  string
		requiresPKCE bool
	}{
		{"react", models.ApplicationSPA, "http://localhost:5173/callback", false},
		{"vue", models.ApplicationSPA, "http://localhost:5173/callback", false},
		{"next", models.ApplicationTraditional, "http://localhost:3000/api/auth/callback/portico", true},
		{"express", models.ApplicationTraditional, "http://localhost:3000/callback", true},
		{"go", models.ApplicationTraditional, "http://localhost:8080/callback", true},
		{"python", models.ApplicationTraditional, "http://localhost:8000/oidc/callback/", false},
		{"spring", models.ApplicationTraditional, "http://localhost:8080/login/oauth2/code/portico", false},
		{"php", models.ApplicationTraditional, "http://localhost:8000/callback", false},
		{"dotnet", models.ApplicationTraditional, "https://localhost:5001/signin-oidc", true},
		{"ios", models.ApplicationNative, "com.example.app:/callback", false},
		{"android", models.ApplicationNative, "com.example.app:/callback", false},
		{"m2m", models.ApplicationMachineToMachine, "", false},
	}
	for _, test := range tests {
		t.Run(test.framework, func(t *testing.T) {
			id, _ := e.created(t, "", "app", "create", "--name=Shop", "--framework="+test.framework)
			got, err := records.Applications.Get(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			algorithm, uris := "RS256", []string{test.redirectURI}
			if test.redirectURI == "" {
				algorithm, uris = "", []string{}
			}
			want := models.CustomClientMetadata{Framework: test.framework, IDTokenSignedResponseAlg: algorithm, RequirePKCE: test.requiresPKCE}
			if diff := cmp.Diff(want, got.CustomClientMetadata); diff != "" || got.Type != test.kind {
				t.Errorf("%s %s", got.Type, diff)
			}
			if diff := cmp.Diff(uris, got.OIDCClientMetadata.RedirectURIs); diff != "" {
				t.Error(diff)
			}
		})
	}
	e.fails(t, 2, "--framework=spring requires --type=Traditional", "", "app", "create", "--name=Shop", "--type=SPA", "--framework=spring")
	e.fails(t, 2, "react", "", "app", "create", "--name=Shop", "--framework=cobol")
	e.fails(t, 2, "--type", "", "app", "create", "--name=Shop", "--framework=other")
	e.fails(t, 2, "--type", "", "app", "create", "--name=Shop")
	e.fails(t, 2, "--name", "", "app", "create", "--type=SPA")
}

// Without a framework nothing is required that not every library does.
func TestAppCreateWithoutFramework(t *testing.T) {
	e := installed(t)
	for _, more := range [][]string{nil, {"--framework=other"}} {
		id, _ := e.created(t, "", append([]string{"app", "create", "--name=Shop", "--type=Traditional"}, more...)...)
		got, err := e.records(t, models.TenantDefault).Applications.Get(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if got.RequiresPKCE() || got.IDTokenAlgorithm() != "RS256" || len(got.OIDCClientMetadata.RedirectURIs) != 0 {
			t.Errorf("%v: %+v", more, got)
		}
	}
}

func TestAppCreateFlagsWinOverTheFramework(t *testing.T) {
	e := installed(t)
	id, _ := e.created(t, "", "app", "create", "--name=Shop", "--framework=next", "--type=Traditional",
		"--no-require-pkce", "--id-token-alg=ES256", "--redirect-uri=https://shop.example.com/cb")
	got, err := e.records(t, models.TenantDefault).Applications.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	want := models.CustomClientMetadata{Framework: "next", IDTokenSignedResponseAlg: "ES256"}
	if diff := cmp.Diff(want, got.CustomClientMetadata); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"https://shop.example.com/cb"}, got.OIDCClientMetadata.RedirectURIs); diff != "" {
		t.Error(diff)
	}
}

func TestAppUpdateChangesOnlyWhatIsNamed(t *testing.T) {
	e := installed(t)
	id, _ := e.created(t, "", "app", "create", "--name=Shop", "--type=Traditional", "--redirect-uri=https://shop.example.com/cb",
		"--post-logout-redirect-uri=https://shop.example.com/", "--auth-method=client_secret_post", "--require-pkce", "--conform-id-token-claims")
	records := e.records(t, models.TenantDefault)
	want, err := records.Applications.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name  string
		flags []string
		apply func()
	}{
		{"nothing", nil, func() {}},
		{"name", []string{"--name=Store"}, func() { want.Name = "Store" }},
		{"what it is already", []string{"--type=Traditional", "--no-third-party"}, func() {}},
		{"redirect URIs", []string{"--redirect-uri=https://a.example.com/1,2", "--redirect-uri=https://b.example.com"}, func() {
			want.OIDCClientMetadata.RedirectURIs = []string{"https://a.example.com/1,2", "https://b.example.com"}
		}},
		{"no sign-out URI any more", []string{"--post-logout-redirect-uri="}, func() { want.OIDCClientMetadata.PostLogoutRedirectURIs = []string{} }},
		{"algorithm", []string{"--id-token-alg=ES384"}, func() { want.CustomClientMetadata.IDTokenSignedResponseAlg = "ES384" }},
		{"PKCE off", []string{"--no-require-pkce"}, func() { want.CustomClientMetadata.RequirePKCE = false }},
		{"claims", []string{"--no-conform-id-token-claims"}, func() { want.CustomClientMetadata.ConformIDTokenClaims = false }},
		{"any method", []string{"--auth-method="}, func() { want.CustomClientMetadata.TokenEndpointAuthMethod = "" }},
		{"framework, but no second redirect URI", []string{"--framework=dotnet"}, func() {
			want.CustomClientMetadata.Framework, want.CustomClientMetadata.IDTokenSignedResponseAlg = "dotnet", "RS256"
			want.CustomClientMetadata.RequirePKCE = true
		}},
		{"framework's redirect URI where there is none", []string{"--framework=spring", "--redirect-uri="}, func() {
			want.CustomClientMetadata.Framework, want.CustomClientMetadata.RequirePKCE = "spring", false
			want.OIDCClientMetadata.RedirectURIs = []string{"http://localhost:8080/login/oauth2/code/portico"}
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.apply()
			if printed := e.succeeds(t, "", append([]string{"app", "update", id}, test.flags...)...); printed != "" {
				t.Errorf("printed %q", printed)
			}
			got, err := records.Applications.Get(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAppUpdateReplacesKeys(t *testing.T) {
	e := installed(t)
	id, _ := e.created(t, "", "app", "create", "--name=Shop", "--type=Traditional", "--auth-method=private_key_jwt", "--jwks-file="+file(t, publicKeys))
	e.succeeds(t, "", "app", "update", id, "--jwks-file="+file(t, strings.Replace(publicKeys, `"k1"`, `"k2"`, 1)))
	got, err := e.records(t, models.TenantDefault).Applications.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	keys, _ := got.CustomClientMetadata.JWKS["keys"].([]any)
	key, _ := keys[0].(map[string]any)
	if len(keys) != 1 || key["kid"] != "k2" || got.CustomClientMetadata.TokenEndpointAuthMethod != "private_key_jwt" {
		t.Errorf("got %+v", got.CustomClientMetadata)
	}
}

func TestAppUpdateOfManagementAPIAccess(t *testing.T) {
	e := installed(t)
	id, _ := e.created(t, "", "app", "create", "--name=Job", "--framework=m2m")
	records := e.records(t, models.TenantDefault)
	for _, step := range []struct {
		flag string
		want bool
	}{{"--management-api", true}, {"--name=Worker", true}, {"--no-management-api", false}} {
		e.succeeds(t, "", "app", "update", id, step.flag)
		has, err := records.Assignments.Has(t.Context(), models.ApplicationHolder(id), models.RoleManagementAPIAccess)
		if err != nil || has != step.want {
			t.Errorf("%s: %t, %v", step.flag, has, err)
		}
	}
}

func TestAppUpdateSaysWhatIsWrong(t *testing.T) {
	e := installed(t)
	id, _ := e.created(t, "", "app", "create", "--name=Shop", "--type=SPA")
	tests := []struct {
		name, says string
		args       []string
	}{
		{"no such application", "no application nobody in tenant default", []string{"nobody", "--name=Store"}},
		{"of another tenant", "no application " + id + " in tenant admin", []string{id, "--name=Store", "--tenant=admin"}},
		{"type", "can't be changed", []string{id, "--type=Native"}},
		{"third party", "can't be changed", []string{id, "--third-party"}},
		{"framework of another type", "--framework=spring requires --type=Traditional", []string{id, "--framework=spring"}},
		{"machine's flag", "--management-api requires --type=MachineToMachine", []string{id, "--management-api"}},
		{"redirect URI", "redirectUris must not have a fragment", []string{id, "--redirect-uri=https://a.example.com/#x"}},
		{"algorithm", "HS256", []string{id, "--id-token-alg=HS256"}},
		{"the console", "console", []string{models.ConsoleApplicationID, "--name=Mine", "--tenant=admin"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e.fails(t, 1, test.says, "", append([]string{"app", "update"}, test.args...)...)
		})
	}
}
