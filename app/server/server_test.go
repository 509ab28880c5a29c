package server_test

import (
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/server"
	"portico/app/server/servertest"
	"portico/static"
)

func get(t *testing.T, p *servertest.Provider, path string) *servertest.Response {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, servertest.Endpoint+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p.Do(request)
}

func TestEveryResponseIsIdentifiedAndProtected(t *testing.T) {
	p := servertest.New(t)
	seen := map[string]bool{}
	for _, path := range []string{"/api/status", "/oidc/jwks", "/demo-app", "/nothing", "/t/nobody/oidc/jwks", static.URL("css/app.css")} {
		answer := get(t, p, path)
		id := answer.Header.Get("portico-request-id")
		if len(id) != 21 || seen[id] {
			t.Errorf("%s: request id %q", path, id)
		}
		seen[id] = true
		if answer.Header.Get("logto-core-request-id") != id {
			t.Errorf("%s: the peer's header has another id", path)
		}
		if answer.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: allows content sniffing", path)
		}
	}
}

// Unknown addresses in the public part of the API are 404, not 401.
func TestUnknownPublicAddresses(t *testing.T) {
	p := servertest.New(t)
	for _, path := range []string{"/api/.well-known/nothing", "/t/admin/api/.well-known/nothing", "/api/.well-known", "/api/.well-known/"} {
		answer := get(t, p, path)
		if answer.StatusCode != http.StatusNotFound || answer.JSON()["code"] != "entity.not_found" {
			t.Errorf("%s: %d %s", path, answer.StatusCode, answer.Text)
		}
	}
}

func TestPagesAreProtected(t *testing.T) {
	p := servertest.New(t)
	for _, path := range []string{"/demo-app", "/unknown-session", "/oidc/session/end/success", "/oidc/auth", "/nothing"} {
		header := get(t, p, path).Header
		policy := header.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "script-src 'self' 'nonce-"} {
			if !strings.Contains(policy, part) {
				t.Errorf("%s: the policy lacks %s: %s", path, part, policy)
			}
		}
		if strings.Contains(policy, "unsafe") {
			t.Errorf("%s: %s", path, policy)
		}
		if header.Get("X-Frame-Options") != "DENY" || header.Get("Referrer-Policy") != "no-referrer" || header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %v", path, header)
		}
	}
}

func TestStaticFiles(t *testing.T) {
	p := servertest.New(t)
	tests := []struct {
		name, path string
		status     int
		cache      string
	}{
		{"by its content", static.URL("css/app.css"), 200, "public, max-age=31536000, immutable"},
		{"by its name", "/static/css/app.css", 200, "no-cache"},
		{"missing", "/static/css/nothing.css", 404, "no-store"},
		{"outside", "/static/../go.mod", 404, "no-store"},
		{"encoded", "/static/%2e%2e/static.go", 404, "no-store"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer := get(t, p, test.path)
			if answer.StatusCode != test.status || answer.Header.Get("Cache-Control") != test.cache {
				t.Errorf("got %d %q", answer.StatusCode, answer.Header.Get("Cache-Control"))
			}
		})
	}
}

// Unknown addresses respond with JSON to programs and with a page to people.
func TestUnknownAddresses(t *testing.T) {
	p := servertest.New(t)
	for _, path := range []string{"/oidc/nothing", "/t/admin/oidc/nothing"} {
		if answer := get(t, p, path); answer.StatusCode != http.StatusNotFound || answer.JSON()["code"] != "oidc.invalid_request" {
			t.Errorf("%s: %d %s", path, answer.StatusCode, answer.Text)
		}
	}
	for _, path := range []string{"/nothing", "/t/admin/nothing", "/t/nobody/sign-in", "/t/default/sign-in", "/T/admin/sign-in", "/sign-in/"} {
		answer := get(t, p, path)
		if answer.StatusCode != http.StatusNotFound || !strings.Contains(answer.Text, `id="error-page"`) {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
}

// Every public route is listed here; any other was made public by mistake.
func TestRoutes(t *testing.T) {
	p := servertest.New(t)
	var got []string
	for _, line := range p.Routes() {
		if !isForOperators(line) && !slices.Contains(got, line) {
			got = append(got, line)
		}
	}
	want := []string{
		"GET /static/*",
		"GET /.well-known/openid-configuration/oidc", "GET /.well-known/openid-configuration/t/:tenant/oidc",
		"GET /.well-known/oauth-authorization-server/oidc", "GET /.well-known/oauth-authorization-server/t/:tenant/oidc",
	}
	for _, prefix := range []string{"/t/:tenant", ""} {
		for _, route := range []string{
			"POST /oidc/token", "POST /oidc/token/introspection", "POST /oidc/token/revocation",
			"GET /oidc/me", "POST /oidc/me", "GET /oidc/jwks",
			"GET /oidc/.well-known/openid-configuration", "GET /oidc/.well-known/oauth-authorization-server",
			"GET /oidc/auth", "POST /oidc/auth", "GET /oidc/auth/:interaction",
			"GET /oidc/session/end", "POST /oidc/session/end", "POST /oidc/session/end/confirm", "GET /oidc/session/end/success",
			"GET /unknown-session", "GET /demo-app", "GET /", "GET /welcome", "POST /welcome", "GET /invitation/:token", "POST /invitation/:token", "GET /console/callback",
			"GET /api/status", "GET /api/swagger.json", "GET /api/.well-known/management.openapi.json",
			"GET /sign-in", "POST /sign-in", "GET /register", "POST /register", "GET /continue", "POST /continue", "GET /consent", "POST /consent", "GET /api/interaction/consent", "POST /api/interaction/consent",
			"GET /account", "GET /account/applications", "GET /account/organizations/:organization/applications",
			"GET /account/applications/:application/remove", "POST /account/applications/:application/remove",
			"GET /account/applications/:application/organizations/:organization/remove",
			"POST /account/applications/:application/organizations/:organization/remove",
			"GET /account/organizations/:organization/applications/:application/block",
			"POST /account/organizations/:organization/applications/:application/block",
			"GET /account/organizations/:organization/applications/:application/allow",
			"POST /account/organizations/:organization/applications/:application/allow",
		} {
			method, path, _ := strings.Cut(route, " ")
			want = append(want, method+" "+prefix+path)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// isForOperators reports whether TestOperatorsOnly calls a route.
func isForOperators(line string) bool {
	_, path, _ := strings.Cut(line, " ")
	path = strings.TrimPrefix(path, "/t/:tenant")
	isPublic := slices.Contains([]string{
		"/console/callback", "/api/status", "/api/swagger.json", "/api/.well-known/management.openapi.json", "/api/interaction/consent",
	}, path)
	return !isPublic && (strings.HasPrefix(path, "/console") || strings.HasPrefix(path, "/api/"))
}

// Without a session the console shows nothing; without a token neither does the API.
func TestOperatorsOnly(t *testing.T) {
	p := servertest.New(t)
	called := 0
	for _, line := range p.Routes() {
		if !isForOperators(line) {
			continue
		}
		called++
		method, path, _ := strings.Cut(line, " ")
		path = strings.ReplaceAll(path, "/t/:tenant", "/t/admin")
		answer := p.API(method, path, "", "")
		if strings.Contains(path, "/console") {
			location := answer.Header.Get("Location")
			if answer.StatusCode != http.StatusSeeOther || !strings.HasPrefix(location, servertest.Endpoint+"/t/admin/oidc/auth?") {
				t.Errorf("%s: %d to %q", line, answer.StatusCode, location)
			}
		} else if answer.StatusCode != http.StatusUnauthorized {
			t.Errorf("%s: %d", line, answer.StatusCode)
		}
	}
	if called < 40 {
		t.Errorf("only %d routes", called)
	}
}

// A body beyond all limits is rejected in the format of its address.
func TestLongBodies(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := servertest.New(t)
	app := server.New(p.Parts, slog.New(slog.DiscardHandler)).App()
	go func() { _ = app.Listener(listener) }() // ends with the test's shutdown
	t.Cleanup(func() { _ = app.Shutdown() })
	for path, want := range map[string]string{"/oidc/token": `"error":"invalid_request"`, "/sign-in": `id="error-page"`, "/api/users": `"code":"request.too_large"`} {
		// Only the header: a client that sends the body as well may be cut off before the response.
		answer := exchange(t, listener.Addr(), "POST "+path+" HTTP/1.1\r\nHost: portico.test\r\nContent-Length: 300000\r\n\r\n")
		if !strings.HasPrefix(answer, "HTTP/1.1 413 ") || !strings.Contains(answer, want) {
			t.Errorf("%s: %s", path, answer)
		}
	}
}

// exchange sends text on a new connection and reads until it is closed.
func exchange(t *testing.T, address net.Addr, text string) string {
	t.Helper()
	connection, err := net.Dial(address.Network(), address.String())
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	if _, err := connection.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(connection)
	if err != nil {
		t.Fatal(err)
	}
	return string(answer)
}
