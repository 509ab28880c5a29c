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

// An application that names its framework gets that guide, filled in, and curl.
func TestGuideOfTheFramework(t *testing.T) {
	has := map[string]string{
		"react":   `authority="https://id.example/oidc"`,
		"vue":     `location.pathname === "/cb"`,
		"next":    `issuer: "https://id.example/oidc"`,
		"express": `baseURL: "https://shop.example"`,
		"go":      `oidc.NewProvider(ctx, "https://id.example/oidc")`,
		"python":  `OIDC_RP_CLIENT_ID = "app1"`,
		"spring":  `client.registration.portico.client-id=app1`,
		"php":     `setRedirectURL('https://shop.example/cb?a=1&b=2')`,
		"dotnet":  `options.ResponseType = "code";`,
		"ios":     `redirectURL: URL(string: "https://shop.example/cb?a=1&b=2")!`,
		"android": `Uri.parse("https://shop.example/cb?a=1&b=2")`,
	}
	for _, framework := range models.Frameworks() {
		if framework.Title == "" {
			continue
		}
		t.Run(framework.Name, func(t *testing.T) {
			props := endpoints(viewtest.Context("en"), shop(framework.Type, func(a *models.Application) {
				a.CustomClientMetadata = models.CustomClientMetadata{Framework: framework.Name, RequirePKCE: framework.RequiresPKCE}
			}))
			props.Secrets = secrets()
			found := guides(t, props)
			if len(found) != 2 || !strings.HasPrefix(found[1], "VERIFIER=") {
				t.Fatalf("%d guides: %q", len(found), found)
			}
			if part := has[framework.Name]; part == "" || !strings.Contains(found[0], part) || !strings.Contains(found[0], "app1") {
				t.Errorf("%q is missing in:\n%s", part, found[0])
			}
			if isSecret := strings.Contains(found[0], "CLIENT_SECRET"); isSecret == props.Application.IsPublic() {
				t.Errorf("it has a secret: %t:\n%s", isSecret, found[0])
			}
		})
	}
}

// Frameworks without a guide of their own, and applications that sign assertions,
// keep the guides that fit every library.
func TestGuidesWithoutOneOfTheFramework(t *testing.T) {
	tests := []struct {
		name   string
		kind   models.ApplicationType
		custom models.CustomClientMetadata
		guides int
	}{
		{"other", models.ApplicationTraditional, models.CustomClientMetadata{Framework: models.FrameworkOther}, 7},
		{"machine", models.ApplicationMachineToMachine, models.CustomClientMetadata{Framework: "m2m"}, 3},
		{"assertions", models.ApplicationTraditional, models.CustomClientMetadata{Framework: "next", TokenEndpointAuthMethod: "private_key_jwt"}, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found := guides(t, endpoints(viewtest.Context("en"), shop(test.kind, func(a *models.Application) { a.CustomClientMetadata = test.custom })))
			if len(found) != test.guides {
				t.Errorf("%d guides: %q", len(found), found)
			}
		})
	}
}

// A text never leaves the string that it stands in.
func TestGuidesQuote(t *testing.T) {
	for name, want := range map[string]string{
		"php":     `setRedirectURL('https://shop.example/cb?a=\'$b');`,
		"android": `Uri.parse("https://shop.example/cb?a='\$b")`,
	} {
		framework, _ := models.FrameworkNamed(name)
		props := endpoints(viewtest.Context("en"), shop(framework.Type, func(a *models.Application) {
			a.CustomClientMetadata.Framework, a.OIDCClientMetadata.RedirectURIs = name, []string{"https://shop.example/cb?a='$b"}
		}))
		if code := guides(t, props)[0]; !strings.Contains(code, want) {
			t.Errorf("%s is missing in:\n%s", want, code)
		}
	}
}
