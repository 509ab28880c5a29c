package server_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
	"portico/static"
)

func ask(p *servertest.Provider, method, path, body string, header map[string]string) *servertest.Response {
	request := httptest.NewRequest(method, servertest.Endpoint+path, strings.NewReader(body))
	for name, value := range header {
		request.Header.Set(name, value)
	}
	return p.Do(request)
}

// RFC 9110, section 15.5.6: a wrong method is 405, and Allow lists the right ones.
func TestWrongMethods(t *testing.T) {
	p := servertest.New(t)
	token := p.MachineToken()
	const read = "GET, HEAD"
	tests := []struct{ path, method, allow string }{
		{"/oidc/token", "GET", "OPTIONS, POST"},
		{"/oidc/token", "HEAD", "OPTIONS, POST"},
		{"/oidc/token", "DELETE", "OPTIONS, POST"},
		{"/oidc/token/introspection", "GET", "OPTIONS, POST"},
		{"/oidc/token/revocation", "PUT", "OPTIONS, POST"},
		{"/oidc/me", "DELETE", "GET, HEAD, OPTIONS, POST"},
		{"/oidc/jwks", "POST", "GET, HEAD, OPTIONS"},
		{"/oidc/.well-known/openid-configuration", "POST", "GET, HEAD, OPTIONS"},
		{"/.well-known/openid-configuration/oidc", "POST", "GET, HEAD, OPTIONS"},
		{"/.well-known/oauth-authorization-server/t/admin/oidc", "PUT", "GET, HEAD, OPTIONS"},
		{"/oidc/auth", "PUT", "GET, HEAD, POST"},
		{"/oidc/auth", "HEAD", "GET, POST"},
		{"/oidc/auth", "OPTIONS", "GET, HEAD, POST"},
		{"/oidc/auth/some-interaction", "POST", read},
		{"/oidc/session/end", "PATCH", "GET, HEAD, POST"},
		{"/oidc/session/end/confirm", "GET", "POST"},
		{"/t/admin/oidc/token", "GET", "OPTIONS, POST"},
		{"/t/admin/oidc/jwks", "POST", "GET, HEAD, OPTIONS"},
		{"/sign-in", "PUT", "GET, HEAD, POST"},
		{"/consent", "DELETE", "GET, HEAD, POST"},
		{"/account/applications/some-id/remove", "DELETE", "GET, HEAD, POST"},
		{"/demo-app", "POST", read},
		{"/", "POST", read},
		{static.URL("css/app.css"), "POST", read},
		{"/api/status", "POST", read},
		{"/api/users", "PUT", "GET, HEAD, POST"},
		{"/api/users/some-id", "PUT", "DELETE, GET, HEAD, PATCH"},
		{"/t/admin/api/users", "PUT", "GET, HEAD, POST"},
	}
	for _, test := range tests {
		t.Run(test.method+" "+test.path, func(t *testing.T) {
			header := map[string]string{}
			if strings.HasPrefix(test.path, "/api/users") {
				header["Authorization"] = "Bearer " + token
			}
			answer := ask(p, test.method, test.path, "", header)
			if strings.HasPrefix(test.path, "/t/admin/api") {
				if answer.StatusCode != http.StatusUnauthorized { // nobody without a token learns of routes
					t.Errorf("got %d", answer.StatusCode)
				}
				return
			}
			if answer.StatusCode != http.StatusMethodNotAllowed || answer.Header.Get("Allow") != test.allow {
				t.Errorf("got %d, Allow %q, want %q", answer.StatusCode, answer.Header.Get("Allow"), test.allow)
			}
		})
	}
	if answer := ask(p, "GET", "/api/.well-known/nothing", "", nil); answer.StatusCode != http.StatusNotFound || answer.JSON()["code"] != "entity.not_found" {
		t.Errorf("an unknown document of the API, without a token: %d %s", answer.StatusCode, answer.Text)
	}
	for _, path := range []string{"/oidc/nothing", "/nothing", "/t/nobody/oidc/token", "/oidc/token/", "/.well-known/openid-configuration"} {
		if answer := ask(p, "PUT", path, "", nil); answer.StatusCode != http.StatusNotFound || answer.Header.Get("Allow") != "" {
			t.Errorf("%s: %d, Allow %q", path, answer.StatusCode, answer.Header.Get("Allow"))
		}
	}
}

// RFC 9110, section 9.3.2: HEAD answers as GET does, without the body.
func TestHead(t *testing.T) {
	p := servertest.New(t)
	alice := p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	person := map[string]string{"Authorization": "Bearer " + p.SignIn(c, "alice", nil)["access_token"].(string)}
	machine := map[string]string{"Authorization": "Bearer " + p.MachineToken()}
	for path, header := range map[string]map[string]string{
		"/oidc/jwks": nil, "/oidc/.well-known/openid-configuration": nil, "/.well-known/openid-configuration/oidc": nil,
		"/oidc/me": person, "/demo-app": nil, static.URL("css/app.css"): nil,
		"/api/status": nil, "/api/swagger.json": nil, "/api/users": machine, "/api/users/" + alice.ID: machine,
		"/api/users/nobody": machine, "/api/nothing": machine, "/t/admin/api/users": nil,
	} {
		get, head := ask(p, "GET", path, "", header), ask(p, "HEAD", path, "", header)
		if head.StatusCode != get.StatusCode || head.Text != "" {
			t.Errorf("%s: GET %d, HEAD %d with %d bytes", path, get.StatusCode, head.StatusCode, len(head.Text))
		}
		for _, name := range []string{"Content-Type", "ETag", "Total-Number", "Access-Control-Allow-Origin", "WWW-Authenticate"} {
			if head.Header.Get(name) != get.Header.Get(name) {
				t.Errorf("%s: %s is %q with GET, %q with HEAD", path, name, get.Header.Get(name), head.Header.Get(name))
			}
		}
	}
}

// A client that already has a document gets 304 (RFC 9110, section 13.1.2).
func TestETags(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationSPA)
	bearer := "Bearer " + p.SignIn(c, "alice", nil)["access_token"].(string)
	const origin = "https://app.example"
	for _, path := range []string{
		"/oidc/jwks", "/oidc/.well-known/openid-configuration", "/.well-known/oauth-authorization-server/oidc", "/t/admin/oidc/jwks", "/oidc/me",
	} {
		header := map[string]string{"Authorization": bearer, "Origin": origin}
		first := ask(p, "GET", path, "", header)
		tag := first.Header.Get("ETag")
		if first.StatusCode != http.StatusOK || tag == "" {
			t.Errorf("%s: %d, ETag %q", path, first.StatusCode, tag)
			continue
		}
		for name, want := range map[string]int{
			tag: http.StatusNotModified, `"a", W/` + tag: http.StatusNotModified, "*": http.StatusNotModified, `"other"`: http.StatusOK,
		} {
			header["If-None-Match"] = name
			again := ask(p, "GET", path, "", header)
			if again.StatusCode != want || (again.Text == "") != (want == http.StatusNotModified) || again.Header.Get("ETag") != tag {
				t.Errorf("%s, If-None-Match %s: %d, ETag %q, %d bytes", path, name, again.StatusCode, again.Header.Get("ETag"), len(again.Text))
			}
			if got := again.Header.Get("Access-Control-Allow-Origin"); got != "*" && got != origin {
				t.Errorf("%s, If-None-Match %s: a program in the browser cannot read it: %q", path, name, got)
			}
		}
	}
	before := ask(p, "GET", "/oidc/jwks", "", nil).Header.Get("ETag")
	if _, err := p.SigningKeys.Rotate(t.Context(), p.Records(), "", false); err != nil {
		t.Fatal(err)
	}
	if changed := ask(p, "GET", "/oidc/jwks", "", map[string]string{"If-None-Match": before}); changed.StatusCode != http.StatusOK {
		t.Errorf("after a rotation: %d", changed.StatusCode)
	}
	if refused := ask(p, "GET", "/oidc/me", "", map[string]string{"If-None-Match": "*"}); refused.StatusCode != http.StatusUnauthorized {
		t.Errorf("userinfo without a token: %d", refused.StatusCode)
	}
}

// RFC 9110, section 15.5.14: a body past the bound of its endpoint is 413.
func TestTooLongBodies(t *testing.T) {
	p := servertest.New(t)
	long := "x=" + strings.Repeat("a", 60_000)
	for path, want := range map[string]string{
		"/oidc/token": `"error":"invalid_request"`, "/oidc/token/introspection": `"error":"invalid_request"`,
		"/oidc/token/revocation": `"error":"invalid_request"`, "/oidc/auth": `id="error-page"`, "/oidc/session/end": `id="error-page"`,
	} {
		answer := ask(p, "POST", path, long, map[string]string{"Content-Type": "application/x-www-form-urlencoded"})
		if answer.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(answer.Text, want) {
			t.Errorf("%s: %d %.200s", path, answer.StatusCode, answer.Text)
		}
	}
}

// A program that prefers JSON reads in JSON what cannot be redirected; a browser
// shows a page.
func TestAuthorizationErrorsByAccept(t *testing.T) {
	p := servertest.New(t)
	c := p.Client(models.ApplicationTraditional)
	repeated := c.AuthorizeParams(nil).Encode() + "&state=again"
	for accept, isJSON := range map[string]bool{
		"application/json": true, "application/json, text/plain, */*": true,
		"": false, "*/*": false, "text/html": false, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": false,
	} {
		header := map[string]string{"Content-Type": "application/x-www-form-urlencoded"}
		if accept != "" {
			header["Accept"] = accept
		}
		for method, answer := range map[string]*servertest.Response{
			"POST": ask(p, "POST", "/oidc/auth", repeated, header), "GET": ask(p, "GET", "/oidc/auth?"+repeated, "", header),
		} {
			if answer.StatusCode != http.StatusBadRequest || strings.Contains(answer.Text, `id="error-page"`) == isJSON {
				t.Errorf("%s, Accept %q: %d %.200s", method, accept, answer.StatusCode, answer.Text)
			} else if isJSON && (answer.JSON()["error"] != "invalid_request" || answer.JSON()["code"] != "oidc.invalid_request") {
				t.Errorf("%s, Accept %q: %s", method, accept, answer.Text)
			}
			if answer.Header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s, Accept %q: other origins may read the endpoint", method, accept)
			}
		}
	}
}

// A program in a browser can read why it was refused, before anybody knows whose
// program it is; a site that is not its client's reads nothing.
func TestErrorsAcrossOrigins(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationSPA)
	bearer := "Bearer " + p.SignIn(c, "alice", nil)["access_token"].(string)
	const own, other, form = "https://app.example", "https://other.example", "application/x-www-form-urlencoded"
	refresh := url.Values{"grant_type": {"refresh_token"}, "client_id": {c.ID}, "refresh_token": {"x"}}.Encode()
	tests := []struct {
		name, method, path, body, bearer, origin string
		status                                   int
		allowed                                  string
	}{
		{"userinfo without a token", "GET", "/oidc/me", "", "", own, 401, own},
		{"userinfo with an unknown token", "GET", "/oidc/me", "", "Bearer x", own, 401, own},
		{"userinfo with an unknown token, any origin", "GET", "/oidc/me", "", "Bearer x", other, 401, other},
		{"userinfo with two tokens", "POST", "/oidc/me", "access_token=x", bearer, own, 400, own},
		{"userinfo of another client's site", "GET", "/oidc/me", "", bearer, other, 400, ""},
		{"token of an unknown client", "POST", "/oidc/token", "client_id=nobody&grant_type=refresh_token", "", other, 401, other},
		{"token of no client", "POST", "/oidc/token", "grant_type=refresh_token", "", other, 400, other},
		{"token, malformed", "POST", "/oidc/token", "a=%zz", "", other, 400, other},
		{"token of the client", "POST", "/oidc/token", refresh, "", own, 400, own},
		{"token of another client's site", "POST", "/oidc/token", refresh, "", other, 400, ""},
		{"token, null", "POST", "/oidc/token", "client_id=nobody", "", "null", 401, ""},
		{"revocation of an unknown client", "POST", "/oidc/token/revocation", "client_id=nobody&token=x", "", other, 401, other},
		{"introspection of an unknown client", "POST", "/oidc/token/introspection", "client_id=nobody&token=x", "", other, 401, other},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			header := map[string]string{"Origin": test.origin, "Content-Type": form}
			if test.bearer != "" {
				header["Authorization"] = test.bearer
			}
			answer := ask(p, test.method, test.path, test.body, header)
			if got := answer.Header.Get("Access-Control-Allow-Origin"); answer.StatusCode != test.status || got != test.allowed {
				t.Errorf("got %d, readable by %q, want %d, %q", answer.StatusCode, got, test.status, test.allowed)
			}
			if test.allowed != "" && (!strings.Contains(answer.Header.Get("Access-Control-Expose-Headers"), "WWW-Authenticate") || answer.Header.Get("Vary") == "") {
				t.Errorf("headers: %v", answer.Header)
			}
			if answer.Header.Get("Access-Control-Allow-Credentials") != "" {
				t.Error("credentials are allowed")
			}
		})
	}
}
