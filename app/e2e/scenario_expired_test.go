//go:build e2e

package e2e_test

import (
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

func TestSecondAnswerOfOneInteraction(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	app := newWebApp(t, s, "Twice")
	s.addUser(t, "fay")
	b := newTab(t, s, app.origin)
	b.open(app.authorization(nil))
	b.see("#sign-in-form")
	page := b.location()
	b.signIn("fay", password)
	mustAnswer(t, b)

	b.do(chromedp.NavigateBack())
	b.see("#unknown-session-page")
	b.open(page)
	b.see("#unknown-session-page")
}

func TestAnswerInAnotherTabFirst(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	app := newWebApp(t, s, "Other tab")
	s.addUser(t, "gil")
	first := newTab(t, s, app.origin)
	first.open(app.authorization(nil))
	first.see("#sign-in-form")

	second := first.beside()
	second.allow(app.origin)
	second.open(first.location())
	second.signIn("gil", password)
	mustAnswer(t, second)

	first.signIn("gil", password) // the same interaction, which has ended
	first.see("#unknown-session-page")
}

func TestCookiesGone(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	app := newWebApp(t, s, "No cookies")
	s.addUser(t, "hal")
	b := newTab(t, s, app.origin)

	b.open(app.authorization(nil))
	b.see("#sign-in-form")
	call(b, network.DeleteCookies, network.DeleteCookiesParams{Name: "_interaction", URL: s.url})
	b.signIn("hal", password)
	b.see("#unknown-session-page")

	b.open(app.authorization(nil))
	b.see("#sign-in-form")
	page := b.location()
	b.forgetCookies()
	b.signIn("hal", password)
	b.see("#unknown-session-page, #error-page")
	b.open(page)
	b.see("#unknown-session-page")
}

func TestTwoTabs(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	app, other := newWebApp(t, s, "First tab"), newWebApp(t, s, "Second tab")
	s.addUser(t, "ida")
	first := newTab(t, s, app.origin)
	second := first.beside()
	second.allow(other.origin)
	first.open(app.authorization(nil))
	second.open(other.authorization(nil))
	first.signIn("ida", password)
	mustAnswer(t, first)
	second.signIn("ida", password)
	mustAnswer(t, second)
}
