package token_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

func TestCodeExchange(t *testing.T) {
	p := servertest.New(t)
	alice := p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	tokens := p.SignIn(c, "alice", servertest.Params{"nonce": "n-1"})

	claims, header := p.Verified(tokens["id_token"])
	want := map[string]any{
		"iss": "http://portico.test/oidc", "sub": alice.ID, "aud": c.ID, "nonce": "n-1",
		"acr": "urn:portico:acr:password", "email": "alice@example.com", "email_verified": true, "username": "alice",
	}
	for name, value := range want {
		if claims[name] != value {
			t.Errorf("claim %s: got %v, want %v", name, claims[name], value)
		}
	}
	for _, name := range []string{"iat", "exp", "auth_time", "at_hash", "sid", "amr"} {
		if claims[name] == nil {
			t.Errorf("claim %s is missing", name)
		}
	}
	if header.Algorithm != "RS256" || header.KeyID == "" {
		t.Errorf("header: %+v", header)
	}
	if tokens["token_type"] != "Bearer" || tokens["expires_in"] != 3600.0 || tokens["refresh_token"] == nil {
		t.Errorf("answer: %v", tokens)
	}
	if got := tokens["scope"]; got != "openid offline_access profile email" {
		t.Errorf("scope: %v", got)
	}
}

func TestCodeExchangeRefusals(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c, other := p.Client(models.ApplicationTraditional), p.Client(models.ApplicationTraditional)
	b := p.Browser()
	tests := []struct {
		name   string
		client *servertest.Client
		change servertest.Params
		error  string
	}{
		{"RFC 6749 4.1.3: no code", c, servertest.Params{"code": ""}, "invalid_request"},
		{"RFC 6749 4.1.3: unknown code", c, servertest.Params{"code": "nonsense"}, "invalid_grant"},
		{"RFC 6749 4.1.3: another redirect URI", c, servertest.Params{"redirect_uri": "https://app.example/other"}, "invalid_grant"},
		{"RFC 6749 4.1.3: no redirect URI", c, servertest.Params{"redirect_uri": ""}, "invalid_grant"},
		{"RFC 6749 4.1.3: another client", other, servertest.Params{"redirect_uri": c.RedirectURI}, "invalid_grant"},
		{"RFC 7636 4.6: no verifier", c, servertest.Params{"code_verifier": ""}, "invalid_grant"},
		{"RFC 7636 4.6: another verifier", c, servertest.Params{"code_verifier": servertest.Verifier + "x"}, "invalid_grant"},
		{"RFC 7636 4.1: a short verifier", c, servertest.Params{"code_verifier": "short"}, "invalid_grant"},
		{"RFC 8707 2.2: a resource not granted", c, servertest.Params{"resource": "https://default.logto.app/api"}, "invalid_target"},
		{"RFC 6749 5.2: unknown grant", c, servertest.Params{"grant_type": "password"}, "unsupported_grant_type"},
		{"RFC 6749 5.2: machine's grant", c, servertest.Params{"grant_type": "client_credentials"}, "unauthorized_client"},
		{"RFC 6749 5.2: no grant", c, servertest.Params{"grant_type": ""}, "invalid_request"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			code := p.Code(b, c, "alice", nil)
			answer := p.Exchange(test.client, code, test.change)
			if got := answer.JSON(); answer.StatusCode != http.StatusBadRequest || got["error"] != test.error || got["code"] != "oidc."+test.error {
				t.Errorf("got %d %v, want 400 %s", answer.StatusCode, got, test.error)
			}
			if answer.Header.Get("Cache-Control") != "no-store" {
				t.Error("the answer may be cached")
			}
		})
	}
}

// A code presented by the wrong client or with wrong parameters becomes invalid.
func TestMismatchBurnsCode(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c, other := p.Client(models.ApplicationTraditional), p.Client(models.ApplicationTraditional)
	code := p.Code(p.Browser(), c, "alice", nil)
	if answer := p.Exchange(other, code, servertest.Params{"redirect_uri": c.RedirectURI}); answer.StatusCode != http.StatusBadRequest {
		t.Fatalf("another client: %d", answer.StatusCode)
	}
	if answer := p.Exchange(c, code, nil); answer.JSON()["error"] != "invalid_grant" {
		t.Errorf("the burnt code: %d %s", answer.StatusCode, answer.Text)
	}
}

// RFC 6749 4.1.2: a code is used once; a second use revokes what the first issued.
func TestCodeReuseRevokes(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	code := p.Code(p.Browser(), c, "alice", nil)
	tokens := p.Exchange(c, code, nil).JSON()
	if answer := p.UserInfo(tokens["access_token"].(string)); answer.StatusCode != http.StatusOK {
		t.Fatalf("userinfo before: %d %s", answer.StatusCode, answer.Text)
	}
	if answer := p.Exchange(c, code, nil); answer.JSON()["error"] != "invalid_grant" {
		t.Fatalf("second use: %d %s", answer.StatusCode, answer.Text)
	}
	if answer := p.UserInfo(tokens["access_token"].(string)); answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("userinfo after: %d %s", answer.StatusCode, answer.Text)
	}
	if answer := p.Refresh(c, tokens["refresh_token"].(string), nil); answer.JSON()["error"] != "invalid_grant" {
		t.Errorf("refresh after: %d %s", answer.StatusCode, answer.Text)
	}
}

func TestParallelRedemption(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	code := p.Code(p.Browser(), c, "alice", nil)
	var wait sync.WaitGroup
	statuses := make(chan int, 4)
	for range 4 {
		wait.Go(func() { statuses <- p.Exchange(c, code, nil).StatusCode })
	}
	wait.Wait()
	close(statuses)
	succeeded := 0
	for status := range statuses {
		if status == http.StatusOK {
			succeeded++
		}
	}
	if succeeded > 1 {
		t.Errorf("%d redemptions of one code succeeded", succeeded)
	}
}

func TestCodeExpires(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	code := p.Code(p.Browser(), c, "alice", nil)
	p.Advance(61 * time.Second)
	if answer := p.Exchange(c, code, nil); answer.JSON()["error"] != "invalid_grant" {
		t.Errorf("got %d %s", answer.StatusCode, answer.Text)
	}
}

// RFC 9700 4.8.2: a verifier without a challenge is refused, and the reverse.
func TestPKCEDowngrade(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	without := servertest.Params{"code_challenge": "", "code_challenge_method": ""}
	b := p.Browser()
	if answer := p.Exchange(c, p.Code(b, c, "alice", without), nil); answer.JSON()["error"] != "invalid_grant" {
		t.Errorf("verifier without challenge: %d %s", answer.StatusCode, answer.Text)
	}
	if answer := p.Exchange(c, p.Code(b, c, "alice", without), servertest.Params{"code_verifier": ""}); answer.StatusCode != http.StatusOK {
		t.Errorf("neither: %d %s", answer.StatusCode, answer.Text)
	}
}

// OpenID Connect Core 1.0, section 11: consent, or other conditions for processing
// the request, permit offline access.
func TestRefreshTokenIsIssuedWhenDue(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	always := func(value bool) func(*servertest.Registration) {
		return func(a *servertest.Registration) { a.CustomClientMetadata.AlwaysIssueRefreshToken = &value }
	}
	const web, spa, native = models.ApplicationTraditional, models.ApplicationSPA, models.ApplicationNative
	asks, online := servertest.Params{"prompt": ""}, servertest.Params{"prompt": "", "scope": "openid"}
	tests := []struct {
		name   string
		client *servertest.Client
		change servertest.Params
		want   bool
	}{
		{"offline_access with consent", p.Client(web), nil, true},
		{"offline_access, the operator has vouched", p.Client(web), asks, true},
		{"offline_access, SPA", p.Client(spa), asks, true},
		{"offline_access, native", p.Client(native), asks, true},
		{"no offline_access", p.Client(web), online, false},
		{"no offline_access, with consent", p.Client(web), servertest.Params{"scope": "openid"}, false},
		{"always", p.Client(web, always(true)), online, true},
		{"always, SPA", p.Client(spa, always(true)), online, true},
		{"always, native", p.Client(native, always(true)), online, true},
		{"only with consent: without", p.Client(web, always(false)), asks, false},
		{"only with consent: with", p.Client(web, always(false)), nil, true},
		{"only with consent: SPA without", p.Client(spa, always(false)), asks, false},
		{"only with consent: not requested", p.Client(web, always(false)), servertest.Params{"scope": "openid"}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tokens := p.SignIn(test.client, "alice", test.change)
			if got := tokens["refresh_token"] != nil; got != test.want {
				t.Errorf("refresh token: %v, want %v", got, test.want)
			}
		})
	}
}
