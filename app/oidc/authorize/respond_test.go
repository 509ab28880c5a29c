package authorize_test

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

func TestResponseModes(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	b := p.Browser()
	p.Code(b, c, "alice", nil)
	tests := []struct {
		name string
		mode string
		read func(*testing.T, *servertest.Response) url.Values
	}{
		{"OAuth Response Modes 2.1: no mode is query", "", inQuery},
		{"OAuth Response Modes 2.1: query", "query", inQuery},
		{"OAuth Response Modes 2.1: fragment", "fragment", inFragment},
		{"OAuth Form Post 2: form_post", "form_post", inForm},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer := b.Visit(c.AuthorizeURL(servertest.Params{"response_mode": test.mode}))
			got := test.read(t, answer)
			if got.Get("code") == "" || got.Get("state") != "xyz" || got.Get("iss") != issuer || len(got) != 3 {
				t.Errorf("success: %v", got)
			}
			wantUnstored(t, answer)
			answer = b.Visit(c.AuthorizeURL(servertest.Params{"response_mode": test.mode, "response_type": "token"}))
			got = test.read(t, answer)
			if got.Get("error") != "unsupported_response_type" || got.Get("state") != "xyz" || got.Get("iss") != issuer || got.Get("error_description") == "" {
				t.Errorf("error: %v", got)
			}
			wantUnstored(t, answer)
		})
	}
}

func inQuery(t *testing.T, answer *servertest.Response) url.Values {
	t.Helper()
	return sentTo(t, answer, servertest.RedirectURI)
}

func inFragment(t *testing.T, answer *servertest.Response) url.Values {
	t.Helper()
	location, fragment, found := strings.Cut(answer.Header.Get("Location"), "#")
	values, err := url.ParseQuery(fragment)
	if !found || err != nil || location != servertest.RedirectURI || answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("got %d to %s", answer.StatusCode, answer.Header.Get("Location"))
	}
	return values
}

func inForm(t *testing.T, answer *servertest.Response) url.Values {
	t.Helper()
	action, values := answer.Form("form-post")
	if answer.StatusCode != http.StatusOK || action != servertest.RedirectURI || answer.Header.Get("Location") != "" {
		t.Fatalf("got %d, form to %s", answer.StatusCode, action)
	}
	return values
}

func wantUnstored(t *testing.T, answer *servertest.Response) {
	t.Helper()
	if answer.Header.Get("Cache-Control") != "no-store" {
		t.Error("the answer may be stored")
	}
}

// The refusal of a request object honours the state and response mode inside it;
// its other contents are ignored.
func TestRefusedRequestObjects(t *testing.T) {
	p := servertest.New(t)
	c := p.Client(models.ApplicationTraditional)
	object := func(payload string) string {
		return "eyJhbGciOiJub25lIn0." + base64.RawURLEncoding.EncodeToString([]byte(payload)) + "."
	}
	const inside = `{"state":"inside","response_mode":"form_post","redirect_uri":"https://evil.example/","client_id":"x","iss":"x","nonce":"y"}`
	without := servertest.Params{"state": "", "response_mode": ""}
	tests := []struct {
		name   string
		object string
		change servertest.Params
		read   func(*testing.T, *servertest.Response) url.Values
		state  string
	}{
		{"OpenID 6.1: state and mode", object(inside), without, inForm, "inside"},
		{"OpenID 6.1: signed", strings.TrimSuffix(object(inside), ".") + ".c2lnbmF0dXJl", without, inForm, "inside"},
		{"OpenID 6.1: state outside", object(inside), servertest.Params{"response_mode": ""}, inForm, "xyz"},
		{"OpenID 6.1: mode outside", object(inside), servertest.Params{"state": "", "response_mode": "fragment"}, inFragment, "inside"},
		{"OpenID 6.1: both outside", object(inside), servertest.Params{"response_mode": "query"}, inQuery, "xyz"},
		{"OpenID 6.1: unlawful mode", object(`{"state":"inside","response_mode":"web_message"}`), without, inQuery, "inside"},
		{"OpenID 6.1: mode of another kind", object(`{"state":"inside","response_mode":["form_post"]}`), without, inQuery, "inside"},
		{"OpenID 6.1: state of another kind", object(`{"state":1,"response_mode":"form_post"}`), without, inForm, ""},
		{"OpenID 6.1: state with NUL", object(`{"state":"a\u0000b"}`), without, inQuery, ""},
		{"OpenID 6.1: state too long", object(`{"state":"` + strings.Repeat("a", 4097) + `"}`), without, inQuery, ""},
		{"OpenID 6.1: invalid UTF-8", object("{\"state\":\"\xff\"}"), without, inQuery, ""},
		{"OpenID 6.1: 16 KB", object(`{"state":"inside","x":"` + strings.Repeat("a", 12<<10-80) + `"}`), without, inQuery, "inside"},
		{"OpenID 6.1: more than 16 KB", object(`{"state":"inside","x":"` + strings.Repeat("a", 13<<10) + `"}`), without, inQuery, ""},
		{"OpenID 6.1: encrypted", "a.b.c.d.e", without, inQuery, ""},
		{"OpenID 6.1: nonsense", "x", without, inQuery, ""},
		{"OpenID 6.1: no JSON", object(`{"state":"inside"`), without, inQuery, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			params := c.AuthorizeParams(test.change)
			params.Set("request", test.object)
			for method, answer := range map[string]*servertest.Response{
				"GET": p.Browser().Visit("/oidc/auth?" + params.Encode()), "POST": p.PostForm("/oidc/auth", params, nil),
			} {
				got := test.read(t, answer)
				if got.Get("error") != "request_not_supported" || got.Get("state") != test.state || got.Get("iss") != issuer {
					t.Errorf("%s: %v", method, got)
				}
			}
		})
	}
	t.Run("OpenID 6.1: client and redirect URI come from outside", func(t *testing.T) {
		all := object(`{"client_id":"` + c.ID + `","redirect_uri":"` + servertest.RedirectURI + `","state":"inside"}`)
		wantPage(t, p.Browser().Visit(c.AuthorizeURL(servertest.Params{"redirect_uri": "", "request": all})), "invalid_request")
		wantPage(t, p.Browser().Visit(c.AuthorizeURL(servertest.Params{"client_id": "", "request": all})), "invalid_request")
	})
	t.Run("RFC 8252 7.1: a custom scheme gets a query", func(t *testing.T) {
		app := p.Client(models.ApplicationNative, redirectURIs("com.example.app:/callback"))
		answer := p.Browser().Visit(app.AuthorizeURL(servertest.Params{"state": "", "request": object(inside)}))
		if got := sentTo(t, answer, "com.example.app:/callback"); got.Get("state") != "inside" {
			t.Errorf("got %v", got)
		}
	})
}

func TestState(t *testing.T) {
	p := servertest.New(t)
	c := p.Client(models.ApplicationTraditional)
	tests := []struct{ name, state string }{
		{"RFC 6749 4.1.2: 128 characters", strings.Repeat("a", 128)},
		{"RFC 6749 4.1.2: 4000 characters", strings.Repeat("0123456789", 400)},
		{"RFC 6749 4.1.2: all printable characters", printable()},
		{"RFC 6749 4.1.2: spaces", "  a  b  "},
		{"RFC 6749 4.1.2: plus and percent", "a+b%20c%2Bd%%"},
		{"RFC 6749 4.1.2: separators", "a=b&c=d#e?f"},
		{"RFC 6749 4.1.2: line breaks and tab", "a\r\nSet-Cookie: b=c\r\n\r\n\td"},
		{"RFC 6749 4.1.2: markup", `"><script>alert(1)</script>'`},
		{"RFC 6749 4.1.2: other scripts", "ä 你好 🙂 \u202e"},
		{"RFC 6749 4.1.2: JSON", `{"a":["b"]}`},
		{"RFC 6749 4.1.2: one byte", "0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for mode, read := range map[string]func(*testing.T, *servertest.Response) url.Values{
				"query": inQuery, "fragment": inFragment, "form_post": inForm,
			} {
				change := servertest.Params{"state": test.state, "prompt": "none", "response_mode": mode}
				answer := p.Browser().Visit(c.AuthorizeURL(change))
				if got := read(t, answer).Get("state"); got != test.state {
					t.Errorf("%s: got %q, want %q", mode, got, test.state)
				}
				if len(answer.Header.Values("Set-Cookie")) > 1 || strings.Contains(answer.Text, "<script>alert") {
					t.Errorf("%s: the state got out", mode)
				}
			}
		})
	}
	t.Run("RFC 6749 4.1.2: no state, none returned", func(t *testing.T) {
		answer := p.Browser().Visit(c.AuthorizeURL(servertest.Params{"state": "", "prompt": "none"}))
		if query := wantError(t, answer, "login_required"); query.Has("state") {
			t.Errorf("got %v", query)
		}
	})
	t.Run("a state that is too long is refused", func(t *testing.T) {
		wantError(t, p.Browser().Visit(c.AuthorizeURL(servertest.Params{"state": strings.Repeat("a", 4097)})), "invalid_request")
	})
}

func printable() string {
	var text strings.Builder
	for c := byte(0x20); c < 0x7f; c++ {
		text.WriteByte(c)
	}
	return text.String()
}

func TestRedirectURIWithQuery(t *testing.T) {
	p := servertest.New(t)
	const uri = "https://app.example/with?state=mine&x=%2F+%20"
	c := p.Client(models.ApplicationTraditional, func(n *servertest.Registration) {
		n.OIDCClientMetadata.RedirectURIs = []string{uri}
	})
	t.Run("RFC 6749 3.1.2: its own query is kept", func(t *testing.T) {
		answer := p.Browser().Visit(c.AuthorizeURL(servertest.Params{"prompt": "none"}))
		query := sentTo(t, answer, uri)
		if !strings.HasPrefix(answer.Header.Get("Location"), uri+"&") || query.Get("error") != "login_required" || query.Get("state") != "xyz" {
			t.Errorf("sent to %s", answer.Header.Get("Location"))
		}
	})
	t.Run("OAuth Response Modes 2.1: fragment after its own query", func(t *testing.T) {
		answer := p.Browser().Visit(c.AuthorizeURL(servertest.Params{"prompt": "none", "response_mode": "fragment"}))
		if !strings.HasPrefix(answer.Header.Get("Location"), uri+"#error=login_required&") {
			t.Errorf("sent to %s", answer.Header.Get("Location"))
		}
	})
	t.Run("OAuth Form Post 2: form to its own query", func(t *testing.T) {
		answer := p.Browser().Visit(c.AuthorizeURL(servertest.Params{"prompt": "none", "response_mode": "form_post"}))
		if action, values := answer.Form("form-post"); action != uri || values.Get("error") != "login_required" {
			t.Errorf("form to %s with %v", action, values)
		}
	})
}

func TestFormPostPage(t *testing.T) {
	p := servertest.New(t)
	c := p.Client(models.ApplicationTraditional)
	answer := p.Browser().Visit(c.AuthorizeURL(servertest.Params{
		"prompt": "none", "response_mode": "form_post", "state": `"><img src=x onerror=alert(1)>`,
	}))
	policy := answer.Header.Get("Content-Security-Policy")
	t.Run("values are escaped", func(t *testing.T) {
		if strings.Contains(answer.Text, "<img") {
			t.Error(answer.Text)
		}
	})
	t.Run("scripts by nonce only", func(t *testing.T) {
		if strings.Contains(policy, "unsafe") || !strings.Contains(policy, "script-src 'self' 'nonce-") {
			t.Error(policy)
		}
	})
	t.Run("OAuth Form Post 2: the form may go to the application", func(t *testing.T) {
		if !strings.Contains(policy, "form-action 'self' https:") {
			t.Error(policy)
		}
	})
	t.Run("RFC 9700 4.16: no frames", func(t *testing.T) {
		if !strings.Contains(policy, "frame-ancestors 'none'") || answer.Header.Get("X-Frame-Options") != "DENY" {
			t.Error(answer.Header)
		}
	})
	t.Run("RFC 9700 4.2.4: no referrer", func(t *testing.T) {
		if answer.Header.Get("Referrer-Policy") != "no-referrer" {
			t.Error(answer.Header)
		}
	})
	t.Run("no other host is contacted", func(t *testing.T) {
		rest := strings.ReplaceAll(answer.Text, servertest.RedirectURI, "")
		if strings.Contains(rest, `src="http`) || strings.Contains(rest, `href="http`) {
			t.Error(answer.Text)
		}
	})
}

// RFC 9207 2: iss names the tenant that responds.
func TestIssuerOfTenant(t *testing.T) {
	p := servertest.New(t)
	const id = "console-of-test"
	err := p.DB.Tenant(models.TenantAdmin).Applications.Insert(t.Context(), &models.Application{
		ID: id, Name: "Console", Type: models.ApplicationSPA,
		OIDCClientMetadata: models.OIDCClientMetadata{RedirectURIs: []string{servertest.RedirectURI}},
	})
	if err != nil {
		t.Fatal(err)
	}
	c := p.Client(models.ApplicationSPA)
	change := servertest.Params{"client_id": id, "prompt": "none"}
	query := sentTo(t, p.Browser().Visit("/t/admin"+c.AuthorizeURL(change)), servertest.RedirectURI)
	if query.Get("iss") != servertest.Endpoint+"/t/admin/oidc" {
		t.Errorf("iss is %s", query.Get("iss"))
	}
	t.Run("a client of one tenant is unknown in another", func(t *testing.T) {
		wantPage(t, p.Browser().Visit(c.AuthorizeURL(change)), "invalid_client")
		wantPage(t, p.Browser().Visit("/t/admin"+c.AuthorizeURL(nil)), "invalid_client")
	})
	t.Run("unknown tenant", func(t *testing.T) {
		if answer := p.Browser().Visit("/t/nobody" + c.AuthorizeURL(nil)); answer.StatusCode != http.StatusNotFound {
			t.Errorf("got %d", answer.StatusCode)
		}
	})
	t.Run("the default tenant has one address", func(t *testing.T) {
		if answer := p.Browser().Visit("/t/default" + c.AuthorizeURL(nil)); answer.StatusCode != http.StatusNotFound {
			t.Errorf("got %d", answer.StatusCode)
		}
	})
}
