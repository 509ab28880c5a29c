package logout_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"portico/app/server/servertest"
	"portico/models"
)

const (
	backHome   = "https://app.example/"
	logoutForm = "op.logoutForm"
	signedOut  = "You’ve been signed out."
)

// world is a provider where Alice is signed in to a client.
type world struct {
	*servertest.Provider
	client *servertest.Client
	b      *servertest.Browser
	hint   string
	tokens map[string]any
}

func newWorld(t *testing.T) world {
	t.Helper()
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional, func(n *servertest.Registration) {
		n.OIDCClientMetadata.PostLogoutRedirectURIs = []string{backHome, "https://app.example/bye?a=b"}
	})
	b := p.Browser()
	tokens := p.Exchange(c, p.Code(b, c, "alice", nil), nil).JSON()
	hint, _ := tokens["id_token"].(string)
	return world{p, c, b, hint, tokens}
}

func endSession(params servertest.Params) string {
	query := url.Values{}
	for name, value := range params {
		query.Set(name, value)
	}
	return "/oidc/session/end?" + query.Encode()
}

func (w world) isSignedIn(b *servertest.Browser, c *servertest.Client) bool {
	return b.Visit(c.AuthorizeURL(servertest.Params{"prompt": "none"})).Redirect().Query().Has("code")
}

// isAutomatic reports whether the page submits its form itself.
func isAutomatic(page *servertest.Response) bool {
	return regexp.MustCompile(`<script nonce="[\w-]+">document\.getElementById\("op\.logoutForm"\)\.submit\(\)</script>`).MatchString(page.Text)
}

func TestLogout(t *testing.T) {
	tests := []struct {
		name   string
		params func(world) servertest.Params
		sent   string // where the browser is sent; "" for the provider's own page
		asks   bool   // whether the user is asked
	}{
		{"RP-Initiated 2: hint only", func(w world) servertest.Params {
			return servertest.Params{"id_token_hint": w.hint}
		}, "", false},
		{"RP-Initiated 2: hint and address", func(w world) servertest.Params {
			return servertest.Params{"id_token_hint": w.hint, "post_logout_redirect_uri": backHome}
		}, backHome, false},
		{"RP-Initiated 2: hint, client and address", func(w world) servertest.Params {
			return servertest.Params{"id_token_hint": w.hint, "client_id": w.client.ID, "post_logout_redirect_uri": backHome}
		}, backHome, false},
		{"client and address, no hint", func(w world) servertest.Params {
			return servertest.Params{"client_id": w.client.ID, "post_logout_redirect_uri": backHome}
		}, backHome, false},
		{"RP-Initiated 2: state", func(w world) servertest.Params {
			return servertest.Params{"client_id": w.client.ID, "post_logout_redirect_uri": backHome, "state": `a&b= "ü`}
		}, backHome + "?state=" + url.QueryEscape(`a&b= "ü`), false},
		{"RP-Initiated 2: address with a query", func(w world) servertest.Params {
			return servertest.Params{"client_id": w.client.ID, "post_logout_redirect_uri": "https://app.example/bye?a=b", "state": "s"}
		}, "https://app.example/bye?a=b&state=s", false},
		{"RP-Initiated 2: state without address", func(w world) servertest.Params {
			return servertest.Params{"client_id": w.client.ID, "state": "s"}
		}, "", true},
		{"RP-Initiated 2: only the cookie", func(world) servertest.Params { return nil }, "", true},
		{"RP-Initiated 2: unknown parameters", func(world) servertest.Params {
			return servertest.Params{"logout_hint": "alice", "foo": "bar", "ui_locales": "en"}
		}, "", true},
	}
	w := newWorld(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := w.Browser()
			w.Code(b, w.client, "alice", nil)
			page := b.Visit(endSession(test.params(w)))
			if page.StatusCode != http.StatusOK || isAutomatic(page) == test.asks {
				t.Fatalf("got %d to %q: %s", page.StatusCode, page.Header.Get("Location"), page.Text)
			}
			if !w.isSignedIn(b, w.client) {
				t.Error("to open the page has ended the session")
			}
			answer := b.Submit(page, logoutForm, nil)
			if test.sent == "" && (answer.StatusCode != http.StatusOK || !strings.Contains(answer.Text, signedOut)) {
				t.Errorf("got %d %s", answer.StatusCode, answer.Text)
			}
			if got := answer.Header.Get("Location"); got != test.sent {
				t.Errorf("sent to %q, want %q", got, test.sent)
			}
			if w.isSignedIn(b, w.client) || b.Cookie("_session") != "" {
				t.Error("the session lives")
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	w := newWorld(t)
	other := w.Client(models.ApplicationTraditional, func(n *servertest.Registration) {
		n.OIDCClientMetadata.PostLogoutRedirectURIs = []string{"https://other.example/"}
	})
	tests := []struct {
		name   string
		change servertest.Params
		code   string
	}{
		{"RP-Initiated 3: address without a client", servertest.Params{"post_logout_redirect_uri": backHome}, "invalid_request"},
		{"RP-Initiated 3: unregistered address", servertest.Params{"client_id": w.client.ID, "post_logout_redirect_uri": "https://evil.example/"}, "invalid_request"},
		{"RP-Initiated 3: unregistered address with a hint", servertest.Params{"id_token_hint": w.hint, "post_logout_redirect_uri": "https://evil.example/"}, "invalid_request"},
		{"RP-Initiated 3: another client's address", servertest.Params{"client_id": w.client.ID, "post_logout_redirect_uri": "https://other.example/"}, "invalid_request"},
		{"RP-Initiated 3: a redirect URI is not a post-logout URI", servertest.Params{"client_id": w.client.ID, "post_logout_redirect_uri": servertest.RedirectURI}, "invalid_request"},
		{"look-alike", servertest.Params{"client_id": w.client.ID, "post_logout_redirect_uri": "https://app.example.evil.example/"}, "invalid_request"},
		{"different case", servertest.Params{"client_id": w.client.ID, "post_logout_redirect_uri": "https://App.example/"}, "invalid_request"},
		{"without the slash", servertest.Params{"client_id": w.client.ID, "post_logout_redirect_uri": "https://app.example"}, "invalid_request"},
		{"backslash", servertest.Params{"client_id": w.client.ID, "post_logout_redirect_uri": `/\evil.example`}, "invalid_request"},
		{"no scheme", servertest.Params{"client_id": w.client.ID, "post_logout_redirect_uri": "//evil.example"}, "invalid_request"},
		{"line break", servertest.Params{"client_id": w.client.ID, "post_logout_redirect_uri": backHome + "\r\nX: y"}, "invalid_request"},
		{"javascript", servertest.Params{"client_id": w.client.ID, "post_logout_redirect_uri": "javascript:alert(1)"}, "invalid_request"},
		{"fragment", servertest.Params{"client_id": w.client.ID, "post_logout_redirect_uri": backHome + "#x"}, "invalid_request"},
		{"RP-Initiated 2: unknown client", servertest.Params{"client_id": "nobody"}, "invalid_client"},
		{"RP-Initiated 2: hint of another client", servertest.Params{"client_id": other.ID, "id_token_hint": w.hint}, "invalid_request"},
		{"RP-Initiated 2: hint of another client with its address", servertest.Params{"client_id": other.ID, "id_token_hint": w.hint, "post_logout_redirect_uri": "https://other.example/"}, "invalid_request"},
		{"RP-Initiated 3: unregistered address with an invalid hint", servertest.Params{"id_token_hint": "x", "client_id": w.client.ID, "post_logout_redirect_uri": "https://evil.example/"}, "invalid_request"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			wantRefused(t, w.b.Visit(endSession(test.change)), test.code)
			fields := url.Values{}
			for name, value := range test.change {
				fields.Set(name, value)
			}
			wantRefused(t, w.b.Post("/oidc/session/end", fields), test.code)
			_, form := w.b.Visit(endSession(nil)).Form(logoutForm)
			if fields.Has("id_token_hint") {
				return // the form has none
			}
			for name, value := range fields {
				form[name] = value
			}
			wantRefused(t, w.b.Post("/oidc/session/end/confirm", form), test.code)
		})
	}
	for name, query := range map[string]string{
		"RFC 6749 3.1: repeated parameter": "client_id=a&client_id=b", "NUL": "state=%00", "invalid UTF-8": "state=%ff", "bad percent-encoding": "state=%zz",
	} {
		t.Run(name, func(t *testing.T) { wantRefused(t, w.b.Visit("/oidc/session/end?"+query), "invalid_request") })
	}
	if !w.isSignedIn(w.b, w.client) {
		t.Error("a refused request has ended the session")
	}
}

func wantRefused(t *testing.T, answer *servertest.Response, code string) {
	t.Helper()
	if answer.StatusCode != http.StatusBadRequest || answer.Header.Get("Location") != "" || !strings.Contains(answer.Text, `id="error-code">`+code+`<`) {
		t.Errorf("got %d to %q: %s", answer.StatusCode, answer.Header.Get("Location"), answer.Text)
	}
}

func TestConfirmationIsGuarded(t *testing.T) {
	w := newWorld(t)
	_, form := w.b.Visit(endSession(servertest.Params{"client_id": w.client.ID})).Form(logoutForm)
	other := w.Browser()
	other.Get(w.client.AuthorizeURL(nil))
	send := func(b *servertest.Browser, fields url.Values, header map[string]string) int {
		request := httptest.NewRequest(http.MethodPost, servertest.Endpoint+"/oidc/session/end/confirm", strings.NewReader(fields.Encode()))
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for name, value := range header {
			request.Header.Set(name, value)
		}
		return b.Send(request).StatusCode
	}
	without := url.Values{"client_id": {w.client.ID}}
	tests := []struct {
		name string
		got  int
	}{
		{"no token", send(w.b, without, nil)},
		{"wrong token", send(w.b, url.Values{"csrf": {"x"}}, nil)},
		{"token of another browser", send(other, form, nil)},
		{"another origin", send(w.b, form, map[string]string{"Origin": "https://evil.example"})},
		{"cross-site", send(w.b, form, map[string]string{"Sec-Fetch-Site": "cross-site"})},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.got != http.StatusForbidden {
				t.Errorf("got %d", test.got)
			}
		})
	}
	if !w.isSignedIn(w.b, w.client) {
		t.Error("the session has ended")
	}
	if got := send(w.b, form, map[string]string{"Origin": "null", "Sec-Fetch-Site": "same-origin"}); got != http.StatusSeeOther || w.isSignedIn(w.b, w.client) {
		t.Errorf("our own form: %d", got)
	}
}

func TestPost(t *testing.T) {
	w := newWorld(t)
	fields := url.Values{"client_id": {w.client.ID}, "post_logout_redirect_uri": {backHome}, "state": {"a&b"}}
	// Browsers send no cookies with a cross-site POST.
	answer := w.PostForm("/oidc/session/end", fields, http.Header{"Origin": {"https://app.example"}, "Sec-Fetch-Site": {"cross-site"}})
	next := answer.Header.Get("Location")
	if answer.StatusCode != http.StatusSeeOther || !strings.HasPrefix(next, "/oidc/session/end?") {
		t.Fatalf("RP-Initiated 2: POST: %d to %q", answer.StatusCode, next)
	}
	page := w.b.Visit(next)
	if got := w.b.Submit(page, logoutForm, nil).Header.Get("Location"); got != backHome+"?state=a%26b" {
		t.Errorf("sent to %q", got)
	}
	if w.isSignedIn(w.b, w.client) {
		t.Error("the session lives")
	}
}

func TestHints(t *testing.T) {
	w := newWorld(t)
	params := servertest.Params{"id_token_hint": w.hint, "post_logout_redirect_uri": backHome}
	t.Run("RP-Initiated 2: hint for another user asks", func(t *testing.T) {
		w.User("bob")
		bob := w.Browser()
		w.Code(bob, w.client, "bob", nil)
		if page := bob.Visit(endSession(params)); page.StatusCode != http.StatusOK || isAutomatic(page) {
			t.Errorf("got %d %s", page.StatusCode, page.Text)
		}
		if !w.isSignedIn(bob, w.client) {
			t.Error("Bob is signed out")
		}
	})
	t.Run("RP-Initiated 2: after a key rotation", func(t *testing.T) {
		if _, err := w.SigningKeys.Rotate(t.Context(), w.Records(), "", false); err != nil {
			t.Fatal(err)
		}
		if page := w.b.Visit(endSession(params)); !isAutomatic(page) {
			t.Errorf("got %d %s", page.StatusCode, page.Text)
		}
	})
	t.Run("RP-Initiated 2: expired", func(t *testing.T) {
		w.Advance(25 * time.Hour)
		if page := w.b.Visit(endSession(params)); !isAutomatic(page) {
			t.Errorf("got %d %s", page.StatusCode, page.Text)
		}
	})
}

// A hint that proves nothing is not a dead end: the user is asked, even by an
// application that would be trusted without one, and can continue.
func TestHintsThatProveNothing(t *testing.T) {
	w := newWorld(t)
	user, err := w.Records().Users.ByUsername(t.Context(), "alice")
	if err != nil {
		t.Fatal(err)
	}
	resource := w.GrantScopes(user.ID, "https://api.example", "read")
	gone := w.Client(models.ApplicationTraditional)
	ofGone, _ := w.SignIn(gone, "alice", nil)["id_token"].(string)
	if err := w.Applications.Delete(t.Context(), w.Records(), gone.ID); err != nil {
		t.Fatal(err)
	}
	tokens := w.SignIn(w.client, "alice", servertest.Params{"resource": resource.Indicator, "scope": "openid offline_access read"})
	refresh, _ := tokens["refresh_token"].(string)
	signed, _ := w.Refresh(w.client, refresh, servertest.Params{"resource": resource.Indicator}).JSON()["access_token"].(string)
	opaque, _ := w.tokens["access_token"].(string)
	parts := strings.Split(w.hint, ".")
	for name, hint := range map[string]string{
		"RP-Initiated 2: nonsense":            "x",
		"RP-Initiated 2: opaque access token": opaque,
		"RP-Initiated 2: signed access token": signed,
		"RP-Initiated 2: client is gone":      ofGone,
		"no signature":                        parts[0] + "." + parts[1] + ".",
		"alg none":                            "eyJhbGciOiJub25lIn0." + parts[1] + ".",
		"forged":                              parts[0] + "." + parts[1] + "." + strings.Repeat("A", len(parts[2])),
	} {
		t.Run(name, func(t *testing.T) {
			if hint == "" {
				t.Fatal("no hint to send")
			}
			for _, test := range []struct {
				change servertest.Params
				sent   string
			}{
				{servertest.Params{"id_token_hint": hint}, ""},
				{servertest.Params{"id_token_hint": hint, "post_logout_redirect_uri": backHome}, ""},
				{servertest.Params{"id_token_hint": hint, "client_id": w.client.ID, "post_logout_redirect_uri": backHome}, backHome},
			} {
				b := w.Browser()
				w.Code(b, w.client, "alice", nil)
				page := b.Visit(endSession(test.change))
				if page.StatusCode != http.StatusOK || isAutomatic(page) {
					t.Fatalf("%v: got %d %s", test.change, page.StatusCode, page.Text)
				}
				if got := b.Submit(page, logoutForm, nil).Header.Get("Location"); got != test.sent {
					t.Errorf("%v: sent to %q, want %q", test.change, got, test.sent)
				}
				if w.isSignedIn(b, w.client) {
					t.Errorf("%v: the session lives", test.change)
				}
			}
		})
	}
}

// Without a hint an application signs users out unasked only if it is
// first-party and this session has signed in to it.
func TestAutomaticSignOut(t *testing.T) {
	w := newWorld(t)
	params := func(c *servertest.Client) servertest.Params {
		return servertest.Params{"client_id": c.ID, "post_logout_redirect_uri": backHome}
	}
	wantAutomatic := func(name string, b *servertest.Browser, c *servertest.Client, want bool) {
		t.Helper()
		page := b.Visit(endSession(params(c)))
		if page.StatusCode != http.StatusOK || isAutomatic(page) != want {
			t.Errorf("%s: automatic %v, want %v: %d", name, isAutomatic(page), want, page.StatusCode)
		}
	}
	wantAutomatic("signed in to", w.b, w.client, true)
	never := w.Client(models.ApplicationSPA)
	wantAutomatic("never signed in to", w.b, never, false)
	elsewhere := w.Browser()
	w.Code(elsewhere, never, "alice", nil)
	wantAutomatic("signed in to by another session", w.b, never, false)
	wantAutomatic("signed in to by this session", elsewhere, never, true)
	third := w.Client(models.ApplicationSPA, func(n *servertest.Registration) { n.IsThirdParty = true })
	b := w.Browser()
	consent := b.SignIn(b.Get(third.AuthorizeURL(nil)), "alice", servertest.Password)
	if code := b.Submit(consent, "consent-form", map[string]string{"action": "authorize"}).Redirect().Query().Get("code"); code == "" {
		t.Fatal("no code for the third party")
	}
	wantAutomatic("a third party's", b, third, false)
	// The SDKs revoke their tokens first, which ends the grant.
	if answer := w.PostForm("/oidc/token/revocation", url.Values{
		"client_id": {w.client.ID}, "client_secret": {w.client.Secret}, "token": {w.tokens["refresh_token"].(string)},
	}, nil); answer.StatusCode != http.StatusOK {
		t.Fatalf("revoke: %d %s", answer.StatusCode, answer.Text)
	}
	wantAutomatic("signed in to, tokens given back", w.b, w.client, true)
	// A user who signs in again has a new session.
	w.Exchange(never, func() string {
		page := w.b.Get(never.AuthorizeURL(servertest.Params{"prompt": "login"}))
		return w.b.SignIn(page, "alice", servertest.Password).Redirect().Query().Get("code")
	}(), nil)
	wantAutomatic("signed in to before signing in again", w.b, w.client, true)
}

// ID tokens stay valid as hints after their key has left the key set, until the
// sessions from its time are over; deleting a key invalidates them.
func TestHintsOfRetiredKeys(t *testing.T) {
	rotate := func(t *testing.T, w world, key jose.Header, times int) {
		t.Helper()
		for range times {
			w.Advance(time.Hour)
			if _, err := w.SigningKeys.Rotate(t.Context(), w.Records(), key.Algorithm, false); err != nil {
				t.Fatal(err)
			}
		}
	}
	wantHint := func(t *testing.T, w world, want bool) {
		t.Helper()
		b := w.Browser()
		w.Code(b, w.client, "alice", nil)
		if page := b.Visit(endSession(servertest.Params{"id_token_hint": w.hint})); isAutomatic(page) != want {
			t.Errorf("proves who is signed in: %v, want %v: %d", isAutomatic(page), want, page.StatusCode)
		}
	}
	published := func(w world) string {
		return w.Do(httptest.NewRequest(http.MethodGet, servertest.Endpoint+"/oidc/jwks", nil)).Text
	}
	t.Run("after rotations", func(t *testing.T) {
		w := newWorld(t)
		_, key := w.Verified(w.hint)
		for range 4 {
			rotate(t, w, key, 1)
			wantHint(t, w, true)
		}
		if strings.Contains(published(w), key.KeyID) {
			t.Error("the retired key is published")
		}
	})
	t.Run("when the sessions are over", func(t *testing.T) {
		w := newWorld(t)
		_, key := w.Verified(w.hint)
		rotate(t, w, key, 2)
		wantHint(t, w, true)
		w.Advance(14*24*time.Hour - 90*time.Minute)
		wantHint(t, w, true)
		w.Advance(time.Hour)
		wantHint(t, w, false)
		if err := w.DB.DeleteExpired(t.Context(), w.Now().UnixMilli()); err != nil {
			t.Fatal(err)
		}
		if stored, err := w.Records().RetiredKeys.List(t.Context(), 0); err != nil || len(stored) != 0 {
			t.Errorf("remaining: %v, %v", stored, err)
		}
	})
	t.Run("when the key was deleted before its time", func(t *testing.T) {
		w := newWorld(t)
		_, key := w.Verified(w.hint)
		rotate(t, w, key, 1)
		wantHint(t, w, true)
		if err := w.SigningKeys.Delete(t.Context(), w.Records(), key.KeyID); err != nil {
			t.Fatal(err)
		}
		wantHint(t, w, false)
		rotate(t, w, key, 2)
		wantHint(t, w, false)
	})
}

func TestWithoutSession(t *testing.T) {
	w := newWorld(t)
	stranger := w.Browser()
	t.Run("RP-Initiated 3: back to the application", func(t *testing.T) {
		params := servertest.Params{"client_id": w.client.ID, "post_logout_redirect_uri": backHome, "state": "s"}
		if got := stranger.Visit(endSession(params)).Header.Get("Location"); got != backHome+"?state=s" {
			t.Errorf("sent to %q", got)
		}
	})
	t.Run("RP-Initiated 3: the provider's own page", func(t *testing.T) {
		if page := stranger.Get(endSession(nil)); page.StatusCode != http.StatusOK || !strings.Contains(page.Text, signedOut) {
			t.Errorf("got %d %s", page.StatusCode, page.Text)
		}
	})
	t.Run("RP-Initiated 3: twice", func(t *testing.T) {
		page := w.b.Visit(endSession(nil))
		w.b.Submit(page, logoutForm, nil)
		if again := w.b.Submit(page, logoutForm, nil); again.StatusCode != http.StatusOK || !strings.Contains(again.Text, signedOut) {
			t.Errorf("got %d %s", again.StatusCode, again.Text)
		}
	})
}

func TestWhatEndsWithTheSession(t *testing.T) {
	w := newWorld(t)
	online, other := w.Client(models.ApplicationTraditional), w.Client(models.ApplicationSPA)
	tokensOf := func(b *servertest.Browser, c *servertest.Client, scope string) map[string]any {
		return w.Exchange(c, w.Code(b, c, "alice", servertest.Params{"scope": scope}), nil).JSON()
	}
	short, offline := tokensOf(w.b, online, "openid profile"), tokensOf(w.b, other, "openid offline_access")
	elsewhere := w.Browser()
	alive := tokensOf(elsewhere, online, "openid")
	pending := w.Code(w.b, online, "alice", servertest.Params{"scope": "openid"})
	text := func(token any) string { s, _ := token.(string); return s }
	if answer := w.UserInfo(text(short["access_token"])); answer.StatusCode != http.StatusOK {
		t.Fatalf("before: %d", answer.StatusCode)
	}
	w.b.Submit(w.b.Visit(endSession(nil)), logoutForm, nil)

	t.Run("OpenID 11: offline access survives", func(t *testing.T) {
		if answer := w.Refresh(other, text(offline["refresh_token"]), nil); answer.StatusCode != http.StatusOK {
			t.Errorf("refresh: %d %s", answer.StatusCode, answer.Text)
		}
		if answer := w.Refresh(w.client, text(w.tokens["refresh_token"]), nil); answer.StatusCode != http.StatusOK {
			t.Errorf("refresh: %d %s", answer.StatusCode, answer.Text)
		}
	})
	t.Run("OpenID 11: other grants end", func(t *testing.T) {
		if answer := w.UserInfo(text(short["access_token"])); answer.StatusCode != http.StatusUnauthorized {
			t.Errorf("userinfo: %d", answer.StatusCode)
		}
	})
	t.Run("a pending code is revoked as well", func(t *testing.T) {
		if answer := w.Exchange(online, pending, nil); answer.JSON()["error"] != "invalid_grant" {
			t.Errorf("exchange: %d %s", answer.StatusCode, answer.Text)
		}
	})
	t.Run("conformance: prompt=none fails for every client", func(t *testing.T) {
		for _, c := range []*servertest.Client{w.client, online, other} {
			query := w.b.Visit(c.AuthorizeURL(servertest.Params{"prompt": "none"})).Redirect().Query()
			if query.Get("error") != "login_required" {
				t.Errorf("got %v", query)
			}
		}
	})
	t.Run("other browsers stay signed in", func(t *testing.T) {
		if !w.isSignedIn(elsewhere, online) {
			t.Error("the other browser is signed out")
		}
		if answer := w.UserInfo(text(alive["access_token"])); answer.StatusCode != http.StatusOK {
			t.Errorf("userinfo: %d", answer.StatusCode)
		}
	})
}

func TestPages(t *testing.T) {
	w := newWorld(t)
	page := w.b.Visit(endSession(servertest.Params{"client_id": w.client.ID, "post_logout_redirect_uri": backHome, "state": `"><script>alert(1)</script>`}))
	t.Run("state is escaped", func(t *testing.T) {
		if strings.Contains(page.Text, "<script>alert") {
			t.Error(page.Text)
		}
	})
	t.Run("RFC 9700 4.16: no frames", func(t *testing.T) {
		if !strings.Contains(page.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'") || page.Header.Get("X-Frame-Options") != "DENY" {
			t.Error(page.Header)
		}
	})
	t.Run("works without JavaScript", func(t *testing.T) {
		if !strings.Contains(page.Text, "<noscript>") || !strings.Contains(page.Text, `id="op.logoutForm"`) {
			t.Error(page.Text)
		}
	})
	t.Run("RP-Initiated 2: ui_locales", func(t *testing.T) {
		if chinese := w.b.Visit(endSession(servertest.Params{"ui_locales": "zh-CN"})); !strings.Contains(chinese.Text, `<html lang="zh-CN"`) {
			t.Errorf("page: %.200s", chinese.Text)
		}
	})
}
