//go:build e2e

package e2e_test

import "testing"

// consoleScreens are the pages of the console, for an operator who is signed in.
func consoleScreens(t *testing.T, s *site) []screen {
	t.Helper()
	at := func(name, path, selector string) screen {
		return screen{name: name, show: func(b *tab) { b.open(s.url + path); b.see(selector) }}
	}
	return []screen{
		at("console-start", "/console", "[data-page=start-page]"),
		at("console-search", "/console/search?q=a", "[data-page=search-page]"),
		at("console-operators", "/console/operators", "[data-page=operators-page]"),
		at("console-operator-invite", "/console/operators/invite", "#invite-form"),
		at("console-tenants", "/console/tenants", "[data-page=tenants-page]"),
		at("console-tenant-new", "/console/tenants/new", "#tenant-form"),
		at("console-missing", "/console/nowhere", "[data-page=problem-page]"),
	}
}
