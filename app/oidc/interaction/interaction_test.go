package interaction_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

// page identifies the page a browser is on.
type page string

// The pages, identified by an element unique to each.
const (
	signInPage   page = `id="sign-in-form"`
	continuePage page = `id="continue-form"` // the sign-in page of a signed-in user
	registerPage page = `id="register-form"`
	consentPage  page = `id="consent-form"`
	unknownPage  page = `id="unknown-session-page"`
)

// wantAt expects a browser on a page.
func wantAt(t *testing.T, answer *servertest.Response, want page) {
	t.Helper()
	if !strings.Contains(answer.Text, string(want)) {
		t.Fatalf("got %d to %q, want %s: %s", answer.StatusCode, answer.Header.Get("Location"), want, answer.Text)
	}
}

// answered expects a browser redirected to the application.
func answered(t *testing.T, answer *servertest.Response) url.Values {
	t.Helper()
	if answer.StatusCode != http.StatusSeeOther || !strings.HasPrefix(answer.Header.Get("Location"), servertest.RedirectURI+"?") {
		t.Fatalf("got %d to %q: %s", answer.StatusCode, answer.Header.Get("Location"), answer.Text)
	}
	return answer.Redirect().Query()
}

// wantCode expects a code and returns it.
func wantCode(t *testing.T, answer *servertest.Response) string {
	t.Helper()
	code := answered(t, answer).Get("code")
	if code == "" {
		t.Fatalf("no code: %s", answer.Header.Get("Location"))
	}
	return code
}

func wantError(t *testing.T, answer *servertest.Response, want string) {
	t.Helper()
	if query := answered(t, answer); query.Get("error") != want || query.Get("iss") != servertest.Endpoint+"/oidc" || query.Get("state") != "xyz" {
		t.Errorf("got %v, want %s", query, want)
	}
}

func thirdParty(n *servertest.Registration) { n.IsThirdParty = true }

func TestPromptNone(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	own := p.Client(models.ApplicationTraditional)
	others := p.Client(models.ApplicationTraditional, thirdParty)
	none := func(more servertest.Params) servertest.Params {
		params := servertest.Params{"prompt": "none", "scope": "openid profile"}
		for name, value := range more {
			params[name] = value
		}
		return params
	}
	b := p.Browser()
	t.Run("OpenID 3.1.2.6: no session", func(t *testing.T) {
		wantError(t, b.Visit(own.AuthorizeURL(none(nil))), "login_required")
		wantError(t, b.Visit(others.AuthorizeURL(none(nil))), "login_required")
	})
	p.Code(b, own, "alice", nil)
	t.Run("OpenID 3.1.2.1: session", func(t *testing.T) {
		wantCode(t, b.Visit(own.AuthorizeURL(none(nil))))
	})
	t.Run("OpenID 3.1.2.6: no consent", func(t *testing.T) {
		wantError(t, b.Visit(others.AuthorizeURL(none(nil))), "consent_required")
	})
	t.Run("OpenID 3.1.2.6: max_age 0", func(t *testing.T) {
		wantError(t, b.Visit(own.AuthorizeURL(none(servertest.Params{"max_age": "0"}))), "login_required")
	})
	t.Run("OpenID 3.1.2.6: within max_age", func(t *testing.T) {
		p.Advance(29 * time.Second)
		wantCode(t, b.Visit(own.AuthorizeURL(none(servertest.Params{"max_age": "30"}))))
	})
	t.Run("OpenID 3.1.2.6: past max_age", func(t *testing.T) {
		p.Advance(2 * time.Second)
		wantError(t, b.Visit(own.AuthorizeURL(none(servertest.Params{"max_age": "30"}))), "login_required")
	})
	t.Run("OpenID 3.1.2.6: large max_age", func(t *testing.T) {
		wantCode(t, b.Visit(own.AuthorizeURL(none(servertest.Params{"max_age": "9223372036854775807"}))))
	})
	t.Run("OpenID 3.1.2.1: never a page", func(t *testing.T) {
		if len(b.Visit(own.AuthorizeURL(none(servertest.Params{"max_age": "0"}))).Cookies()) != 0 {
			t.Error("an interaction was begun")
		}
	})
}

func TestPromptLogin(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	b := p.Browser()
	first := p.Exchange(c, p.Code(b, c, "alice", nil), nil).JSON()
	p.Advance(time.Minute)
	answer := b.Get(c.AuthorizeURL(servertest.Params{"prompt": "login"}))
	t.Run("OpenID 3.1.2.3: signed in, and asked anyway", func(t *testing.T) {
		wantAt(t, answer, signInPage)
		if strings.Contains(answer.Text, string(continuePage)) {
			t.Error("the session may be continued")
		}
	})
	t.Run("OpenID 3.1.2.3: reloading asks again", func(t *testing.T) {
		wantAt(t, b.Get("/oidc/auth/"+interactionOf(t, answer)), signInPage)
	})
	t.Run("OpenID 3.1.2.3: continue is not an answer", func(t *testing.T) {
		refused := b.Submit(answer, "sign-in-form", map[string]string{"action": "continue"})
		wantAt(t, refused, signInPage)
	})
	t.Run("OpenID 2: auth_time is that of the new sign-in", func(t *testing.T) {
		second := p.Exchange(c, wantCode(t, b.SignIn(answer, "alice", servertest.Password)), nil).JSON()
		before, _ := p.Verified(first["id_token"])
		after, _ := p.Verified(second["id_token"])
		if after["auth_time"].(float64)-before["auth_time"].(float64) != 60 || after["sid"] == before["sid"] {
			t.Errorf("auth_time %v then %v, sid %v then %v", before["auth_time"], after["auth_time"], before["sid"], after["sid"])
		}
	})
}

// interactionOf reads the interaction from the URL of a page.
func interactionOf(t *testing.T, answer *servertest.Response) string {
	t.Helper()
	id := answer.Request.URL.Query().Get("interaction")
	if id == "" {
		t.Fatalf("no interaction in %s", answer.Request.URL)
	}
	return id
}

func TestMaxAge(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	b := p.Browser()
	p.Code(b, c, "alice", nil)
	tests := []struct {
		name    string
		maxAge  string
		advance time.Duration
		isAsked bool
	}{
		{"OpenID 3.1.2.1: 0 asks at once", "0", 0, true},
		{"OpenID 3.1.2.1: 1 at once", "1", 0, false},
		{"OpenID 3.1.2.1: 1 a moment later", "1", 2 * time.Second, true},
		{"OpenID 3.1.2.1: a day", "86400", time.Hour, false},
		{"OpenID 3.1.2.1: past a day", "86400", 24 * time.Hour, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p.Advance(test.advance)
			answer := b.Get(c.AuthorizeURL(servertest.Params{"max_age": test.maxAge}))
			if !test.isAsked {
				wantCode(t, answer)
				return
			}
			wantAt(t, answer, signInPage)
			tokens := p.Exchange(c, wantCode(t, b.SignIn(answer, "alice", servertest.Password)), nil).JSON()
			claims, _ := p.Verified(tokens["id_token"])
			if claims["auth_time"] != float64(p.Now().Unix()) {
				t.Errorf("auth_time is %v, now is %d", claims["auth_time"], p.Now().Unix())
			}
		})
	}
}

func TestSelectAccount(t *testing.T) {
	p := servertest.New(t)
	alice, bob := p.User("alice"), p.User("bob")
	c := p.Client(models.ApplicationTraditional)
	subject := func(answer *servertest.Response) any {
		claims, _ := p.Verified(p.Exchange(c, wantCode(t, answer), nil).JSON()["id_token"])
		return claims["sub"]
	}
	choose := servertest.Params{"prompt": "select_account"}
	t.Run("OpenID 3.1.2.1: no session, sign in", func(t *testing.T) {
		b := p.Browser()
		answer := b.Get(c.AuthorizeURL(choose))
		wantAt(t, answer, signInPage)
		wantCode(t, b.SignIn(answer, "alice", servertest.Password))
	})
	b := p.Browser()
	p.Code(b, c, "alice", nil)
	t.Run("OpenID 3.1.2.1: continue", func(t *testing.T) {
		answer := b.Get(c.AuthorizeURL(choose))
		wantAt(t, answer, continuePage)
		if got := subject(b.Submit(answer, "continue-form", map[string]string{"action": "continue"})); got != alice.ID {
			t.Errorf("sub is %v", got)
		}
	})
	t.Run("OpenID 3.1.2.1: resuming chooses nothing", func(t *testing.T) {
		answer := b.Get(c.AuthorizeURL(choose))
		wantAt(t, b.Get("/oidc/auth/"+interactionOf(t, answer)), continuePage)
	})
	t.Run("OpenID 3.1.2.1: continue without a session", func(t *testing.T) {
		stranger := p.Browser()
		answer := stranger.Get(c.AuthorizeURL(choose))
		wantAt(t, stranger.Submit(answer, "sign-in-form", map[string]string{"action": "continue"}), unknownPage)
	})
	t.Run("OpenID 3.1.2.6: account_selection_required needs none, which cannot be combined", func(t *testing.T) {
		wantError(t, b.Visit(c.AuthorizeURL(servertest.Params{"prompt": "none select_account"})), "invalid_request")
	})
	t.Run("OpenID 3.1.2.1: select_account with login asks for the password", func(t *testing.T) {
		answer := b.Get(c.AuthorizeURL(servertest.Params{"prompt": "select_account login"}))
		wantAt(t, answer, signInPage)
		refused := b.Submit(answer, "sign-in-form", map[string]string{"action": "continue"})
		wantAt(t, refused, signInPage)
		wantCode(t, b.SignIn(answer, "alice", servertest.Password))
	})
	t.Run("OpenID 3.1.2.1: continue does not get past max_age", func(t *testing.T) {
		p.Advance(time.Minute)
		answer := b.Get(c.AuthorizeURL(servertest.Params{"prompt": "select_account", "max_age": "30"}))
		wantAt(t, answer, signInPage)
		refused := b.Submit(answer, "sign-in-form", map[string]string{"action": "continue"})
		wantAt(t, refused, signInPage)
		wantCode(t, b.SignIn(refused, "alice", servertest.Password))
	})
	t.Run("OpenID 3.1.2.1: another account", func(t *testing.T) {
		answer := b.Get(c.AuthorizeURL(choose))
		if got := subject(b.SignIn(answer, "bob", servertest.Password)); got != bob.ID {
			t.Errorf("sub is %v", got)
		}
		if got := subject(b.Get(c.AuthorizeURL(servertest.Params{"prompt": "none"}))); got != bob.ID {
			t.Errorf("later, sub is %v", got)
		}
	})
}

// RFC 8252, section 8.6: a client that cannot prove its identity gets nothing from
// a session without a click by the user.
func TestContinue(t *testing.T) {
	p := servertest.New(t)
	alice, bob := p.User("alice"), p.User("bob")
	always := true
	tests := []struct {
		name    string
		kind    models.ApplicationType
		uri     string
		isAsked bool
	}{
		{"native on a custom scheme", models.ApplicationNative, "com.example.app:/callback", true},
		{"native on loopback", models.ApplicationNative, "http://127.0.0.1/callback", true},
		{"native on localhost", models.ApplicationNative, "http://localhost:3000/callback", true},
		{"native on https", models.ApplicationNative, servertest.RedirectURI, false},
		{"native on HTTPS", models.ApplicationNative, "HTTPS://app.example/callback", false},
		{"SPA on a custom scheme", models.ApplicationSPA, "capacitor://localhost/callback", true},
		{"SPA on localhost", models.ApplicationSPA, "http://localhost:3000/callback", false},
		{"SPA on https", models.ApplicationSPA, servertest.RedirectURI, false},
		{"web application on a custom scheme", models.ApplicationTraditional, "com.example.app:/callback", false},
	}
	b := p.Browser()
	p.Code(b, p.Client(models.ApplicationTraditional), "alice", nil)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := p.Client(test.kind, func(n *servertest.Registration) {
				n.Name, n.OIDCClientMetadata.RedirectURIs = "Harbour & <b>Tools", []string{test.uri}
				n.CustomClientMetadata.AlwaysIssueRefreshToken = &always
			})
			wantSilent := map[bool]string{true: "interaction_required", false: ""}[test.isAsked]
			silent := b.Visit(c.AuthorizeURL(servertest.Params{"prompt": "none"})).Redirect()
			if got := silent.Query().Get("error"); got != wantSilent || got == "" && silent.Query().Get("code") == "" {
				t.Fatalf("prompt=none: %s", silent)
			}
			if !test.isAsked {
				return
			}
			page := b.Get(c.AuthorizeURL(servertest.Params{"prompt": ""}))
			wantAt(t, page, continuePage)
			for _, shown := range []string{"Harbour &amp; &lt;b&gt;Tools", "Continue as alice"} {
				if !strings.Contains(page.Text, shown) {
					t.Errorf("the page does not show %q: %s", shown, page.Text)
				}
			}
			wantAt(t, b.Get("/oidc/auth/"+interactionOf(t, page)), continuePage) // resuming is not a click
			answer := b.Submit(page, "continue-form", map[string]string{"action": "continue"}).Redirect()
			if !strings.HasPrefix(answer.String(), test.uri+"?") || answer.Query().Get("code") == "" {
				t.Fatalf("after the click: %s", answer)
			}
			tokens := p.Exchange(c, answer.Query().Get("code"), nil).JSON()
			if claims, _ := p.Verified(tokens["id_token"]); claims["sub"] != alice.ID {
				t.Errorf("sub is %v", claims["sub"])
			}
			wantAt(t, b.Get(c.AuthorizeURL(servertest.Params{"prompt": ""})), continuePage) // every time
		})
	}

	tool := p.Client(models.ApplicationNative, func(n *servertest.Registration) {
		n.OIDCClientMetadata.RedirectURIs = []string{"http://localhost/callback"}
	})
	code := func(answer *servertest.Response) string { return answer.Redirect().Query().Get("code") }
	t.Run("signing in for the request is a click", func(t *testing.T) {
		stranger := p.Browser()
		page := stranger.Get(tool.AuthorizeURL(servertest.Params{"prompt": ""}))
		wantAt(t, page, signInPage)
		if code(stranger.SignIn(page, "alice", servertest.Password)) == "" {
			t.Error("no code")
		}
	})
	t.Run("another account", func(t *testing.T) {
		mine := p.Browser()
		p.Code(mine, tool, "alice", nil)
		page := mine.Get(tool.AuthorizeURL(servertest.Params{"prompt": ""}))
		wantAt(t, page, continuePage)
		signIn := mine.Get("/sign-in?interaction=" + interactionOf(t, page))
		tokens := p.Exchange(tool, code(mine.SignIn(signIn, "bob", servertest.Password)), nil).JSON()
		if claims, _ := p.Verified(tokens["id_token"]); claims["sub"] != bob.ID {
			t.Errorf("sub is %v", claims["sub"])
		}
	})
	t.Run("consent is a click", func(t *testing.T) {
		third := p.Client(models.ApplicationNative, thirdParty, func(n *servertest.Registration) {
			n.OIDCClientMetadata.RedirectURIs = []string{"com.example.third:/callback"}
		})
		page := b.Get(third.AuthorizeURL(servertest.Params{"prompt": ""}))
		wantAt(t, page, consentPage)
		if code(b.Submit(page, "consent-form", map[string]string{"action": "authorize"})) == "" {
			t.Error("no code")
		}
		// With the saved consent, the user must still be asked.
		wantAt(t, b.Get(third.AuthorizeURL(servertest.Params{"prompt": ""})), continuePage)
	})
	t.Run("continue does not get past prompt=login", func(t *testing.T) {
		p.Advance(time.Minute)
		page := b.Get(tool.AuthorizeURL(servertest.Params{"prompt": "login"}))
		wantAt(t, page, signInPage)
		page = b.Get("/continue?interaction=" + interactionOf(t, page))
		wantAt(t, b.Submit(page, "continue-form", map[string]string{"action": "continue"}), signInPage)
	})
	t.Run("other answers are refused", func(t *testing.T) {
		page := b.Get(tool.AuthorizeURL(servertest.Params{"prompt": ""}))
		for _, action := range []string{"", "yes", "Continue"} {
			if answer := b.Submit(page, "continue-form", map[string]string{"action": action}); answer.StatusCode != http.StatusBadRequest {
				t.Errorf("%q: %d to %q", action, answer.StatusCode, answer.Header.Get("Location"))
			}
		}
	})
	t.Run("without a session the user can continue", func(t *testing.T) {
		stranger := p.Browser()
		page := stranger.Get(tool.AuthorizeURL(servertest.Params{"prompt": ""}))
		wantAt(t, stranger.Get("/continue?interaction="+interactionOf(t, page)), signInPage)
	})
	t.Run("in Chinese", func(t *testing.T) {
		page := b.Get(tool.AuthorizeURL(servertest.Params{"prompt": "", "ui_locales": "zh-CN"}))
		if !strings.Contains(page.Text, `<html lang="zh-CN"`) || !strings.Contains(page.Text, "以 alice 的身份继续") {
			t.Error(page.Text)
		}
	})
}

func TestFirstScreen(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	for name, change := range map[string]servertest.Params{
		"first_screen=register":            {"first_screen": "register"},
		"first_screen=identifier:register": {"first_screen": "identifier:register"},
		"interaction_mode=signUp":          {"interaction_mode": "signUp"},
	} {
		t.Run(name, func(t *testing.T) { wantAt(t, p.Browser().Get(c.AuthorizeURL(change)), registerPage) })
	}
	t.Run("another first_screen", func(t *testing.T) {
		wantAt(t, p.Browser().Get(c.AuthorizeURL(servertest.Params{"first_screen": "foo"})), signInPage)
	})
	t.Run("a signed-in user is not asked to register", func(t *testing.T) {
		b := p.Browser()
		p.Code(b, c, "alice", nil)
		wantCode(t, b.Get(c.AuthorizeURL(servertest.Params{"first_screen": "register"})))
		wantAt(t, b.Get(c.AuthorizeURL(servertest.Params{"first_screen": "register", "prompt": "login"})), signInPage)
	})
	t.Run("closed sign-up", func(t *testing.T) {
		p.Configure(func(s *models.TenantSettings) { s.SignInMode = models.SignInOnly })
		answer := p.Browser().Get(c.AuthorizeURL(servertest.Params{"first_screen": "register"}))
		wantAt(t, answer, signInPage)
		if strings.Contains(answer.Text, `id="register-link"`) {
			t.Error("the page links to sign-up")
		}
	})
}
