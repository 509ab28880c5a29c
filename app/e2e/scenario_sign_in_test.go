//go:build e2e

package e2e_test

import (
	"net/url"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestPersonSignsUpAndIn(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, username string
		script         bool
	}{
		{"with JavaScript", "ada", true},
		{"without JavaScript", "bob", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := sharedSite(t)
			app := newWebApp(t, s, "Sign-in")
			b := newTab(t, s, app.origin)
			if !test.script {
				b.withoutJavaScript()
			}
			b.open(app.authorization(nil))
			b.click("#register-link")
			b.register(test.username, password)
			mustAnswer(t, b)

			b.forgetCookies()
			b.open(app.authorization(nil))
			b.signIn(test.username, password)
			mustAnswer(t, b)

			b.open(app.authorization(nil))
			mustAnswer(t, b) // already signed in: no page
		})
	}
}

func mustAnswer(t *testing.T, b *tab) url.Values {
	t.Helper()
	answer := b.arrived()
	if answer.Get("code") == "" || answer.Get("state") != "the-state" || answer.Get("iss") != b.site.issuer() {
		t.Fatalf("the application got %v, want a code, its state and the issuer", answer)
	}
	return answer
}

func TestFirstScreenRegister(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	app := newWebApp(t, s, "First screen")
	b := newTab(t, s, app.origin)
	b.open(app.authorization(map[string]string{"first_screen": "register"}))
	b.register("cleo", "short")
	b.see("#newPassword-error")
	b.register("9cleo", password)
	b.see("#identifier-error")
	b.register("cleo", password)
	mustAnswer(t, b)

	b.forgetCookies()
	b.open(app.authorization(map[string]string{"first_screen": "register"}))
	b.register("cleo", password) // the username is taken
	b.see("#identifier-error")
}

func TestWrongPassword(t *testing.T) {
	t.Parallel()
	for _, script := range []bool{true, false} {
		s := sharedSite(t)
		app := newWebApp(t, s, "Wrong password")
		username := "dora" + app.ID
		s.addUser(t, username)
		b := newTab(t, s, app.origin)
		if !script {
			b.withoutJavaScript()
		}
		b.open(app.authorization(nil))
		b.signIn(username, "wrong-"+password)
		b.see("#form-error")
		wrong := b.text("#form-error")
		if got := ask(b, chromedp.Value(chromedp.ID("identifier"))); got != username {
			t.Errorf("the identifier is %q after the error, want the input", got)
		}
		if got := ask(b, chromedp.Value(chromedp.ID("password"))); got != "" {
			t.Errorf("the password is shown again: %q", got)
		}
		b.signIn("nobody"+app.ID, password)
		b.see("#form-error")
		if unknown := b.text("#form-error"); unknown != wrong || wrong == "" {
			t.Errorf("for an unknown user the page says %q, for a wrong password %q; they must be the same", unknown, wrong)
		}
		b.signIn(username, password)
		mustAnswer(t, b)
	}
}

func TestSuspendedAndDeleted(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	app := newWebApp(t, s, "Suspended")
	s.addUser(t, "elsa")
	b := newTab(t, s, app.origin)
	b.open(app.authorization(nil))
	b.signIn("elsa", password)
	mustAnswer(t, b)

	s.command(t, "", "user", "suspend", "elsa")
	b.open(app.authorization(nil)) // the session has ended as well
	b.signIn("elsa", password)
	b.see("#form-error")
	s.command(t, "", "user", "suspend", "elsa", "--lift")
	b.signIn("elsa", password)
	mustAnswer(t, b)

	s.command(t, "", "user", "delete", "elsa")
	b.open(app.authorization(nil))
	b.signIn("elsa", password)
	b.see("#form-error")
}
