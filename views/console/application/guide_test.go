package application_test

import (
	"go/parser"
	"go/token"
	"html"
	"regexp"
	"strings"
	"testing"

	"portico/models"
	"portico/views/console/application"
	"portico/views/viewtest"
)

// guides returns the pieces of code on the page of an application, in order.
func guides(t *testing.T, props application.EndpointsProps) []string {
	t.Helper()
	page := viewtest.Render(t, viewtest.Context("en"), application.EndpointsPage(props))
	var code []string
	for _, found := range regexp.MustCompile(`(?s)<details class="fold".*?data-copy="(.*?)"`).FindAllStringSubmatch(page, -1) {
		code = append(code, html.UnescapeString(found[1]))
	}
	return code
}

func TestGuides(t *testing.T) {
	withMethod := func(method string) func(*models.Application) {
		return func(a *models.Application) { a.CustomClientMetadata.TokenEndpointAuthMethod = method }
	}
	tests := []struct {
		name   string
		kind   models.ApplicationType
		change func(*models.Application)
		guides int
		has    []string
		hasNot []string
	}{
		{
			name: "web", kind: models.ApplicationTraditional, guides: 7,
			has: []string{
				`-u "app1:$CLIENT_SECRET"`,
				"client.registration.portico.client-id=app1\n", "client.provider.portico.issuer-uri=https://id.example/oidc",
				`OIDC_RP_SIGN_ALGO = "RS256"`, `OIDC_OP_USER_ENDPOINT = "https://id.example/oidc/me"`,
				`baseURL: "https://shop.example",`, `response_type: "code"`,
				`--redirect-url='https://shop.example/cb?a=1&b=2'`,
				"redirect_uri=https%3A%2F%2Fshop.example%2Fcb%3Fa%3D1%26b%3D2",
				"ClientSecretPost(process.env.CLIENT_SECRET)", `os.Getenv("CLIENT_SECRET")`, `"https://shop.example/cb?a=1&b=2"`,
			},
			hasNot: []string{"client_secret=$", "allowInsecureRequests"},
		},
		{
			name: "web with basic", kind: models.ApplicationTraditional, change: withMethod("client_secret_basic"), guides: 3,
			has: []string{`-u "app1:$CLIENT_SECRET"`, "ClientSecretBasic("},
		},
		{
			name: "web with post", kind: models.ApplicationTraditional, change: withMethod("client_secret_post"), guides: 3,
			has: []string{`-d client_id=app1`, `-d "client_secret=$CLIENT_SECRET"`, "ClientSecretPost("}, hasNot: []string{"-u "},
		},
		{
			name: "web with PKCE", kind: models.ApplicationTraditional, guides: 3,
			change: func(a *models.Application) { a.CustomClientMetadata.RequirePKCE = true },
			hasNot: []string{"mozilla_django_oidc"},
		},
		{
			name: "web with ES256", kind: models.ApplicationTraditional, guides: 3,
			change: func(a *models.Application) { a.CustomClientMetadata.IDTokenSignedResponseAlg = "ES256" },
			hasNot: []string{"mozilla_django_oidc"},
		},
		{
			name: "web with RS256", kind: models.ApplicationTraditional, guides: 7,
			change: func(a *models.Application) { a.CustomClientMetadata.IDTokenSignedResponseAlg = "RS256" },
		},
		{
			name: "web that signs with its secret", kind: models.ApplicationTraditional, change: withMethod("client_secret_jwt"), guides: 1,
			has: []string{"ClientSecretJwt("}, hasNot: []string{"curl"},
		},
		{
			name: "web that signs with its key", kind: models.ApplicationTraditional, change: withMethod("private_key_jwt"), guides: 1,
			has: []string{"PrivateKeyJwt("}, hasNot: []string{"CLIENT_SECRET"},
		},
		{
			name: "without an address", kind: models.ApplicationSPA, guides: 3,
			change: func(a *models.Application) { a.OIDCClientMetadata.RedirectURIs = nil },
			has:    []string{`redirect_uri: "https://app.example.com/callback"`},
		},
		{
			name: "public", kind: models.ApplicationNative, guides: 3,
			has: []string{"-d client_id=app1", "client.None()"}, hasNot: []string{"CLIENT_SECRET", "-u "},
		},
		{
			name: "machine", kind: models.ApplicationMachineToMachine, guides: 3,
			has: []string{
				"grant_type=client_credentials", "resource=https%3A%2F%2Fshop.logto.app%2Fapi", "scope=all",
				`resource: "https://shop.logto.app/api"`, `"resource": {"https://shop.logto.app/api"}`,
			},
			hasNot: []string{"redirect", "verifier"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := shop(test.kind)
			if test.change != nil {
				test.change(a)
			}
			props := endpoints(viewtest.Context("en"), a)
			props.Secrets = secrets()
			found := guides(t, props)
			if len(found) != test.guides {
				t.Fatalf("%d guides: %q", len(found), found)
			}
			code := strings.Join(found, "\n\n")
			for _, part := range test.has {
				if !strings.Contains(code, part) {
					t.Errorf("%q is missing in:\n%s", part, code)
				}
			}
			for _, part := range append(test.hasNot, "secret-1", "secret-2", "secret-3") {
				if strings.Contains(code, part) {
					t.Errorf("%q is in:\n%s", part, code)
				}
			}
			if test.guides >= 3 {
				parseGo(t, found[2])
			}
		})
	}
}

// Over plain http, as on a developer's machine, openid-client needs an option.
func TestGuideOverHTTP(t *testing.T) {
	props := endpoints(viewtest.Context("en"), shop(models.ApplicationSPA))
	props.Issuer = "http://localhost:3001/oidc"
	if code := guides(t, props)[1]; !strings.Contains(code, "allowInsecureRequests") {
		t.Errorf("the client will refuse plain http:\n%s", code)
	}
}

func parseGo(t *testing.T, code string) {
	t.Helper()
	source := "package p\nfunc f() error {\n" + code + "\nreturn nil }"
	if _, err := parser.ParseFile(token.NewFileSet(), "guide.go", source, 0); err != nil {
		t.Errorf("%v in:\n%s", err, code)
	}
}
