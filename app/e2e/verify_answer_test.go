//go:build e2e

package e2e_test

import (
	"net/url"
	"testing"
)

func mustVisitor(t *testing.T, s *site, clients ...string) *visitor {
	t.Helper()
	v, err := newVisitor(s, clients...)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// mustCode returns the code in an authorization response with the state.
func mustCode(t *testing.T, state string) func(address string, err error) string {
	return func(address string, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		query := u.Query()
		if query.Get("code") == "" || query.Get("state") != state {
			t.Fatalf("the application was sent %s, want a code and the state %s", address, state)
		}
		return query.Get("code")
	}
}
