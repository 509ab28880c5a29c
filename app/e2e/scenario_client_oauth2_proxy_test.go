//go:build e2e

package e2e_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"
)

// forwarded is what a proxy tells the application behind it.
type forwarded struct {
	Sub      string `json:"X-Forwarded-User"`
	Username string `json:"X-Forwarded-Preferred-Username"`
	Email    string `json:"X-Forwarded-Email"`
	Token    string `json:"X-Forwarded-Access-Token"`
}

// oauth2-proxy refuses people without a verified address.
func TestClientOAuth2Proxy(t *testing.T) {
	t.Parallel()
	proxy := builtClient(t, "oauth2-proxy/oauth2-proxy")
	s, origin := sharedSite(t), newClientOrigin(t)
	app := s.addApplication(t, "Proxy", "Traditional", origin+"/oauth2/callback", "--post-logout-redirect-uri", origin+"/ping")
	ada := s.addAccount(t, "ada_proxy")
	startClient(t, origin, "oauth2-proxy", nil, proxy,
		"--http-address=localhost:"+portOf(t, origin), "--upstream="+newOrigin(t, http.HandlerFunc(showHeaders)),
		"--provider=oidc", "--oidc-issuer-url="+s.issuer(), "--client-id="+app.ID, "--client-secret="+app.Secret,
		"--redirect-url="+origin+"/oauth2/callback", "--scope=openid email profile offline_access", "--email-domain=*",
		"--cookie-secret=0123456789abcdef", "--cookie-secure=false", "--cookie-refresh=1s",
		"--pass-access-token", "--skip-provider-button", "--whitelist-domain=localhost:"+portOf(t, s.url))

	v := mustVisitor(t, s, origin)
	first := shown[forwarded](t, v.signInToClient(t, origin+"/", ada))
	if want := (forwarded{ada.Sub, ada.Username, ada.Email, first.Token}); first != want || first.Token == "" {
		t.Errorf("signed in, the application gets %+v, want %+v and an access token", first, want)
	}
	second := awaitOther(t, v, origin+"/", first)
	if want := (forwarded{ada.Sub, ada.Username, ada.Email, second.Token}); second != want || second.Token == "" {
		t.Errorf("refreshed, the application gets %+v, want %+v and an access token", second, want)
	}

	endSession := s.issuer() + "/session/end?" + url.Values{
		"client_id": {app.ID}, "post_logout_redirect_uri": {origin + "/ping"},
	}.Encode()
	v.mustSignOut(t, origin+"/oauth2/sign_out?"+url.Values{"rd": {endSession}}.Encode())
	v.mustAsk(t, origin+"/")
}

// showHeaders shows what a request carries.
func showHeaders(w http.ResponseWriter, r *http.Request) {
	values := map[string]string{}
	for name := range r.Header {
		values[name] = r.Header.Get(name)
	}
	_ = json.NewEncoder(w).Encode(values)
}
