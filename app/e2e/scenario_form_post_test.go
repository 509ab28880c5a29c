//go:build e2e

package e2e_test

import (
	"net/url"
	"testing"
)

// The response is posted to another origin, which the content security policy of our
// page must allow.
func TestFormPost(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	for name, script := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			app := newWebApp(t, s, "Form post")
			s.addUser(t, "wim"+app.ID)
			b := newTab(t, s, app.origin)
			if !script {
				b.withoutJavaScript()
			}
			b.open(app.authorization(map[string]string{"response_mode": "form_post"}))
			b.signIn("wim"+app.ID, password)
			if !script {
				b.click("#form-post button[type=submit]")
			}
			b.see("#arrived")
			posted, err := url.ParseQuery(b.text("#posted"))
			if err != nil {
				t.Fatal(err)
			}
			if posted.Get("code") == "" || posted.Get("state") != "the-state" || posted.Get("iss") != s.issuer() {
				t.Errorf("the application was sent %v, want a code, its state and the issuer", posted)
			}
		})
	}
}
