package server_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

// Compressed bodies are never decompressed: a small one could expand to gigabytes.
func TestCompressedBodiesAreRefused(t *testing.T) {
	p := servertest.New(t)
	for _, path := range []string{"/oidc/token", "/sign-in"} {
		for _, coding := range []string{"gzip", "deflate", "br", "gzip, gzip", "identity"} {
			request := httptest.NewRequest(http.MethodPost, servertest.Endpoint+path, strings.NewReader("x"))
			request.Header.Set("Content-Encoding", coding)
			if answer := p.Do(request); answer.StatusCode != http.StatusBadRequest {
				t.Errorf("%s with %s: %d %s", path, coding, answer.StatusCode, answer.Text)
			}
		}
	}
}

// A malformed tenant id is not looked up.
func TestMalformedTenants(t *testing.T) {
	p := servertest.New(t)
	for _, id := range []string{"%ff", "%00", "\xff", "A", "a.b", "a%20b"} {
		answer := p.Do(&http.Request{
			Method: http.MethodGet, Host: "portico.test", Header: http.Header{}, Body: http.NoBody,
			URL: httptest.NewRequest(http.MethodGet, servertest.Endpoint+"/t/x/oidc/jwks", nil).URL.JoinPath("..", "..", "..", id, "oidc", "jwks"),
		})
		if answer.StatusCode != http.StatusNotFound {
			t.Errorf("%q: %d", id, answer.StatusCode)
		}
	}
}

// The last of several X-Forwarded-For lines is the proxy's own, and anything but an
// address is ignored.
func TestClientAddressBehindProxy(t *testing.T) {
	p := servertest.New(t)
	p.Config.TrustProxyHeader = true
	q := p.Restarted()
	c := q.Client(models.ApplicationTraditional)
	tests := []struct {
		name  string
		lines []string
		want  string
	}{
		{"one", []string{"192.0.2.1"}, "192.0.2.1"},
		{"the last of a line", []string{"192.0.2.1, 192.0.2.2"}, "192.0.2.2"},
		{"the last line", []string{"192.0.2.1", "192.0.2.9"}, "192.0.2.9"},
		{"not an address", []string{strings.Repeat("a", 9000)}, "0.0.0.0"},
		{"not text", []string{"\xff"}, "0.0.0.0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+c.AuthorizeURL(nil), nil)
			request.Header["X-Forwarded-For"] = test.lines
			q.Advance(time.Second) // newer than all previous rows
			q.Do(request)
			if got := q.Audited()[0].IP; got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
