//go:build e2e

package e2e_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// inOrganizations is what a single-page application learns about Alice.
type inOrganizations struct {
	Organizations []string      `json:"organizations"`
	Roles         []string      `json:"roles"`
	Names         []string      `json:"names"`
	Tokens        []tokenReport `json:"tokens"`
}

// tokenReport is what a token contains, or why there is none.
type tokenReport struct {
	Audience     string `json:"aud,omitempty"`
	Scope        string `json:"scope"`
	Organization string `json:"organization"`
	Error        string `json:"error"`
}

// What Alice may do depends on the organization, as seen by an application that uses the
// npm package @logto/browser.
func TestOrganizations(t *testing.T) {
	t.Parallel()
	needNode(t)
	s := newSite(t)
	s.command(t, "", "seed", "--people")
	origin := s.serveSinglePage(t, "Shopping", "logto_organizations.mjs")
	b := newTab(t, s, origin)
	b.open(origin)
	b.see("[data-state=signed-out]")
	b.click("#sign-in")
	b.signIn("alice", "Alice-Shops-2026")

	const api, foo, bar = "https://shopping.api/", "shopping0foo", "shopping0bar"
	want := inOrganizations{
		Organizations: []string{bar, foo}, Roles: []string{bar + ":user", foo + ":admin"}, Names: []string{"bar", "foo"},
		Tokens: []tokenReport{
			{api, "read write", foo, ""},
			{api, "read", bar, ""},
			{api, "read write", "", ""},
			{"urn:logto:organization:" + foo, "invite:member", foo, ""},
			{"urn:logto:organization:" + bar, "", bar, ""},
			{Error: "oidc.access_denied"},
		},
	}
	if diff := cmp.Diff(want, resultOf[inOrganizations](b, "signed-in")); diff != "" {
		t.Errorf("what the application got (-want +got):\n%s", diff)
	}

	// The demo application shows what the tokens say about them.
	b.open(s.url + "/demo-app")
	b.click("#demo-sign-in")
	b.see("#demo-signed-in #demo-name")
	if got := b.text("#demo-id-token [data-part=payload]"); !strings.Contains(got, foo+":admin") {
		t.Errorf("the ID token has %s", got)
	}
	b.screenshot("demo-organizations")
}
