//go:build e2e

package e2e_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// Everything works with plain links and forms.
func TestConsoleWithoutJavaScript(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.operator(t, "root", "admin")
	b.withoutJavaScript()
	b.open(s.url + "/console/applications/new")
	b.typeInto("#name", "Plain")
	b.typeInto("input[name=redirectUris]", "http://shop.example/callback")
	b.submit("#application-create")
	b.see("input[name=redirectUris][aria-invalid=true]")
	if got := b.value("#name"); got != "Plain" {
		t.Errorf("the name is %q after a refused form", got)
	}
	b.typeInto("input[name=redirectUris]", "https://shop.example/callback")
	b.submit("#application-create")
	b.open(s.url + "/console/applications?q=Plain")
	b.submit("a.row-link")
	b.typeInto("#description", "Changed without a script")
	b.submit(".save-bar button[type=submit]")
	b.see("#description")
	if got := b.value("#description"); got != "Changed without a script" {
		t.Errorf("the description is %q", got)
	}
	b.submit("main a[href$='/delete']")
	b.typeInto("#confirm", "Plane")
	b.submit("form.confirm button[type=submit]")
	b.see("#confirm-error")
	b.typeInto("#confirm", "Plain")
	b.submit("form.confirm button[type=submit]")
	b.open(s.url + "/console/applications?q=Plain")
	b.see(".empty")

	// The mobile menu, the theme and the language.
	b.resize(narrow)
	b.click(".menu.phone > summary")
	b.submit(".drawer a[href='/console/users']")
	b.see("[data-page=users-page]")
	b.click("#theme-menu > summary")
	b.submit("#theme-menu button[value=dark]")
	b.see("html[data-theme=dark] [data-page=users-page]")
	b.click("#language-menu > summary")
	b.submit("#language-menu a[hreflang=zh-CN]")
	b.see("html[lang=zh-CN]")
	b.click("#account-menu > summary")
	b.submit("#sign-out")
	b.see("[id='op.logoutForm']")
}

// A search is part of the address: back undoes it, and the address opens the same list
// again.
func TestConsoleListsAreAddresses(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.addUser(t, "ada")
	s.addUser(t, "bob")
	b := s.operator(t, "root", "admin")
	b.open(s.url + "/console/users")
	b.see("a.row-link")
	b.click("#q")
	b.do(insert("ada"))
	b.until("location.search.includes('q=ada') && document.querySelectorAll('a.row-link').length === 1")
	address := b.location()
	b.do(chromedp.NavigateBack())
	b.until("!location.search.includes('ada') && document.querySelectorAll('a.row-link').length === 2")
	b.open(address)
	b.see("a.row-link")
	if n := b.count("a.row-link"); n != 1 {
		t.Errorf("%d rows at %s", n, address)
	}
}

// A click on a link does not lose unsaved input.
func TestConsoleWarnsOfUnsavedChanges(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	app := s.addApplication(t, "Storefront", "Traditional", "https://shop.example/callback")
	b := s.operator(t, "root", "admin")
	b.open(s.url + "/console/applications/" + app.ID)
	b.see("#name")
	b.until(`!document.querySelector("[data-save-bar]").checkVisibility({ visibilityProperty: true })`)
	b.click("#name")
	b.do(insert(" two"))
	b.see("[data-save-bar]")
	b.click(".side a[href='/console/users']")
	b.see("dialog[open]")
	if !strings.HasSuffix(b.location(), app.ID) {
		t.Errorf("left to %s", b.location())
	}
	b.press("\x1b")
	b.click("[data-save-bar] button[type=submit]")
	b.see(".toast")
	if got := b.value("#name"); got != "Storefront two" {
		t.Errorf("saved %q", got)
	}
}
