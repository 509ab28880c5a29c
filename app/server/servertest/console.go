package servertest

import "net/http"

// ConsoleBrowser is a browser in which the operator whom Operator made with the
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
