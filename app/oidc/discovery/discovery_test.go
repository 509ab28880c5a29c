package discovery_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/server/servertest"
)

var update = flag.Bool("update", false, "write the golden files")

func get(t *testing.T, p *servertest.Provider, path string) *servertest.Response {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, servertest.Endpoint+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p.Do(request)
}

func TestDocument(t *testing.T) {
	p := servertest.New(t)
	answer := get(t, p, "/oidc/.well-known/openid-configuration")
	if got := answer.Header.Get("Content-Type"); got != "application/json" {
		t.Errorf("OIDC Discovery 4.2: content type %q", got)
	}
	var got bytes.Buffer
	if err := json.Indent(&got, []byte(answer.Text), "", "  "); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/openid-configuration.json"
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Error(diff)
	}
}

// RFC 8414, section 3.1 puts the well-known part before the issuer's path, OpenID
// Connect Discovery 1.0, section 4 after it; both serve the same document.
func TestAddresses(t *testing.T) {
	p := servertest.New(t)
	tests := []struct{ path, issuer string }{
		{"/oidc/.well-known/openid-configuration", "http://portico.test/oidc"},
		{"/oidc/.well-known/oauth-authorization-server", "http://portico.test/oidc"},
		{"/.well-known/openid-configuration/oidc", "http://portico.test/oidc"},
		{"/.well-known/oauth-authorization-server/oidc", "http://portico.test/oidc"},
		{"/t/admin/oidc/.well-known/openid-configuration", "http://portico.test/t/admin/oidc"},
		{"/.well-known/oauth-authorization-server/t/admin/oidc", "http://portico.test/t/admin/oidc"},
	}
	for _, test := range tests {
		t.Run(test.path, func(t *testing.T) {
			document := get(t, p, test.path).JSON()
			if document["issuer"] != test.issuer || document["token_endpoint"] != test.issuer+"/token" {
				t.Errorf("issuer %v, token endpoint %v", document["issuer"], document["token_endpoint"])
			}
		})
	}
	for _, path := range []string{"/t/default/oidc/.well-known/openid-configuration", "/t/nobody/oidc/.well-known/openid-configuration"} {
		if answer := get(t, p, path); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
}

// Every endpoint in the document exists.
func TestEndpointsExist(t *testing.T) {
	p := servertest.New(t)
	document := get(t, p, "/oidc/.well-known/openid-configuration").JSON()
	for _, name := range []string{"authorization_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint"} {
		address, _ := document[name].(string)
		if answer := get(t, p, address[len(servertest.Endpoint):]); answer.StatusCode == http.StatusNotFound || answer.StatusCode >= 500 {
			t.Errorf("%s: %d", name, answer.StatusCode)
		}
	}
	for name, want := range map[string]int{
		"token_endpoint": http.StatusBadRequest, "introspection_endpoint": http.StatusUnauthorized, "revocation_endpoint": http.StatusBadRequest,
	} {
		address, _ := document[name].(string)
		if answer := p.PostForm(address[len(servertest.Endpoint):], nil, nil); answer.StatusCode != want {
			t.Errorf("%s: %d", name, answer.StatusCode)
		}
	}
}
