//go:build e2e

package e2e_test

import (
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// forger is a page on another site that submits a form as soon as it is opened.
var forger = template.Must(template.New("").Parse(`<!doctype html><title>Prize</title><link rel="icon" href="data:,">
<form id="forged" method="post" action="{{.Action}}">
{{range $name, $values := .Fields}}<input type="hidden" name="{{$name}}" value="{{index $values 0}}">{{end}}</form>
<script>document.getElementById("forged").submit()</script>`))

// newForger serves the forged form on another port and returns its addresses: one on the
// same site (cookies are sent), one on another.
func newForger(t *testing.T, action string, fields url.Values) map[string]string {
	t.Helper()
	origin := newOrigin(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_ = forger.Execute(w, map[string]any{"Action": action, "Fields": fields})
	}))
	return map[string]string{"another site": origin, "another port": strings.Replace(origin, "127.0.0.1", "localhost", 1)}
}

// refused opens the forged page and checks that the site rejects it.
func refused(b *tab, forged string) {
	b.t.Helper()
	b.allow(forged)
	b.open(forged)
	b.see("#error-page")
	if got := ask(b, chromedp.Evaluate[int](`performance.getEntriesByType("navigation")[0].responseStatus`)); got != http.StatusForbidden {
		b.t.Errorf("status %d for a forged form, want 403", got)
	}
}

func TestForgedSignIn(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	app := newWebApp(t, s, "Forged sign-in")
	s.addUser(t, "mallory")
	for _, path := range []string{"/sign-in", "/register"} {
		for _, from := range []string{"another site", "another port"} {
			t.Run(path+" from "+from, func(t *testing.T) {
				b := newTab(t, s, app.origin)
				b.open(app.authorization(nil))
				b.see("#sign-in-form")
				interaction := queryOf(t, b.location()).Get("interaction")
				forged := newForger(t, s.url+path+"?interaction="+interaction, url.Values{
					"identifier": {"mallory"}, "password": {password}, "newPassword": {password},
				})
				refused(b, forged[from])
				b.open(app.authorization(map[string]string{"prompt": "none"}))
				if got := b.arrived().Get("error"); got != "login_required" {
					t.Errorf("prompt=none says %q after the forged form, want login_required", got)
				}
			})
		}
	}
}

func TestForgedConsent(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	for _, from := range []string{"another site", "another port"} {
		t.Run("from "+from, func(t *testing.T) {
			app := newWebApp(t, s, "Forged consent", "--third-party")
			username := "oli" + app.ID
			s.addUser(t, username)
			b := newTab(t, s, app.origin)
			b.open(app.authorization(nil))
			b.signIn(username, password)
			b.see("#consent-form")
			refused(b, newForger(t, b.location(), url.Values{"action": {"authorize"}})[from])
			b.open(app.authorization(map[string]string{"prompt": "none"}))
			if got := b.arrived().Get("error"); got != "consent_required" {
				t.Errorf("prompt=none says %q after the forged form, want consent_required", got)
			}
		})
	}
}

func TestForgedSignOut(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	app := newWebApp(t, s, "Forged sign-out")
	s.addUser(t, "pia")
	for _, from := range []string{"another site", "another port"} {
		t.Run("from "+from, func(t *testing.T) {
			b := newTab(t, s, app.origin)
			b.open(app.authorization(nil))
			b.signIn("pia", password)
			mustAnswer(t, b)
			refused(b, newForger(t, s.issuer()+"/session/end/confirm", url.Values{"client_id": {app.ID}})[from])
			b.open(app.authorization(nil))
			mustAnswer(t, b) // is still signed in
		})
	}
}

func queryOf(t *testing.T, address string) url.Values {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query()
}

// No header reveals the forgery here, so the token must.
func TestFormOfAnotherBrowser(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	app := newWebApp(t, s, "Another browser")
	s.addUser(t, "quin")
	victim, attacker := mustVisitor(t, s), mustVisitor(t, s)
	mine, err := victim.open(app.authorization(nil))
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := attacker.open(app.authorization(nil))
	if err != nil {
		t.Fatal(err)
	}
	stolen := attribute(theirs.byName("csrf"), "value")
	for name, token := range map[string]string{"none": "", "another browser's": stolen} {
		p, err := victim.submit(mine, "sign-in-form", map[string]string{"identifier": "quin", "password": password, "csrf": token})
		if err != nil {
			t.Fatal(err)
		}
		if p.status != http.StatusForbidden {
			t.Errorf("status %d with the token %s, want 403", p.status, name)
		}
	}
}
