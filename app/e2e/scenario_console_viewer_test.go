//go:build e2e

package e2e_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// A viewer sees pages without secrets and without controls to change anything, and forms
// sent anyway have no effect.
func TestViewerChangesNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	app := s.addApplication(t, "Storefront", "Traditional", "https://shop.example/callback")
	s.addUser(t, "ada")
	b := s.operator(t, "watcher", "viewer")
	for _, path := range []string{
		"/console/applications", "/console/applications/" + app.ID, "/console/applications/" + app.ID + "/endpoints",
		"/console/applications/" + app.ID + "/tokens", "/console/users", "/console/signing-keys", "/console/audit-logs",
	} {
		b.open(s.url + path)
		b.see("main h1")
		if n := b.count("main form[method=post]:not(:has(:disabled))"); n != 0 {
			t.Errorf("%s: %d forms that could be submitted", path, n)
		}
		if n := b.count("main .button.primary, main .button.danger"); n != 0 {
			t.Errorf("%s: %d buttons that change something", path, n)
		}
	}
	b.open(s.url + "/console/applications/" + app.ID + "/endpoints")
	if html := ask(b, chromedp.Evaluate[string]("document.documentElement.outerHTML")); len(app.Secret) < 30 || strings.Contains(html, app.Secret) {
		t.Error("a viewer sees the secret")
	}
	// The viewer's own browser submits what its pages do not offer.
	const send = `(async () => {
		const token = document.querySelector("#sign-out-form [name=csrf]").value;
		const answers = [];
		for (const [path, fields] of ATTEMPTS) {
			const answer = await fetch(path, { method: "POST", body: new URLSearchParams({ csrf: token, ...fields }) });
			answers.push(path + " " + answer.status);
		}
		return answers;
	})()`
	attempts := `[
		["/console/applications/` + app.ID + `", { name: "Taken" }],
		["/console/applications/` + app.ID + `/delete", { confirm: "Storefront" }],
		["/console/applications/new", { name: "Mine", type: "SPA" }],
		["/console/users/new", { username: "mallory" }],
		["/console/signing-keys/rotate", { algorithm: "ES256" }],
		["/console/operators/invite", { role: "admin" }],
		["/console/tenants/new", { id: "mine", name: "Mine" }],
	]`
	answers := ask(b, chromedp.Evaluate[[]string](strings.Replace(send, "ATTEMPTS", attempts, 1), chromedp.EvalAwaitPromise))
	for _, answer := range answers {
		if !strings.HasSuffix(answer, " 403") {
			t.Errorf("a viewer's form: %s", answer)
		}
	}
	if len(answers) != 7 {
		t.Errorf("%d answers", len(answers))
	}
}

// Names of users and records are escaped on every page that shows them.
func TestConsoleNamesWithMarkupAreText(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	app := s.addApplication(t, appMarkup, "Traditional", "https://shop.example/callback")
	s.addUser(t, "sue", "--name", personMarkup)
	b := s.operator(t, "root", "admin")
	for _, path := range []string{
		"/console/applications", "/console/applications/" + app.ID, "/console/applications/" + app.ID + "/endpoints",
		"/console/applications/" + app.ID + "/delete", "/console/search?q=App",
	} {
		b.open(s.url + path)
		mustRead(t, b, "body", appMarkup)
	}
	b.open(s.url + "/console/users?q=sue")
	mustRead(t, b, "main", personMarkup)
	b.submit("a.row-link")
	mustRead(t, b, "main", personMarkup)
	b.open(b.location() + "/logs")
	mustRead(t, b, "main", personMarkup)
	b.open(s.url + "/console/audit-logs")
	mustRead(t, b, "main", personMarkup)
	b.submit("a.row-link")
	b.see("main dl")
	mustRead(t, b, "main", personMarkup)
}
