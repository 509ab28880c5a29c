//go:build e2e

package e2e_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// press presses keys in sequence.
func (b *tab) press(keys ...string) {
	b.t.Helper()
	for _, key := range keys {
		b.do(chromedp.KeyEvent(key))
	}
}

// tabTo moves the focus with the tab key until an element has it.
func (b *tab) tabTo(selector string) {
	b.t.Helper()
	for range 80 {
		if ask(b, chromedp.Evaluate[bool]("document.activeElement.matches("+quote(selector)+")")) {
			return
		}
		b.press(kb.Tab)
	}
	b.t.Fatalf("at %s the tab key never reaches %s", b.location(), selector)
}

// TestConsoleByKeyboard goes from the first run to creating, changing and deleting an
// application and a user, without a pointer.
func TestConsoleByKeyboard(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := newTab(t, s)
	b.open(s.setUpLink(t))
	b.see("#username:focus")
	b.do(insert("root"))
	b.tabTo("#newPassword")
	b.do(insert(password))
	b.press(kb.Enter)
	b.see("[data-page=start-page]")

	// Past the sidebar, with the skip link.
	b.press(kb.Tab)
	b.tabTo(".skip")
	b.press(kb.Enter)
	b.tabTo("main a[href='/console/applications']")
	b.press(kb.Enter)
	b.see("main table")
	b.tabTo("main a[href='/console/applications/new']")
	b.press(kb.Enter)
	b.see("#application-form")
	b.tabTo("#name")
	b.do(insert("Keyboard"))
	b.press(kb.Enter)
	b.see("[aria-current=page][href$='/endpoints'], .tabs a[href$='/endpoints']")

	// Menus open, close on Escape and return the focus.
	b.tabTo("#theme-menu summary")
	b.press(kb.Enter)
	b.see("#theme-menu[open] .popover")
	b.press(kb.Escape)
	b.see("#theme-menu:not([open]) summary:focus")

	// The palette: search, select, open.
	b.do(chromedp.KeyEvent("k", chromedp.KeyModifiers(2)))
	b.see("#dialog[open] .palette input:focus")
	b.do(insert("Keyboard"))
	b.see("#search-results a[href*='/console/applications/']")
	b.press(kb.ArrowDown)
	b.see("#search-results a:focus")
	b.press(kb.Enter)
	b.see("main form")

	// A dialog traps the focus, and Escape cancels it.
	b.tabTo("main a[href$='/delete']")
	b.press(kb.Enter)
	b.see("#dialog[open] #confirm:focus")
	b.press(kb.Escape)
	b.see("main a[href$='/delete']:focus")
	b.press(kb.Enter)
	b.see("#dialog[open] #confirm:focus")
	b.do(insert("Keyboard"))
	b.press(kb.Enter)
	b.see(".toast")
	if n := b.count("main a[href*='/console/applications/']:not([href$='/new']):not([href$='demo-app'])"); n != 0 {
		t.Errorf("%d applications are left", n)
	}
}
