//go:build e2e

package e2e_test

import (
	"testing"

	"github.com/chromedp/chromedp"

	"portico/models"
)

// resourceScreens returns the pages of the API resources, for a signed-in operator. The
// first that needs a resource creates it.
func resourceScreens(t *testing.T, s *site) []screen {
	t.Helper()
	resources, resource := s.url+"/console/api-resources", ""
	at := func(name, path, selector string) screen {
		return screen{name: name, show: func(b *tab) { b.open(resources + path); b.see(selector) }}
	}
	inResource := func(name, path, selector string) screen {
		return screen{name: name, show: func(b *tab) {
			if resource == "" {
				resource = b.createResource("Orders", "https://orders.example/"+models.NewID())
			}
			b.open(resource + path)
			b.see(selector)
		}}
	}
	inPermission := func(name, link, selector string) screen {
		return screen{name: name, show: func(b *tab) {
			b.open(resource)
			b.open(ask(b, chromedp.Evaluate[string](`document.querySelector("main table a[href*='/permissions/']`+link+`").href`)))
			b.see(selector)
		}}
	}
	return []screen{
		at("console-resources", "", "main table"),
		at("console-resources-none", "?q=nothing-like-it", "main .empty"),
		at("console-resource-new", "/new", "#resource-form"),
		{name: "console-resource-management", show: func(b *tab) {
			b.open(resources + "?q=management")
			b.submit("a.row-link")
			b.see("#management-note")
		}},
		inResource("console-resource", "", "main table"),
		inResource("console-resource-nothing", "?q=nothing-like-it", "main .empty"),
		inResource("console-resource-general", "/general", "#general-form"),
		inResource("console-resource-delete", "/delete", "#confirm"),
		inResource("console-permission-new", "/permissions/new", "#permission-form"),
		inPermission("console-permission", ":not([href$='/delete'])", "#permission-form"),
		inPermission("console-permission-delete", "[href$='/delete']", "main form.confirm"),
	}
}

// createResource creates an API resource with a permission in the console, and returns
// the address of its page.
func (b *tab) createResource(name, indicator string) string {
	b.t.Helper()
	b.open(b.site.url + "/console/api-resources/new")
	b.typeInto("#name", name)
	b.typeInto("#indicator", indicator)
	b.submit("#resource-create")
	b.see("[data-page=resource-permissions-page]")
	address := b.location()
	b.open(address + "/permissions/new")
	b.typeInto("#name", "read:orders")
	b.typeInto("#description", "See orders and what they contain")
	b.submit("#permission-save")
	b.see("main table")
	return address
}
