//go:build e2e

package e2e_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestBrowserRefusesTheFrame(t *testing.T) {
	t.Parallel()
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
