//go:build e2e

package e2e_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// callbackURI is an address of applications that no one visits: plain visitors
// stop before they leave the site.
const callbackURI = "http://127.0.0.1:9/callback"

// newOrigin serves pages from another origin than the site, by a loopback address.
func newOrigin(t *testing.T, handler http.Handler) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}
