package request_test

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

// accepted is the error of a request that passes every check with prompt=none when
// nobody is signed in.
const accepted = "login_required"

// trial is one change to a valid request.
type trial struct {
	name   string
	change servertest.Params
	want   string // the error code, or accepted
}

// try sends each trial in a fresh browser with prompt=none.
func try(t *testing.T, p *servertest.Provider, c *servertest.Client, trials []trial) {
	t.Helper()
	for _, trial := range trials {
		t.Run(trial.name, func(t *testing.T) {
			change := servertest.Params{"prompt": "none"}
			for name, value := range trial.change {
				change[name] = value
			}
			query := answered(t, p.Browser().Visit(c.AuthorizeURL(change)))
			if got := query.Get("error"); got != trial.want {
				t.Errorf("got %q, want %q: %s", got, trial.want, query.Get("error_description"))
			}
		})
	}
}

// answered is the response at the redirect URI, with what every response must have.
func answered(t *testing.T, answer *servertest.Response) url.Values {
	t.Helper()
	location := answer.Header.Get("Location")
	if answer.StatusCode != http.StatusSeeOther || !strings.HasPrefix(location, servertest.RedirectURI+"?") {
		t.Fatalf("got %d to %q: %s", answer.StatusCode, location, answer.Text)
	}
	query := answer.Redirect().Query()
	if query.Get("iss") != servertest.Endpoint+"/oidc" || query.Get("state") != "xyz" {
		t.Errorf("iss %q, state %q", query.Get("iss"), query.Get("state"))
	}
	for _, c := range query.Get("error_description") {
		if c < 0x20 || c > 0x7e || c == '"' || c == '\\' {
			t.Errorf("RFC 6749 A.8: %q in the description", c)
		}
	}
	return query
}

func TestResponseTypeAndUnsupported(t *testing.T) {
	p := servertest.New(t)
	try(t, p, p.Client(models.ApplicationTraditional), []trial{
		{"RFC 6749 3.1.1: no response_type", servertest.Params{"response_type": ""}, "invalid_request"},
		{"RFC 6749 3.1.1: unknown", servertest.Params{"response_type": "foo"}, "unsupported_response_type"},
		{"RFC 9700 2.1.2: token", servertest.Params{"response_type": "token"}, "unsupported_response_type"},
		{"OpenID 3.2: id_token", servertest.Params{"response_type": "id_token"}, "unsupported_response_type"},
		{"OpenID 3.3: code id_token", servertest.Params{"response_type": "code id_token"}, "unsupported_response_type"},
		{"OpenID 3.3: id_token code", servertest.Params{"response_type": "id_token code"}, "unsupported_response_type"},
		{"RFC 6749 3.1.1: in different case", servertest.Params{"response_type": "CODE"}, "unsupported_response_type"},
		{"RFC 6749 3.1.1: code twice", servertest.Params{"response_type": "code code"}, "unsupported_response_type"},
		{"OAuth Response Types 4: none", servertest.Params{"response_type": "none"}, "unsupported_response_type"},
		{"OpenID 6.1: request", servertest.Params{"request": "eyJhbGciOiJub25lIn0.e30."}, "request_not_supported"},
		{"OpenID 6.2: request_uri", servertest.Params{"request_uri": "https://app.example/r#1"}, "request_uri_not_supported"},
		{"OpenID 7.2.1: registration", servertest.Params{"registration": "{}"}, "registration_not_supported"},
	})
}

func TestCodeChallenge(t *testing.T) {
	p := servertest.New(t)
	none := servertest.Params{"code_challenge": "", "code_challenge_method": ""}
	type kind struct {
		name   string
		client *servertest.Client
		bare   string // the result without a challenge
	}
	for _, k := range []kind{
		{"SPA", p.Client(models.ApplicationSPA), "invalid_request"},
		{"native", p.Client(models.ApplicationNative), "invalid_request"},
		{"web", p.Client(models.ApplicationTraditional), accepted},
		{"web with requirePkce", p.Client(models.ApplicationTraditional, func(n *servertest.Registration) {
			n.CustomClientMetadata.RequirePKCE = true
		}), "invalid_request"},
	} {
		try(t, p, k.client, []trial{
			{"RFC 9700 2.1.1: " + k.name + " without challenge", none, k.bare},
			{"RFC 7636 4.3: " + k.name + " with S256", nil, accepted},
			{"RFC 7636 4.4.1: " + k.name + " with plain", servertest.Params{"code_challenge_method": "plain"}, "invalid_request"},
			{"RFC 7636 4.3: " + k.name + " with plain by default", servertest.Params{"code_challenge_method": ""}, "invalid_request"},
			{"RFC 7636 4.3: " + k.name + " with a method alone", servertest.Params{"code_challenge": ""}, "invalid_request"},
		})
	}
	challenge := servertest.Challenge()
	try(t, p, p.Client(models.ApplicationSPA), []trial{
		{"RFC 7636 4.4.1: unknown method", servertest.Params{"code_challenge_method": "S512"}, "invalid_request"},
		{"RFC 7636 4.3: method in different case", servertest.Params{"code_challenge_method": "s256"}, "invalid_request"},
		{"RFC 7636 4.2: too short", servertest.Params{"code_challenge": challenge[:42]}, "invalid_request"},
		{"RFC 7636 4.2: too long", servertest.Params{"code_challenge": challenge + "A"}, "invalid_request"},
		{"RFC 7636 4.2: padded", servertest.Params{"code_challenge": challenge + "="}, "invalid_request"},
		{"RFC 7636 4.2: other alphabet", servertest.Params{"code_challenge": "+/" + challenge[2:]}, "invalid_request"},
		{"RFC 7636 4.2: line break", servertest.Params{"code_challenge": challenge[:42] + "\n"}, "invalid_request"},
		{"RFC 7636 4.2: bits left over", servertest.Params{"code_challenge": strings.Repeat("A", 42) + "B"}, "invalid_request"},
	})
}

func TestScopes(t *testing.T) {
	p := servertest.New(t)
	alice := p.User("alice")
	p.GrantScopes(alice.ID, "https://api.example", "read", "write")
	tests := []struct {
		name       string
		scope      string
		prompt     string
		resource   string
		thirdParty bool
		want       string // the scopes granted, or the error
	}{
		{"OpenID 3.1.2.1: usual", "openid profile", "", "", false, "openid profile"},
		{"RFC 6749 3.3: any order", "profile email openid", "", "", false, "profile email openid"},
		{"OpenID 3.1.2.1: unknown ignored", "openid foo https://x.example/y", "", "", false, "openid"},
		{"RFC 6749 3.3: repeated", "openid openid profile openid", "", "", false, "openid profile"},
		{"RFC 6749 3.3: more spaces", "  openid   profile ", "", "", false, "openid profile"},
		{"RFC 6749 3.3: case counts", "openid Profile", "", "", false, "openid"},
		{"OpenID 11: offline_access, the operator has vouched", "openid offline_access", "", "", false, "openid offline_access"},
		{"OpenID 11: offline_access with prompt login", "openid offline_access", "login", "", false, "openid offline_access"},
		{"OpenID 11: offline_access with consent", "openid offline_access", "consent", "", false, "openid offline_access"},
		{"RFC 8707 2: scopes of a resource", "openid read write", "", "https://api.example", false, "openid read write"},
		{"RFC 8707 2: scopes of a resource not requested", "openid read", "", "", false, "openid"},
		{"RFC 9700 2.3: Management API without a role", "openid all", "", "https://default.logto.app/api", false, "openid"},
		{"third party: scopes that third parties can request", "openid profile email phone address", "consent", "", true, "openid profile email phone address"},
		{"third party: another identity scope", "openid custom_data", "consent", "", true, "invalid_scope"},
		{"third party: unknown ignored", "openid foo", "consent", "", true, "openid"},
		{"third party: scopes of resources are cut", "openid read", "consent", "", true, "openid"},
		{"third party: resources", "openid read", "consent", "https://api.example", true, "invalid_target"},
	}
	own := p.Client(models.ApplicationTraditional)
	others := p.Client(models.ApplicationTraditional, func(n *servertest.Registration) { n.IsThirdParty = true })
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := own
			if test.thirdParty {
				c = others
			}
			change := servertest.Params{"scope": test.scope, "prompt": test.prompt, "resource": test.resource}
			b := p.Browser()
			answer := b.Get(c.AuthorizeURL(change))
			if answer.StatusCode == http.StatusOK {
				answer = b.SignIn(answer, "alice", servertest.Password)
			}
			if answer.StatusCode == http.StatusOK {
				answer = b.Submit(answer, "consent-form", map[string]string{"action": "authorize"})
			}
			query := answered(t, answer)
			got := query.Get("error")
			if got == "" {
				got = granted(t, p, alice, c)
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// granted removes the client's earlier grants and returns the scope of a new one.
func granted(t *testing.T, p *servertest.Provider, user *models.User, c *servertest.Client) string {
	t.Helper()
	grants := must(p.Records().Grants.ListGiven(t.Context(), user.ID, c.ID, p.Now().UnixMilli()))(t)
	if len(grants) != 1 {
		t.Fatalf("%d grants", len(grants))
	}
	if err := p.Records().Grants.Delete(t.Context(), grants[0].ID); err != nil {
		t.Fatal(err)
	}
	return grants[0].Scope
}

func TestResources(t *testing.T) {
	p := servertest.New(t)
	alice := p.User("alice")
	for _, indicator := range []string{"https://a.test", "https://a.test/", "https://b.test/api", "urn:example:c"} {
		p.GrantScopes(alice.ID, indicator, "read")
	}
	c := p.Client(models.ApplicationTraditional)
	try(t, p, c, []trial{
		{"RFC 8707 2: one", servertest.Params{"resource": "https://a.test"}, accepted},
		{"RFC 8707 2: URN", servertest.Params{"resource": "urn:example:c"}, accepted},
		{"comma separated", servertest.Params{"resource": "https://a.test,https://b.test/api"}, accepted},
		{"empty parts", servertest.Params{"resource": ",https://a.test,,"}, accepted},
		{"one of two unknown", servertest.Params{"resource": "https://a.test,https://x.test"}, "invalid_target"},
		{"space is not a separator", servertest.Params{"resource": "https://a.test https://b.test/api"}, "invalid_target"},
		{"RFC 8707 2: unknown", servertest.Params{"resource": "https://x.test"}, "invalid_target"},
		{"RFC 8707 2: fragment", servertest.Params{"resource": "https://a.test#x"}, "invalid_target"},
		{"RFC 8707 2: empty fragment", servertest.Params{"resource": "https://a.test#"}, "invalid_target"},
		{"RFC 8707 2: relative", servertest.Params{"resource": "/api"}, "invalid_target"},
		{"RFC 8707 2: no scheme", servertest.Params{"resource": "//a.test"}, "invalid_target"},
		{"RFC 8707 2: a word", servertest.Params{"resource": "api"}, "invalid_target"},
		{"no normalisation of the path", servertest.Params{"resource": "https://b.test/api/"}, "invalid_target"},
		{"no normalisation of case", servertest.Params{"resource": "https://A.test"}, "invalid_target"},
		{"no normalisation of the port", servertest.Params{"resource": "https://a.test:443"}, "invalid_target"},
		{"no normalisation of encoding", servertest.Params{"resource": "https://b.test/%61pi"}, "invalid_target"},
		{"RFC 8707 2: bad percent-encoding", servertest.Params{"resource": "https://a.test/%zz"}, "invalid_target"},
	})
	repeated := []struct{ name, query, want string }{
		{"RFC 8707 2: repeated", "&resource=https://a.test&resource=urn:example:c", accepted},
		{"RFC 8707 2: the same twice", "&resource=https://a.test&resource=https://a.test", accepted},
		{"RFC 8707 2: one of the repeated unknown", "&resource=https://a.test&resource=https://x.test", "invalid_target"},
	}
	for _, test := range repeated {
		t.Run(test.name, func(t *testing.T) {
			query := answered(t, p.Browser().Visit(c.AuthorizeURL(servertest.Params{"prompt": "none"})+test.query))
			if got := query.Get("error"); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	b := p.Browser()
	for _, indicator := range []string{"https://a.test", "https://a.test/"} {
		t.Run("aud is byte-equal to "+indicator, func(t *testing.T) {
			code := p.Code(b, c, "alice", servertest.Params{"resource": indicator, "scope": "openid read"})
			tokens := p.Exchange(c, code, servertest.Params{"resource": indicator}).JSON()
			if claims, _ := p.Verified(tokens["access_token"]); claims["aud"] != indicator || claims["scope"] != "read" {
				t.Errorf("got %v", claims)
			}
		})
	}
}

func TestDefaultResource(t *testing.T) {
	p := servertest.New(t)
	alice := p.User("alice")
	p.GrantScopes(alice.ID, "https://other.example", "write")
	resource := &models.Resource{ID: models.NewID(), Name: "API", Indicator: "https://api.example", IsDefault: true}
	scope := &models.Scope{ID: models.NewID(), ResourceID: resource.ID, Name: "read"}
	role := &models.Role{ID: models.NewID(), Name: "reader", Type: models.RoleUser}
	if err := errors.Join(
		p.Records().Resources.Insert(t.Context(), resource), p.Records().Scopes.Insert(t.Context(), scope),
		p.Records().Roles.Insert(t.Context(), role), p.Records().Roles.AddScopes(t.Context(), role.ID, []string{scope.ID}), p.Records().Assignments.Give(t.Context(), models.UserHolder(alice.ID), role.ID),
	); err != nil {
		t.Fatal(err)
	}
	c := p.Client(models.ApplicationTraditional)
	grantedFor := func(asked string) models.Grant {
		p.Code(p.Browser(), c, "alice", servertest.Params{"scope": "openid read write", "resource": asked})
		grants := must(p.Records().Grants.ListGiven(t.Context(), alice.ID, c.ID, p.Now().UnixMilli()))(t)
		if len(grants) != 1 {
			t.Fatalf("%d grants", len(grants))
		}
		if err := p.Records().Grants.Delete(t.Context(), grants[0].ID); err != nil {
			t.Fatal(err)
		}
		return grants[0]
	}
	t.Run("the default is used when none is named", func(t *testing.T) {
		if got := grantedFor(""); got.Scope != "openid read" || !slices.Equal(got.Resources, []string{"https://api.example"}) {
			t.Errorf("got %q for %v", got.Scope, got.Resources)
		}
	})
	t.Run("the default is not used when another is named", func(t *testing.T) {
		if got := grantedFor("https://other.example"); got.Scope != "openid write" || !slices.Equal(got.Resources, []string{"https://other.example"}) {
			t.Errorf("got %q for %v", got.Scope, got.Resources)
		}
	})
}

func TestPromptAndMaxAge(t *testing.T) {
	p := servertest.New(t)
	try(t, p, p.Client(models.ApplicationTraditional), []trial{
		{"OpenID 3.1.2.1: signed max_age", servertest.Params{"max_age": "+1"}, "invalid_request"},
		{"OpenID 3.1.2.1: none", servertest.Params{"prompt": "none"}, accepted},
		{"OpenID 3.1.2.1: none with spaces", servertest.Params{"prompt": " none "}, accepted},
		{"OpenID 3.1.2.1: none and login", servertest.Params{"prompt": "none login"}, "invalid_request"},
		{"OpenID 3.1.2.1: consent and none", servertest.Params{"prompt": "consent none"}, "invalid_request"},
		{"OpenID 3.1.2.1: unknown", servertest.Params{"prompt": "foo"}, "invalid_request"},
		{"OpenID 3.1.2.1: known and unknown", servertest.Params{"prompt": "login foo"}, "invalid_request"},
		{"OpenID 3.1.2.1: in different case", servertest.Params{"prompt": "None"}, "invalid_request"},
		{"OpenID 3.1.2.1: comma", servertest.Params{"prompt": "login,consent"}, "invalid_request"},
		{"OpenID 3.1.2.1: max_age 0", servertest.Params{"max_age": "0"}, accepted},
		{"OpenID 3.1.2.1: large max_age", servertest.Params{"max_age": "2147483647"}, accepted},
		{"OpenID 3.1.2.1: max_age of centuries", servertest.Params{"max_age": "31536000000"}, accepted},
		{"OpenID 3.1.2.1: max_age beyond all numbers", servertest.Params{"max_age": "99999999999999999999"}, "invalid_request"},
		{"OpenID 3.1.2.1: negative max_age", servertest.Params{"max_age": "-1"}, "invalid_request"},
		{"OpenID 3.1.2.1: max_age of words", servertest.Params{"max_age": "soon"}, "invalid_request"},
		{"OpenID 3.1.2.1: fraction", servertest.Params{"max_age": "1.5"}, "invalid_request"},
		{"OpenID 3.1.2.1: hexadecimal max_age", servertest.Params{"max_age": "0x10"}, "invalid_request"},
		{"OpenID 3.1.2.1: max_age with space", servertest.Params{"max_age": " 1"}, "invalid_request"},
		{"OpenID 3.1.2.1: nonce of 384 characters", servertest.Params{"nonce": strings.Repeat("n", 384)}, accepted},
		{"too long a nonce", servertest.Params{"nonce": strings.Repeat("n", 4097)}, "invalid_request"},
	})
}

func TestNonce(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	b := p.Browser()
	for name, nonce := range map[string]string{
		"OpenID 3.1.2.1: 384 characters":  strings.Repeat("n", 384),
		"OpenID 3.1.2.1: odd characters":  `a b+c%20"<ä你>&=`,
		"OpenID 3.1.2.1: one of the last": "0",
	} {
		t.Run(name, func(t *testing.T) {
			tokens := p.Exchange(c, p.Code(b, c, "alice", servertest.Params{"nonce": nonce}), nil).JSON()
			if claims, _ := p.Verified(tokens["id_token"]); claims["nonce"] != nonce {
				t.Errorf("got %q", claims["nonce"])
			}
		})
	}
	t.Run("OpenID 2: no nonce in the request, none in the ID token", func(t *testing.T) {
		tokens := p.Exchange(c, p.Code(b, c, "alice", nil), nil).JSON()
		if claims, _ := p.Verified(tokens["id_token"]); claims["nonce"] != nil {
			t.Errorf("got %q", claims["nonce"])
		}
	})
}

func TestIDTokenHint(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	p.User("bob")
	c, other := p.Client(models.ApplicationTraditional), p.Client(models.ApplicationTraditional)
	alice := p.Browser()
	user := must(p.Records().Users.ByUsername(t.Context(), "alice"))(t)
	resource := p.GrantScopes(user.ID, "https://api.example", "read")
	change := servertest.Params{"resource": resource.Indicator, "scope": "openid offline_access read"}
	tokens := p.Exchange(c, p.Code(alice, c, "alice", change), nil).JSON()
	hint, _ := tokens["id_token"].(string)
	hintOfBob, _ := p.SignIn(c, "bob", nil)["id_token"].(string)
	foreign, _ := p.SignIn(other, "alice", nil)["id_token"].(string)
	jwt, _ := p.Refresh(c, tokens["refresh_token"].(string), servertest.Params{"resource": resource.Indicator}).JSON()["access_token"].(string)
	parts := strings.Split(hint, ".")
	refused := []struct{ name, hint string }{
		{"OpenID 3.1.2.1: hint of another client", foreign},
		{"OpenID 3.1.2.1: opaque access token", tokens["access_token"].(string)},
		{"OpenID 3.1.2.1: signed access token", jwt},
		{"OpenID 3.1.2.1: refresh token", tokens["refresh_token"].(string)},
		{"OpenID 3.1.2.1: nonsense", "x"},
		{"no signature", parts[0] + "." + parts[1] + "."},
		{"alg none", "eyJhbGciOiJub25lIn0." + parts[1] + "."},
		{"another payload", parts[0] + "." + strings.Split(foreign, ".")[1] + "." + parts[2]},
		{"JSON serialization", `{"payload":"` + parts[1] + `","protected":"` + parts[0] + `","signature":"` + parts[2] + `"}`},
	}
	for _, test := range refused {
		t.Run(test.name, func(t *testing.T) {
			if test.hint == "" {
				t.Fatal("no hint to send")
			}
			query := answered(t, alice.Visit(c.AuthorizeURL(servertest.Params{"id_token_hint": test.hint, "prompt": "none"})))
			if query.Get("error") != "login_required" {
				t.Errorf("got %v", query)
			}
			// Where the user can be asked, the hint is ignored.
			query = answered(t, alice.Visit(c.AuthorizeURL(servertest.Params{"id_token_hint": test.hint, "prompt": ""})))
			if query.Get("code") == "" {
				t.Errorf("without prompt=none: %v", query)
			}
		})
	}
	ask := func(hint, prompt string) *servertest.Response {
		return alice.Get(c.AuthorizeURL(servertest.Params{"id_token_hint": hint, "prompt": prompt}))
	}
	t.Run("OpenID 3.1.2.1: the signed-in user", func(t *testing.T) {
		if query := answered(t, ask(hint, "none")); query.Get("code") == "" {
			t.Errorf("got %v", query)
		}
	})
	t.Run("OpenID 3.1.2.2: another user cannot be asked", func(t *testing.T) {
		if query := answered(t, ask(hintOfBob, "none")); query.Get("error") != "login_required" {
			t.Errorf("got %v", query)
		}
	})
	t.Run("OpenID 3.1.2.2: another user is asked", func(t *testing.T) {
		page := ask(hintOfBob, "")
		if page.StatusCode != http.StatusOK || !strings.Contains(page.Text, `id="sign-in-form"`) || strings.Contains(page.Text, `id="continue-form"`) {
			t.Fatalf("got %d %s", page.StatusCode, page.Text)
		}
	})
	t.Run("OpenID 3.1.2.2: no answer for any user but the expected one", func(t *testing.T) {
		b := p.Browser()
		page := b.Get(c.AuthorizeURL(servertest.Params{"id_token_hint": hintOfBob, "prompt": ""}))
		if query := answered(t, b.SignIn(page, "alice", servertest.Password)); query.Get("error") != "login_required" {
			t.Errorf("got %v", query)
		}
	})
	t.Run("OpenID 3.1.2.1: after key rotations", func(t *testing.T) {
		_, header := p.Verified(hint)
		for range 4 {
			must(p.SigningKeys.Rotate(t.Context(), p.Records(), header.Algorithm, false))(t)
			if query := answered(t, ask(hint, "none")); query.Get("code") == "" {
				t.Errorf("got %v", query)
			}
		}
	})
	t.Run("OpenID 3.1.2.1: expired", func(t *testing.T) {
		p.Advance(2 * time.Hour)
		if query := answered(t, ask(hint, "none")); query.Get("code") == "" {
			t.Errorf("got %v", query)
		}
	})
}

func TestClaims(t *testing.T) {
	p := servertest.New(t)
	alice, bob := p.User("alice"), p.User("bob")
	c := p.Client(models.ApplicationTraditional)
	try(t, p, c, []trial{
		{"OpenID 5.5: userinfo and id_token", servertest.Params{"claims": `{"userinfo":{"email":null},"id_token":{"auth_time":{"essential":true}}}`}, accepted},
		{"OpenID 5.5: unknown members", servertest.Params{"claims": `{"foo":{"bar":1},"id_token":{"http://x.example/y":null,"z":{"foo":1}}}`}, accepted},
		{"OpenID 5.5: nothing", servertest.Params{"claims": `{}`}, accepted},
		{"OpenID 5.5.1: values", servertest.Params{"claims": `{"id_token":{"acr":{"values":["a","b"]}}}`}, accepted},
		{"OpenID 5.5.1.1: voluntary acr", servertest.Params{"claims": `{"id_token":{"acr":{"value":"urn:x"}}}`}, accepted},
		{"OpenID 5.5.1.1: essential acr that is reached", servertest.Params{"claims": `{"id_token":{"acr":{"essential":true,"values":["urn:x","urn:portico:acr:password"]}}}`}, accepted},
		{"OpenID 5.5.1.1: essential acr, any", servertest.Params{"claims": `{"id_token":{"acr":{"essential":true}}}`}, accepted},
		{"OpenID Unmet 2: essential acr", servertest.Params{"claims": `{"id_token":{"acr":{"essential":true,"value":"urn:x"}}}`}, "unmet_authentication_requirements"},
		{"OpenID Unmet 2: essential acrs", servertest.Params{"claims": `{"id_token":{"acr":{"essential":true,"values":["urn:x","urn:y"]}}}`}, "unmet_authentication_requirements"},
		{"OpenID 5.5: cut JSON", servertest.Params{"claims": `{"id_token":`}, "invalid_request"},
		{"OpenID 5.5: repeated member", servertest.Params{"claims": `{"id_token":{"sub":{"value":"a"},"sub":{"value":"b"}}}`}, "invalid_request"},
		{"OpenID 5.5: half of a surrogate pair", servertest.Params{"claims": `{"id_token":{"\ud800":null}}`}, "invalid_request"},
		{"OpenID 5.5: array", servertest.Params{"claims": `[]`}, "invalid_request"},
		{"OpenID 5.5: text", servertest.Params{"claims": `"id_token"`}, "invalid_request"},
		{"OpenID 5.5: two objects", servertest.Params{"claims": `{}{}`}, "invalid_request"},
		{"OpenID 5.5: id_token of another kind", servertest.Params{"claims": `{"id_token":["email"]}`}, "invalid_request"},
		{"OpenID 5.5: essential of another kind", servertest.Params{"claims": `{"id_token":{"acr":{"essential":"yes"}}}`}, "invalid_request"},
		{"OpenID 5.5: deeply nested", servertest.Params{"claims": `{"id_token":{"a":{"value":` + strings.Repeat("[", 4000) + strings.Repeat("]", 4000) + `}}}`}, accepted},
		{"OpenID 5.5: endlessly nested", servertest.Params{"claims": strings.Repeat("[", 9000)}, "invalid_request"},
	})

	b := p.Browser()
	p.Code(b, c, "alice", nil)
	subject := func(id string) servertest.Params {
		return servertest.Params{"prompt": "none", "claims": `{"id_token":{"sub":{"value":"` + id + `"}}}`}
	}
	t.Run("OpenID 5.5.1: sub of the user", func(t *testing.T) {
		if query := answered(t, b.Visit(c.AuthorizeURL(subject(alice.ID)))); query.Get("code") == "" {
			t.Errorf("got %v", query)
		}
	})
	t.Run("OpenID 3.1.2.2: sub of another user", func(t *testing.T) {
		if query := answered(t, b.Visit(c.AuthorizeURL(subject(bob.ID)))); query.Get("error") != "login_required" {
			t.Errorf("got %v", query)
		}
	})
	t.Run("OpenID 5.5: sub and hint of different users", func(t *testing.T) {
		change := subject(bob.ID)
		change["id_token_hint"], _ = p.SignIn(c, "alice", nil)["id_token"].(string)
		if query := answered(t, b.Visit(c.AuthorizeURL(change))); query.Get("error") != "invalid_request" {
			t.Errorf("got %v", query)
		}
	})
}

func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}
