//go:build e2e

package e2e_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// chosen is what a third-party client gets for Alice in foo and in bar: after she has
// chosen foo, and after she has chosen bar, too.
type chosen struct {
	One  []string `json:"one"`
	Both []string `json:"both"`
}

// The worked example, asked by clients that nobody here wrote.
func TestThirdPartyClientsOfNode(t *testing.T) {
	t.Parallel()
	needNode(t)
	s := newSite(t)
	s.command(t, "", "seed", "--people")
	manager := s.addMachine(t, "Manager", "--management-api")
	for _, script := range []string{"openid_client_third_party.mjs", "logto_node_third_party.mjs"} {
		t.Run(script, func(t *testing.T) {
			app := s.addApplication(t, script, "Traditional", callbackURI, "--third-party")
			manager.manage(t, "POST", "/applications/"+app.ID+"/user-consent-scopes", map[string]any{
				"userScopes": []string{scopeOrganizations}, "organizationResourceScopes": []string{"shoppingread000000001", "shoppingwrite00000001"},
			})
			var got chosen
			runNode(t, script, settings{
				Endpoint: s.url, Issuer: s.issuer(), ID: app.ID, Secret: app.Secret, RedirectURI: callbackURI,
				Scope:    "openid offline_access profile " + scopeOrganizations + " read write",
				Resource: "https://shopping.api/", Organizations: []string{"shopping0foo", "shopping0bar"},
			}, mustVisitor(t, s).consents("alice", "Alice-Shops-2026"), &got)
			want := chosen{One: []string{"read write", "access_denied"}, Both: []string{"read write", "read"}}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the client's report (-want +got):\n%s", diff)
			}
		})
	}
}

// consents does what a client's "consent <organization>" asks for: signs in where needed
// and authorizes it in the organization.
func (v *visitor) consents(username, secret string) func(purpose, url string) (string, error) {
	return func(purpose, url string) (string, error) {
		p, err := v.open(url)
		if err == nil && p.byID("sign-in-form") != nil {
			p, err = v.submit(p, "sign-in-form", map[string]string{"identifier": username, "password": secret})
		}
		if err != nil {
			return "", err
		}
		organization := strings.TrimPrefix(purpose, "consent ")
		p, err = v.submit(p, "consent-form", map[string]string{"action": "authorize", "organization": organization})
		if err != nil {
			return "", err
		}
		if p.outside == "" {
			return "", fmt.Errorf("consent ends at %s: %s", p.url, p.body)
		}
		return p.outside, nil
	}
}
