//go:build e2e

package e2e_test

import (
	"net/http"
	"net/url"
	"os/exec"
	"testing"
)

// mod_auth_openidc signs people out with the ID token of its session as a hint.
func TestClientModAuthOpenIDC(t *testing.T) {
	t.Parallel()
	apache, err := exec.LookPath("apache2")
	if err != nil {
		missing(t, "apache2 with mod_auth_openidc (.ci/install.sh apache)")
	}
	s, origin := sharedSite(t), newClientOrigin(t)
	redirectURI := origin + "/secure/redirect_uri"
	app := s.addApplication(t, "Apache", "Traditional", redirectURI, "--post-logout-redirect-uri", origin+"/")
	ada := s.addAccount(t, "ada_apache")
	environ := append(s.environFor(app), "ORIGIN="+origin, "PORT="+portOf(t, origin), "FOLDER="+t.TempDir(),
		"UPSTREAM="+newOrigin(t, http.HandlerFunc(showHeaders)))
	configuration := builtClient(t, "mod_auth_openidc/httpd.conf")
	startClient(t, origin, "mod_auth_openidc", environ, apache, "-f", configuration, "-D", "FOREGROUND")

	// passed is what the module passes to the application behind it.
	type passed struct {
		Sub      string `json:"Oidc_claim_sub"`
		Username string `json:"Oidc_claim_username"`
		Name     string `json:"Oidc_claim_name"`
		Email    string `json:"Oidc_claim_email"`
	}
	v := mustVisitor(t, s, origin)
	if got, want := shown[passed](t, v.signInToClient(t, origin+"/secure/", ada)), passed(ada); got != want {
		t.Errorf("signed in, the application gets %+v, want %+v", got, want)
	}
	type held struct {
		AccessToken string `json:"access_token"`
	}
	first := shown[held](t, v.mustOpen(t, redirectURI+"?info=json", 200))
	if second := awaitOther(t, v, redirectURI+"?info=json&access_token_refresh_interval=1", first); second.AccessToken == "" {
		t.Error("refreshed, the module holds no access token")
	}

	v.mustSignOut(t, redirectURI+"?"+url.Values{"logout": {origin + "/"}}.Encode())
	v.mustAsk(t, origin+"/secure/")
}
