package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// sent is a submitted form: its fields and the headers about its origin.
type sent struct {
	fields url.Values
	header map[string]string
	cookie string // "" for the browser's own
}

func TestSameOrigin(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	other := p.Browser()
	_, foreign := other.Get(c.AuthorizeURL(nil)).Form("sign-in-form")
	tests := []struct {
		name   string
		change func(*sent)
		isIn   bool
	}{
		{"as a browser sends it", func(*sent) {}, true},
		{"no headers about the origin", func(s *sent) { s.header = nil }, true},
		{"only Origin", func(s *sent) { delete(s.header, "Sec-Fetch-Site") }, true},
		{"Fetch 3.2: the origin under no-referrer", func(s *sent) { s.header["Origin"] = "null" }, true},
		{"Fetch 3.2: the origin under no-referrer, over http", func(s *sent) { s.header = map[string]string{"Origin": "null"} }, true},
		{"no token", func(s *sent) { s.fields.Del("csrf") }, false},
		{"empty token", func(s *sent) { s.fields.Set("csrf", "") }, false},
		{"wrong token", func(s *sent) { s.fields.Set("csrf", strings.Repeat("A", 43)) }, false},
		{"token of another browser", func(s *sent) { s.fields.Set("csrf", foreign.Get("csrf")) }, false},
		{"the cookie is not a token", func(s *sent) { s.fields.Set("csrf", "seed") }, false},
		{"token in another case", func(s *sent) { s.fields.Set("csrf", strings.ToUpper(s.fields.Get("csrf"))) }, false},
		{"no cookie", func(s *sent) {
			s.cookie = "_csrf="
			delete(s.header, "Sec-Fetch-Site")
		}, false},
		{"planted cookie", func(s *sent) { s.cookie = "_csrf=planted" }, false},
		{"origin of another site", func(s *sent) { s.header["Origin"] = "https://evil.example" }, false},
		{"origin of another scheme", func(s *sent) { s.header["Origin"] = "https://portico.test" }, false},
		{"origin of another port", func(s *sent) { s.header["Origin"] = servertest.Endpoint + ":81" }, false},
		{"origin by prefix", func(s *sent) { s.header["Origin"] = servertest.Endpoint + ".evil.example" }, false},
		{"cross-site", func(s *sent) { s.header["Sec-Fetch-Site"] = "cross-site" }, false},
		{"same-site is another origin", func(s *sent) { s.header["Sec-Fetch-Site"] = "same-site" }, false},
		{"Sec-Fetch-Site none", func(s *sent) { s.header["Sec-Fetch-Site"] = "none" }, false},
		{"sandboxed frame of another site", func(s *sent) {
			s.header["Origin"], s.header["Sec-Fetch-Site"] = "null", "cross-site"
		}, false},
		{"null origin without token", func(s *sent) {
			s.header = map[string]string{"Origin": "null"}
			s.fields.Del("csrf")
		}, false},
		{"a host that matches the origin", func(s *sent) {
			s.header["Host"], s.header["Origin"] = "evil.example", "http://evil.example"
		}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := p.Browser()
			action, fields := b.Get(c.AuthorizeURL(nil)).Form("sign-in-form")
			fields.Set("identifier", "alice")
			fields.Set("password", servertest.Password)
			s := sent{fields: fields, header: map[string]string{"Origin": servertest.Endpoint, "Sec-Fetch-Site": "same-origin"}}
			test.change(&s)
			answer := b.Send(s.request(action))
			if signedIn := b.Cookie("_session") != ""; signedIn != test.isIn {
				t.Fatalf("signed in: %v; %d %s", signedIn, answer.StatusCode, answer.Text)
			}
			if !test.isIn && (answer.StatusCode != http.StatusForbidden || !strings.Contains(answer.Text, "request.cross_origin")) {
				t.Errorf("got %d %s", answer.StatusCode, answer.Text)
			}
		})
	}
}

func (s sent) request(action string) *http.Request {
	request := httptest.NewRequest(http.MethodPost, servertest.Endpoint+action, strings.NewReader(s.fields.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for name, value := range s.header {
		if name == "Host" {
			request.Host = value
			continue
		}
		request.Header.Set(name, value)
	}
	if s.cookie != "" {
		request.Header.Set("Cookie", s.cookie)
	}
	return request
}

// Every form that changes something is protected; GET changes nothing.
func TestEveryFormIsProtected(t *testing.T) {
	p := servertest.New(t)
	for _, path := range []string{"/sign-in", "/register", "/consent", "/oidc/session/end/confirm", "/t/admin/sign-in", "/t/admin/oidc/session/end/confirm"} {
		t.Run("POST "+path, func(t *testing.T) {
			if answer := p.PostForm(path, url.Values{}, nil); answer.StatusCode != http.StatusForbidden {
				t.Errorf("got %d", answer.StatusCode)
			}
		})
	}
	t.Run("no sign-out by GET", func(t *testing.T) {
		request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+"/oidc/session/end/confirm", nil)
		if answer := p.Do(request); answer.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("got %d", answer.StatusCode)
		}
	})
}

// Forms in several tabs are valid at the same time.
func TestTokenIsStablePerBrowser(t *testing.T) {
	p := servertest.New(t)
	c := p.Client(models.ApplicationTraditional)
	b := p.Browser()
	_, first := b.Get(c.AuthorizeURL(nil)).Form("sign-in-form")
	_, second := b.Get(c.AuthorizeURL(nil)).Form("sign-in-form")
	if first.Get("csrf") == "" || first.Get("csrf") != second.Get("csrf") || first.Get("csrf") == b.Cookie("_csrf") {
		t.Errorf("tokens %q and %q", first.Get("csrf"), second.Get("csrf"))
	}
}

// A form from another site comes without cookies. The response must not invalidate
// the browser's open forms.
func TestTokenSurvivesFormsOfOtherSites(t *testing.T) {
	p := servertest.New(t)
	c := p.Client(models.ApplicationTraditional)
	for name, path := range map[string]string{
		"refused authorization": "/oidc/auth", "refused form": "/sign-in",
	} {
		t.Run(name, func(t *testing.T) {
			answer := p.Browser().Send(sent{fields: url.Values{"client_id": {"nobody"}}}.request(path))
			if answer.StatusCode < 400 || len(answer.Cookies()) != 0 {
				t.Errorf("got %d with %v", answer.StatusCode, answer.Cookies())
			}
		})
	}
	t.Run("OAuth Form Post 2: error by form_post", func(t *testing.T) {
		answer := p.PostForm("/oidc/auth", c.AuthorizeParams(servertest.Params{"response_mode": "form_post", "response_type": "token"}), nil)
		if _, values := answer.Form("form-post"); values.Get("error") != "unsupported_response_type" || len(answer.Cookies()) != 0 {
			t.Errorf("got %v with %v", values, answer.Cookies())
		}
	})
}

// When the browser has lost its cookies, a form leads to a page that helps, not to an
// error about an attack; it signs nobody in.
func TestLostCookies(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	b := p.Browser()
	action, fields := b.Get(p.Client(models.ApplicationTraditional).AuthorizeURL(nil)).Form("sign-in-form")
	fields.Set("identifier", "alice")
	fields.Set("password", servertest.Password)
	s := sent{
		fields: fields, cookie: "_csrf=",
		header: map[string]string{"Origin": "null", "Sec-Fetch-Site": "same-origin"},
	}
	answer := b.Send(s.request(action))
	if got := answer.Redirect().Path; got != "/unknown-session" || b.Cookie("_session") != "" {
		t.Errorf("sent to %s, session %q", got, b.Cookie("_session"))
	}
}
