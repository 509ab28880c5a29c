//go:build e2e

package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A malicious page that an operator opens cannot change anything, with or without the
// console's cookies.
func TestForgedConsoleForms(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.operator(t, "root", "admin")
	for from, forged := range newForger(t, s.url+"/console/tenants/new", url.Values{"id": {"forged"}, "name": {"Forged"}}) {
		t.Run("from "+from, func(t *testing.T) {
			b.allow(forged)
			b.open(forged)
			b.see("body")
			b.open(s.url + "/console/tenants")
			b.see("[data-page=tenants-page]")
			if n := b.count("a[href='/t/forged/console']"); n != 0 {
				t.Error("a forged form created a tenant")
			}
		})
	}
}

func TestBrowserRefusesTheConsoleInAFrame(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.operator(t, "root", "admin")
	origin := newOrigin(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(`<!doctype html><title>Frame</title><link rel="icon" href="data:,"><iframe src="` + s.url + `/console/tenants"></iframe>`))
	}))
	b.allow(origin)
	framing := strings.Replace(origin, "127.0.0.1", "localhost", 1) // the same site: cookies are sent along
	b.allow(framing)
	b.open(framing)
	if said := strings.Join(b.forgive(), "\n"); !strings.Contains(said, "frame-ancestors") {
		t.Errorf("the browser did not refuse to show the console in a frame: %q", said)
	}
}
