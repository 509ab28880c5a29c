//go:build e2e

package e2e_test

import (
	"fmt"
	"net/http"
	"testing"

	"golang.org/x/oauth2"
)

var springVersions = []string{"3.5", "4.0"}

// startSpring runs the application of a version as one of its profiles.
func startSpring(t *testing.T, version, profile, origin string, environ ...string) {
	t.Helper()
	archive := builtClient(t, "spring-boot/target/"+version+"/client.jar")
	startClient(t, origin, "spring-boot", environ, "java", "-XX:TieredStopAtLevel=1", "-jar", archive,
		"--server.address=localhost", "--server.port="+portOf(t, origin), "--spring.profiles.active="+profile)
}

// Spring sends no PKCE for an application with a secret, takes RS256 ID tokens
// alone and compares the ID token of a refresh with the first.
func TestClientSpringBoot(t *testing.T) {
	t.Parallel()
	for _, version := range springVersions {
		t.Run(version, func(t *testing.T) {
			s, origin := sharedSite(t), newClientOrigin(t)
			app := s.addApplication(t, "Spring", "Traditional", origin+"/login/oauth2/code/portico", "--post-logout-redirect-uri", origin)
			ada := s.addAccount(t, "ada_spring_"+app.ID)
			startSpring(t, version, "client", origin, s.environFor(app)...)

			v := mustVisitor(t, s, origin)
			if got := shown[account](t, v.signInToClient(t, origin+"/", ada)); got != ada {
				t.Errorf("signed in, the client shows %+v, want %+v", got, ada)
			}
			type held struct{ AccessToken string }
			first := shown[held](t, v.mustOpen(t, origin+"/token", 200))
			if second := shown[held](t, v.mustOpen(t, origin+"/token", 200)); second == first || second.AccessToken == "" {
				t.Errorf("refreshed, the client holds %+v, before %+v", second, first)
			}

			v.leaveClient(t, v.mustOpen(t, origin+"/leave", 200), "logout")
			v.mustAsk(t, origin+"/")
		})
	}
}

// Spring's resource server knows RFC 7519 and RS256: it refuses the type at+jwt.
func TestClientSpringBootJWT(t *testing.T) {
	t.Parallel()
	for _, version := range springVersions {
		t.Run(version, func(t *testing.T) {
			s, origin := sharedSite(t), newClientOrigin(t)
			keeper := s.addMachine(t, "Keeper", "--management-api")
			shop, other := keeper.addResource(t, version+"/jwt/shop"), keeper.addResource(t, version+"/jwt/other")
			startSpring(t, version, "jwt", origin, "ISSUER="+s.issuer(), "AUDIENCE="+shop)
			verifyResourceServer(t, s, origin, shop, other)
		})
	}
}

func TestClientSpringBootIntrospection(t *testing.T) {
	t.Parallel()
	for _, version := range springVersions {
		t.Run(version, func(t *testing.T) {
			s, origin := sharedSite(t), newClientOrigin(t)
			keeper := s.addMachine(t, "Keeper", "--management-api")
			shop, other := keeper.addResource(t, version+"/introspection/shop"), keeper.addResource(t, version+"/introspection/other")
			server := s.addMachine(t, "Shop")
			keeper.manage(t, http.MethodPatch, "/applications/"+server.ID,
				fmt.Sprintf(`{"customClientMetadata":{"introspectionResources":[%q]}}`, shop), &struct{}{})
			startSpring(t, version, "introspection", origin, s.environFor(server.application)...)
			verifyResourceServer(t, s, origin, shop, other)
		})
	}
}

// addResource registers an API whose access tokens are plain JWTs, and returns
// its indicator.
func (m machine) addResource(t *testing.T, name string) string {
	t.Helper()
	indicator := "https://api.example/" + name
	m.manage(t, http.MethodPost, "/resources",
		fmt.Sprintf(`{"name":%q,"indicator":%q,"accessTokenType":"JWT","accessTokenSigningAlg":"RS256"}`, name, indicator), &struct{}{})
	return indicator
}

// verifyResourceServer calls an API for shop with good tokens and with bad ones.
func verifyResourceServer(t *testing.T, s *site, origin, shop, other string) {
	t.Helper()
	caller := s.addMachine(t, "Caller")
	good := caller.token(t, shop)
	ada := s.addAccount(t, "ada_"+caller.ID)
	held := s.tokensOf(t, ada, shop)
	for name, test := range map[string]struct {
		token, sub string
		status     int
	}{
		"a machine's token":            {good, caller.ID, 200},
		"a person's token":             {held.AccessToken, ada.Sub, 200},
		"no token":                     {"", "", 401},
		"garbage":                      {"x", "", 401},
		"a token for another API":      {caller.token(t, other), "", 401},
		"a token with a bad signature": {good[:len(good)-8] + "AAAAAAAA", "", 401},
		"an ID token":                  {held.Extra("id_token").(string), "", 401},
	} {
		if status, sub := callWith(t, origin+"/", test.token); status != test.status || sub != test.sub {
			t.Errorf("%s: status %d for %q, want %d for %q", name, status, sub, test.status, test.sub)
		}
	}
}

// tokensOf signs a person in to an application that calls an API.
func (s *site) tokensOf(t *testing.T, a account, resource string) *oauth2.Token {
	t.Helper()
	app := s.addApplication(t, "Caller", "Traditional", callbackURI)
	client := oauth2.Config{
		ClientID: app.ID, ClientSecret: app.Secret, RedirectURL: callbackURI, Scopes: []string{"openid"},
		Endpoint: oauth2.Endpoint{AuthURL: s.issuer() + "/auth", TokenURL: s.issuer() + "/token"},
	}
	forResource := oauth2.SetAuthURLParam("resource", resource)
	code := mustCode(t, "the-state")(mustVisitor(t, s).signIn(client.AuthCodeURL("the-state", forResource), a.Username))
	held, err := client.Exchange(t.Context(), code, forResource)
	if err != nil {
		t.Fatalf("code exchange: %v", err)
	}
	return held
}
