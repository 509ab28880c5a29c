//go:build e2e

package e2e_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// Names that would run as a script if a page did not escape them.
const (
	appMarkup    = `<img src=x onerror="document.title='taken'"><b>App</b>`
	personMarkup = `<script>document.title="taken"</script><b>Person</b>`
)

func TestNamesWithMarkupAreText(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	app := newWebApp(t, s, appMarkup, "--third-party")
	s.addUser(t, "sue", "--name", personMarkup)
	b := newTab(t, s, app.origin)

	b.open(app.authorization(map[string]string{"login_hint": `"><b>hint</b>`}))
	b.see("#sign-in-form")
	mustRead(t, b, "main", appMarkup)
	if got := ask(b, chromedp.Value(chromedp.ID("identifier"))); got != `"><b>hint</b>` {
		t.Errorf("the field shows %q, want the hint as text", got)
	}
	b.click("#register-link")
	b.see("#register-form")
	mustRead(t, b, "main", appMarkup)
	b.click("#sign-in-link")
	b.signIn("<b>sue</b>", password)
	b.see("#form-error")
	mustRead(t, b, "main", appMarkup)
	b.signIn("sue", password)
	b.see("#consent-form")
	mustRead(t, b, "main", appMarkup)
	mustRead(t, b, "main", personMarkup)
	b.click("#consent-form button[value=authorize]")
	mustAnswer(t, b)

	b.open(app.authorization(map[string]string{"prompt": "select_account"}))
	b.see("#continue-form")
	mustRead(t, b, "main", personMarkup)
	b.open(s.url + "/demo-app")
	b.click("#demo-sign-in")
	b.see("#demo-signed-in")
	mustRead(t, b, "#demo-name", personMarkup)
	mustRead(t, b, "#demo-userinfo", `<b>Person</b>`)
}

// mustRead checks that a text is shown as text, and has not become an element.
func mustRead(t *testing.T, b *tab, selector, text string) {
	t.Helper()
	if got := b.text(selector); !strings.Contains(got, text) {
		t.Errorf("%s reads %q, want %q in it", selector, got, text)
	}
	if title := ask(b, chromedp.Title()); title == "taken" {
		t.Error("a name ran as a script")
	}
	if n := b.count("img[src=x]") + b.count("main b"); n != 0 {
		t.Errorf("a name became %d elements", n)
	}
}
