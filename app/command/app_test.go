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
		{"no such tenant", "no tenant acme", []string{"--type=SPA", "--tenant=acme"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e.fails(t, 1, test.says, "", append([]string{"app", "create", "--name=Shop"}, test.args...)...)
		})
	}
	e.fails(t, 1, "name must have", "", "app", "create", "--type=SPA", "--name=\u202eShop")
}
