package user_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"portico/app/noun/user"
	"portico/models"
)

func TestConsolePassword(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	ann := d.p.User("ann")
	path := "/console/users/" + ann.ID + "/password"
	verify := func(password string) bool {
		t.Helper()
		isRight, err := d.p.Hasher.Verify(t.Context(), password, d.read(ann.ID).PasswordHash)
		if err != nil {
			t.Fatal(err)
		}
		return isRight
	}
	d.signIn(ann)
	answer := d.Submit(d.Get(path), "password-form", map[string]string{"passwordSource": "made"})
	if !isPage(answer, "user-made-password-page") || answer.Request.Method != http.MethodPost || len(answer.Cookies()) != 0 {
		t.Fatalf("made: %d %s", answer.StatusCode, answer.Text)
	}
	if made := madePassword(t, answer.Text); !verify(made) || strings.Contains(d.Get("/console/users/"+ann.ID+"/logs").Text, made) {
		t.Errorf("%s is not the password, or is logged", made)
	}
	if sessions, grants := d.access(ann); sessions != 0 || grants != 0 {
		t.Errorf("still signed in: %d sessions, %d grants", sessions, grants)
	}
	answer = d.Submit(d.Get(path), "password-form", map[string]string{"passwordSource": "typed", "password": "blue kettle 7"})
	if !isPage(answer, "user-profile-page") || !verify("blue kettle 7") || !strings.Contains(answer.Text, "signed out everywhere.") {
		t.Errorf("typed: %d %s", answer.StatusCode, answer.Text)
	}
	for _, weak := range []string{"", "x", "ann@example.com"} {
		answer := d.Submit(d.Get(path), "password-form", map[string]string{"passwordSource": "typed", "password": weak})
		if answer.StatusCode != http.StatusUnprocessableEntity || errorOf(answer, "password") == "" || !strings.Contains(answer.Text, `value="typed" checked`) {
			t.Errorf("%q: %d %s", weak, answer.StatusCode, errorOf(answer, "password"))
		}
		if weak != "" && strings.Contains(answer.Text, `value="`+weak+`"`) {
			t.Errorf("%q is shown again", weak)
		}
	}
	if !verify("blue kettle 7") {
		t.Error("a refused password has been set")
	}
}

// signIn gives a user a session and two grants.
func (d *desk) signIn(of *models.User) {
	d.t.Helper()
	later := d.p.Now().Add(time.Minute).UnixMilli()
	session := &models.Session{
		ID: "session-" + *of.Username, Digest: models.Digest(of.ID), UserID: of.ID, IP: "192.0.2.7",
		UserAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36", AuthTime: 1, ExpiresAt: later,
	}
	if err := d.p.Records().Sessions.Insert(d.t.Context(), session); err != nil {
		d.t.Fatal(err)
	}
	client := d.p.Client(models.ApplicationSPA)
	for _, access := range []string{"online", "offline"} {
		err := d.p.Records().Grants.Insert(d.t.Context(), &models.Grant{
			ID: access + "-" + *of.Username, UserID: of.ID, ApplicationID: client.ID, SessionID: session.ID,
			Scope: "openid " + access, HasOfflineAccess: access == "offline", ExpiresAt: later,
		})
		if err != nil {
			d.t.Fatal(err)
		}
	}
}

// access counts a user's sessions and grants.
func (d *desk) access(of *models.User) (sessions, grants int) {
	d.t.Helper()
	now := d.p.Now().UnixMilli()
	browsers, err := d.p.Records().Sessions.ListOfUser(d.t.Context(), of.ID, now)
	if err != nil {
		d.t.Fatal(err)
	}
	granted, err := d.p.Records().Grants.ListOfUser(d.t.Context(), of.ID, now)
	if err != nil {
		d.t.Fatal(err)
	}
	return len(browsers), len(granted)
}

func TestConsoleSuspension(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	ann := d.p.User("ann")
	d.signIn(ann)
	path := "/console/users/" + ann.ID + "/suspension"
	if ask := d.part(path); !strings.HasPrefix(ask.Text, `<form class="confirm`) || !strings.Contains(ask.Text, "Suspend ann?") || !strings.Contains(ask.Text, `name="isSuspended" value="true"`) {
		t.Errorf("confirmation: %s", ask.Text)
	}
	// Submitting the form twice has the same effect as once.
	for range 2 {
		answer := d.send(path, map[string]string{"isSuspended": "true"})
		if !isPage(answer, "user-profile-page") || !strings.Contains(answer.Text, "User suspended and signed out everywhere.") || !d.read(ann.ID).IsSuspended {
			t.Errorf("suspended: %d", answer.StatusCode)
		}
	}
	if sessions, grants := d.access(ann); sessions != 0 || grants != 0 {
		t.Errorf("still signed in: %d sessions, %d grants", sessions, grants)
	}
	if list := d.Get("/console/users"); !strings.Contains(list.Text, "Suspended") {
		t.Error("the list does not show it")
	}
	if ask := d.Get(path); !strings.Contains(ask.Text, "Reactivate ann?") || !strings.Contains(ask.Text, `name="isSuspended" value="false"`) {
		t.Errorf("confirmation: %s", ask.Text)
	}
	answer := d.send(path, map[string]string{"isSuspended": "false"})
	if !strings.Contains(answer.Text, "User reactivated.") || d.read(ann.ID).IsSuspended {
		t.Errorf("reactivated: %d", answer.StatusCode)
	}
}

func TestConsoleDelete(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	ann := d.create(user.New{Username: "ann", Name: " Ann Keller "})
	path := "/console/users/" + ann.ID + "/delete"
	for _, wrong := range []string{"", "ann", "Ann keller", "Ann  Keller"} {
		answer := d.send(path, map[string]string{"confirm": wrong})
		wantError(t, answer, "confirm", "That doesn’t match. Type it exactly as shown above.")
	}
	answer := d.send(path, map[string]string{"confirm": "Ann Keller"})
	if !isPage(answer, "users-page") || !strings.Contains(answer.Text, "User deleted.") || strings.Contains(answer.Text, ann.ID) {
		t.Errorf("deleted: %d", answer.StatusCode)
	}
	if got := d.send(path, map[string]string{"confirm": "Ann Keller"}).StatusCode; got != http.StatusNotFound {
		t.Errorf("again: %d", got)
	}
}

// The last admin cannot be removed, and the page says why.
func TestConsoleKeepsTheLastAdmin(t *testing.T) {
	d := newDesk(t, models.RoleAdmin)
	records := d.p.DB.Tenant(models.TenantAdmin)
	admin, err := records.Users.ByUsername(t.Context(), models.RoleAdmin)
	if err != nil {
		t.Fatal(err)
	}
	path := "/t/admin/console/users/" + admin.ID
	if page := d.Get(path); !isPage(page, "user-profile-page") || !strings.Contains(page.Text, `id="operators-note"`) {
		t.Fatalf("not there: %d", page.StatusCode)
	}
	const why = "This is the last operator with the role Admin. Assign the role to someone else first."
	_, form := d.Get("/t/admin/console").Form("theme-form")
	for act, field := range map[string][2]string{"/suspension": {"isSuspended", "true"}, "/delete": {"confirm", models.RoleAdmin}} {
		form.Set(field[0], field[1])
		answer := d.Post(path+act, form)
		if answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, why) {
			t.Errorf("%s: %d %s", act, answer.StatusCode, answer.Text)
		}
	}
	if stored, err := records.Users.Get(t.Context(), admin.ID); err != nil || stored.IsSuspended {
		t.Errorf("the last admin: %+v, %v", stored, err)
	}
}
