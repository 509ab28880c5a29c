//go:build e2e

package e2e_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// callbackURI is the redirect URI of applications that are never opened: visitors stop
// before they leave the site.
const callbackURI = "http://127.0.0.1:9/callback"

// newOrigin serves pages from an origin other than the site, on a loopback address.
func newOrigin(t *testing.T, handler http.Handler) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}
