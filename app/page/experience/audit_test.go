package experience_test

import (
	"encoding/json"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// step is the content of an audit row.
type step struct {
	key    string
	result models.AuditResult
	reason string
	user   string
}

func TestAudit(t *testing.T) {
	w := newWorld(t)
	const wrong, short = "planted-wrong-Passw0rd", "pl4nt3d"
	b, page := w.signInPage(nil)
	b.SignIn(page, "alice", wrong)
	b.SignIn(page, wrong, wrong) // people also type their password into the wrong field
	code := b.SignIn(page, "alice", servertest.Password).Redirect().Query().Get("code")
	tokens := w.Exchange(w.client, code, nil).JSON()
	w.register("carol", short)
	w.register("carol", goodPassword)
	carol, err := w.Records().Users.ByUsername(t.Context(), "carol")
	if err != nil {
		t.Fatal(err)
	}

	rows := w.Audited()
	found := map[step]bool{}
	for _, row := range rows {
		found[step{row.Key, row.Result, row.Reason, row.UserID}] = true
	}
	alice := w.alice.ID
	for _, want := range []step{
		{"Interaction.Create", models.AuditSuccess, "", ""},
		{"Interaction.SignIn.Create", models.AuditSuccess, "", ""},
		{"Interaction.SignIn.Identifier.Submit", models.AuditSuccess, "", alice},
		{"Interaction.SignIn.Identifier.Submit", models.AuditSuccess, "", ""},
		{"Interaction.SignIn.Verification.Password.Submit", models.AuditError, "session.invalid_credentials", alice},
		{"Interaction.SignIn.Verification.Password.Submit", models.AuditError, "session.invalid_credentials", ""},
		{"Interaction.SignIn.Submit", models.AuditError, "session.invalid_credentials", alice},
		{"Interaction.SignIn.Verification.Password.Submit", models.AuditSuccess, "", alice},
		{"Interaction.SignIn.Submit", models.AuditSuccess, "", alice},
		{"Interaction.End", models.AuditSuccess, "", alice},
		{"ExchangeTokenBy.AuthorizationCode", models.AuditSuccess, "", alice},
		{"Interaction.Register.Create", models.AuditSuccess, "", ""},
		{"Interaction.Register.Submit", models.AuditError, "password_rejected.too_short", ""},
		{"Interaction.Register.Submit", models.AuditSuccess, "", carol.ID},
	} {
		if !found[want] {
			t.Errorf("no row %+v", want)
		}
	}
	all, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	secrets := map[string]string{
		"wrong password": wrong, "short password": short, "password": servertest.Password, "new password": goodPassword,
		"code": code, "client secret": w.client.Secret, "session": b.Cookie("_session"), "verifier": servertest.Verifier,
		"access token": tokens["access_token"].(string), "refresh token": tokens["refresh_token"].(string),
	}
	for name, secret := range secrets {
		if secret == "" || strings.Contains(string(all), secret) {
			t.Errorf("the audit log contains the %s", name)
		}
	}
	for _, row := range rows {
		if strings.HasPrefix(row.Key, "Interaction.") && row.ApplicationID != w.client.ID {
			t.Errorf("%s has application %q", row.Key, row.ApplicationID)
		}
	}
}

// Refusals because of a lockout or a suspension are audited as well.
func TestAuditOfRefusals(t *testing.T) {
	w := newWorld(t)
	w.lock()
	for range 4 {
		w.try("alice", "wrong")
	}
	bob := w.User("bob")
	if err := w.Users.Suspend(t.Context(), w.Records(), bob.ID, true); err != nil {
		t.Fatal(err)
	}
	w.try("bob", servertest.Password)
	found := map[step]bool{}
	for _, row := range w.Audited() {
		found[step{row.Key, row.Result, row.Reason, row.UserID}] = true
	}
	for _, want := range []step{
		{"Interaction.SignIn.Submit", models.AuditError, "session.verification_blocked_too_many_attempts", w.alice.ID},
		{"Interaction.SignIn.Verification.Password.Submit", models.AuditError, "user.suspended", bob.ID},
		{"Interaction.SignIn.Submit", models.AuditError, "user.suspended", bob.ID},
	} {
		if !found[want] {
			t.Errorf("no row %+v", want)
		}
	}
}
