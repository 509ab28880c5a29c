//go:build e2e

package e2e_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestLook checks every page in light and dark, on desktop and mobile.
func TestLook(t *testing.T) {
	t.Parallel()
	needNode(t) // axe-core is one of the clients' packages
	s := sharedSite(t)
	for _, screen := range screens(t, s, "Photo Shop", "look") {
		for _, width := range []int64{wide, narrow} {
			t.Run(fmt.Sprintf("%s %d", screen.name, width), func(t *testing.T) {
				t.Parallel()
				b := newTab(t, s, screen.origin)
				b.resize(width)
				b.prefer("light")
				screen.show(b)
				verifyLoad(b)
				verifyNoFrame(b)
				verifyLook(b, screen.name, width, "light")
				b.prefer("dark")
				verifyLook(b, screen.name, width, "dark")
			})
		}
	}
}

func verifyLook(b *tab, name string, width int64, scheme string) {
	b.t.Helper()
	b.screenshot(fmt.Sprintf("%s-%d-%s", name, width, scheme))
	verifyScheme(b, scheme)
	verifyNoSidewaysScroll(b)
	verifyAccessible(b)
}

// TestLookWithoutJavaScript checks the pages that are only shown without JavaScript.
func TestLookWithoutJavaScript(t *testing.T) {
	t.Parallel()
	needNode(t)
	s := sharedSite(t)
	app := newWebApp(t, s, "Photo Shop")
	s.addUser(t, "lookless")
	b := newTab(t, s, app.origin)
	b.resize(narrow)
	b.withoutJavaScript()
	b.open(app.authorization(map[string]string{"response_mode": "form_post"}))
	b.signIn("lookless", password)
	b.see("#form-post button")
	verifyWithoutJavaScript(b, "form-post")
	b.open(s.issuer() + "/session/end?client_id=" + app.ID)
	b.see("[id='op.logoutForm'] button")
	verifyWithoutJavaScript(b, "sign-out-working")
	b.open(s.url + "/demo-app")
	b.see("#demo-noscript")
	verifyWithoutJavaScript(b, "demo")
}

// verifyWithoutJavaScript enables JavaScript for axe-core, after the page has loaded
// without it, so that the page still shows its version without JavaScript.
func verifyWithoutJavaScript(b *tab, name string) {
	b.t.Helper()
	b.allowJavaScript(true)
	b.do(chromedp.Evaluate[chromedp.Void](
		`for (const node of document.querySelectorAll("noscript")) node.style.display = "contents"`))
	for _, scheme := range []string{"light", "dark"} {
		b.prefer(scheme)
		verifyLook(b, name+"-no-script", narrow, scheme)
	}
	b.allowJavaScript(false)
}
