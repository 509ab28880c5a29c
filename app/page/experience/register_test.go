package experience_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

const goodPassword = "Vq7#mountain-lake"

func TestRegister(t *testing.T) {
	w := newWorld(t)
	const (
		nameRule = "Use only letters, digits and underscores"
		taken    = "This username is taken."
	)
	tests := []struct {
		name, username, password string
		status                   int // 303 means accepted
		field, says              string
	}{
		{"letters", "carol", goodPassword, 303, "", ""},
		{"digits and underscores", "_c4rol_", goodPassword, 303, "", ""},
		{"taken name in another case", "ALICE", goodPassword, 303, "", ""},
		{"longest name", strings.Repeat("a", 128), goodPassword, 303, "", ""},
		{"name too long", strings.Repeat("a", 129), goodPassword, 400, "identifier", nameRule},
		{"digit first", "9lives", goodPassword, 400, "identifier", nameRule},
		{"email address", "carol@example.com", goodPassword, 400, "identifier", nameRule},
		{"hyphen", "car-ol", goodPassword, 400, "identifier", nameRule},
		{"space", "car ol", goodPassword, 400, "identifier", nameRule},
		{"line break", "carol2\n", goodPassword, 400, "identifier", nameRule},
		{"other script", "кэрол", goodPassword, 400, "identifier", nameRule},
		{"markup", "<b>carol", goodPassword, 400, "identifier", nameRule},
		{"no name", "", goodPassword, 400, "identifier", nameRule},
		{"taken", "alice", goodPassword, 422, "identifier", taken},
		{"no password", "dave", "", 422, "newPassword", "Use at least 8 characters."},
		{"short password", "dave", "Vq7#mou", 422, "newPassword", "Use at least 8 characters."},
		{"long password", "dave", strings.Repeat("Vq7#mountain", 30), 422, "newPassword", "Use at most 256 characters."},
		{"repetition", "dave", "aaaaaaaaaaaa", 422, "newPassword", "Too many repeated"},
		{"own name", "davedave", "davedave", 422, "newPassword", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer := w.register(test.username, test.password)
			if answer.StatusCode != test.status {
				t.Fatalf("got %d, want %d: %s %s", answer.StatusCode, test.status, saidAt(answer, "identifier"), saidAt(answer, "newPassword"))
			}
			if test.status == 303 {
				if !isIn(answer) || !isIn(w.try(test.username, test.password)) {
					t.Error("the new user cannot sign in")
				}
				return
			}
			if got := saidAt(answer, test.field); got == "" || !strings.HasPrefix(got, test.says) {
				t.Errorf("at %s: %q, want %q", test.field, got, test.says)
			}
			if test.username != "" && strings.HasSuffix(test.field, "Password") && !strings.Contains(answer.Text, `value="`+test.username+`"`) {
				t.Error("the input is lost")
			}
		})
	}
}

func TestRegisterInChinese(t *testing.T) {
	w := newWorld(t)
	b, page := w.signInPage(servertest.Params{"first_screen": "register", "ui_locales": "zh-CN"})
	answer := b.Submit(page, "register-form", map[string]string{"identifier": "alice", "newPassword": goodPassword})
	if got := saidAt(answer, "identifier"); got == "" || strings.Contains(got, "taken") {
		t.Errorf("got %q", got)
	}
}

// Of two users who register the same name at once, one gets it and the other an error.
func TestRegisterRace(t *testing.T) {
	w := newWorld(t)
	var wait sync.WaitGroup
	answers := make(chan *servertest.Response, 4)
	for range cap(answers) {
		b, page := w.registerPage()
		wait.Go(func() {
			answers <- b.Submit(page, "register-form", map[string]string{"identifier": "carol", "newPassword": goodPassword})
		})
	}
	wait.Wait()
	close(answers)
	in := 0
	for answer := range answers {
		switch {
		case isIn(answer):
			in++
		case answer.StatusCode != http.StatusUnprocessableEntity || saidAt(answer, "identifier") == "":
			t.Errorf("got %d %s", answer.StatusCode, answer.Text)
		}
	}
	if in != 1 {
		t.Errorf("%d users have the name", in)
	}
}

// Closing sign-up also applies to forms that are already open.
func TestClosedRegistration(t *testing.T) {
	w := newWorld(t)
	b, page := w.registerPage()
	w.Configure(func(s *models.TenantSettings) { s.SignInMode = models.SignInOnly })
	answer := b.Submit(page, "register-form", map[string]string{"identifier": "carol", "newPassword": goodPassword})
	wantStatus(t, answer, http.StatusForbidden)
	if _, err := w.Records().Users.ByUsername(t.Context(), "carol"); err == nil {
		t.Error("the account was created")
	}
	if b.Cookie("_session") != "" {
		t.Error("a session was started")
	}
	again := b.Get(page.Request.URL.RequestURI())
	if !strings.Contains(again.Text, `id="sign-in-form"`) {
		t.Errorf("got %d %s", again.StatusCode, again.Text)
	}
}

// Fields that the form does not have are ignored.
func TestRegisterIgnoresOtherFields(t *testing.T) {
	w := newWorld(t)
	b, page := w.registerPage()
	answer := b.Submit(page, "register-form", map[string]string{
		"identifier": "carol", "newPassword": goodPassword, "id": "chosen", "email": "x@example.com",
		"primaryEmail": "x@example.com", "name": "X", "isSuspended": "true", "roles": "admin", "tenantId": "admin",
	})
	if !isIn(answer) {
		t.Fatalf("got %d", answer.StatusCode)
	}
	user, err := w.Records().Users.ByUsername(t.Context(), "carol")
	if err != nil || user.ID == "chosen" || user.PrimaryEmail != nil || user.Name != nil || user.IsSuspended {
		t.Errorf("got %+v, %v", user, err)
	}
}
