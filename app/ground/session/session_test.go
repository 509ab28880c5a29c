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
	"portico/models/store"
)

// world is a provider with Alice and a client.
type world struct {
	*servertest.Provider
	alice  *models.User
	client *servertest.Client
}

func newWorld(t *testing.T) world {
	t.Helper()
	p := servertest.New(t)
	return world{p, p.User("alice"), p.Client(models.ApplicationTraditional)}
}

// isSignedIn asks with prompt=none.
func isSignedIn(t *testing.T, b *servertest.Browser, c *servertest.Client) bool {
	t.Helper()
	query := b.Visit(c.AuthorizeURL(servertest.Params{"prompt": "none"})).Redirect().Query()
	if !query.Has("code") && query.Get("error") != "login_required" {
		t.Fatalf("got %v", query)
	}
	return query.Has("code")
}

func TestFixation(t *testing.T) {
	w := newWorld(t)
	t.Run("a planted session never becomes valid", func(t *testing.T) {
		const planted = "planted-session-token-of-43-characters-0000"
		b := w.Browser()
		b.SetCookie("_session", planted)
		w.Code(b, w.client, "alice", nil)
		if b.Cookie("_session") == planted {
			t.Error("the session uses the planted token")
		}
		attacker := w.Browser()
		attacker.SetCookie("_session", planted)
		if isSignedIn(t, attacker, w.client) {
			t.Error("the planted token is signed in")
		}
	})
	t.Run("each sign-in has a new token, and the previous session ends", func(t *testing.T) {
		b := w.Browser()
		w.Code(b, w.client, "alice", nil)
		first := b.Cookie("_session")
		b.SignIn(b.Get(w.client.AuthorizeURL(servertest.Params{"prompt": "login"})), "alice", servertest.Password)
		if second := b.Cookie("_session"); second == first || second == "" {
			t.Errorf("tokens %q and %q", first, second)
		}
		old := w.Browser()
		old.SetCookie("_session", first)
		if isSignedIn(t, old, w.client) {
			t.Error("the replaced session is still valid")
		}
		if !isSignedIn(t, b, w.client) {
			t.Error("the new session is not valid")
		}
	})
	t.Run("a rejected sign-in does not change the session", func(t *testing.T) {
		b := w.Browser()
		w.Code(b, w.client, "alice", nil)
		before := b.Cookie("_session")
		b.SignIn(b.Get(w.client.AuthorizeURL(servertest.Params{"prompt": "login"})), "alice", "wrong")
		if b.Cookie("_session") != before || !isSignedIn(t, b, w.client) {
			t.Error("the session is gone")
		}
	})
}

// An unknown token means no session; it is not an error.
func TestUnknownTokens(t *testing.T) {
	w := newWorld(t)
	for _, token := range []string{"x", strings.Repeat("x", 4000), "%00", "a.b.c", "' OR 1=1"} {
		request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+w.client.AuthorizeURL(servertest.Params{"prompt": "none"}), nil)
		request.Header.Set("Cookie", "_session="+token+"; _interaction="+token+"; _csrf="+token+"; _language="+token)
		if query := w.Do(request).Redirect().Query(); query.Get("error") != "login_required" {
			t.Errorf("%q: %v", token, query)
		}
	}
}

func TestCookie(t *testing.T) {
	w := newWorld(t)
	b := w.Browser()
	action, fields := b.Get(w.client.AuthorizeURL(nil)).Form("sign-in-form")
	fields.Set("identifier", "alice")
	fields.Set("password", servertest.Password)
	request := httptest.NewRequest(http.MethodPost, servertest.Endpoint+action, strings.NewReader(fields.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	var session *http.Cookie
	for _, cookie := range b.Send(request).Cookies() {
		if cookie.Name == "_session" {
			session = cookie
		}
	}
	if session == nil {
		t.Fatal("no cookie")
	}
	t.Run("attributes", func(t *testing.T) {
		if !session.HttpOnly || session.SameSite != http.SameSiteLaxMode || session.Path != "/" || session.Domain != "" || session.Secure {
			t.Error(session.Raw)
		}
	})
	t.Run("fourteen days", func(t *testing.T) {
		if session.MaxAge != 14*24*3600 {
			t.Errorf("got %d", session.MaxAge)
		}
	})
	t.Run("RFC 9700 4: entropy of the token", func(t *testing.T) {
		if len(session.Value) < 43 {
			t.Errorf("%d characters", len(session.Value))
		}
	})
}

// The operators' tenant has its own sessions.
func TestTenantsAreSeparate(t *testing.T) {
	w := newWorld(t)
	admin := w.DB.Tenant(models.TenantAdmin)
	err := admin.Applications.Insert(t.Context(), &models.Application{
		ID: "console-of-test", Name: "Console", Type: models.ApplicationSPA,
		OIDCClientMetadata: models.OIDCClientMetadata{RedirectURIs: []string{servertest.RedirectURI}},
	})
	if err != nil {
		t.Fatal(err)
	}
	b := w.Browser()
	w.Code(b, w.client, "alice", nil)
	console := "/t/admin" + w.client.AuthorizeURL(servertest.Params{"client_id": "console-of-test", "prompt": "none"})
	t.Run("a session of one tenant is none of another", func(t *testing.T) {
		if query := b.Visit(console).Redirect().Query(); query.Get("error") != "login_required" {
			t.Errorf("got %v", query)
		}
	})
	t.Run("nor is its token", func(t *testing.T) {
		thief := w.Browser()
		thief.SetCookie("_session_admin", b.Cookie("_session"))
		if query := thief.Visit(console).Redirect().Query(); query.Get("error") != "login_required" {
			t.Errorf("got %v", query)
		}
	})
	t.Run("nor are its people", func(t *testing.T) {
		page := b.Get("/t/admin" + w.client.AuthorizeURL(servertest.Params{"client_id": "console-of-test", "prompt": ""}))
		if b.Cookie("_interaction_admin") == "" {
			t.Error("the tenant has set no cookie")
		}
		if answer := b.SignIn(page, "alice", servertest.Password); answer.StatusCode != http.StatusBadRequest || b.Cookie("_session_admin") != "" {
			t.Errorf("got %d to %q", answer.StatusCode, answer.Header.Get("Location"))
		}
	})
}

func TestSingleSignOn(t *testing.T) {
	w := newWorld(t)
	other := w.Client(models.ApplicationSPA)
	b := w.Browser()
	first := w.Exchange(w.client, w.Code(b, w.client, "alice", nil), nil).JSON()
	w.Advance(time.Minute)
	code := b.Visit(other.AuthorizeURL(nil)).Redirect().Query().Get("code")
	if code == "" {
		t.Fatal("the second client asks again")
	}
	second := w.Exchange(other, code, nil).JSON()
	a, _ := w.Verified(first["id_token"])
	z, _ := w.Verified(second["id_token"])
	for _, name := range []string{"sub", "sid", "auth_time", "iss"} {
		if a[name] != z[name] {
			t.Errorf("%s: %v and %v", name, a[name], z[name])
		}
	}
	if z["aud"] != other.ID {
		t.Errorf("aud is %v", z["aud"])
	}
}

func TestSessionExpires(t *testing.T) {
	w := newWorld(t)
	w.Configure(func(s *models.TenantSettings) { s.SessionTTL = 3600 })
	b := w.Browser()
	w.Code(b, w.client, "alice", nil)
	w.Advance(59 * time.Minute)
	if !isSignedIn(t, b, w.client) {
		t.Error("the session ended early")
	}
	w.Advance(time.Minute)
	if isSignedIn(t, b, w.client) {
		t.Error("the session did not end")
	}
}

// introspect reports whether a token is active, as the client sees it.
func (w world) introspect(token any) bool {
	text, _ := token.(string)
	form := url.Values{"token": {text}, "client_id": {w.client.ID}, "client_secret": {w.client.Secret}}
	return w.PostForm("/oidc/token/introspection", form, nil).JSON()["active"] == true
}

func TestEndOfUser(t *testing.T) {
	ends := map[string]func(*testing.T, world) error{
		"suspended": func(t *testing.T, w world) error {
			t.Helper()
			return w.Users.Suspend(t.Context(), w.Records(), w.alice.ID, true)
		},
		"deleted": func(t *testing.T, w world) error {
			t.Helper()
			return w.Users.Delete(t.Context(), w.Records(), w.alice.ID)
		},
	}
	for name, end := range ends {
		w := newWorld(t)
		b := w.Browser()
		tokens := w.Exchange(w.client, w.Code(b, w.client, "alice", nil), nil).JSON()
		access, _ := tokens["access_token"].(string)
		refresh, _ := tokens["refresh_token"].(string)
		pending := w.Code(b, w.client, "alice", nil)
		if !w.introspect(access) || !w.introspect(refresh) {
			t.Fatal("the tokens are not active")
		}
		if err := end(t, w); err != nil {
			t.Fatal(err)
		}
		gone := func(t *testing.T) {
			t.Helper()
			if isSignedIn(t, b, w.client) {
				t.Error("the session is still valid")
			}
			if page := b.Get(w.client.AuthorizeURL(nil)); !strings.Contains(page.Text, `id="sign-in-form"`) {
				t.Errorf("authorization: %d to %q", page.StatusCode, page.Header.Get("Location"))
			}
			if answer := w.Refresh(w.client, refresh, nil); answer.StatusCode != http.StatusBadRequest || answer.JSON()["error"] != "invalid_grant" {
				t.Errorf("refresh: %d %s", answer.StatusCode, answer.Text)
			}
			if answer := w.Exchange(w.client, pending, nil); answer.StatusCode != http.StatusBadRequest || answer.JSON()["error"] != "invalid_grant" {
				t.Errorf("code: %d %s", answer.StatusCode, answer.Text)
			}
			if answer := w.UserInfo(access); answer.StatusCode != http.StatusUnauthorized {
				t.Errorf("userinfo: %d", answer.StatusCode)
			}
			if w.introspect(access) || w.introspect(refresh) {
				t.Error("introspection says active")
			}
		}
		t.Run(""+name, gone)
		if name == "suspended" {
			if err := w.Users.Suspend(t.Context(), w.Records(), w.alice.ID, false); err != nil {
				t.Fatal(err)
			}
			t.Run("un-suspending revives nothing", gone)
		}
	}
}

// A suspension takes effect at once even if it bypasses the services (a row written
// by another program).
func TestSuspensionIsReadEachTime(t *testing.T) {
	w := newWorld(t)
	b := w.Browser()
	w.Code(b, w.client, "alice", nil)
	if err := w.Records().Users.SetSuspension(t.Context(), w.alice.ID, true, w.Now().UnixMilli()); err != nil {
		t.Fatal(err)
	}
	if isSignedIn(t, b, w.client) {
		t.Error("the suspended person is signed in")
	}
}

// RFC 9700 section 4.14.2: a new password ends the sessions and tokens of the old one.
func TestNewPassword(t *testing.T) {
	w := newWorld(t)
	b := w.Browser()
	tokens := w.Exchange(w.client, w.Code(b, w.client, "alice", nil), nil).JSON()
	if err := w.Users.SetPassword(t.Context(), w.Records(), w.alice.ID, "Vq7#mountain-lake"); err != nil {
		t.Fatal(err)
	}
	if isSignedIn(t, b, w.client) {
		t.Error("the session is still valid")
	}
	if answer := w.Refresh(w.client, tokens["refresh_token"].(string), nil); answer.StatusCode != http.StatusBadRequest {
		t.Errorf("refresh: %d", answer.StatusCode)
	}
}

// What a user has allowed third-party applications ends with a suspension, and not with
// sessions and grants.
func TestConsentsOfUser(t *testing.T) {
	w := newWorld(t)
	third := w.Client(models.ApplicationTraditional, func(n *servertest.Registration) { n.IsThirdParty = true })
	acme := w.Organization("Acme")
	for _, err := range []error{
		w.Records().Members.Add(t.Context(), models.HolderUser, acme.ID, []string{w.alice.ID}, 1),
		w.Records().Consents.Save(t.Context(), &models.Consent{UserID: w.alice.ID, ApplicationID: third.ID}),
		w.Records().ConsentOrganizations.Add(t.Context(), w.alice.ID, third.ID, []string{acme.ID}, 1),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	left := func() (consents, organizations int) {
		given, _, err := w.Consents.OfUser(t.Context(), w.Records(), w.alice.ID, store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		chosen, err := w.Records().ConsentOrganizations.OfUser(t.Context(), w.alice.ID)
		if err != nil {
			t.Fatal(err)
		}
		return len(given), len(chosen)
	}
	for name, end := range map[string]func() error{
		"signed out": func() error { return w.UserSessions.SignOut(t.Context(), w.Records(), w.alice.ID) },
		"new password": func() error {
			return w.Users.SetPassword(t.Context(), w.Records(), w.alice.ID, "another-Passw0rd-entirely")
		},
	} {
		if err := end(); err != nil {
			t.Fatal(err)
		}
		if consents, organizations := left(); consents != 1 || organizations != 1 {
			t.Errorf("%s: %d consents and %d organizations are left", name, consents, organizations)
		}
	}
	if err := w.Users.Suspend(t.Context(), w.Records(), w.alice.ID, true); err != nil {
		t.Fatal(err)
	}
	if consents, organizations := left(); consents != 0 || organizations != 0 {
		t.Errorf("suspended: %d consents and %d organizations are left", consents, organizations)
	}
}
