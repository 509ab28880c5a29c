//go:build e2e

package e2e_test

import "testing"

// invitationScreens returns the console's pages about invitations that need no organization.
func invitationScreens(t *testing.T, s *site) []screen {
	t.Helper()
	return []screen{
		{name: "console-connectors", show: func(b *tab) { b.open(s.url + "/console/connectors"); b.see("#mail-form") }},
	}
}
