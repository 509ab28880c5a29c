//go:build e2e

package e2e_test

import (
	"encoding/json"
	"testing"

	"portico/models"
)

// organizationScreens returns the pages of organizations, for a signed-in operator. The
// first creates an organization, and later ones add its members.
func organizationScreens(t *testing.T, s *site) []screen {
	t.Helper()
	var machine application
	made := s.command(t, "", "app", "create", "--name", "Night reports", "--type", "MachineToMachine")
	if err := json.Unmarshal([]byte(made), &machine); err != nil {
		t.Fatalf("read the registered machine: %v", err)
	}
	member := "member" + machine.ID[:8]
	s.addUser(t, member, "--name", "Grace Hopper", "--email", machine.ID[:8]+"@example.com")
	const home = "/console/organizations"
	organization := "" // the address of the created one
	at := func(name, path, selector string) screen {
		return screen{name: name, show: func(b *tab) { b.open(s.url + path); b.see(selector) }}
	}
	in := func(name, path, selector string) screen {
		return screen{name: name, show: func(b *tab) { b.open(organization + path); b.see(selector) }}
	}
	picked := func(name, path, query, selector string) screen {
		return screen{name: name, show: func(b *tab) {
			b.open(organization + path)
			b.typeInto("#members-picker-q", query)
			b.until(`document.querySelectorAll(".picks .pick").length === 1`)
			b.click(".picks .pick input")
			b.submit("#members-picker-take")
			b.see(selector)
		}}
	}
	follow := func(name, path, link, selector string) screen {
		return screen{name: name, show: func(b *tab) {
			b.open(organization + path)
			b.click("main table a[href$='" + link + "']")
			b.see("#dialog[open] " + selector)
		}}
	}
	return []screen{
		at("console-organization-new", home+"/new", "#organization-form"),
		{name: "console-organization-made", show: func(b *tab) {
			b.open(s.url + home + "/new")
			b.typeInto("#name", "Northwind "+models.NewID()[:6])
			b.typeInto("#description", "Imports tea and spices")
			b.submit("#organization-create")
			b.see("main .empty")
			organization = b.location()
		}},
		in("console-organization-add", "/members/add", "#members-picker"),
		picked("console-organization-members", "/members/add", member, "main table"),
		follow("console-organization-roles", "", "/roles", "#roles-form"),
		follow("console-organization-remove", "", "/remove", "form.confirm"),
		in("console-organization-nobody", "?q=nothing-like-it", "main .empty"),
		in("console-organization-machines-none", "/machines", "main .empty"),
		picked("console-organization-machines", "/machines/add", machine.ID, "main table"),
		in("console-organization-invitations", "/invitations", "main .empty"),
		in("console-organization-invite", "/invitations/new", "#invite-form"),
		in("console-organization-settings", "/settings", "#settings-form"),
		in("console-organization-delete", "/delete", "#confirm"),
		at("console-organizations", home, "main table"),
		at("console-organizations-none", home+"?q=nothing-like-it", "main .empty"),
		at("console-application-organizations", "/console/applications/"+machine.ID+"/organizations", "#organizations table"),
		at("console-application-join", "/console/applications/"+machine.ID+"/organizations/add", "#organizations-picker"),
		{name: "console-user-organizations", show: func(b *tab) {
			b.open(s.url + "/console/users?q=" + member)
			b.submit("a.row-link")
			b.open(b.location() + "/organizations")
			b.see("#organizations table")
		}},
	}
}
