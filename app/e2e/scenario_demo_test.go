//go:build e2e

package e2e_test

import (
	"testing"

	"github.com/chromedp/chromedp"
)

func TestDemoApplication(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	b := newTab(t, s)
	b.open(s.url)
	b.click("#demo-register")
	b.register("jo_demo", password)
	b.see("#demo-signed-in")
	if got := b.text("#demo-name"); got != "jo_demo" {
		t.Errorf("the demo application greets %q, want jo_demo", got)
	}
	before := mustShowTokens(t, b)

	b.click("#demo-refresh")
	b.do(waitFor(`document.getElementById("demo-status").textContent !== ""`))
	if after := mustShowTokens(t, b); after == before {
		t.Error("the access token is the same after the refresh")
	}
	b.do(chromedp.Reload())
	b.see("#demo-signed-in")

	demoSignOut(b)
	b.click("#demo-sign-in")
	b.signIn("jo_demo", password)
	b.see("#demo-signed-in")
	mustShowTokens(t, b)
}

// demoSignOut ends the session; the confirmation page submits itself.
func demoSignOut(b *tab) {
	b.t.Helper()
	b.click("#demo-sign-out")
	b.see("#demo-signed-out")
	b.open(b.site.url + "/demo-app")
	b.see("#demo-signed-out")
}

// mustShowTokens checks every panel and returns the access token.
func mustShowTokens(t *testing.T, b *tab) string {
	t.Helper()
	b.do(waitFor(`document.querySelector("#demo-id-token [data-part=signature]").classList.contains("good")`))
	for _, panel := range []string{
		"#demo-id-token [data-part=raw]", "#demo-id-token [data-part=header]", "#demo-id-token [data-part=payload]",
		"#demo-access-token [data-part=raw]", "#demo-userinfo [data-part=payload]", "#demo-subject", "#demo-scopes",
		"#demo-signed-in-at", "#demo-expires-at", "#demo-refresh-token",
	} {
		if b.text(panel) == "" {
			t.Errorf("%s is empty", panel)
		}
	}
	return b.text("#demo-access-token [data-part=raw]")
}

// waitFor waits until an expression is true.
func waitFor(expression string) chromedp.Action[chromedp.Void] {
	return chromedp.Poll[chromedp.Void](expression, chromedp.WithPollingTimeout(patience))
}

func TestDemoSaysWhenItWasRefused(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	b := newTab(t, s)
	b.open(s.url + "/demo-app?error=access_denied&state=made-up")
	b.see("#demo-error")
	b.click("#demo-again")
	b.see("#demo-signed-out")
}
