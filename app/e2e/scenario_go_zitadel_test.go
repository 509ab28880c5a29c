//go:build e2e

package e2e_test

import (
	"net/url"
	"testing"

	"github.com/zitadel/oidc/v3/pkg/client/rp"
	"github.com/zitadel/oidc/v3/pkg/oidc"
)

var scopes = []string{"openid", "offline_access", "profile", "email"}

func TestClientZitadel(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	for name, register := range map[string]struct{ kind, username string }{
		"confidential": {"Traditional", "zita"},
		"public":       {"SPA", "zoe"},
	} {
		t.Run(name, func(t *testing.T) {
			app := s.addApplication(t, "Zitadel "+name, register.kind, callbackURI, "--post-logout-redirect-uri", callbackURI)
			zitadelFlow(t, s, app, register.username)
		})
	}
}

func zitadelFlow(t *testing.T, s *site, app application, username string) {
	ctx := t.Context()
	party, err := rp.NewRelyingPartyOIDC(ctx, s.issuer(), app.ID, app.Secret, callbackURI, scopes)
	if err != nil {
		t.Fatalf("discovery: %v", err)
	}
	const verifier = "M25iVXpKU3puUjFaYWg3T1NDTDQtcW1ROUY5YXlwalNoc0hhakxifmZHag"
	authorization := rp.AuthURL("the-state", party, rp.WithCodeChallenge(oidc.NewSHACodeChallenge(verifier)), rp.WithPrompt(oidc.PromptConsent))
	v := mustVisitor(t, s)
	code := mustCode(t, "the-state")(v.signUp(authorization, username))

	tokens, err := rp.CodeExchange[*oidc.IDTokenClaims](ctx, code, party, rp.WithCodeVerifier(verifier))
	if err != nil {
		t.Fatalf("code exchange: %v", err)
	}
	subject := tokens.IDTokenClaims.Subject
	info, err := rp.Userinfo[*oidc.UserInfo](ctx, tokens.AccessToken, tokens.TokenType, subject, party)
	if err != nil {
		t.Fatalf("userinfo: %v", err)
	}
	if got := info.Claims["username"]; got != username {
		t.Errorf("userinfo has username %v, want %s", got, username)
	}
	refreshed, err := rp.RefreshTokens[*oidc.IDTokenClaims](ctx, party, tokens.RefreshToken, "", "")
	if err != nil {
		t.Fatalf("refresh: %v", err)
	}
	if refreshed.IDTokenClaims.Subject != subject || refreshed.AccessToken == tokens.AccessToken {
		t.Errorf("refresh gave subject %s and the access token again: %v", refreshed.IDTokenClaims.Subject, refreshed.AccessToken == tokens.AccessToken)
	}
	zitadelSignOut(t, party, v, refreshed.IDToken)
	if err := rp.RevokeToken(ctx, party, refreshed.RefreshToken, "refresh_token"); err != nil {
		t.Fatalf("revocation: %v", err)
	}
	if _, err := rp.RefreshTokens[*oidc.IDTokenClaims](ctx, party, refreshed.RefreshToken, "", ""); err == nil {
		t.Error("the revoked refresh token still works")
	}
}

// zitadelSignOut signs out with the client, which follows the end session endpoint with
// its own HTTP client; that needs the user's cookies.
func zitadelSignOut(t *testing.T, party rp.RelyingParty, v *visitor, idToken string) {
	t.Helper()
	if _, err := rp.EndSession(t.Context(), party, idToken, callbackURI, "bye", "", nil); err != nil {
		t.Fatalf("end session without cookies: %v", err)
	}
	query := url.Values{"id_token_hint": {idToken}, "post_logout_redirect_uri": {callbackURI}, "state": {"bye"}}
	p, err := v.signOut(party.GetEndSessionEndpoint() + "?" + query.Encode())
	if err != nil {
		t.Fatalf("sign out: %v", err)
	}
	if want := callbackURI + "?state=bye"; p.outside != want {
		t.Errorf("sign-out went to %q, want %q", p.outside, want)
	}
}
