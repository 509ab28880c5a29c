package server_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

// surfaceOf says for whom an address is, as architecture.md has it.
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

// isHeld reports whether a route is answered from what the process holds.
func isHeld(path string) bool {
	return strings.HasPrefix(path, "/static/") || strings.HasSuffix(path, "/oidc/jwks") ||
		strings.Contains(path, "/.well-known/o")
}

var param = regexp.MustCompile(`:\w+|\*`)

// While the database is away, each address says so; documents go on.
func TestEveryRouteWithoutDatabase(t *testing.T) {
	p := servertest.New(t)
	for _, tenant := range []string{"", "/t/admin"} {
		get(t, p, tenant+"/oidc/jwks") // known to the process from here on
	}
	if err := p.DB.Close(); err != nil {
		t.Fatal(err)
	}
	called := 0
	for _, route := range p.Routes() {
		method, path, _ := strings.Cut(route, " ")
		if isHeld(path) {
			continue
		}
		called++
		for _, tenant := range []string{"admin", "nobody-has-met"} {
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

// JWKS and discovery answer as they last did, though what they are made from has
// changed since and could not be read any more.
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
	p.Configure(func(*models.TenantSettings) {}) // the keys are of an older revision
	get(t, p, "/oidc/me")                        // than the tenant
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

// A tenant that is known to be gone is not remembered.
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

// attempt is a good request and the status that it is answered with.
type attempt struct {
	*servertest.Provider
	send   func() *servertest.Response
	status int
}

// Whichever statement of a good request fails, the answer is a failure of ours.
// A route without a good request fails the test; those of the Management API are
// in app/edge/api, and the pages of the console below.
func TestEveryStatementFailing(t *testing.T) {
	all := attempts()
	for _, line := range slices.Sorted(maps.Keys(all)) {
		route, _, _ := strings.Cut(line, ": ")
		_, path, _ := strings.Cut(route, " ")
		for name, failure := range map[string]error{"lost": servertest.ErrLost, "broken": servertest.ErrBroken} {
			t.Run(line+" "+name, func(t *testing.T) {
				a := all[line](t)
				if answer := a.EachStatement(t, failure, surfaceOf(path), a.send); answer.StatusCode != a.status {
					t.Errorf("with nothing failing: %d to %q %s", answer.StatusCode, answer.Header.Get("Location"), answer.Text)
				}
			})
		}
	}
	for _, route := range servertest.New(t).Routes() {
		_, path, _ := strings.Cut(route, " ")
		isElsewhere := strings.HasPrefix(path, "/t/") || isForOperators(route) || isHeld(path)
		isCovered := slices.ContainsFunc(slices.Collect(maps.Keys(all)), func(line string) bool {
			return line == route || strings.HasPrefix(line, route+": ")
		})
		if !isElsewhere && !isCovered && route != "GET /console/callback" { // see TestCallbackFailing
			t.Errorf("%s has no good request here", route)
		}
	}
}

// attempts are good requests by their routes; some routes have several.
func attempts() map[string]func(*testing.T) attempt {
	all := map[string]func(*testing.T) attempt{}
	for _, more := range []map[string]func(*testing.T) attempt{ofPrograms(), ofProvider(), ofPages()} {
		maps.Copy(all, more)
	}
	return all
}

// signedIn is a provider with Alice, who has signed in through a client.
type signedIn struct {
	*servertest.Provider
	client  *servertest.Client
	browser *servertest.Browser
	tokens  map[string]any
}

func alice(t *testing.T, change ...func(*servertest.Registration)) signedIn {
	t.Helper()
	p := servertest.New(t)
	user := p.User("alice")
	s := signedIn{p, p.Client(models.ApplicationTraditional, change...), p.Browser(), nil}
	p.GrantScopes(user.ID, "https://api.example/", "read")
	s.tokens = p.Exchange(s.client, p.Code(s.browser, s.client, "alice", nil), nil).JSON()
	return s
}

func (s signedIn) token(name string) string {
	text, _ := s.tokens[name].(string)
	return text
}

func ofPrograms() map[string]func(*testing.T) attempt {
	about := func(path, token string) func(*testing.T) attempt {
		return func(t *testing.T) attempt {
			s := alice(t)
			values := url.Values{"client_id": {s.client.ID}, "client_secret": {s.client.Secret}, "token": {s.token(token)}}
			return attempt{s.Provider, func() *servertest.Response { return s.PostForm(path, values, nil) }, 200}
		}
	}
	return map[string]func(*testing.T) attempt{
		"POST /oidc/token: code": func(t *testing.T) attempt {
			s := alice(t)
			code := s.Code(s.browser, s.client, "alice", servertest.Params{"resource": "https://api.example/", "scope": "openid offline_access read"})
			return attempt{s.Provider, func() *servertest.Response {
				return s.Exchange(s.client, code, servertest.Params{"resource": "https://api.example/"})
			}, 200}
		},
		"POST /oidc/token: refresh": func(t *testing.T) attempt {
			s := alice(t)
			return attempt{s.Provider, func() *servertest.Response { return s.Refresh(s.client, s.token("refresh_token"), nil) }, 200}
		},
		"POST /oidc/token: machine": func(t *testing.T) attempt {
			p := servertest.New(t)
			machine := p.Client(models.ApplicationMachineToMachine)
			if err := p.Applications.SetManagementAPI(t.Context(), p.Records(), machine.ID, true); err != nil {
				t.Fatal(err)
			}
			return attempt{p, func() *servertest.Response {
				return p.Token(machine, servertest.Params{
					"grant_type": "client_credentials", "resource": p.Config.ManagementAPIIndicator, "scope": "all",
				})
			}, 200}
		},
		// What is refused for a reason is not refused when the refusal cannot be recorded.
		"POST /oidc/token: unknown code": func(t *testing.T) attempt {
			s := alice(t)
			return attempt{s.Provider, func() *servertest.Response { return s.Exchange(s.client, "unknown", nil) }, 400}
		},
		"POST /oidc/token/introspection: access":  about("/oidc/token/introspection", "access_token"),
		"POST /oidc/token/introspection: refresh": about("/oidc/token/introspection", "refresh_token"),
		"POST /oidc/token/introspection: signed": func(t *testing.T) attempt {
			s := alice(t)
			const api = "https://api.example/"
			code := s.Code(s.browser, s.client, "alice", servertest.Params{"resource": api, "scope": "openid read"})
			token, _ := s.Exchange(s.client, code, servertest.Params{"resource": api}).JSON()["access_token"].(string)
			server := s.Client(models.ApplicationMachineToMachine, func(r *servertest.Registration) {
				r.CustomClientMetadata.IntrospectionResources = []string{api}
			})
			values := url.Values{"client_id": {server.ID}, "client_secret": {server.Secret}, "token": {token}}
			return attempt{s.Provider, func() *servertest.Response { return s.PostForm("/oidc/token/introspection", values, nil) }, 200}
		},
		"POST /oidc/token/revocation": about("/oidc/token/revocation", "refresh_token"),
		"GET /oidc/me": func(t *testing.T) attempt {
			s := alice(t)
			return attempt{s.Provider, func() *servertest.Response { return s.UserInfo(s.token("access_token")) }, 200}
		},
		"POST /oidc/me": func(t *testing.T) attempt {
			s := alice(t)
			return attempt{s.Provider, func() *servertest.Response {
				return s.PostForm("/oidc/me", url.Values{"access_token": {s.token("access_token")}}, nil)
			}, 200}
		},
		"GET /api/status":                              open("/api/status", 204),
		"GET /api/swagger.json":                        open("/api/swagger.json", 200),
		"GET /api/.well-known/management.openapi.json": open("/api/.well-known/management.openapi.json", 200),
	}
}

// open is a page that needs nothing.
func open(path string, status int) func(*testing.T) attempt {
	return func(t *testing.T) attempt {
		p := servertest.New(t)
		return attempt{p, func() *servertest.Response { return p.Browser().Visit(path) }, status}
	}
}

func ofProvider() map[string]func(*testing.T) attempt {
	return map[string]func(*testing.T) attempt{
		"GET /oidc/auth: signed in": func(t *testing.T) attempt {
			s := alice(t)
			location := s.client.AuthorizeURL(servertest.Params{
				"prompt": "none", "id_token_hint": s.token("id_token"), "scope": "openid read", "resource": "https://api.example/",
			})
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit(location) }, 303}
		},
		"GET /oidc/auth: nobody": func(t *testing.T) attempt {
			s := alice(t)
			return attempt{s.Provider, func() *servertest.Response { return s.Browser().Visit(s.client.AuthorizeURL(nil)) }, 303}
		},
		// As with tokens: a refusal that cannot be recorded is a failure.
		"GET /oidc/auth: refused": func(t *testing.T) attempt {
			s := alice(t)
			location := s.client.AuthorizeURL(servertest.Params{"response_type": "token"})
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit(location) }, 303}
		},
		"POST /oidc/auth": func(t *testing.T) attempt {
			s := alice(t)
			return attempt{s.Provider, func() *servertest.Response {
				return s.PostForm("/oidc/auth", s.client.AuthorizeParams(nil), nil)
			}, 303}
		},
		"GET /oidc/auth/:interaction": func(t *testing.T) attempt {
			s := alice(t)
			location := s.PostForm("/oidc/auth", s.client.AuthorizeParams(nil), nil).Header.Get("Location")
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit(location) }, 303}
		},
		"GET /oidc/session/end": func(t *testing.T) attempt {
			s := alice(t)
			location := "/oidc/session/end?" + url.Values{
				"id_token_hint": {s.token("id_token")}, "post_logout_redirect_uri": {"https://app.example/"},
			}.Encode()
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit(location) }, 200}
		},
		"POST /oidc/session/end": func(t *testing.T) attempt {
			s := alice(t)
			return attempt{s.Provider, func() *servertest.Response {
				return s.PostForm("/oidc/session/end", url.Values{"client_id": {s.client.ID}}, nil)
			}, 303}
		},
		"POST /oidc/session/end/confirm": func(t *testing.T) attempt {
			s := alice(t)
			return submitting(s.Provider, s.browser, s.browser.Get("/oidc/session/end?client_id="+s.client.ID), "op.logoutForm", nil)
		},
		"GET /oidc/session/end/success": func(t *testing.T) attempt {
			s := alice(t)
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit("/oidc/session/end/success") }, 200}
		},
		"GET /unknown-session": func(t *testing.T) attempt {
			s := alice(t)
			location := s.Browser().Visit(s.client.AuthorizeURL(nil)).Header.Get("Location")
			_, id, _ := strings.Cut(location, "interaction=")
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit("/unknown-session?interaction=" + id) }, 400}
		},
	}
}

// submitting sends a form of a page, without following where it leads.
func submitting(p *servertest.Provider, b *servertest.Browser, page *servertest.Response, form string, fields map[string]string) attempt {
	action, values := page.Form(form)
	for name, value := range fields {
		values.Set(name, value)
	}
	return attempt{p, func() *servertest.Response {
		request := httptest.NewRequest(http.MethodPost, servertest.Endpoint+action, strings.NewReader(values.Encode()))
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return b.Send(request)
	}, 303}
}

func ofPages() map[string]func(*testing.T) attempt {
	// at is a page of a request of a client that a fresh browser has come with.
	at := func(t *testing.T, change servertest.Params) (signedIn, *servertest.Browser, *servertest.Response) {
		s := alice(t)
		browser := s.Browser()
		return s, browser, browser.Get(s.client.AuthorizeURL(change))
	}
	isThirdParty := func(r *servertest.Registration) { r.IsThirdParty = true }
	consent := func(t *testing.T) (signedIn, string) {
		s := alice(t)
		other := s.Client(models.ApplicationTraditional, isThirdParty)
		return s, s.browser.Visit(other.AuthorizeURL(servertest.Params{"scope": "openid profile"})).Header.Get("Location")
	}
	unproven := func(t *testing.T) (signedIn, string) {
		s := alice(t)
		tool := s.Client(models.ApplicationNative, func(r *servertest.Registration) {
			r.OIDCClientMetadata.RedirectURIs = []string{"http://localhost/callback"}
		})
		return s, s.browser.Visit(tool.AuthorizeURL(servertest.Params{"prompt": ""})).Header.Get("Location")
	}
	return map[string]func(*testing.T) attempt{
		"GET /": open("/", 303), "GET /demo-app": open("/demo-app", 200),
		"GET /sign-in": func(t *testing.T) attempt {
			s, browser, page := at(t, nil)
			return attempt{s.Provider, func() *servertest.Response { return browser.Visit(page.Request.URL.String()) }, 200}
		},
		"POST /sign-in": func(t *testing.T) attempt {
			s, browser, page := at(t, nil)
			return submitting(s.Provider, browser, page, "sign-in-form", map[string]string{"identifier": "alice", "password": servertest.Password})
		},
		// What is refused for a reason is not refused when the refusal cannot be recorded.
		"POST /sign-in: wrong password": func(t *testing.T) attempt {
			s, browser, page := at(t, nil)
			a := submitting(s.Provider, browser, page, "sign-in-form", map[string]string{"identifier": "alice", "password": "wrong"})
			a.status = 400
			return a
		},
		"GET /register": func(t *testing.T) attempt {
			s, browser, page := at(t, servertest.Params{"first_screen": "register"})
			return attempt{s.Provider, func() *servertest.Response { return browser.Visit(page.Request.URL.String()) }, 200}
		},
		"POST /register": func(t *testing.T) attempt {
			s, browser, page := at(t, servertest.Params{"first_screen": "register"})
			names := 0 // an account may be made before the session is not
			return attempt{s.Provider, func() *servertest.Response {
				names++
				return submitting(s.Provider, browser, page, "register-form", map[string]string{
					"identifier": fmt.Sprintf("bob%d", names), "newPassword": "a long enough phrase of bob",
				}).send()
			}, 303}
		},
		"GET /continue": func(t *testing.T) attempt {
			s, location := unproven(t)
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit(location) }, 200}
		},
		"POST /continue": func(t *testing.T) attempt {
			s, location := unproven(t)
			return submitting(s.Provider, s.browser, s.browser.Visit(location), "continue-form", map[string]string{"action": "continue"})
		},
		"GET /consent": func(t *testing.T) attempt {
			s, location := consent(t)
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit(location) }, 200}
		},
		"POST /consent": func(t *testing.T) attempt {
			s, location := consent(t)
			return submitting(s.Provider, s.browser, s.browser.Visit(location), "consent-form", map[string]string{"action": "authorize"})
		},
		"GET /welcome": func(t *testing.T) attempt {
			p := servertest.New(t)
			location := welcome(t, p)
			return attempt{p, func() *servertest.Response { return p.Browser().Visit(location) }, 200}
		},
		"POST /welcome": func(t *testing.T) attempt {
			p := servertest.New(t)
			browser, used := p.Browser(), 0 // as with registering
			var pages []*servertest.Response
			for range 40 {
				pages = append(pages, browser.Visit(welcome(t, p)))
			}
			return attempt{p, func() *servertest.Response {
				used++
				return submitting(p, browser, pages[used], "welcome-form", map[string]string{
					"username": fmt.Sprintf("operator%d", used), "newPassword": "a long enough phrase of an operator",
				}).send()
			}, 303}
		},
		"GET /invitation/:token": func(t *testing.T) attempt {
			s, location := invited(t)
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit(location) }, 200}
		},
		"POST /invitation/:token": func(t *testing.T) attempt {
			s, location := invited(t)
			return submitting(s.Provider, s.browser, s.browser.Visit(location), "join-form", nil)
		},
	}
}

// welcome is the link with which an operator comes in.
func welcome(t *testing.T, p *servertest.Provider) string {
	t.Helper()
	_, token, err := p.Operators.Invite(t.Context(), p.DB.Tenant(models.TenantAdmin), models.RoleEditor)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(p.WelcomeLink(token), servertest.Endpoint)
}

// invited is the link with which Alice may join an organization.
func invited(t *testing.T) (signedIn, string) {
	t.Helper()
	s := alice(t)
	organization := s.Organization("Acme")
	token := models.NewToken()
	err := s.Records().OrganizationInvitations.Insert(t.Context(), &models.OrganizationInvitation{
		ID: models.NewID(), OrganizationID: organization.ID, Invitee: "alice@example.com", Status: models.InvitationPending,
		Digest: models.Digest(token), ExpiresAt: s.Now().Add(time.Hour).UnixMilli(),
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s, "/invitation/" + token
}

// A code of the console that cannot be redeemed for now is no code that is refused:
// that would begin the sign-in anew, and again.
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
					t.Errorf("with nothing failing after %d: %d %s", nth, answer.StatusCode, answer.Text)
				}
				break
			}
			if answer.StatusCode != want || len(p.LoggedErrors(answer)) != 1 || !strings.Contains(answer.Text, `id="error-page"`) {
				t.Errorf("with statement %d failing: %d to %q %s", nth, answer.StatusCode, answer.Header.Get("Location"), answer.Text)
			}
		}
	}
}

// Whichever statement of a page of the console fails, so does the page.
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
				t.Errorf("with nothing failing: %d to %q %s", answer.StatusCode, answer.Header.Get("Location"), answer.Text)
			}
		})
	}
}

// someID is the id of something that a page of the console is about; none where
// there is nothing.
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

// A panic ends its request alone, and the log says where it was.
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

// What fails before there is a route looks as its address does.
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

// People read in their language that the database is away, and even that its time
// is over.
func TestUnavailablePage(t *testing.T) {
	p := servertest.New(t)
	request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+"/sign-in", nil)
	request.Header.Set("Accept-Language", "zh-CN")
	p.FailStatement(1, func() error { return context.DeadlineExceeded })
	if answer := p.Do(request); answer.StatusCode != http.StatusServiceUnavailable || !strings.Contains(answer.Text, "服务暂时不可用") {
		t.Errorf("%d %s", answer.StatusCode, answer.Text)
	}
	// Within the frame of the console, too.
	p.Operator(models.RoleAdmin)
	browser := p.ConsoleBrowser(models.RoleAdmin)
	p.EachStatement(t, servertest.ErrLost, servertest.Pages, func() *servertest.Response { return browser.Visit("/console/users") })
}
