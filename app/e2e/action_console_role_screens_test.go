//go:build e2e

package e2e_test

import (
	"encoding/json"
	"testing"
)

// roleScreens returns the console's pages about roles, for a signed-in operator.
func roleScreens(t *testing.T, s *site) []screen {
	t.Helper()
	var machine application
	made := s.command(t, "", "app", "create", "--name", "Warehouse", "--type", "MachineToMachine")
	if err := json.Unmarshal([]byte(made), &machine); err != nil {
		t.Fatalf("read the registered machine: %v", err)
	}
	at := func(name, path, selector string) screen {
		return screen{name: name, show: func(b *tab) { b.open(s.url + path); b.see(selector) }}
	}
	inRole := func(name, path, selector string) screen {
		return screen{name: name, show: func(b *tab) {
			b.open(s.url + "/console/roles?q=Management")
			b.submit("a.row-link")
			if path != "" {
				b.open(b.location() + path)
			}
			b.see(selector)
		}}
	}
	ofMachine := "/console/applications/" + machine.ID + "/roles"
	return []screen{
		at("console-roles", "/console/roles", "main table"),
		at("console-roles-none", "/console/roles?q=nothing-like-it", "main .empty"),
		at("console-role-new", "/console/roles/new", "main form"),
		inRole("console-role", "", "main table"),
		inRole("console-role-applications", "/applications", "[data-page=role-applications-page]"),
		inRole("console-role-applications-assign", "/applications/assign", "#role-picker"),
		inRole("console-role-general", "/general", "#role-general-form"),
		at("console-application-roles", ofMachine, "main .empty"),
		at("console-application-roles-assign", ofMachine+"/assign", "#role-picker"),
	}
}
