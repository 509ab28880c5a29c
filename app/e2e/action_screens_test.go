//go:build e2e

package e2e_test

import "testing"

// screen is one page in one state, and how a user gets there.
type screen struct {
	name     string
	origin   string // of the application
	username string
	show     func(*tab)
}

// screens returns all hosted pages.
func screens(t *testing.T, s *site, name, username string) []screen {
	t.Helper()
	first := newWebApp(t, s, name)
	third := newWebApp(t, s, name, "--third-party")
	native := webApp{s.addApplication(t, name, "Native", "http://127.0.0.1/callback"), s, first.origin, "http://127.0.0.1/callback"}
	username += first.ID
	s.addUser(t, username)
	signedIn := func(b *tab) {
		b.open(first.authorization(nil))
		b.signIn(username, password)
		b.arrived()
	}
	own := func(name string, show func(*tab)) screen { return screen{name, first.origin, username, show} }
	at := func(address, selector string) func(*tab) {
		return func(b *tab) { b.open(address); b.see(selector) }
	}
	return append([]screen{
		own("sign-in", at(first.authorization(nil), "#sign-in-form")),
		own("sign-in-wrong", func(b *tab) {
			b.open(first.authorization(nil))
			b.signIn(username, "wrong")
			b.see("#form-error")
		}),
		own("register", at(first.authorization(map[string]string{"first_screen": "register"}), "#register-form")),
		own("register-wrong", func(b *tab) {
			b.open(first.authorization(map[string]string{"first_screen": "register"}))
			b.register(username+"x", "short")
			b.see("#newPassword-error")
		}),
		own("choose-account", func(b *tab) {
			signedIn(b)
			b.open(first.authorization(map[string]string{"prompt": "select_account"}))
			b.see("#continue-form")
		}),
		own("continue", func(b *tab) {
			signedIn(b)
			b.open(native.authorization(map[string]string{
				"code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "code_challenge_method": "S256",
			}))
			b.see("#continue-form button[value=continue]")
		}),
		{"consent", third.origin, username, func(b *tab) {
			b.open(third.authorization(map[string]string{"scope": "openid offline_access profile email", "prompt": "consent"}))
			b.signIn(username, password)
			b.see("#consent-form")
		}},
		own("sign-out", func(b *tab) {
			signedIn(b)
			b.open(s.issuer() + "/session/end")
			b.see("[id='op.logoutForm']")
		}),
		own("signed-out", at(s.issuer()+"/session/end/success", "#signed-out-page")),
		own("unknown-session", at(s.url+"/sign-in?interaction=none", "#unknown-session-page")),
		own("error-request", at(s.issuer()+"/auth?client_id=none", "#error-page")),
		own("error-missing", at(s.url+"/nowhere", "#error-page")),
	}, demoScreens(s, username)...)
}

func demoScreens(s *site, username string) []screen {
	return []screen{
		{"demo-signed-out", s.url, username, func(b *tab) { b.open(s.url + "/demo-app"); b.see("#demo-signed-out") }},
		{"demo-signed-in", s.url, username, func(b *tab) {
			b.open(s.url + "/demo-app")
			b.click("#demo-sign-in")
			b.signIn(username, password)
			b.see("#demo-signed-in")
			mustShowTokens(b.t, b)
		}},
		{"demo-failed", s.url, username, func(b *tab) {
			b.open(s.url + "/demo-app?error=access_denied&state=made-up")
			b.see("#demo-error")
		}},
	}
}
