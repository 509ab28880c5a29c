package authorize_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

func TestErrorsWithoutAddress(t *testing.T) {
	p := servertest.New(t)
	c, machine := p.Client(models.ApplicationTraditional), p.Client(models.ApplicationMachineToMachine)
	tests := []struct {
		name   string
		change servertest.Params
		code   string
	}{
		{"RFC 6749 3.1.2.4: no client", servertest.Params{"client_id": ""}, "invalid_request"},
		{"RFC 6749 3.1.2.4: unknown client", servertest.Params{"client_id": "nobody"}, "invalid_client"},
		{"RFC 6749 3.1.2.4: client in different case", servertest.Params{"client_id": strings.ToUpper(c.ID)}, "invalid_client"},
		{"RFC 6749 3.1.2.4: client with a space", servertest.Params{"client_id": c.ID + " "}, "invalid_client"},
		{"RFC 6749 3.1.2.4: endless client", servertest.Params{"client_id": strings.Repeat("a", 9000)}, "invalid_client"},
		{"RFC 6749 4.1.2.1: a machine's client", servertest.Params{"client_id": machine.ID}, "unauthorized_client"},
		{"RFC 6749 3.1.2.3: no redirect URI", servertest.Params{"redirect_uri": ""}, "invalid_request"},
		{"OAuth Response Modes 2.1: unknown mode", servertest.Params{"response_mode": "web_message"}, "unsupported_response_mode"},
		{"OAuth Response Modes 2.1: mode of JARM", servertest.Params{"response_mode": "jwt"}, "unsupported_response_mode"},
		{"OAuth Response Modes 2.1: mode in different case", servertest.Params{"response_mode": "Query"}, "unsupported_response_mode"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			wantPage(t, p.Browser().Visit(c.AuthorizeURL(test.change)), test.code)
			wantPage(t, p.PostForm("/oidc/auth", c.AuthorizeParams(test.change), nil), test.code)
		})
	}
}

func TestRedirectURIAttacks(t *testing.T) {
	p := servertest.New(t)
	registered := func(n *servertest.Registration) {
		n.OIDCClientMetadata.RedirectURIs = []string{
			servertest.RedirectURI, "http://127.0.0.1:8080/callback", "https://app.example/with?a=1&b=2",
		}
	}
	clients := []*servertest.Client{p.Client(models.ApplicationTraditional, registered), p.Client(models.ApplicationSPA, registered)}
	tests := []struct{ name, uri string }{
		{"look-alike host by prefix", "https://app.example.evil.example/callback"},
		{"registered URI as a prefix", servertest.RedirectURI + "/more"},
		{"registered URI with a suffix", servertest.RedirectURI + ".evil.example"},
		{"registered host as userinfo", "https://app.example@evil.example/callback"},
		{"registered host as userinfo with password", "https://app.example:x@evil.example/callback"},
		{"userinfo before the registered host", "https://user@app.example/callback"},
		{"path traversal", "https://app.example/callback/../../evil"},
		{"path traversal back to the same path", "https://app.example/x/../callback"},
		{"encoded path traversal", "https://app.example/callback/..%2f..%2fevil"},
		{"double-encoded path traversal", "https://app.example/callback/..%252f..%252fevil"},
		{"path traversal with a path parameter", "https://app.example/callback/..;/evil"},
		{"encoded letter", "https://app.example/%63allback"},
		{"double slash", "https://app.example//callback"},
		{"another character for the dot", "https://appxexample/callback"},
		{"wildcard", "https://app.example/*"},
		{"trailing dot of the host", "https://app.example./callback"},
		{"host in different case", "https://APP.example/callback"},
		{"path in different case", "https://app.example/Callback"},
		{"scheme in different case", "HTTPS://app.example/callback"},
		{"trailing slash", "https://app.example/callback/"},
		{"default port", "https://app.example:443/callback"},
		{"http", "http://app.example/callback"},
		{"port of loopback", "http://127.0.0.1:9090/callback"},
		{"loopback without port", "http://127.0.0.1/callback"},
		{"backslash", `https://evil.example\@app.example/callback`},
		{"backslash for slash", `https:\\app.example\callback`},
		{"no scheme", "//app.example/callback"},
		{"path only", "/callback"},
		{"tab", "https://app.example/\tcallback"},
		{"line break", "https://app.example/callback\r\nSet-Cookie: a=b"},
		{"leading space", " " + servertest.RedirectURI},
		{"trailing space", servertest.RedirectURI + " "},
		{"javascript", "javascript:alert(1)"},
		{"javascript with the registered URI", "javascript://app.example/callback%0aalert(1)"},
		{"data", "data:text/html,x"},
		{"fragment", servertest.RedirectURI + "#x"},
		{"empty fragment", servertest.RedirectURI + "#"},
		{"OpenID 3.1.2.1: more query", servertest.RedirectURI + "?x=1"},
		{"OpenID 3.1.2.1: empty query", servertest.RedirectURI + "?"},
		{"OpenID 3.1.2.1: less query", "https://app.example/with?a=1"},
		{"OpenID 3.1.2.1: query in another order", "https://app.example/with?b=2&a=1"},
		{"RFC 8252 7.3: localhost is not an IP literal", "http://localhost:8080/callback"},
		{"RFC 6749 3.1.2.3: two in one", servertest.RedirectURI + " " + servertest.RedirectURI},
	}
	modes := []string{"", "query", "fragment", "form_post"} // all behave the same
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for i, mode := range modes {
				c := clients[i%2]
				change := servertest.Params{"redirect_uri": test.uri, "response_mode": mode, "prompt": "none"}
				if i < 2 {
					wantPage(t, p.Browser().Visit(c.AuthorizeURL(change)), "invalid_request")
				} else {
					wantPage(t, p.PostForm("/oidc/auth", c.AuthorizeParams(change), nil), "invalid_request")
				}
			}
		})
	}
}

func TestNativeRedirectURIs(t *testing.T) {
	p := servertest.New(t)
	c := p.Client(models.ApplicationNative, func(n *servertest.Registration) {
		n.OIDCClientMetadata.RedirectURIs = []string{
			"http://127.0.0.1/callback", "http://[::1]:3000/callback?a=1", "com.example.app:/callback", servertest.RedirectURI,
		}
	})
	tests := []struct {
		name, uri string
		isRefused bool
	}{
		{"RFC 8252 7.3: as registered", "http://127.0.0.1/callback", false},
		{"RFC 8252 7.3: any port", "http://127.0.0.1:51004/callback", false},
		{"RFC 8252 7.3: any port of IPv6", "http://[::1]:51004/callback?a=1", false},
		{"RFC 8252 7.1: private scheme", "com.example.app:/callback", false},
		{"RFC 8252 7.3: another path", "http://127.0.0.1:51004/callback/x", true},
		{"RFC 8252 7.3: another query", "http://[::1]:51004/callback?a=2", true},
		{"RFC 8252 7.3: localhost", "http://localhost:51004/callback", true},
		{"RFC 8252 7.3: https", "https://127.0.0.1:51004/callback", true},
		{"RFC 8252 7.3: another loopback", "http://127.0.0.2:51004/callback", true},
		{"RFC 8252 7.3: decimal", "http://2130706433:51004/callback", true},
		{"RFC 8252 7.3: short form", "http://127.1:51004/callback", true},
		{"RFC 8252 7.3: mapped", "http://[::ffff:127.0.0.1]:51004/callback", true},
		{"RFC 8252 7.3: invalid port", "http://127.0.0.1:x/callback", true},
		{"RFC 8252 7.3: port out of range", "http://127.0.0.1:123456/callback", true},
		{"RFC 8252 7.3: empty port", "http://127.0.0.1:/callback", true},
		{"userinfo", "http://127.0.0.1:80@evil.example/callback", true},
		{"userinfo before loopback", "http://evil@127.0.0.1:51004/callback", true},
		{"host by prefix", "http://127.0.0.1.evil.example:51004/callback", true},
		{"fragment", "http://127.0.0.1:51004/callback#x", true},
		{"port of a host", "https://app.example:51004/callback", true},
		{"private scheme in different case", "COM.example.app:/callback", true},
		{"private scheme with a host", "com.example.app://evil/callback", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer := p.Browser().Visit(c.AuthorizeURL(servertest.Params{"redirect_uri": test.uri, "prompt": "none"}))
			if test.isRefused {
				wantPage(t, answer, "invalid_request")
				return
			}
			if query := sentTo(t, answer, test.uri); query.Get("error") != "login_required" {
				t.Errorf("got %v", query)
			}
		})
	}
}

// A form cannot be posted to an app, and some platforms drop fragments.
func TestResponseModesOfCustomSchemes(t *testing.T) {
	p := servertest.New(t)
	const uri = "com.example.app:/callback"
	for _, kind := range []models.ApplicationType{models.ApplicationNative, models.ApplicationSPA, models.ApplicationTraditional} {
		c := p.Client(kind, redirectURIs(uri))
		for _, mode := range []string{"form_post", "fragment"} {
			answer := p.Browser().Visit(c.AuthorizeURL(servertest.Params{"response_mode": mode, "prompt": "none"}))
			wantPage(t, answer, "unsupported_response_mode")
		}
		for _, mode := range []string{"query", ""} {
			answer := p.Browser().Visit(c.AuthorizeURL(servertest.Params{"response_mode": mode, "prompt": "none"}))
			if query := sentTo(t, answer, uri); query.Get("error") != "login_required" {
				t.Errorf("%s, %q: got %v", kind, mode, query)
			}
		}
	}
}

func redirectURIs(uris ...string) func(*servertest.Registration) {
	return func(n *servertest.Registration) { n.OIDCClientMetadata.RedirectURIs = uris }
}

// Where another program may receive the code, PKCE binds it to the one that
// requested it (RFC 8252, sections 8.1 and 8.5).
func TestChallengeByRedirectURI(t *testing.T) {
	p := servertest.New(t)
	tests := []struct {
		name       string
		kind       models.ApplicationType
		uri        string
		isRequired bool
	}{
		{"Traditional on https", models.ApplicationTraditional, servertest.RedirectURI, false},
		{"Traditional on localhost", models.ApplicationTraditional, "http://localhost:3000/callback", false},
		{"Traditional on a custom scheme", models.ApplicationTraditional, "com.example.app:/callback", true},
		{"SPA on a custom scheme", models.ApplicationSPA, "capacitor://localhost/callback", true},
		{"Native on a custom scheme", models.ApplicationNative, "myapp://callback", true},
		{"Native on localhost", models.ApplicationNative, "http://localhost/callback", true},
		{"Native on https", models.ApplicationNative, servertest.RedirectURI, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := p.Client(test.kind, redirectURIs(test.uri))
			want := map[bool]string{true: "invalid_request", false: "login_required"}[test.isRequired]
			answer := p.Browser().Visit(c.AuthorizeURL(servertest.Params{"prompt": "none", "code_challenge": "", "code_challenge_method": ""}))
			if query := sentTo(t, answer, test.uri); query.Get("error") != want {
				t.Errorf("without a challenge: %v", query)
			}
			answer = p.Browser().Visit(c.AuthorizeURL(servertest.Params{"prompt": "none"}))
			if query := sentTo(t, answer, test.uri); query.Get("error") != "login_required" {
				t.Errorf("with a challenge: %v", query)
			}
		})
	}
}

// Anyone who sees the refusal, in the application or in the audit log, learns
// which setting to change.
func TestRefusalWithoutChallenge(t *testing.T) {
	p := servertest.New(t)
	requires := func(n *servertest.Registration) { n.CustomClientMetadata.RequirePKCE = true }
	for says, c := range map[string]*servertest.Client{
		"switch off requirePkce":        p.Client(models.ApplicationTraditional, requires),
		"single-page and native":        p.Client(models.ApplicationSPA),
		"with a custom scheme":          p.Client(models.ApplicationTraditional, redirectURIs("com.example.app:/callback")),
		"native applications cannot go": p.Client(models.ApplicationNative, redirectURIs("com.example.app:/callback")),
	} {
		query := p.Browser().Visit(c.AuthorizeURL(servertest.Params{"code_challenge": "", "code_challenge_method": ""})).Redirect().Query()
		description := query.Get("error_description")
		if !strings.Contains(description, "switch on PKCE with S256 in the client") || !strings.Contains(description, says) {
			t.Errorf("%s: %v", says, query)
		}
		var rows []models.AuditLog
		for _, row := range p.Audited() {
			if row.ApplicationID == c.ID && row.Result == models.AuditError {
				rows = append(rows, row)
			}
		}
		if len(rows) != 1 || rows[0].Key != "Interaction.Create" ||
			rows[0].Reason != "invalid_request" || rows[0].Payload["description"] != description {
			t.Errorf("%s: audited %+v", says, rows)
		}
	}
}

// A command-line tool listens on whatever port is free; its token request repeats
// the redirect URI that it used (RFC 8252, section 7.3).
func TestAnyPortOfNativeApplications(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	for _, host := range []string{"localhost", "127.0.0.1", "[::1]"} {
		c := p.Client(models.ApplicationNative, redirectURIs("http://"+host+"/callback?tool=1"))
		used := "http://" + host + ":51004/callback?tool=1"
		code := p.Code(p.Browser(), c, "alice", servertest.Params{"redirect_uri": used})
		if answer := p.Exchange(c, code, nil); answer.JSON()["error"] != "invalid_grant" {
			t.Errorf("%s: redeemed with the registered address: %d %s", host, answer.StatusCode, answer.Text)
		}
		code = p.Code(p.Browser(), c, "alice", servertest.Params{"redirect_uri": used})
		if answer := p.Exchange(c, code, servertest.Params{"redirect_uri": used}); answer.StatusCode != http.StatusOK {
			t.Errorf("%s: redeemed with the address that was used: %d %s", host, answer.StatusCode, answer.Text)
		}
	}
	for _, kind := range []models.ApplicationType{models.ApplicationSPA, models.ApplicationTraditional} {
		c := p.Client(kind, redirectURIs("http://localhost/callback"))
		wantPage(t, p.Browser().Visit(c.AuthorizeURL(servertest.Params{"redirect_uri": "http://localhost:51004/callback"})), "invalid_request")
	}
}

func TestParametersOfAddress(t *testing.T) {
	p := servertest.New(t)
	c := p.Client(models.ApplicationTraditional)
	usual := strings.TrimPrefix(c.AuthorizeURL(servertest.Params{"prompt": "none"}), "/oidc/auth?")
	refused := []struct{ name, query string }{
		{"RFC 6749 3.1: repeated client", usual + "&client_id=" + c.ID},
		{"RFC 6749 3.1: repeated redirect URI", usual + "&redirect_uri=https%3A%2F%2Fevil.example"},
		{"RFC 6749 3.1: repeated state", usual + "&state=xyz"},
		{"RFC 6749 3.1: repeated scope", usual + "&scope=openid"},
		{"RFC 6749 3.1: repeated unknown parameter", usual + "&foo=1&foo=2"},
		{"RFC 6749 3.1: repeated by an encoded name", usual + "&st%61te=abc"},
		{"NUL in a value", usual + "&login_hint=a%00b"},
		{"NUL in a name", usual + "&a%00b=c"},
		{"NUL in the client", "client_id=%00&" + usual},
		{"bad percent-encoding of a value", usual + "&login_hint=%zz"},
		{"cut percent-encoding of a value", usual + "&login_hint=%a"},
		{"bad percent-encoding of a name", usual + "&%=a"},
		{"invalid UTF-8 in a value", usual + "&login_hint=%ff%fe"},
		{"invalid UTF-8 in a name", usual + "&%ff=a"},
		{"cut UTF-8", usual + "&login_hint=%e4%bd"},
		{"nothing", ""},
	}
	for _, test := range refused {
		t.Run(test.name, func(t *testing.T) {
			wantPage(t, p.Browser().Visit("/oidc/auth?"+test.query), "invalid_request")
			wantPage(t, post(p, test.query), "invalid_request")
		})
	}
	raw, _ := url.QueryUnescape(usual)
	accepted := []struct{ name, query string }{
		{"RFC 6749 3.1: unknown parameters", usual + "&foo=bar&x[y]=z&__proto__=1"},
		{"RFC 6749 3.1: empty is omitted", usual + "&nonce=&response_mode=&max_age=&resource=&id_token_hint=&request=&claims="},
		{"RFC 6749 3.1: parameter without a value", usual + "&nonce"},
		{"RFC 6749 3.1: empty pairs", "&&" + strings.ReplaceAll(usual, "&", "&&") + "&"},
		{"in another order", reversed(usual)},
		{"characters that should have been escaped", strings.ReplaceAll(raw, " ", "+")},
		{"plus for space", strings.ReplaceAll(usual, "%20", "+")},
		{"percent-encoding in lower case", strings.ReplaceAll(usual, "%3A%2F%2F", "%3a%2f%2f")},
		{"display, acr_values, claims_locales", usual + "&display=popup&acr_values=a+b&claims_locales=fr"},
		{"unsupported ui_locales", usual + "&ui_locales=tlh+xx"},
		{"semicolon is not a separator", usual + "&login_hint=a;state=b"},
	}
	for _, test := range accepted {
		t.Run(test.name, func(t *testing.T) {
			query := wantError(t, p.Browser().Visit("/oidc/auth?"+test.query), "login_required")
			if query.Get("state") != "xyz" {
				t.Errorf("state is %q", query.Get("state"))
			}
		})
	}
}

func post(p *servertest.Provider, body string) *servertest.Response {
	return p.Browser().Send(formPost("/oidc/auth", body))
}

func reversed(query string) string {
	pairs := strings.Split(query, "&")
	for i := range len(pairs) / 2 {
		pairs[i], pairs[len(pairs)-1-i] = pairs[len(pairs)-1-i], pairs[i]
	}
	return strings.Join(pairs, "&")
}
