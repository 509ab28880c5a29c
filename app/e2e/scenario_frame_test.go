//go:build e2e

package e2e_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestNoPageCanBeFramed(t *testing.T) {
	s := sharedSite(t)
	for _, screen := range screens(t, s, "Framed", "rob") {
		t.Run(screen.name, func(t *testing.T) {
			b := newTab(t, s, screen.origin)
			screen.show(b)
			headers := ask(b, chromedp.Evaluate[[]string](`fetch(location.href, {redirect: "manual"}).then((response) =>
				["content-security-policy", "x-frame-options"].map((name) => response.headers.get(name) ?? ""))`, chromedp.EvalAwaitPromise))
			if !strings.Contains(headers[0], "frame-ancestors 'none'") || headers[1] != "DENY" {
				t.Errorf("the page has %q, want frame-ancestors 'none' and DENY", headers)
			}
		})
	}
}

func TestBrowserRefusesTheFrame(t *testing.T) {
	s := sharedSite(t)
	app := newWebApp(t, s, "Frame")
	origin := newOrigin(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(`<!doctype html><title>Frame</title><link rel="icon" href="data:,"><iframe src="` +
			strings.ReplaceAll(app.authorization(nil), "&", "&amp;") + `"></iframe>`))
	}))
	b := newTab(t, s, origin)
	b.open(origin)
	said := strings.Join(b.forgive(), "\n")
	if !strings.Contains(said, "frame-ancestors") {
		t.Errorf("the browser did not refuse to show the page in a frame: %q", said)
	}
}
