//go:build e2e

package e2e_test

import (
	"net/url"
	"testing"
)

func TestSignOut(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	app := newWebApp(t, s, "Sign-out")
	s.addUser(t, "nia")
	back := s.issuer() + "/session/end?client_id=" + app.ID + "&post_logout_redirect_uri=" + url.QueryEscape(app.origin+"/bye")
	for _, test := range []struct {
		name, address string
		script        bool
		presses       bool // the user has to press the button
		comesBack     bool // to the application
	}{
		{"client known, with JavaScript", back, true, false, true},
		{"client known, without JavaScript", back, false, true, true},
		{"nobody asked", s.issuer() + "/session/end", true, true, false},
		{"nobody asked, without JavaScript", s.issuer() + "/session/end", false, true, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := newTab(t, s, app.origin)
			b.open(app.authorization(nil))
			b.signIn("nia", password)
			mustAnswer(t, b)
			if !test.script {
				b.withoutJavaScript()
			}
			b.open(test.address)
			if test.presses {
				b.click("[id='op.logoutForm'] button[type=submit]")
			}
			if test.comesBack {
				b.arrived()
			} else {
				b.see("#signed-out-page")
			}
			b.open(app.authorization(nil))
			b.see("#sign-in-form")
		})
	}
}
