package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

func wantCode(t *testing.T, answer *servertest.Response, status int, code string) {
	t.Helper()
	var body struct{ Code, Message string }
	if err := json.Unmarshal([]byte(answer.Text), &body); err != nil && code != "" {
		t.Fatalf("%v: %s", err, answer.Text)
	}
	if answer.StatusCode != status || body.Code != code || code != "" && body.Message == "" {
		t.Errorf("got %d %s, want %d %s", answer.StatusCode, answer.Text, status, code)
	}
}

// The caller is authenticated before anything else in the request is read.
func TestAuthentication(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	p.User("alice")
	web := p.Client(models.ApplicationTraditional)
	machine := p.Client(models.ApplicationMachineToMachine) // without the role
	opaque, _ := p.SignIn(web, "alice", nil)["access_token"].(string)
	idToken, _ := p.SignIn(web, "alice", nil)["id_token"].(string)
	withoutRole := p.Token(machine, servertest.Params{
		"grant_type": "client_credentials", "resource": p.Config.ManagementAPIIndicator, "scope": models.ScopeAll,
	}).JSON()["access_token"]
	tests := []struct {
		name, authorization string
		status              int
		code                string
	}{
		{"no header", "", 401, "auth.authorization_header_missing"},
		{"another scheme", "Basic YTpi", 401, "auth.authorization_token_type_not_supported"},
		{"no token", "Bearer ", 401, "auth.unauthorized"},
		{"not a JWT", "Bearer abc.def", 401, "auth.unauthorized"},
		{"opaque token of a user", "Bearer " + opaque, 401, "auth.unauthorized"},
		{"ID token of a person", "Bearer " + idToken, 401, "auth.unauthorized"},
		{"token for another tenant", "Bearer " + p.OperatorToken(models.RoleAdmin, models.TenantAdmin), 401, "auth.unauthorized"},
		{"machine", "bearer " + p.MachineToken(), 200, ""},
		{"operator", "Bearer " + p.OperatorToken(models.RoleAdmin, models.TenantDefault), 200, ""},
	}
	if token, ok := withoutRole.(string); ok {
		tests = append(tests, struct {
			name, authorization string
			status              int
			code                string
		}{"machine without the role", "Bearer " + token, 403, "auth.forbidden"})
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			request, err := http.NewRequest(http.MethodGet, servertest.Endpoint+"/api/configs/oidc/session", nil)
			if err != nil {
				t.Fatal(err)
			}
			if test.authorization != "" {
				request.Header.Set("Authorization", test.authorization)
			}
			wantCode(t, p.For(t).Do(request), test.status, test.code)
		})
	}
}

// Roles are read on every call: losing one takes effect at once.
func TestAccessEndsAtOnce(t *testing.T) {
	p := servertest.New(t)
	admin := p.DB.Tenant(models.TenantAdmin)
	operator := p.Operator(models.RoleEditor)
	token := p.OperatorToken(models.RoleEditor, models.TenantDefault)
	const path, body = "/api/configs/oidc/session", `{"ttl":3600}`
	wantCode(t, p.API(http.MethodPatch, path, token, body), 200, "")
	if err := p.Operators.SetRole(t.Context(), admin, operator.ID, models.RoleViewer); err != nil {
		t.Fatal(err)
	}
	wantCode(t, p.API(http.MethodPatch, path, token, body), 403, "auth.forbidden")
	wantCode(t, p.API(http.MethodGet, path, token, ""), 200, "")
	if err := p.Users.Suspend(t.Context(), admin, operator.ID, true); err != nil {
		t.Fatal(err)
	}
	wantCode(t, p.API(http.MethodGet, path, token, ""), 401, "auth.unauthorized")
	if err := p.Users.Suspend(t.Context(), admin, operator.ID, false); err != nil {
		t.Fatal(err)
	}
	if err := p.Operators.Remove(t.Context(), admin, operator.ID); err != nil {
		t.Fatal(err)
	}
	wantCode(t, p.API(http.MethodGet, path, token, ""), 401, "auth.unauthorized")
}

// An operator's token is valid as long as its grant.
func TestOperatorsTokenEndsWithItsGrant(t *testing.T) {
	p := servertest.New(t)
	admin := p.DB.Tenant(models.TenantAdmin)
	operator := p.Operator(models.RoleAdmin)
	const path = "/api/configs/oidc/session"
	ends := map[string]func() error{
		"signed out everywhere": func() error { return p.UserSessions.SignOut(t.Context(), admin, operator.ID) },
		"a new password": func() error {
			return p.Users.SetPassword(t.Context(), admin, operator.ID, servertest.Password)
		},
	}
	for name, end := range ends {
		token := p.OperatorToken(models.RoleAdmin, models.TenantDefault)
		wantCode(t, p.API(http.MethodGet, path, token, ""), 200, "")
		if err := end(); err != nil {
			t.Fatal(err)
		}
		wantCode(t, p.API(http.MethodGet, path, token, ""), 401, "auth.unauthorized")
		p.Advance(2 * time.Second)
		fresh := p.OperatorToken(models.RoleAdmin, models.TenantDefault)
		wantCode(t, p.API(http.MethodGet, path, fresh, ""), 200, "")
		// Signing in again does not revive the old token.
		if answer := p.API(http.MethodGet, path, token, ""); answer.StatusCode != http.StatusUnauthorized {
			t.Errorf("%s: the old token is valid again", name)
		}
	}
}

func TestBadInput(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	token := p.OperatorToken(models.RoleAdmin, models.TenantDefault)
	tests := []struct {
		name, method, path, body string
		status                   int
		code                     string
	}{
		{"broken JSON", "PATCH", "/configs/oidc/session", `{"ttl":`, 400, "guard.invalid_input"},
		{"no body", "PATCH", "/configs/oidc/session", "", 400, "guard.invalid_input"},
		{"a list", "PATCH", "/configs/oidc/session", "[]", 400, "guard.invalid_input"},
		{"wrong type", "PATCH", "/configs/oidc/session", `{"ttl":"long"}`, 400, "guard.invalid_input"},
		{"a fraction", "PATCH", "/configs/oidc/session", `{"ttl":60.5}`, 400, "guard.invalid_input"},
		{"number out of range", "PATCH", "/configs/oidc/session", `{"ttl":1e400}`, 400, "guard.invalid_input"},
		{"below the minimum", "PATCH", "/configs/oidc/session", `{"ttl":0}`, 400, "guard.invalid_input"},
		{"unknown fields", "PATCH", "/configs/oidc/session", `{"ttl":3600,"tenantId":"x","more":1}`, 200, ""},
		{"null for a number", "PATCH", "/configs/oidc/session", `{"ttl":null}`, 400, "guard.invalid_input"},
		{"a name in another case", "PATCH", "/configs/oidc/session", `{"TTL":3600}`, 400, "guard.invalid_input"},
		{"NUL in the body", "PATCH", "/configs/oidc/session", `{"ttl":3600,"x":"\u0000"}`, 400, "guard.invalid_input"},
		{"a backslash before u0000", "PATCH", "/configs/oidc/session", `{"ttl":3600,"x":"\\u0000"}`, 200, ""},
		{"not UTF-8", "PATCH", "/configs/oidc/session", "{\"ttl\":3600,\"x\":\"\xff\"}", 400, "guard.invalid_input"},
		{"NUL in the path", "GET", "/configs/oidc/%00", "", 400, "guard.invalid_input"},
		{"NUL in the query", "GET", "/configs/oidc/session?x=%00", "", 400, "guard.invalid_input"},
		{"unknown value in the path", "GET", "/configs/oidc/other-keys", "", 400, "guard.invalid_input"},
		{"no such route", "GET", "/nothing", "", 404, "entity.not_found"},
		{"no such method", "PUT", "/configs/oidc/session", "{}", 405, "request.method_not_allowed"},
		{"unknown key", "DELETE", "/configs/oidc/private-keys/none", "", 404, "oidc.key_not_found"},
		{"keys that do not exist", "POST", "/configs/oidc/cookie-keys/rotate", "{}", 501, "oidc.no_cookie_keys"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			wantCode(t, p.For(t).API(test.method, "/api"+test.path, token, test.body), test.status, test.code)
		})
	}
	if got := p.API("PUT", "/api/configs/oidc/session", token, "{}").Header.Get("Allow"); got != "GET, HEAD, PATCH" {
		t.Errorf("Allow: %q", got)
	}
}

// Messages are in the caller's language.
func TestLanguage(t *testing.T) {
	p := servertest.New(t)
	request, err := http.NewRequest(http.MethodGet, servertest.Endpoint+"/api/configs/oidc/session", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Language", "zh-CN")
	if answer := p.Do(request); !strings.Contains(answer.Text, "请") && !strings.Contains(answer.Text, "缺少") {
		t.Errorf("got %s", answer.Text)
	}
}
