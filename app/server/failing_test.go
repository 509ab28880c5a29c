package server_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// surfaceOf returns who an address is for.
func surfaceOf(path string) servertest.Surface {
	path = strings.TrimPrefix(strings.TrimPrefix(path, "/t/:tenant"), "/t/admin")
	switch {
	case strings.HasPrefix(path, "/api/"):
		return servertest.API
	case path == "/oidc/auth", strings.HasPrefix(path, "/oidc/auth/"), strings.HasPrefix(path, "/oidc/session/"):
		return servertest.Pages
	case strings.HasPrefix(path, "/oidc/"), strings.HasPrefix(path, "/.well-known/"):
		return servertest.OAuth
	}
	return servertest.Pages
}

// isCached reports whether a route is answered from memory.
func isCached(path string) bool {
	return strings.HasPrefix(path, "/static/") || strings.HasSuffix(path, "/oidc/jwks") ||
		strings.Contains(path, "/.well-known/o")
}

var param = regexp.MustCompile(`:\w+|\*`)

// While the database is unavailable, every address says so, except for documents.
func TestEveryRouteWithoutDatabase(t *testing.T) {
	p := servertest.New(t)
	for _, tenant := range []string{"", "/t/admin"} {
		get(t, p, tenant+"/oidc/jwks") // in the process's memory from here on
	}
	if err := p.DB.Close(); err != nil {
		t.Fatal(err)
	}
	called := 0
	for _, route := range p.Routes() {
		method, path, _ := strings.Cut(route, " ")
		if isCached(path) {
			continue
		}
		called++
		for _, tenant := range []string{"admin", "never-read"} {
			if tenant != "admin" && !strings.HasPrefix(path, "/t/") {
				continue
			}
			address := param.ReplaceAllString(strings.Replace(path, ":tenant", tenant, 1), "none")
			t.Run(method+" "+address, func(t *testing.T) {
				p := p.For(t)
				p.WantUnavailable(t, p.API(method, address, "a.b.c", ""), surfaceOf(path))
			})
		}
	}
	if called < 300 {
		t.Errorf("only %d routes", called)
	}
	for _, path := range []string{"/nothing", "/oidc/nothing", "/oidc/auth/a/b", "/api/nothing", "/t/admin/api/nothing", "/console/nothing"} {
		p.WantUnavailable(t, get(t, p, path), surfaceOf(path))
	}
}

// JWKS and discovery respond as they last did, although their source has changed
// since and can no longer be read.
func TestDocumentsWithoutDatabase(t *testing.T) {
	p := servertest.New(t)
	documents := map[string]string{}
	for _, path := range []string{
		"/oidc/jwks", "/t/admin/oidc/jwks",
		"/oidc/.well-known/openid-configuration", "/t/admin/oidc/.well-known/oauth-authorization-server",
		"/.well-known/openid-configuration/oidc", "/.well-known/oauth-authorization-server/t/admin/oidc",
	} {
		documents[path] = get(t, p, path).Text
	}
	p.Configure(func(*models.TenantSettings) {}) // the cached keys are of an older
	get(t, p, "/oidc/me")                        // revision than the tenant
	if err := p.DB.Close(); err != nil {
		t.Fatal(err)
	}
	for path, before := range documents {
		if answer := get(t, p, path); answer.StatusCode != http.StatusOK || answer.Text != before {
			t.Errorf("%s: %d %s", path, answer.StatusCode, answer.Text)
		}
		if answer := p.API(http.MethodOptions, path, "", ""); answer.StatusCode != http.StatusNoContent {
			t.Errorf("OPTIONS %s: %d", path, answer.StatusCode)
		}
	}
	p.WantUnavailable(t, get(t, p, "/t/unmet/oidc/jwks"), servertest.OAuth)
}

// A tenant known to be deleted is not cached.
func TestDocumentsOfDeletedTenant(t *testing.T) {
	p := servertest.New(t)
	get(t, p, "/t/admin/oidc/jwks")
	if err := p.DB.Tenant(models.TenantAdmin).Tenant.Delete(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if answer := get(t, p, "/t/admin/oidc/jwks"); answer.StatusCode != http.StatusNotFound {
		t.Fatalf("%d %s", answer.StatusCode, answer.Text)
	}
	if err := p.DB.Close(); err != nil {
		t.Fatal(err)
	}
	p.WantUnavailable(t, get(t, p, "/t/admin/oidc/jwks"), servertest.OAuth)
}

// Whichever statement of a valid request fails, the response is an internal error.
// A route without a valid request fails the test; those of the Management API are in
// app/edge/api, and the pages of the console below.
func TestEveryStatementFailing(t *testing.T) {
	all := attempts()
	for _, line := range slices.Sorted(maps.Keys(all)) {
		route, _, _ := strings.Cut(line, ": ")
		_, path, _ := strings.Cut(route, " ")
		for name, failure := range map[string]error{"lost": servertest.ErrLost, "broken": servertest.ErrBroken} {
			t.Run(line+" "+name, func(t *testing.T) {
				a := all[line](t)
				if answer := a.EachStatement(t, failure, surfaceOf(path), a.send); answer.StatusCode != a.status {
					t.Errorf("without a failure: %d to %q %s", answer.StatusCode, answer.Header.Get("Location"), answer.Text)
				}
			})
		}
	}
	for _, route := range servertest.New(t).Routes() {
		_, path, _ := strings.Cut(route, " ")
		isElsewhere := strings.HasPrefix(path, "/t/") || isForOperators(route) || isCached(path)
		isCovered := slices.ContainsFunc(slices.Collect(maps.Keys(all)), func(line string) bool {
			return line == route || strings.HasPrefix(line, route+": ")
		})
		if !isElsewhere && !isCovered && route != "GET /console/callback" { // see TestCallbackFailing
			t.Errorf("%s has no valid request here", route)
		}
	}
}

// A temporary failure to redeem the console's code is not treated as an invalid code:
// that would restart the sign-in, in a loop.
func TestCallbackFailing(t *testing.T) {
	for want, failure := range map[int]error{503: servertest.ErrLost, 500: servertest.ErrBroken} {
		p := servertest.New(t)
		p.Operator(models.RoleAdmin)
		browser := p.ConsoleBrowser(models.RoleAdmin)
		for nth := 1; ; nth++ {
			browser.SetCookie("_console", "")
			callback := browser.Visit(browser.Visit("/console").Header.Get("Location")).Header.Get("Location")
			hasFailed := p.FailStatement(nth, func() error { return failure })
			answer := browser.Visit(callback)
			if !hasFailed() {
				if nth < 10 || answer.StatusCode != 303 || browser.Cookie("_console") == "" {
					t.Errorf("without a failure after %d: %d %s", nth, answer.StatusCode, answer.Text)
				}
				break
			}
			if answer.StatusCode != want || len(p.LoggedErrors(answer)) != 1 || !strings.Contains(answer.Text, `id="error-page"`) {
				t.Errorf("with statement %d failing: %d to %q %s", nth, answer.StatusCode, answer.Header.Get("Location"), answer.Text)
			}
		}
	}
}

// Whichever statement of a console page fails, the page fails.
func TestEveryStatementOfConsoleFailing(t *testing.T) {
	p := servertest.New(t)
	p.Shopping()
	p.User("nora")
	p.SignIn(p.Client(models.ApplicationTraditional), "nora", nil) // for the audit log
	p.Operator(models.RoleAdmin)
	token := p.OperatorToken(models.RoleAdmin, models.TenantDefault)
	browser := p.ConsoleBrowser(models.RoleAdmin)
	_, hidden := browser.Get("/console/users/new").Form("user-form")
	routes := slices.DeleteFunc(p.Routes(), func(route string) bool {
		return !isForOperators(route) || !strings.Contains(route, " /console")
	})
	const last = "POST /console/sign-out"
	routes = append(slices.DeleteFunc(routes, func(route string) bool { return route == last }), last)
	if len(routes) < 150 {
		t.Errorf("only %d routes", len(routes))
	}
	for _, route := range routes {
		method, path, _ := strings.Cut(route, " ")
		address := param.ReplaceAllString(strings.Replace(path, ":id", someID(t, p, token, path), 1), "none")
		body := ""
		if method == http.MethodPost {
			body = hidden.Encode()
		}
		t.Run(route, func(t *testing.T) {
			send := func() *servertest.Response {
				request := httptest.NewRequest(method, servertest.Endpoint+address, strings.NewReader(body))
				request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				return browser.Send(request)
			}
			answer := p.For(t).EachStatement(t, servertest.ErrBroken, servertest.Pages, send)
			if answer.StatusCode >= 500 || strings.Contains(answer.Text, "request.cross_origin") || strings.Contains(answer.Header.Get("Location"), "/oidc/auth") {
				t.Errorf("without a failure: %d to %q %s", answer.StatusCode, answer.Header.Get("Location"), answer.Text)
			}
		})
	}
}

// someID returns the id of a record for a console page, or "none".
func someID(t *testing.T, p *servertest.Provider, token, path string) string {
	t.Helper()
	lists := [][2]string{
		{"/console/applications/", "applications"},
		{"/console/users/", "users"},
		{"/console/api-resources/", "resources"},
		{"/console/roles/", "roles"},
		{"/console/organization-template/roles/", "organization-roles"},
		{"/console/organization-template/permissions/", "organization-scopes"},
		{"/console/organizations/", "organizations"},
		{"/console/signing-keys/", "configs/oidc/private-keys"},
		{"/console/audit-logs/", "logs"},
		{"/console/operators/", "operators"},
		{"/console/tenants/", "tenants"},
	}
	for _, list := range lists {
		if strings.HasPrefix(path, list[0]) {
			var found []struct{ ID string }
			answer := p.API(http.MethodGet, "/api/"+list[1], token, "")
			if err := json.Unmarshal([]byte(answer.Text), &found); err != nil || len(found) == 0 {
				t.Fatalf("%s: %v: %d %s", list[1], err, answer.StatusCode, answer.Text)
			}
			return found[0].ID
		}
	}
	return "none"
}

// A panic ends only its request, and is logged with a stack trace.
func TestPanic(t *testing.T) {
	s := alice(t)
	for path, want := range map[string]string{
		"/oidc/me": `"error":"server_error"`, "/api/users": `"code":"internal"`,
		s.client.AuthorizeURL(nil): `id="error-page"`, "/console": `id="error-page"`,
	} {
		s.Configure(func(*models.TenantSettings) {})
		s.FailStatement(1, func() error { panic("s3cret") })
		request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+path, nil)
		request.Header.Set("Authorization", "Bearer "+s.token("access_token"))
		answer := s.Do(request)
		if answer.StatusCode != http.StatusInternalServerError || !strings.Contains(answer.Text, want) || strings.Contains(answer.Text, "s3cret") {
			t.Errorf("%s: %d %s", path, answer.StatusCode, answer.Text)
		}
		lines := s.LoggedErrors(answer)
		if len(lines) != 1 || lines[0]["error"] != "panic: s3cret" || !strings.Contains(fmt.Sprint(lines[0]["stack"]), "TestPanic") {
			t.Errorf("%s: in the log: %v", path, lines)
		}
	}
}

// An error before routing has the format of its address.
func TestErrorsBeforeRoutes(t *testing.T) {
	p := servertest.New(t)
	for _, path := range []string{
		"/oidc/token", "/t/admin/oidc/token", "/oidc/auth/x", "/t/admin/oidc/auth/x", "/oidc/session/end", "/api/users",
		"/t/admin/api/users", "/t/nobody/api/users", "/console/users", "/.well-known/openid-configuration/oidc", "/sign-in",
	} {
		request := httptest.NewRequest(http.MethodPost, servertest.Endpoint+path, strings.NewReader("x"))
		request.Header.Set("Content-Encoding", "gzip")
		answer := p.Do(request)
		want := map[servertest.Surface]string{
			servertest.Pages: `id="error-page"`, servertest.OAuth: `"error":"invalid_request"`, servertest.API: `"code":"request.invalid_input"`,
		}[surfaceOf(strings.Replace(path, "/t/nobody", "", 1))]
		if answer.StatusCode != http.StatusBadRequest || !strings.Contains(answer.Text, want) {
			t.Errorf("%s: %d %s", path, answer.StatusCode, answer.Text)
		}
	}
}

// The page for an unavailable database is in the user's language, even when the
// request has timed out.
func TestUnavailablePage(t *testing.T) {
	p := servertest.New(t)
	request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+"/sign-in", nil)
	request.Header.Set("Accept-Language", "zh-CN")
	p.FailStatement(1, func() error { return context.DeadlineExceeded })
	if answer := p.Do(request); answer.StatusCode != http.StatusServiceUnavailable || !strings.Contains(answer.Text, "服务暂时不可用") {
		t.Errorf("%d %s", answer.StatusCode, answer.Text)
	}
	// The same holds within the console's frame.
	p.Operator(models.RoleAdmin)
	browser := p.ConsoleBrowser(models.RoleAdmin)
	p.EachStatement(t, servertest.ErrLost, servertest.Pages, func() *servertest.Response { return browser.Visit("/console/users") })
}
