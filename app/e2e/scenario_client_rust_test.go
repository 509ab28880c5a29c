//go:build e2e

package e2e_test

import (
	"os/exec"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The crate openidconnect takes the algorithms of ID tokens from discovery.
func TestClientRust(t *testing.T) {
	t.Parallel()
	client := builtClient(t, "openidconnect-rs/target/debug/client")
	s := sharedSite(t)
	app := s.addApplication(t, "Rust", "Traditional", callbackURI, "--post-logout-redirect-uri", signedOutURI)
	username := "rust_" + app.ID
	var got outcome
	runScript(t, exec.CommandContext(t.Context(), client), settings{
		Issuer: s.issuer(), ID: app.ID, Secret: app.Secret, RedirectURI: callbackURI, PostLogoutRedirectURI: signedOutURI,
	}, mustVisitor(t, s).errands(username), &got)
	want := outcome{Username: username, SameSubject: true, Renewed: true, Left: signedOutURI + "?state=bye"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the client's report (-want +got):\n%s", diff)
	}
}
