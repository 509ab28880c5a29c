//go:build e2e

package e2e_test

import (
	"testing"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

func TestClientGoOIDC(t *testing.T) {
	t.Parallel()
	s, ctx := sharedSite(t), t.Context()
	app := s.addApplication(t, "Go", "Traditional", callbackURI)
	provider, err := oidc.NewProvider(ctx, s.issuer())
	if err != nil {
		t.Fatalf("discovery: %v", err)
	}
	client := oauth2.Config{
		ClientID: app.ID, ClientSecret: app.Secret, Endpoint: provider.Endpoint(), RedirectURL: callbackURI, Scopes: scopes,
	}
	verifier := oauth2.GenerateVerifier()
	authorization := client.AuthCodeURL("the-state", oidc.Nonce("the-nonce"),
		oauth2.S256ChallengeOption(verifier), oauth2.SetAuthURLParam("prompt", "consent"))
	s.addUser(t, "gopher", "--email", "gopher@example.com", "--name", "Go Pher")
	code := mustCode(t, "the-state")(mustVisitor(t, s).signIn(authorization, "gopher"))
	token, err := client.Exchange(ctx, code, oauth2.VerifierOption(verifier))
	if err != nil {
		t.Fatalf("code exchange: %v", err)
	}
	first := verifyIDToken(t, provider, app, token)
	if first.Nonce != "the-nonce" {
		t.Errorf("the ID token has nonce %q, want the one that was sent", first.Nonce)
	}

	info, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		t.Fatalf("userinfo: %v", err)
	}
	if info.Email != "gopher@example.com" || !info.EmailVerified || info.Subject != first.Subject {
		t.Errorf("userinfo is %+v, want the verified address of %s", info, first.Subject)
	}

	refreshed, err := client.TokenSource(ctx, &oauth2.Token{RefreshToken: token.RefreshToken}).Token()
	if err != nil {
		t.Fatalf("refresh: %v", err)
	}
	if again := verifyIDToken(t, provider, app, refreshed); again.Subject != first.Subject {
		t.Errorf("refresh gave an ID token of %s, want %s", again.Subject, first.Subject)
	}
}

// verifyIDToken makes the client check signature, issuer, audience, times and at_hash.
func verifyIDToken(t *testing.T, provider *oidc.Provider, app application, token *oauth2.Token) *oidc.IDToken {
	t.Helper()
	raw, _ := token.Extra("id_token").(string)
	checked, err := provider.Verifier(&oidc.Config{ClientID: app.ID}).Verify(t.Context(), raw)
	if err != nil {
		t.Fatalf("ID token: %v", err)
	}
	if checked.AccessTokenHash == "" {
		return checked
	}
	if err := checked.VerifyAccessToken(token.AccessToken); err != nil {
		t.Errorf("at_hash: %v", err)
	}
	return checked
}
