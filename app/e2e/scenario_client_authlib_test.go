//go:build e2e

package e2e_test

import "testing"

// Authlib's client for Flask.
func TestClientAuthlib(t *testing.T) {
	t.Parallel()
	flask := builtClient(t, "authlib/.venv/bin/flask")
	s, origin := sharedSite(t), newClientOrigin(t)
	app := s.addApplication(t, "Authlib", "Traditional", origin+"/auth")
	ada := s.addAccount(t, "ada_authlib")
	startClient(t, origin, "authlib", s.environFor(app), flask, "run", "--host", "localhost", "--port", portOf(t, origin))

	v := mustVisitor(t, s, origin)
	if got := shown[account](t, v.signInToClient(t, origin+"/login", ada)); got != ada {
		t.Errorf("signed in, the client shows %+v, want %+v", got, ada)
	}
	if got, want := shown[renewal](t, v.mustOpen(t, origin+"/refresh", 200)), (renewal{ada, true}); got != want {
		t.Errorf("refreshed, the client shows %+v, want %+v", got, want)
	}
}

// Authlib's resource server knows RFC 9068, which API resources keep to unless
// they say otherwise.
func TestClientAuthlibResourceServer(t *testing.T) {
	t.Parallel()
	flask := builtClient(t, "authlib/.venv/bin/flask")
	s, origin := sharedSite(t), newClientOrigin(t)
	keeper := s.addMachine(t, "Keeper", "--management-api")
	shop, other := keeper.addResource(t, "authlib/shop", nil), keeper.addResource(t, "authlib/other", nil)
	startClient(t, origin, "authlib", []string{"ISSUER=" + s.issuer(), "AUDIENCE=" + shop.indicator},
		flask, "--app", "resource", "run", "--host", "localhost", "--port", portOf(t, origin))
	keeper.verifyResourceServer(t, origin, shop, other)
}
