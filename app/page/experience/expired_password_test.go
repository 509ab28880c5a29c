package experience_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"portico/app/server/servertest"
)

// Users whose password has expired can only sign in by choosing a new one.
func TestExpiredPassword(t *testing.T) {
	w := newWorld(t)
	bob := w.User("bob")
	if err := w.Users.ExpirePassword(t.Context(), w.Records(), bob.ID, true); err != nil {
		t.Fatal(err)
	}
	const fresh = "Fresh-Harbour-7-lantern"
	browser, page := w.signInPage(nil)
	try := func(password, newPassword string) *servertest.Response {
		return browser.Submit(page, "sign-in-form", map[string]string{
			"identifier": "bob", "password": password, "newPassword": newPassword,
		})
	}
	tests := []struct {
		name, password, newPassword string
		status                      int
		shows                       string
	}{
		{"only the old password", servertest.Password, "", http.StatusUnprocessableEntity, `name="newPassword"`},
		{"a wrong old password", "wrong", fresh, http.StatusBadRequest, wrongText},
		{"the same password again", servertest.Password, servertest.Password, http.StatusUnprocessableEntity, `id="newPassword-error"`},
		{"against the policy", servertest.Password, "short", http.StatusUnprocessableEntity, `id="newPassword-error"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer := try(test.password, test.newPassword)
			if answer.StatusCode != test.status || !strings.Contains(answer.Text, test.shows) {
				t.Errorf("%d %s", answer.StatusCode, answer.Text)
			}
			if browser.Cookie("_session") != "" {
				t.Error("signed in")
			}
		})
	}
	if answer := try(servertest.Password, fresh); answer.Redirect().Query().Get("code") == "" {
		t.Errorf("the new password does not sign in: %d", answer.StatusCode)
	}
	// From then on it is an ordinary password.
	other, again := w.signInPage(nil)
	answer := other.Post(again.Request.URL.RequestURI(), formOf(again, "bob", fresh))
	if answer.Redirect().Query().Get("code") == "" {
		t.Errorf("the next sign-in: %d", answer.StatusCode)
	}
	if old, err := w.Records().Users.Get(t.Context(), bob.ID); err != nil || old.IsPasswordExpired {
		t.Errorf("still expired: %v", err)
	}
}

func formOf(page *servertest.Response, identifier, password string) url.Values {
	_, fields := page.Form("sign-in-form")
	fields.Set("identifier", identifier)
	fields.Set("password", password)
	return fields
}
