//go:build e2e

package e2e_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// shown returns what the console shows next to a label of the endpoints.
func (b *tab) shown(label string) string {
	b.t.Helper()
	const read = `[...document.querySelectorAll("dt")].find((term) => term.textContent.trim() === LABEL)
		.nextElementSibling.querySelector("[data-copy]").dataset.copy`
	return ask(b, chromedp.Evaluate[string](strings.Replace(read, "LABEL", quote(label), 1)))
}

// createApplication creates a web application in the console and returns what a client
// needs, as the console shows it.
func (b *tab) createApplication(name, redirectURI string) (issuer string, app application) {
	b.t.Helper()
	b.open(b.site.url + "/console/applications/new")
	b.typeInto("#name", name)
	b.typeInto("input[name=redirectUris]", redirectURI)
	b.submit("#application-create")
	b.see(".toast, .notice, [role=status]")
	b.open(strings.SplitN(b.location(), "?", 2)[0])
	b.submit(".tabs a[href$='/endpoints']")
	b.see("#secrets")
	app.ID = b.shown("Client ID")
	b.click("#secrets .secret summary")
	app.Secret = ask(b, chromedp.Evaluate[string](`document.querySelector("#secrets .secret [data-copy]").dataset.copy`))
	return b.shown("Issuer"), app
}

// createUser creates a user in the console and returns the password it shows.
func (b *tab) createUser(username string) string {
	b.t.Helper()
	b.open(b.site.url + "/console/users/new")
	b.typeInto("#username", username)
	b.click("#user-form button[type=submit]")
	b.see("[data-page=user-made-password-page]")
	return b.text(".notice code")
}

// TestNewcomer sets up an installation with only what its pages say: an application, a
// user and a third-party client; then it suspends the user.
func TestNewcomer(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	operator := newTab(t, s)
	operator.welcome(s.setUpLink(t), "root")
	origin := newOrigin(t, http.HandlerFunc(showArrival))
	issuer, app := operator.createApplication("Storefront", origin+"/callback")
	secret := operator.createUser("ada")

	provider, err := oidc.NewProvider(t.Context(), issuer)
	if err != nil {
		t.Fatalf("discovery: %v", err)
	}
	client := oauth2.Config{
		ClientID: app.ID, ClientSecret: app.Secret, Endpoint: provider.Endpoint(),
		RedirectURL: origin + "/callback", Scopes: []string{"openid", "profile"},
	}
	verifier := oauth2.GenerateVerifier()
	request := client.AuthCodeURL("the-state", oauth2.S256ChallengeOption(verifier))
	person := newTab(t, s, origin)
	person.open(request)
	person.signIn("ada", secret)
	tokens, err := client.Exchange(t.Context(), person.arrived().Get("code"), oauth2.VerifierOption(verifier))
	if err != nil {
		t.Fatalf("code exchange: %v", err)
	}
	verifyIDToken(t, provider, app, tokens)

	operator.rotateKeys()
	person.open(request)
	after, err := client.Exchange(t.Context(), person.arrived().Get("code"), oauth2.VerifierOption(verifier))
	if err != nil {
		t.Fatalf("code exchange after the rotation: %v", err)
	}
	verifyIDToken(t, provider, app, after)
	if first, second := keyOf(t, tokens), keyOf(t, after); first == second {
		t.Errorf("both ID tokens are signed with the key %s", first)
	}
	verifyIDToken(t, provider, app, tokens) // earlier signatures remain valid

	operator.suspend("ada")
	if _, err := provider.UserInfo(t.Context(), oauth2.StaticTokenSource(after)); err == nil {
		t.Error("the access token of a suspended person still opens userinfo")
	}
	person.open(request + "&prompt=none")
	if got := person.arrived().Get("error"); got != "login_required" {
		t.Errorf("prompt=none says %q after the suspension, want login_required", got)
	}
	person.open(request)
	person.signIn("ada", secret)
	person.see("#form-error")
}

// rotateKeys rotates the keys that sign ID tokens, while signed in.
func (b *tab) rotateKeys() {
	b.t.Helper()
	b.open(b.site.url + "/console/signing-keys")
	b.click("#rotate-RS256")
	b.see("#dialog[open] button[type=submit]")
	b.submit("#dialog button[type=submit]")
	b.see(".toast")
	if n := b.count("table tr"); n < 5 {
		b.t.Errorf("%d rows of keys after a rotation", n)
	}
}

// suspend suspends a person through the search.
func (b *tab) suspend(username string) {
	b.t.Helper()
	b.open(b.site.url + "/console")
	b.do(chromedp.KeyEvent("k", chromedp.KeyModifiers(2))) // Control
	b.see("#dialog[open] .palette input")
	b.do(insert(username))
	b.see("#search-results a[href*='/console/users/']")
	b.submit("#search-results a[href*='/console/users/']")
	b.click("a[href$='/suspension']")
	b.see("#dialog[open] button[type=submit]")
	b.submit("#dialog button[type=submit]")
	b.see(".badge.bad")
}
