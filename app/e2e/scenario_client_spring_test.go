//go:build e2e

package e2e_test

import (
	"net/http"
	"testing"
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

// plainJWT is for resource servers that know RFC 7519 and nothing newer.
var plainJWT = map[string]any{"accessTokenType": "JWT", "accessTokenSigningAlg": "RS256"}

// Spring's resource server knows RFC 7519: it refuses the type at+jwt.
func TestClientSpringBootJWT(t *testing.T) {
	t.Parallel()
	for _, version := range springVersions {
		t.Run(version, func(t *testing.T) {
			s, origin := sharedSite(t), newClientOrigin(t)
			keeper := s.addMachine(t, "Keeper", "--management-api")
			shop, other := keeper.addResource(t, version+"/jwt/shop", plainJWT), keeper.addResource(t, version+"/jwt/other", plainJWT)
			startSpring(t, version, "jwt", origin, "ISSUER="+s.issuer(), "AUDIENCE="+shop.indicator)
			keeper.verifyResourceServer(t, origin, shop, other)
		})
	}
}

// Spring's other resource server asks about every token, JWT or opaque.
func TestClientSpringBootIntrospection(t *testing.T) {
	t.Parallel()
	for _, version := range springVersions {
		t.Run(version, func(t *testing.T) {
			s, origin := sharedSite(t), newClientOrigin(t)
			keeper := s.addMachine(t, "Keeper", "--management-api")
			shop, other := keeper.addResource(t, version+"/introspection/shop", nil), keeper.addResource(t, version+"/introspection/other", nil)
			server := s.addMachine(t, "Shop")
			keeper.manage(t, http.MethodPatch, "/applications/"+server.ID, map[string]any{
				"customClientMetadata": map[string]any{
					"introspectionResources": []string{shop.indicator}, "isResourceServer": true,
				},
			})
			startSpring(t, version, "introspection", origin, s.environFor(server.application)...)
			keeper.verifyResourceServer(t, origin, shop, other)

			bob := s.addAccount(t, "bob_"+server.ID)
			opaque := s.tokensOf(t, bob, resource{}).AccessToken
			if status, sub := callWith(t, origin+"/", opaque); status != http.StatusOK || sub != bob.Sub {
				t.Errorf("an opaque token: status %d for %q, want 200 for %q", status, sub, bob.Sub)
			}
		})
	}
}
