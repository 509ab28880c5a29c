//go:build e2e

package e2e_test

import (
	"strings"
	"testing"
)

func TestConsent(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	for name, script := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			app := newWebApp(t, s, "Third Party", "--third-party")
			username := "kim" + app.ID
			s.addUser(t, username)
			b := newTab(t, s, app.origin)
			if !script {
				b.withoutJavaScript()
			}
			b.open(app.authorization(nil))
			b.signIn(username, password)
			b.click("#consent-form button[value=cancel]")
			answer := b.arrived()
			if answer.Get("error") != "access_denied" || answer.Get("state") != "the-state" || answer.Has("code") {
				t.Fatalf("the application got %v after cancel, want access_denied", answer)
			}

			b.open(app.authorization(nil))
			b.click("#consent-form button[value=authorize]")
			mustAnswer(t, b)

			b.open(app.authorization(nil))
			mustAnswer(t, b) // consent was given before

			b.open(app.authorization(map[string]string{"scope": "openid profile email"}))
			b.see("#consent-form") // more than before requires consent again
		})
	}
}

func TestConsentAsAnotherPerson(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	app := newWebApp(t, s, "Switch", "--third-party")
	s.addUser(t, "lea_one")
	s.addUser(t, "lea_two")
	b := newTab(t, s, app.origin)
	b.open(app.authorization(nil))
	b.signIn("lea_one", password)
	b.click("#switch-form button[value=switch]")
	b.signIn("lea_two", password)
	b.see("#consent-form")
	if got := b.text("#switch-form"); !strings.Contains(got, "lea_two") {
		t.Errorf("the consent page shows %q, want lea_two", got)
	}
	b.click("#consent-form button[value=authorize]")
	mustAnswer(t, b)
}

func TestChooseAccount(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	app := newWebApp(t, s, "Choose")
	s.addUser(t, "mia")
	b := newTab(t, s, app.origin)
	b.open(app.authorization(nil))
	b.signIn("mia", password)
	mustAnswer(t, b)
	b.open(app.authorization(map[string]string{"prompt": "select_account"}))
	b.click("#continue-form button[value=continue]")
	mustAnswer(t, b)
	b.open(app.authorization(map[string]string{"prompt": "login"}))
	b.see("#sign-in-form")
	if b.count("#continue-form") != 0 {
		t.Error("prompt=login offers to continue without a password")
	}
}
