package models_test

import (
	"testing"

	"portico/models"
)

// RFC 6454, sections 4 to 6: scheme, host in lower case and ASCII, effective port.
func TestOrigin(t *testing.T) {
	tests := []struct{ name, uri, want string }{
		{"https", "https://app.example.com", "https://app.example.com"},
		{"path, query", "https://app.example.com/cb?x=1", "https://app.example.com"},
		{"host in capitals", "https://APP.Example.com/cb", "https://app.example.com"},
		{"scheme in capitals", "HTTPS://app.example.com", "https://app.example.com"},
		{"the port of https", "https://app.example.com:443/cb", "https://app.example.com"},
		{"the port of http", "http://localhost:80/cb", "http://localhost"},
		{"the port of the other scheme", "http://localhost:443", "http://localhost:443"},
		{"another port", "https://app.example.com:8443", "https://app.example.com:8443"},
		{"an empty port", "https://app.example.com:", "https://app.example.com"},
		{"IPv6", "http://[::1]:3000/cb", "http://[::1]:3000"},
		{"a host outside ASCII", "https://b%C3%BCcher.example/cb", "https://xn--bcher-kva.example"},
		{"the same in ASCII", "https://xn--bcher-kva.example", "https://xn--bcher-kva.example"},
		{"a web view", "capacitor://localhost", "capacitor://localhost"},
		{"an extension", "chrome-extension://abcdefghijklmnop", "chrome-extension://abcdefghijklmnop"},

		{"null", "null", ""},
		{"empty", "", ""},
		{"a path", "/cb", ""},
		{"no host", "com.example.app:/cb", ""},
		{"only a port", "https://:443", ""},
		{"user name", "https://ann@app.example.com", ""},
		{"broken", "https://app.example.com:x", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := models.Origin(test.uri); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestHasOrigin(t *testing.T) {
	a := &models.Application{
		OIDCClientMetadata: models.OIDCClientMetadata{RedirectURIs: []string{
			"https://APP.example.com:443/cb", "com.example.app:/cb", "https://b%C3%BCcher.example/cb",
		}},
		CustomClientMetadata: models.CustomClientMetadata{CORSAllowedOrigins: []string{"capacitor://localhost", "http://localhost:3000"}},
	}
	for _, origin := range []string{
		"https://app.example.com", "https://xn--bcher-kva.example", "capacitor://localhost", "http://localhost:3000",
	} {
		if !a.HasOrigin(origin) {
			t.Errorf("%q is not the application's", origin)
		}
	}
	for _, origin := range []string{
		"null", "", "http://app.example.com", "https://app.example.com:8443", "https://app.example.com.evil.example",
		"ionic://localhost", "http://localhost", "com.example.app:",
	} {
		if a.HasOrigin(origin) {
			t.Errorf("%q is the application's", origin)
		}
	}
}
