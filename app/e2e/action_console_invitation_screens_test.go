//go:build e2e

package e2e_test

import "testing"

// invitationScreens are the pages around invitations that need no organization.
func invitationScreens(t *testing.T, s *site) []screen {
	t.Helper()
	return []screen{
		{name: "console-connectors", show: func(b *tab) { b.open(s.url + "/console/connectors"); b.see("#mail-form") }},
		{name: "invitation-ended", show: func(b *tab) { b.open(s.url + "/invitation/none"); b.see("#invitation-ended-page") }},
	}
}
