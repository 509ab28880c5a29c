package introspect_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/server/servertest"
	"portico/models"
)

func introspect(t *testing.T, p *servertest.Provider, c *servertest.Client, token string) *servertest.Response {
	t.Helper()
	values := url.Values{"client_id": {c.ID}, "client_secret": {c.Secret}, "token": {token}}
	return p.PostForm("/oidc/token/introspection", values, nil)
}

func TestIntrospection(t *testing.T) {
	p := servertest.New(t)
	alice := p.User("alice")
	c, other := p.Client(models.ApplicationTraditional), p.Client(models.ApplicationTraditional)
	tokens := p.SignIn(c, "alice", nil)
	access, refresh := tokens["access_token"].(string), tokens["refresh_token"].(string)
	now := float64(p.Now().Unix())
	const scope, issuer = "openid offline_access profile email", "http://portico.test/oidc"
	inactive := map[string]any{"active": false}
	tests := []struct {
		name   string
		client *servertest.Client
		token  string
		want   map[string]any
	}{
		{"RFC 7662 2.2: access token", c, access, map[string]any{
			"active": true, "token_type": "Bearer", "client_id": c.ID, "sub": alice.ID, "iss": issuer,
			"scope": scope, "iat": now, "exp": now + 3600,
		}},
		{"RFC 7662 2.2: refresh token", c, refresh, map[string]any{
			"active": true, "client_id": c.ID, "sub": alice.ID, "iss": issuer,
			"scope": scope, "iat": now, "exp": now + 14*24*3600,
		}},
		{"RFC 7662 4: another client's token", other, access, inactive},
		{"RFC 7662 2.2: unknown", c, "nonsense", inactive},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, introspect(t, p, test.client, test.token).JSON()); diff != "" {
				t.Error(diff)
			}
		})
	}
	if answer := introspect(t, p, c, tokens["id_token"].(string)); answer.JSON()["error"] != "unsupported_token_type" {
		t.Errorf("a signed token: %d %s", answer.StatusCode, answer.Text)
	}
	if answer := introspect(t, p, c, ""); answer.JSON()["error"] != "invalid_request" {
		t.Errorf("no token: %d %s", answer.StatusCode, answer.Text)
	}
	if answer := introspect(t, p, &servertest.Client{Application: c.Application, Secret: "wrong"}, access); answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("RFC 7662 2.1, wrong secret: %d %s", answer.StatusCode, answer.Text)
	}
	p.Advance(time.Hour)
	if diff := cmp.Diff(inactive, introspect(t, p, c, access).JSON()); diff != "" {
		t.Errorf("an expired token: %s", diff)
	}
}
