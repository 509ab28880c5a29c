//go:build e2e

package e2e_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const signedOutURI = "http://127.0.0.1:9/signed-out"

// outcome is what every script in clients/node reports.
type outcome struct {
	Username    string `json:"username"`
	SameSubject bool   `json:"sameSubject"`
	Renewed     bool   `json:"renewed"`  // a different access token after the refresh
	Rotated     bool   `json:"rotated"`  // a different refresh token as well
	Active      *bool  `json:"active"`   // by introspection; nil if the client does not support it
	SignedIn    *bool  `json:"signedIn"` // after the sign-out; nil if the client does not say
	Left        string `json:"left"`
	Refusal     string `json:"refusal"`
}

func TestClientsOfNode(t *testing.T) {
	t.Parallel()
	needNode(t)
	yes, no := true, false
	for _, test := range []struct {
		name, script, kind, authMethod, firstScreen string
		left                                        string
		active, signedIn                            *bool
	}{
		{"openid-client basic", "openid_client.mjs", "Traditional", "client_secret_basic", "", signedOutURI + "?state=bye", &yes, nil},
		{"openid-client post", "openid_client.mjs", "Traditional", "client_secret_post", "", signedOutURI + "?state=bye", &yes, nil},
		{"openid-client jwt", "openid_client.mjs", "Traditional", "client_secret_jwt", "", signedOutURI + "?state=bye", &yes, nil},
		{"openid-client public", "openid_client.mjs", "Native", "none", "", signedOutURI + "?state=bye", nil, nil},
		{"openid-client 5", "openid_client_5.mjs", "Traditional", "", "", signedOutURI + "?state=bye", &yes, nil},
		{"oauth4webapi basic", "oauth4webapi.mjs", "Traditional", "client_secret_basic", "", signedOutURI + "?state=bye", &yes, nil},
		{"oauth4webapi jwt", "oauth4webapi.mjs", "Traditional", "client_secret_jwt", "", signedOutURI + "?state=bye", &yes, nil},
		{"oauth4webapi public", "oauth4webapi.mjs", "SPA", "none", "", signedOutURI + "?state=bye", nil, nil},
		{"logto node confidential", "logto_node.mjs", "Traditional", "", "register", signedOutURI, nil, &no},
		{"logto node public", "logto_node.mjs", "Native", "", "", signedOutURI, nil, &no},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, v := sharedSite(t), mustVisitor(t, sharedSite(t))
			app := s.addApplication(t, test.name, test.kind, callbackURI, registration(test.authMethod)...)
			username := "node_" + app.ID
			var got outcome
			runNode(t, test.script, settings{
				Endpoint: s.url, Issuer: s.issuer(), ID: app.ID, Secret: app.Secret, AuthMethod: test.authMethod,
				RedirectURI: callbackURI, PostLogoutRedirectURI: signedOutURI, FirstScreen: test.firstScreen,
			}, v.errands(username), &got)
			want := outcome{
				Username: username, SameSubject: true, Renewed: true, Rotated: test.kind != "Traditional",
				Active: test.active, SignedIn: test.signedIn, Left: test.left, Refusal: "invalid_grant",
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the client's report (-want +got):\n%s", diff)
			}
		})
	}
}

func registration(authMethod string) []string {
	flags := []string{"--post-logout-redirect-uri", signedOutURI}
	if authMethod == "" || authMethod == "none" {
		return flags
	}
	return append(flags, "--auth-method", authMethod)
}

// errands are what a script can ask the user to do.
func (v *visitor) errands(username string) func(purpose, url string) (string, error) {
	return func(purpose, url string) (string, error) {
		switch purpose {
		case "sign-in":
			return v.signUp(url, username)
		case "sign-out":
			p, err := v.signOut(url)
			if err != nil {
				return "", err
			}
			return p.outside, nil
		}
		return "", fmt.Errorf("unknown errand %s", purpose)
	}
}
