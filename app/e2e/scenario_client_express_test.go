//go:build e2e

package e2e_test

import "testing"

// The client of Auth0 for Express takes RS256 ID tokens by default, and answers
// in a query when it is told to use codes.
func TestClientExpressOpenIDConnect(t *testing.T) {
	t.Parallel()
	builtClient(t, "express-openid-connect/node_modules")
	s, origin := sharedSite(t), newClientOrigin(t)
	app := s.addApplication(t, "Express", "Traditional", origin+"/callback", "--post-logout-redirect-uri", origin)
	ada := s.addAccount(t, "ada_express")
	startClient(t, origin, "express-openid-connect", append(s.environFor(app), "BASE_URL="+origin), "node", "index.js")

	v := mustVisitor(t, s, origin)
	if got := shown[account](t, v.signInToClient(t, origin+"/login", ada)); got != ada {
		t.Errorf("signed in, the client shows %+v, want %+v", got, ada)
	}
	if got := shown[account](t, v.mustOpen(t, origin+"/userinfo", 200)); got != ada {
		t.Errorf("userinfo shows %+v, want %+v", got, ada)
	}
	if got, want := shown[renewal](t, v.mustOpen(t, origin+"/refresh", 200)), (renewal{ada, true}); got != want {
		t.Errorf("refreshed, the client shows %+v, want %+v", got, want)
	}

	if got := shown[account](t, v.mustSignOut(t, origin+"/logout")); got != (account{}) {
		t.Errorf("signed out, the client shows %+v", got)
	}
	v.mustAsk(t, origin+"/login")
}
