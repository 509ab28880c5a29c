//go:build e2e

package e2e_test

import (
	"testing"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
	"golang.org/x/oauth2"
)

// The command line rotates keys while the program is running: earlier signatures remain
// valid, later ones use another key.
func TestKeyRotation(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	app := s.addApplication(t, "Rotation", "Traditional", callbackURI)
	s.addUser(t, "uma")
	provider, err := oidc.NewProvider(t.Context(), s.issuer())
	if err != nil {
		t.Fatalf("discovery: %v", err)
	}
	client := oauth2.Config{
		ClientID: app.ID, ClientSecret: app.Secret, Endpoint: provider.Endpoint(), RedirectURL: callbackURI, Scopes: scopes,
	}
	v := mustVisitor(t, s)
	before := redeem(t, client, mustCode(t, "s")(v.signIn(client.AuthCodeURL("s"), "uma")))
	verifyIDToken(t, provider, app, before)
	s.command(t, "", "keys", "rotate")
	after := redeem(t, client, mustCode(t, "s")(v.pass(client.AuthCodeURL("s"))))

	// A new client reads the published keys again.
	fresh, err := oidc.NewProvider(t.Context(), s.issuer())
	if err != nil {
		t.Fatalf("discovery: %v", err)
	}
	for _, token := range []*oauth2.Token{before, after} {
		verifyIDToken(t, fresh, app, token)
	}
	verifyIDToken(t, provider, app, after) // an earlier client as well
	if first, second := keyOf(t, before), keyOf(t, after); first == second {
		t.Errorf("both ID tokens are signed with the key %s", first)
	}
}

func redeem(t *testing.T, client oauth2.Config, code string) *oauth2.Token {
	t.Helper()
	token, err := client.Exchange(t.Context(), code)
	if err != nil {
		t.Fatalf("code exchange: %v", err)
	}
	return token
}

func keyOf(t *testing.T, token *oauth2.Token) string {
	t.Helper()
	raw, _ := token.Extra("id_token").(string)
	signed, err := jose.ParseSignedCompact(raw, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		t.Fatalf("read the ID token: %v", err)
	}
	return signed.Signatures[0].Header.KeyID
}
