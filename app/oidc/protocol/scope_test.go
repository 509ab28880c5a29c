package protocol_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/oidc/protocol"
)

func TestParseScopes(t *testing.T) {
	tests := []struct {
		name string
		text string
		want protocol.Scopes
	}{
		{"nothing", "", nil},
		{"spaces only", "   ", nil},
		{"one", "openid", protocol.Scopes{"openid"}},
		{"order is kept", "profile openid", protocol.Scopes{"profile", "openid"}},
		{"repeats are dropped", "openid email openid", protocol.Scopes{"openid", "email"}},
		{"spaces around", "  openid   email ", protocol.Scopes{"openid", "email"}},
		{"letter case counts", "openid OpenID", protocol.Scopes{"openid", "OpenID"}},
		{"colons and slashes", "read:data https://a/b", protocol.Scopes{"read:data", "https://a/b"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, protocol.ParseScopes(test.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestScopes(t *testing.T) {
	scopes := protocol.ParseScopes("openid profile email")
	if got := scopes.String(); got != "openid profile email" {
		t.Errorf("String: %q", got)
	}
	if !scopes.Has("email") || scopes.Has("mail") || scopes.Has("") {
		t.Error("Has")
	}
	if diff := cmp.Diff(protocol.Scopes{"openid", "email"}, scopes.Intersect([]string{"email", "phone", "openid"})); diff != "" {
		t.Errorf("Intersect: %s", diff)
	}
	if diff := cmp.Diff(protocol.Scopes{"profile"}, scopes.Without("email", "openid", "phone")); diff != "" {
		t.Errorf("Without: %s", diff)
	}
	if got := scopes.Missing([]string{"openid", "email"}); got != "profile" {
		t.Errorf("Missing: %q", got)
	}
	if got := scopes.Missing([]string{"email", "profile", "openid"}); got != "" {
		t.Errorf("Missing: %q", got)
	}
	if diff := cmp.Diff(protocol.ParseScopes("openid profile email"), scopes); diff != "" {
		t.Errorf("a method changed its receiver: %s", diff)
	}
}
