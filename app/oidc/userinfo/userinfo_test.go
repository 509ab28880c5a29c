package userinfo_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/server/servertest"
	"portico/models"
)

func send(t *testing.T, p *servertest.Provider, method, path, body string, header map[string]string) *servertest.Response {
	t.Helper()
	request, err := http.NewRequest(method, servertest.Endpoint+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range header {
		request.Header.Set(name, value)
	}
	return p.Do(request)
}

// A user with every claim gets each of them, and only those of the scopes.
func TestClaims(t *testing.T) {
	p := servertest.New(t)
	alice := p.User("alice")
	complete(alice)
	if err := p.Records().Users.Update(t.Context(), alice); err != nil {
		t.Fatal(err)
	}
	c := p.Client(models.ApplicationTraditional)
	tests := []struct {
		name, scope string
		want        map[string]any
	}{
		{"openid only", "openid", map[string]any{}},
		{"email", "openid email", map[string]any{"email": "alice@example.com", "email_verified": true}},
		{"phone", "openid phone", map[string]any{"phone_number": "8613012345678", "phone_number_verified": false}},
		{"address", "openid address", map[string]any{"address": map[string]any{"formatted": "1 Main St", "country": "NZ"}}},
		{"custom data", "openid custom_data", map[string]any{"custom_data": map[string]any{"plan": "pro"}}},
		{"profile", "openid profile", map[string]any{
			"name": "Alice Liddell", "username": "alice", "picture": "https://img.example/a.png",
			"family_name": "Liddell", "given_name": "Alice", "middle_name": "P", "nickname": "Al",
			"preferred_username": "ally", "profile": "https://a.example", "website": "https://b.example",
			"gender": "female", "birthdate": "0000-05-04", "zoneinfo": "Europe/London", "locale": "en-GB",
			"created_at": float64(alice.CreatedAt / 1000), "updated_at": float64(alice.UpdatedAt / 1000),
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tokens := p.SignIn(c, "alice", servertest.Params{"scope": test.scope})
			test.want["sub"] = alice.ID
			if diff := cmp.Diff(test.want, p.UserInfo(tokens["access_token"].(string)).JSON()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func complete(u *models.User) {
	text := func(s string) *string { return &s }
	u.Name, u.Avatar, u.PrimaryPhone = text("Alice Liddell"), text("https://img.example/a.png"), text("8613012345678")
	u.CustomData = map[string]any{"plan": "pro"}
	u.Profile = models.Profile{
		FamilyName: "Liddell", GivenName: "Alice", MiddleName: "P", Nickname: "Al", PreferredUsername: "ally",
		Profile: "https://a.example", Website: "https://b.example", Gender: "female", Birthdate: "0000-05-04",
		Zoneinfo: "Europe/London", Locale: "en-GB",
		Address: &models.Address{Formatted: "1 Main St", Country: "NZ"},
	}
}

func TestWaysToPresentAToken(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	token := p.SignIn(p.Client(models.ApplicationTraditional), "alice", nil)["access_token"].(string)
	form := map[string]string{"Content-Type": "application/x-www-form-urlencoded"}
	tests := []struct {
		name, method, path, body string
		header                   map[string]string
		status                   int
		challenge                string
	}{
		{"RFC 6750 2.1: header", "GET", "/oidc/me", "", map[string]string{"Authorization": "Bearer " + token}, 200, ""},
		{"RFC 6750 2.1: header in a POST", "POST", "/oidc/me", "", map[string]string{"Authorization": "bearer " + token}, 200, ""},
		{"RFC 6750 2.2: body", "POST", "/oidc/me", "access_token=" + token, form, 200, ""},
		{"RFC 9700 4.3.2: address", "GET", "/oidc/me?access_token=" + token, "", nil, 401, `Bearer realm="oidc"`},
		{"RFC 6750 3.1: none", "GET", "/oidc/me", "", nil, 401, `Bearer realm="oidc"`},
		{"RFC 6750 3.1: unknown", "GET", "/oidc/me", "", map[string]string{"Authorization": "Bearer nonsense"}, 401, `Bearer realm="oidc", error="invalid_token"`},
		{"RFC 6750 2: twice", "POST", "/oidc/me", "access_token=" + token, map[string]string{
			"Authorization": "Bearer " + token, "Content-Type": form["Content-Type"],
		}, 400, `Bearer realm="oidc"`},
		{"another scheme", "GET", "/oidc/me", "", map[string]string{"Authorization": "Basic " + token}, 401, `Bearer realm="oidc"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer := send(t, p, test.method, test.path, test.body, test.header)
			if answer.StatusCode != test.status {
				t.Errorf("got %d %s, want %d", answer.StatusCode, answer.Text, test.status)
			}
			if got := answer.Header.Get("WWW-Authenticate"); !strings.HasPrefix(got, test.challenge) || (test.challenge == "") != (got == "") {
				t.Errorf("WWW-Authenticate: %q, want %q", got, test.challenge)
			}
		})
	}
}

func TestTokensThatDoNotOpen(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	withoutOpenID := p.SignIn(c, "alice", servertest.Params{"scope": "profile"})["access_token"].(string)
	if answer := p.UserInfo(withoutOpenID); answer.StatusCode != http.StatusForbidden || answer.JSON()["error"] != "insufficient_scope" {
		t.Errorf("RFC 6750 3.1, without openid: %d %s", answer.StatusCode, answer.Text)
	}
	tokens := p.SignIn(c, "alice", nil)
	for _, name := range []string{"id_token", "refresh_token"} {
		if answer := p.UserInfo(tokens[name].(string)); answer.StatusCode != http.StatusUnauthorized {
			t.Errorf("%s opens userinfo: %d", name, answer.StatusCode)
		}
	}
	p.Advance(time.Hour)
	if answer := p.UserInfo(tokens["access_token"].(string)); answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("an expired token: %d", answer.StatusCode)
	}
	if answer := p.UserInfo(strings.Repeat("a", 20_000)); answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("a long token: %d", answer.StatusCode)
	}
}

// A token of one tenant is invalid in another.
func TestForeignTenant(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	token := p.SignIn(p.Client(models.ApplicationTraditional), "alice", nil)["access_token"].(string)
	answer := send(t, p, "GET", "/t/admin/oidc/me", "", map[string]string{"Authorization": "Bearer " + token})
	if answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("got %d %s", answer.StatusCode, answer.Text)
	}
}

// The client decides what another origin may read (RFC 9700, section 4.18.2).
func TestOrigins(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationSPA)
	token := p.SignIn(c, "alice", nil)["access_token"].(string)
	bearer := "Bearer " + token
	form := "application/x-www-form-urlencoded"
	refused := url.Values{"grant_type": {"refresh_token"}, "client_id": {c.ID}, "refresh_token": {"x"}}.Encode()
	tests := []struct {
		name, method, path, body, origin string
		status                           int
		allowed                          string
	}{
		{"userinfo: the application's origin", "GET", "/oidc/me", "", "https://app.example", 200, "https://app.example"},
		{"userinfo: the same with its port", "GET", "/oidc/me", "", "https://app.example:443", 200, "https://app.example:443"},
		{"userinfo: another", "GET", "/oidc/me", "", "https://evil.example", 400, ""},
		{"userinfo: null", "GET", "/oidc/me", "", "null", 400, ""},
		{"token: errors are readable", "POST", "/oidc/token", refused, "https://app.example", 400, "https://app.example"},
		{"token: another", "POST", "/oidc/token", refused, "https://app.example.evil.example", 400, ""},
		{"token: unknown client", "POST", "/oidc/token", "client_id=nobody&grant_type=refresh_token", "https://app.example", 401, "https://app.example"},
		{"discovery", "GET", "/oidc/.well-known/openid-configuration", "", "https://any.example", 200, "*"},
		{"keys", "GET", "/oidc/jwks", "", "https://any.example", 200, "*"},
		{"preflight of the keys", "OPTIONS", "/oidc/jwks", "", "https://any.example", 204, "https://any.example"},
		{"preflight of discovery", "OPTIONS", "/oidc/.well-known/openid-configuration", "", "https://any.example", 204, "https://any.example"},
		{"preflight of the RFC 8414 address", "OPTIONS", "/.well-known/oauth-authorization-server/oidc", "", "https://any.example", 204, "https://any.example"},
		{"preflight of a tenant's RFC 8414 address", "OPTIONS", "/.well-known/openid-configuration/t/admin/oidc", "", "https://any.example", 204, "https://any.example"},
		{"preflight", "OPTIONS", "/oidc/token", "", "https://any.example", 204, "https://any.example"},
		{"authorization", "GET", "/oidc/auth", "", "https://app.example", 400, ""},
		{"authorization, preflight", "OPTIONS", "/oidc/auth", "", "https://app.example", 405, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			header := map[string]string{"Origin": test.origin, "Content-Type": form}
			if test.path == "/oidc/me" {
				header["Authorization"] = bearer
			}
			answer := send(t, p, test.method, test.path, test.body, header)
			if answer.StatusCode != test.status {
				t.Errorf("got %d %s, want %d", answer.StatusCode, answer.Text, test.status)
			}
			if got := answer.Header.Get("Access-Control-Allow-Origin"); got != test.allowed {
				t.Errorf("allowed origin: %q, want %q", got, test.allowed)
			}
			if answer.Header.Get("Access-Control-Allow-Credentials") != "" {
				t.Error("credentials are allowed")
			}
		})
	}
}
