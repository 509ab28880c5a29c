//go:build e2e

package e2e_test

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"testing"
)

// quote returns a string as a JavaScript literal.
func quote(text string) string {
	quoted, _ := json.Marshal(text) // a string always has a JSON form
	return string(quoted)
}

// register fills in the sign-up page.
func (b *tab) register(username, secret string) {
	b.t.Helper()
	b.see("#register-form")
	b.typeInto("#identifier", username)
	b.typeInto("#newPassword", secret)
	b.submit("#register-form button[type=submit]")
}

// signIn fills in the sign-in page.
func (b *tab) signIn(username, secret string) {
	b.t.Helper()
	b.see("#sign-in-form")
	b.typeInto("#identifier", username)
	b.typeInto("#password", secret)
	b.submit("#sign-in-form button[type=submit]")
}

// webApp is an application on another origin that only shows the response it gets.
type webApp struct {
	application
	site        *site
	origin      string
	redirectURI string
}

// newWebApp registers an application and serves the page to which users return.
func newWebApp(t *testing.T, s *site, name string, flags ...string) webApp {
	t.Helper()
	origin := newOrigin(t, http.HandlerFunc(showArrival))
	redirectURI := origin + "/callback"
	flags = append(flags, "--post-logout-redirect-uri", origin+"/bye")
	return webApp{s.addApplication(t, name, "Traditional", redirectURI, flags...), s, origin, redirectURI}
}

// showArrival shows that the user has returned, and what was posted.
func showArrival(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm() // malformed input shows as nothing
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = fmt.Fprintf(w, `<!doctype html><html lang="en"><title>App</title><link rel="icon" href="data:,">
<h1 id="arrived">Arrived</h1><p id="posted">%s</p>`, html.EscapeString(r.PostForm.Encode()))
}

// authorization returns the address of an authorization request; more are additional parameters.
func (a webApp) authorization(more map[string]string) string {
	query := url.Values{
		"client_id": {a.ID}, "redirect_uri": {a.redirectURI}, "response_type": {"code"},
		"scope": {"openid profile"}, "state": {"the-state"},
	}
	for name, value := range more {
		query.Set(name, value)
	}
	return a.site.issuer() + "/auth?" + query.Encode()
}

// arrived waits for the application and returns the parameters of the response.
func (b *tab) arrived() url.Values {
	b.t.Helper()
	b.see("#arrived")
	u, err := url.Parse(b.location())
	if err != nil {
		b.t.Fatal(err)
	}
	return u.Query()
}
