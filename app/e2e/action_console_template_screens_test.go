//go:build e2e

package e2e_test

import (
	"testing"

	"portico/models"
)

// templateScreens returns the pages of the organization template, for a signed-in
// operator who has just created a role and a permission.
func templateScreens(t *testing.T, s *site) []screen {
	t.Helper()
	const home = "/console/organization-template"
	at := func(name, path, selector string) screen {
		return screen{name: name, show: func(b *tab) { b.open(s.url + path); b.see(selector) }}
	}
	inRole := func(name, path, selector string) screen {
		return screen{name: name, show: func(b *tab) {
			b.open(s.url + home)
			b.submit("a.row-link")
			if path != "" {
				b.open(b.location() + path)
			}
			b.see(selector)
		}}
	}
	return []screen{
		at("console-template-role-new", home+"/roles/new", "main form"),
		at("console-template-permission-new", home+"/permissions/new", "main form"),
		{name: "console-template-permission", show: func(b *tab) {
			b.open(s.url + home + "/permissions/new")
			b.typeInto("#name", "look:"+models.NewID())
			b.submit("#permission-create")
			b.submit("a.row-link")
			b.see("main form")
		}},
		at("console-template-permissions", home+"/permissions", "main table"),
		{name: "console-template-role-made", show: func(b *tab) {
			b.open(s.url + home + "/roles/new")
			b.typeInto("#name", "Role "+models.NewID())
			b.submit("#role-create")
			b.see("[data-page=organization-role-permissions-page]")
		}},
		inRole("console-template-role-assign", "/assign", "main form.picker"),
		{name: "console-template-role-permissions", show: func(b *tab) {
			b.open(s.url + home)
			b.submit("a.row-link")
			b.open(b.location() + "/assign")
			b.click(".pick input")
			b.submit("#permission-picker-take")
			b.see("main table")
		}},
		at("console-template", home, "main table"),
		at("console-template-none", home+"?q=nothing-like-it", "main .empty"),
		inRole("console-template-role-general", "/general", "main form"),
		inRole("console-template-role-delete", "/delete", "#confirm"),
	}
}
