package servertest

import "net/http"

// ConsoleBrowser returns a browser in which the operator created by Operator with the
// role is signed in to the console.
func (p *Provider) ConsoleBrowser(role string) *Browser {
	p.t.Helper()
	browser := p.Browser()
	page := browser.SignIn(browser.Get("/console"), role, Password)
	if page.StatusCode != http.StatusOK || browser.Cookie("_console") == "" {
		p.t.Fatalf("no console for %s: %d %s", role, page.StatusCode, page.Text)
	}
	return browser
}
