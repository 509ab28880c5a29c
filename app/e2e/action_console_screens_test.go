//go:build e2e

package e2e_test

import (
	"slices"
	"testing"
)

// consoleScreens returns the pages of the console, for a signed-in operator.
func consoleScreens(t *testing.T, s *site) []screen {
	t.Helper()
	s.command(t, "", "seed", "--people")
	app := s.addApplication(t, "Photo Shop", "Traditional", "https://shop.example/callback")
	s.addUser(t, "look"+app.ID[:8], "--name", "Ada Lovelace", "--email", app.ID[:8]+"@example.com")
	user := "/console/users?q=look" + app.ID[:8]
	at := func(name, path, selector string) screen {
		return screen{name: name, show: func(b *tab) { b.open(s.url + path); b.see(selector) }}
	}
	inUser := func(name, path, selector string) screen {
		return screen{name: name, show: func(b *tab) {
			b.open(s.url + user)
			b.submit("a.row-link")
			if path != "" {
				b.open(b.location() + path)
			}
			b.see(selector)
		}}
	}
	application := "/console/applications/" + app.ID
	screens := []screen{
		at("console-start", "/console", "[data-page=start-page]"),
		at("console-search", "/console/search?q=a", "[data-page=search-page]"),
		at("console-applications", "/console/applications", "main table"),
		at("console-applications-none", "/console/applications?q=nothing-like-it", "main .empty"),
		at("console-application-new", "/console/applications/new", "main form"),
		at("console-application", application, "main form"),
		at("console-application-endpoints", application+"/endpoints", "main"),
		at("console-application-secret-new", application+"/secrets/new", "main form"),
		at("console-application-tokens", application+"/tokens", "main form"),
		at("console-application-logs", application+"/logs", "main"),
		at("console-application-delete", application+"/delete", "#confirm"),
		at("console-users", "/console/users", "main table"),
		at("console-users-none", "/console/users?q=nothing-like-it", "main .empty"),
		at("console-user-new", "/console/users/new", "main form"),
		inUser("console-user", "", "main form"),
		at("console-user-permissions", "/console/users/alice0000001/permissions?application=demo-app"+
			"&resource=shoppingapi0000000001&organization=shopping0foo", "#answer-scope"),
		inUser("console-user-sessions", "/sessions", "main"),
		inUser("console-user-logs", "/logs", "main"),
		inUser("console-user-password", "/password", "main form"),
		inUser("console-user-delete", "/delete", "#confirm"),
		at("console-keys", "/console/signing-keys", "main"),
		at("console-keys-rotate", "/console/signing-keys/rotate?algorithm=ES256", "main form"),
		at("console-logs", "/console/audit-logs", "main table"),
		{name: "console-log", show: func(b *tab) {
			b.open(s.url + "/console/audit-logs?key=Application.Created")
			b.submit("a.row-link")
			b.see("main dl")
		}},
		at("console-operators", "/console/operators", "[data-page=operators-page]"),
		at("console-operator-invite", "/console/operators/invite", "#invite-form"),
		at("console-tenants", "/console/tenants", "[data-page=tenants-page]"),
		at("console-tenant-new", "/console/tenants/new", "#tenant-form"),
		at("console-missing", "/console/nowhere", "[data-page=problem-page]"),
	}
	return slices.Concat(screens, resourceScreens(t, s), roleScreens(t, s), templateScreens(t, s),
		organizationScreens(t, s), invitationScreens(t, s), thirdPartyScreens(t, s))
}
