package authorize_test

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

// formPost is a form that another site makes a browser submit.
func formPost(address, body string) *http.Request {
	request := httptest.NewRequest(http.MethodPost, servertest.Endpoint+address, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Origin", "https://app.example")
	request.Header.Set("Sec-Fetch-Site", "cross-site")
	return request
}

// crossSite posts an authorization request without cookies and returns where
// the browser is redirected.
func crossSite(t *testing.T, p *servertest.Provider, c *servertest.Client, change servertest.Params) string {
	t.Helper()
	answer := p.Browser().Send(formPost("/oidc/auth", c.AuthorizeParams(change).Encode()))
	next := answer.Header.Get("Location")
	if answer.StatusCode != http.StatusSeeOther || !strings.HasPrefix(next, "/oidc/auth/") {
		t.Fatalf("got %d to %q: %s", answer.StatusCode, next, answer.Text)
	}
	if len(answer.Cookies()) != 0 {
		t.Errorf("a cross-site answer sets %v", answer.Cookies())
	}
	return next
}

func TestCrossSitePost(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	b := p.Browser()

	page := b.Get(crossSite(t, p, c, nil))
	if page.StatusCode != http.StatusOK {
		t.Fatalf("taken up: %d %s", page.StatusCode, page.Text)
	}
	code := sentTo(t, b.SignIn(page, "alice", servertest.Password), servertest.RedirectURI).Get("code")
	if answer := p.Exchange(c, code, nil); answer.StatusCode != http.StatusOK {
		t.Errorf("exchange: %d %s", answer.StatusCode, answer.Text)
	}

	t.Run("OpenID 3.1.2.1: POST with a session is answered as GET", func(t *testing.T) {
		if query := sentTo(t, b.Visit(crossSite(t, p, c, nil)), servertest.RedirectURI); query.Get("code") == "" {
			t.Errorf("got %v", query)
		}
	})
	t.Run("OpenID 3.1.2.1: POST keeps every parameter", func(t *testing.T) {
		change := servertest.Params{"state": "a b&c=ä", "prompt": "none"}
		query := wantError(t, p.Browser().Visit(crossSite(t, p, c, change)), "login_required")
		if query.Get("state") != "a b&c=ä" {
			t.Errorf("state is %q", query.Get("state"))
		}
	})
}

func TestPostIsTakenUpOnce(t *testing.T) {
	p := servertest.New(t)
	c := p.Client(models.ApplicationTraditional)
	next := crossSite(t, p, c, nil)
	first, second := p.Browser(), p.Browser()
	if page := first.Get(next); page.StatusCode != http.StatusOK {
		t.Fatalf("first browser: %d %s", page.StatusCode, page.Text)
	}
	page := second.Get(next)
	if page.StatusCode != http.StatusBadRequest || !strings.Contains(page.Text, `id="unknown-session-page"`) {
		t.Errorf("second browser: %d %s", page.StatusCode, page.Text)
	}
	if strings.Contains(page.Text, c.ID) {
		t.Error("the second browser learns of the request")
	}
	if page := first.Get(next); page.StatusCode != http.StatusOK {
		t.Errorf("first browser again: %d %s", page.StatusCode, page.Text)
	}
}

func TestPostRunsOut(t *testing.T) {
	p := servertest.New(t)
	c := p.Client(models.ApplicationTraditional)
	next := crossSite(t, p, c, nil)
	p.Advance(61 * time.Minute)
	if page := p.Browser().Get(next); page.StatusCode != http.StatusBadRequest || !strings.Contains(page.Text, `id="unknown-session-page"`) {
		t.Errorf("got %d %s", page.StatusCode, page.Text)
	}
}

func TestPostErrors(t *testing.T) {
	p := servertest.New(t)
	c := p.Client(models.ApplicationSPA)
	for name, change := range map[string]servertest.Params{
		"invalid_request":           {"code_challenge": "", "code_challenge_method": ""},
		"unsupported_response_type": {"response_type": "token"},
		"request_not_supported":     {"request": "e30."},
	} {
		t.Run("RFC 6749 4.1.2.1: "+name, func(t *testing.T) {
			wantError(t, p.Browser().Send(formPost("/oidc/auth", c.AuthorizeParams(change).Encode())), name)
		})
	}
	body := c.AuthorizeParams(nil).Encode()
	t.Run("RFC 6749 3.1: body of another type", func(t *testing.T) {
		request := formPost("/oidc/auth", body)
		request.Header.Set("Content-Type", "text/plain")
		wantPage(t, p.Browser().Send(request), "invalid_request")
	})
	t.Run("OpenID 3.1.2.1: the query of a POST is ignored", func(t *testing.T) {
		wantPage(t, p.Browser().Send(formPost("/oidc/auth?"+body, "")), "invalid_request")
	})
	t.Run("body too large", func(t *testing.T) {
		answer := p.Browser().Send(formPost("/oidc/auth", body+"&x="+strings.Repeat("a", 60_000)))
		if answer.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(answer.Text, `id="error-page"`) {
			t.Errorf("got %d %s", answer.StatusCode, answer.Text)
		}
	})
}

func TestNoOtherOriginReadsTheEndpoint(t *testing.T) {
	p := servertest.New(t)
	c := p.Client(models.ApplicationSPA)
	for _, request := range []*http.Request{
		formPost("/oidc/auth", c.AuthorizeParams(nil).Encode()),
		httptest.NewRequest(http.MethodGet, servertest.Endpoint+c.AuthorizeURL(nil), nil),
		httptest.NewRequest(http.MethodOptions, servertest.Endpoint+"/oidc/auth", nil),
	} {
		t.Run("RFC 9700 4.18.2: no CORS for "+request.Method, func(t *testing.T) {
			request.Header.Set("Origin", "https://app.example")
			request.Header.Set("Access-Control-Request-Method", http.MethodPost)
			answer := p.Do(request)
			for name := range answer.Header {
				if strings.HasPrefix(name, "Access-Control-") {
					t.Errorf("%s: %s", name, answer.Header.Get(name))
				}
			}
		})
	}
}

// Malformed interaction ids are unknown, never a server error.
func TestStrangeInteractions(t *testing.T) {
	p := servertest.New(t)
	for _, id := range []string{"nobody", "%00", "%ff", "a%2Fb", "..%2f..", strings.Repeat("x", 4000), url.QueryEscape("' OR 1=1 --")} {
		for _, address := range []string{"/oidc/auth/" + id, "/sign-in?interaction=" + id, "/consent?interaction=" + id, "/unknown-session?interaction=" + id} {
			if answer := p.Browser().Get(address); answer.StatusCode != http.StatusBadRequest {
				t.Errorf("%s: %d", address, answer.StatusCode)
			}
		}
	}
}
