package token_test

import (
	"net/http"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

// RFC 6749, section 5.1: expires_in is the lifetime of the access token. An opaque
// one ends with its grant, which ends with the session or the last refresh token.
func TestExpiresInOfOpaqueTokens(t *testing.T) {
	const left = 10 * time.Minute
	tests := []struct {
		name  string
		kind  models.ApplicationType
		scope string
		// answer requests a token after the session has begun.
		answer func(p *servertest.Provider, b *servertest.Browser, c *servertest.Client, tokens map[string]any) *servertest.Response
		passed time.Duration // since the session began
		want   time.Duration
	}{
		{"a young session", models.ApplicationTraditional, "openid", exchangeAgain, time.Minute, time.Hour},
		{"just long enough", models.ApplicationTraditional, "openid", exchangeAgain, sessionLife - time.Hour, time.Hour},
		{"a session that is about to end", models.ApplicationTraditional, "openid", exchangeAgain, sessionLife - left, left},
		{"offline access outlives the session", models.ApplicationTraditional, "openid offline_access", exchangeAgain, sessionLife - left, time.Hour},
		{"a refresh token that is about to end", models.ApplicationSPA, "openid offline_access", refreshAgain, refreshLife - left, left},
		{"a refresh token that is renewed", models.ApplicationTraditional, "openid offline_access", refreshAgain, refreshLife - left, time.Hour},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := servertest.New(t)
			p.User("alice")
			c, b := p.Client(test.kind), p.Browser()
			first := p.Exchange(c, p.Code(b, c, "alice", servertest.Params{"scope": test.scope}), nil)
			p.Advance(test.passed)
			answer := test.answer(p, b, c, first.JSON())
			if answer.StatusCode != http.StatusOK {
				t.Fatalf("%d %s", answer.StatusCode, answer.Text)
			}
			if got := answer.JSON()["expires_in"]; got != test.want.Seconds() {
				t.Errorf("expires_in is %v, want %v", got, test.want.Seconds())
			}
			token, _ := answer.JSON()["access_token"].(string)
			p.Advance(test.want - time.Second)
			if got := p.UserInfo(token).StatusCode; got != http.StatusOK {
				t.Errorf("a second before its end: %d", got)
			}
			p.Advance(time.Second)
			if got := p.UserInfo(token).StatusCode; got != http.StatusUnauthorized {
				t.Errorf("at its end: %d", got)
			}
		})
	}
}

// Unaffected lifetimes.
const (
	sessionLife = 14 * 24 * time.Hour
	refreshLife = 14 * 24 * time.Hour
)

// exchangeAgain signs in to the client again in the existing session.
func exchangeAgain(p *servertest.Provider, b *servertest.Browser, c *servertest.Client, tokens map[string]any) *servertest.Response {
	scope, _ := tokens["scope"].(string)
	return p.Exchange(c, p.Code(b, c, "alice", servertest.Params{"scope": scope}), nil)
}

func refreshAgain(p *servertest.Provider, _ *servertest.Browser, c *servertest.Client, tokens map[string]any) *servertest.Response {
	token, _ := tokens["refresh_token"].(string)
	return p.Refresh(c, token, nil)
}
