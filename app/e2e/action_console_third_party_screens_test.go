//go:build e2e

package e2e_test

import "testing"

// thirdPartyScreens returns the console's pages about what third-party applications may
// ask for, for a signed-in operator; the sample data are loaded.
func thirdPartyScreens(t *testing.T, s *site) []screen {
	t.Helper()
	at := func(name, path, selector string) screen {
		return screen{name: name, show: func(b *tab) { b.open(s.url + path); b.see(selector) }}
	}
	const ledgerly = "/console/applications/ledgerly"
	return []screen{
		at("console-applications-third-party", "/console/applications?kind=third-party", "main table"),
		at("console-third-party", ledgerly, "#settings-form"),
		at("console-third-party-permissions", ledgerly+"/permissions", "#organization-resource-scopes"),
		at("console-third-party-user-data-assign", ledgerly+"/permissions/user-scopes/assign", "#permission-picker"),
		at("console-third-party-api-assign", ledgerly+"/permissions/resource-scopes/assign", "#permission-picker"),
		at("console-third-party-branding", ledgerly+"/branding", "#branding-form"),
		{name: "console-third-party-permission-remove", show: func(b *tab) {
			b.open(s.url + ledgerly + "/permissions")
			b.click("#user-scopes a.danger")
			b.see("#dialog form")
		}},
	}
}
