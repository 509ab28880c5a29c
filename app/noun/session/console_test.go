package session_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

// desk is an operator using the console.
type desk struct {
	*servertest.Browser
	p *servertest.Provider
	t *testing.T
}

func newDesk(t *testing.T, role string) *desk {
	t.Helper()
	p := servertest.New(t)
	p.Operator(role)
	return &desk{p.ConsoleBrowser(role), p, t}
}

// send posts to a path of the console.
func (d *desk) send(path string) *servertest.Response {
	d.t.Helper()
	_, form := d.Get("/console").Form("theme-form")
	return d.Post(path, url.Values{"csrf": {form.Get("csrf")}})
}

// part opens a path as htmx does.
func (d *desk) part(path string) *servertest.Response {
	d.t.Helper()
	request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+path, nil)
	request.Header.Set("HX-Request", "true")
	return d.Send(request)
}

func isSessionsPage(answer *servertest.Response) bool {
	return answer.StatusCode == http.StatusOK && strings.Contains(answer.Text, `data-page="user-sessions-page"`)
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

func TestConsoleSessions(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	ann, bob := d.p.User("ann"), d.p.User("bob")
	d.signIn(ann)
	d.signIn(bob)
	path := "/console/users/" + ann.ID + "/sessions"
	page := d.Get(path)
	for _, shown := range []string{"Chrome on Linux", "192.0.2.7", "Northwind", ">offline<", "Also after sign-out", "While signed in", "/console/users/" + ann.ID + "/sign-out"} {
		if !isSessionsPage(page) || !strings.Contains(page.Text, shown) {
			t.Errorf("the page lacks %s", shown)
		}
	}
	if strings.Contains(page.Text, "-bob") {
		t.Error("another user's sessions are listed")
	}
	d.p.Advance(2 * time.Minute)
	if page := d.Get(path); !strings.Contains(page.Text, "No active sessions") || !strings.Contains(page.Text, "No authorized applications") || strings.Contains(page.Text, ann.ID+"/sign-out") {
		t.Error("what has ended is still shown")
	}
}

func TestConsoleEndsAccess(t *testing.T) {
	tests := []struct {
		name, path, ask, done string
		sessions, grants      int
	}{
		{"a session", "/sessions/SESSION/end", "Chrome on Linux is signed out", "Session ended.", 0, 1},
		{"a grant", "/grants/GRANT/revoke", "Revoke access for Northwind?", "Access revoked.", 1, 1},
		{"everything", "/sign-out", "Sign ann out everywhere?", "User signed out everywhere.", 0, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := newDesk(t, models.RoleEditor)
			ann, bob := d.p.User("ann"), d.p.User("bob")
			d.signIn(ann)
			d.signIn(bob)
			of := func(u *models.User) string {
				ids := strings.NewReplacer("SESSION", "session-"+*u.Username, "GRANT", "online-"+*u.Username)
				return ids.Replace(test.path)
			}
			path := "/console/users/" + ann.ID + of(ann)
			if ask := d.part(path); ask.StatusCode != http.StatusOK || !strings.Contains(ask.Text, test.ask) {
				t.Errorf("confirmation: %d %s", ask.StatusCode, ask.Text)
			}
			if test.name != "everything" { // another user's cannot be ended
				for _, answer := range []*servertest.Response{d.Get("/console/users/" + ann.ID + of(bob)), d.send("/console/users/" + ann.ID + of(bob))} {
					if answer.StatusCode != http.StatusNotFound {
						t.Errorf("another user's: %d", answer.StatusCode)
					}
				}
			}
			answer := d.send(path)
			if !isSessionsPage(answer) || !strings.Contains(answer.Text, test.done) {
				t.Errorf("done: %d %s", answer.StatusCode, answer.Text)
			}
			if sessions, grants := d.access(ann); sessions != test.sessions || grants != test.grants {
				t.Errorf("left: %d sessions, %d grants; want %d, %d", sessions, grants, test.sessions, test.grants)
			}
			if sessions, grants := d.access(bob); sessions != 1 || grants != 2 {
				t.Errorf("another user has %d sessions, %d grants left", sessions, grants)
			}
		})
	}
}

// A viewer reaches the page with content, but none that changes
// something; an editor reaches all.
func TestConsoleAccess(t *testing.T) {
	acts := []string{"/sign-out", "/sessions/session-ann/end", "/grants/online-ann/revoke"}
	for _, role := range []string{models.RoleViewer, models.RoleEditor} {
		d := newDesk(t, role)
		ann := d.p.User("ann")
		d.signIn(ann)
		at := "/console/users/" + ann.ID
		if page := d.Get(at + "/sessions"); !isSessionsPage(page) {
			t.Errorf("%s sees the sessions: %d", role, page.StatusCode)
		}
		for _, act := range acts {
			if got := d.Get(at + act).StatusCode; (got == http.StatusForbidden) != (role == models.RoleViewer) {
				t.Errorf("%s sees %s: %d", role, act, got)
			}
		}
		for _, act := range acts {
			if got := d.send(at + act).StatusCode; (got == http.StatusForbidden) != (role == models.RoleViewer) {
				t.Errorf("%s posts to %s: %d", role, act, got)
			}
		}
	}
}

// A user who is unknown, or belongs to another tenant, is not found.
func TestConsoleMissingUsers(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	operator, err := d.p.DB.Tenant(models.TenantAdmin).Users.ByUsername(t.Context(), models.RoleEditor)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"nobody", operator.ID, "%00", "%FF", "\xff", strings.Repeat("x", 500)} {
		for _, path := range []string{"/sessions", "/sign-out", "/sessions/s/end", "/grants/g/revoke"} {
			request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+"/console/users/x"+path, nil)
			request.URL.Opaque = "/console/users/" + id + path
			if got := d.Send(request).StatusCode; got != http.StatusNotFound {
				t.Errorf("%q%s: %d", id, path, got)
			}
		}
	}
}
