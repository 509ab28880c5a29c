package introspect_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/server/servertest"
	"portico/fixtures"
	"portico/models"
)

func introspect(t *testing.T, p *servertest.Provider, c *servertest.Client, token string) *servertest.Response {
	t.Helper()
	values := url.Values{"client_id": {c.ID}, "client_secret": {c.Secret}, "token": {token}}
	return p.PostForm("/oidc/token/introspection", values, nil)
}

func TestIntrospection(t *testing.T) {
	p := servertest.New(t)
	alice := p.User("alice")
	c, other := p.Client(models.ApplicationTraditional), p.Client(models.ApplicationTraditional)
	tokens := p.SignIn(c, "alice", nil)
	access, refresh := tokens["access_token"].(string), tokens["refresh_token"].(string)
	now := float64(p.Now().Unix())
	const scope, issuer = "openid offline_access profile email", "http://portico.test/oidc"
	inactive := map[string]any{"active": false}
	tests := []struct {
		name   string
		client *servertest.Client
		token  string
		want   map[string]any
	}{
		{"RFC 7662 2.2: access token", c, access, map[string]any{
			"active": true, "token_type": "Bearer", "client_id": c.ID, "sub": alice.ID, "iss": issuer,
			"scope": scope, "iat": now, "exp": now + 3600,
		}},
		{"RFC 7662 2.2: refresh token", c, refresh, map[string]any{
			"active": true, "client_id": c.ID, "sub": alice.ID, "iss": issuer,
			"scope": scope, "iat": now, "exp": now + 14*24*3600,
		}},
		{"RFC 7662 4: another client's token", other, access, inactive},
		{"RFC 7662 4: another client's refresh token", other, refresh, inactive},
		{"RFC 7662 2.2: unknown", c, "nonsense", inactive},
		{"RFC 7662 2.2: ID token", c, tokens["id_token"].(string), inactive},
		{"RFC 7662 2.2: looks signed", c, "a.b.c", inactive},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, introspect(t, p, test.client, test.token).JSON()); diff != "" {
				t.Error(diff)
			}
		})
	}
	if answer := introspect(t, p, c, ""); answer.JSON()["error"] != "invalid_request" {
		t.Errorf("no token: %d %s", answer.StatusCode, answer.Text)
	}
	if answer := introspect(t, p, &servertest.Client{Application: c.Application, Secret: "wrong"}, access); answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("RFC 7662 2.1, wrong secret: %d %s", answer.StatusCode, answer.Text)
	}
	p.Advance(time.Hour)
	if diff := cmp.Diff(inactive, introspect(t, p, c, access).JSON()); diff != "" {
		t.Errorf("an expired token: %s", diff)
	}
}

// RFC 7662, section 2.1: callers must authenticate.
func TestWhoMayIntrospect(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	public, confidential := p.Client(models.ApplicationSPA), p.Client(models.ApplicationTraditional)
	token := p.SignIn(public, "alice", nil)["access_token"].(string)
	for name, values := range map[string]url.Values{
		"nobody":                       {"token": {token}},
		"a public client":              {"token": {token}, "client_id": {public.ID}},
		"a confidential client's name": {"token": {token}, "client_id": {confidential.ID}},
		"an unknown client":            {"token": {token}, "client_id": {"nobody"}, "client_secret": {"x"}},
	} {
		answer := p.PostForm("/oidc/token/introspection", values, nil)
		if answer.StatusCode != http.StatusUnauthorized || answer.JSON()["error"] != "invalid_client" {
			t.Errorf("%s: %d %s", name, answer.StatusCode, answer.Text)
		}
	}
}

// world is the fixtures' example: Alice has signed in to a client, and machines
// serve the resource.
type world struct {
	*servertest.Provider
	fixtures.Shopping
	client *servertest.Client
	tokens map[string]any
	server *servertest.Client // serves the resource
}

func newWorld(t *testing.T) world {
	t.Helper()
	p := servertest.New(t)
	w := world{Provider: p, Shopping: p.Shopping(), client: p.Client(models.ApplicationTraditional)}
	w.tokens = p.SignIn(w.client, w.Person.Username, servertest.Params{
		"scope":    "openid offline_access urn:logto:scope:organizations read write invite:member",
		"resource": w.Resource.Indicator + ",urn:logto:resource:organizations",
	})
	w.server = p.Client(models.ApplicationMachineToMachine, serving(w.Resource.Indicator))
	return w
}

func serving(indicators ...string) func(*servertest.Registration) {
	return func(r *servertest.Registration) { r.CustomClientMetadata.IntrospectionResources = indicators }
}

// token is an access token of Alice.
func (w world) token(t *testing.T, ask servertest.Params) string {
	t.Helper()
	token, _ := w.Refresh(w.client, w.tokens["refresh_token"].(string), ask).JSON()["access_token"].(string)
	if token == "" {
		t.Fatalf("no token for %v", ask)
	}
	return token
}

func (w world) wantActive(t *testing.T, name string, c *servertest.Client, token string, want bool) map[string]any {
	t.Helper()
	answer := introspect(t, w.Provider, c, token)
	body := answer.JSON()
	if answer.StatusCode != http.StatusOK || body["active"] != want || !want && len(body) != 1 {
		t.Errorf("%s: %d %s, want active %v", name, answer.StatusCode, answer.Text, want)
	}
	return body
}

// A resource server can introspect tokens meant for it (RFC 7662, section 4).
func TestResourceServer(t *testing.T) {
	w := newWorld(t)
	foo := w.Organizations[0].ID
	ask := servertest.Params{"resource": w.Resource.Indicator}
	inside := servertest.Params{"resource": w.Resource.Indicator, "organization_id": foo}
	token := w.token(t, ask)
	now := float64(w.Now().Unix())
	got := w.wantActive(t, "the resource's token", w.server, token, true)
	claims, _ := w.Verified(token)
	want := map[string]any{
		"active": true, "token_type": "Bearer", "client_id": w.client.ID, "sub": w.Person.ID, "iss": "http://portico.test/oidc",
		"aud": w.Resource.Indicator, "scope": claims["scope"], "jti": claims["jti"], "iat": now, "exp": now + 3600,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := w.wantActive(t, "within an organization", w.server, w.token(t, inside), true); got["organization_id"] != foo || got["aud"] != w.Resource.Indicator {
		t.Errorf("within an organization: %v", got)
	}
	typed, err := w.Records().Resources.Get(t.Context(), w.Resource.ID)
	if err != nil {
		t.Fatal(err)
	}
	typed.AccessTokenType = "JWT"
	if err := w.Records().Resources.Update(t.Context(), typed); err != nil {
		t.Fatal(err)
	}
	w.wantActive(t, "of type JWT", w.server, w.token(t, ask), true)

	opaque, refresh := w.tokens["access_token"].(string), w.tokens["refresh_token"].(string)
	everything := func(r *servertest.Registration) { r.CustomClientMetadata.IsResourceServer = true }
	knows := w.Client(models.ApplicationTraditional, everything)
	elsewhere := w.Client(models.ApplicationMachineToMachine, serving("https://elsewhere.example/"))
	w.wantActive(t, "its own client, which serves nothing", w.client, token, false)
	w.wantActive(t, "the server of another resource", elsewhere, token, false)
	w.wantActive(t, "a server of opaque tokens alone", knows, token, false)
	w.wantActive(t, "a token of the organization", w.server, w.token(t, servertest.Params{"organization_id": foo}), false)
	w.wantActive(t, "an ID token", w.server, w.tokens["id_token"].(string), false)
	w.wantActive(t, "another client's opaque token", w.server, opaque, false)
	if got := w.wantActive(t, "another client's opaque token, isResourceServer", knows, opaque, true); got["sub"] != w.Person.ID || got["client_id"] != w.client.ID {
		t.Errorf("got %v", got)
	}
	w.wantActive(t, "another client's refresh token, isResourceServer", knows, refresh, false)
	w.wantActive(t, "its own refresh token", w.client, refresh, true)
	parts := strings.Split(token, ".")
	w.wantActive(t, "forged", w.server, parts[0]+"."+parts[1]+"."+strings.Repeat("A", len(parts[2])), false)
	w.wantActive(t, "unsigned", w.server, "eyJhbGciOiJub25lIn0."+parts[1]+".", false)
	values := url.Values{"client_id": {w.server.ID}, "client_secret": {w.server.Secret}, "token": {token}}
	if answer := w.PostForm("/t/admin/oidc/token/introspection", values, nil); answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("in another tenant: %d %s", answer.StatusCode, answer.Text)
	}
	w.Advance(2 * time.Hour)
	w.wantActive(t, "expired", w.server, token, false)
}

// What is registered for a third party must not change what it can introspect.
func TestThirdPartyIsNoResourceServer(t *testing.T) {
	w := newWorld(t)
	third := w.Client(models.ApplicationTraditional, func(r *servertest.Registration) { r.IsThirdParty = true })
	third.CustomClientMetadata.IsResourceServer = true
	third.CustomClientMetadata.IntrospectionResources = []string{w.Resource.Indicator}
	if err := w.Records().Applications.Update(t.Context(), third.Application); err != nil {
		t.Fatal(err)
	}
	w.wantActive(t, "signed", third, w.token(t, servertest.Params{"resource": w.Resource.Indicator}), false)
	w.wantActive(t, "opaque", third, w.tokens["access_token"].(string), false)
}

// A signed token is inactive as soon as what it was issued for no longer exists.
func TestSignedTokensEnd(t *testing.T) {
	ask := func(w world) servertest.Params { return servertest.Params{"resource": w.Resource.Indicator} }
	inside := func(w world) servertest.Params {
		return servertest.Params{"resource": w.Resource.Indicator, "organization_id": w.Organizations[0].ID}
	}
	tests := []struct {
		name string
		ask  func(world) servertest.Params
		end  func(*testing.T, world) error
	}{
		{"its grant, with another one left", ask, func(t *testing.T, w world) error {
			w.SignIn(w.client, w.Person.Username, nil)
			values := url.Values{"client_id": {w.client.ID}, "client_secret": {w.client.Secret}, "token": {w.tokens["refresh_token"].(string)}}
			if answer := w.PostForm("/oidc/token/revocation", values, nil); answer.StatusCode != http.StatusOK {
				t.Errorf("revoke: %d %s", answer.StatusCode, answer.Text)
			}
			return nil
		}},
		{"all grants", ask, func(t *testing.T, w world) error {
			return w.Records().Grants.DeleteOfUser(t.Context(), w.Person.ID)
		}},
		{"the person, suspended", ask, func(t *testing.T, w world) error {
			return w.Users.Suspend(t.Context(), w.Records(), w.Person.ID, true)
		}},
		{"the person, deleted", ask, func(t *testing.T, w world) error {
			return w.Users.Delete(t.Context(), w.Records(), w.Person.ID)
		}},
		{"the application", ask, func(t *testing.T, w world) error {
			return w.Applications.Delete(t.Context(), w.Records(), w.client.ID)
		}},
		{"the membership", inside, func(t *testing.T, w world) error {
			return w.Records().Members.Remove(t.Context(), models.HolderUser, w.Organizations[0].ID, []string{w.Person.ID})
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			token := w.token(t, test.ask(w))
			w.wantActive(t, "before", w.server, token, true)
			if err := test.end(t, w); err != nil {
				t.Fatal(err)
			}
			w.wantActive(t, "after", w.server, token, false)
		})
	}
	t.Run("a machine's, with its membership", func(t *testing.T) {
		w := newWorld(t)
		ctx, records, foo := t.Context(), w.Records(), w.Organizations[0].ID
		machine := w.Client(models.ApplicationMachineToMachine)
		if err := records.Members.Add(ctx, models.HolderApplication, foo, []string{machine.ID}, 1); err != nil {
			t.Fatal(err)
		}
		all := inside(w)
		all["grant_type"] = "client_credentials"
		token, _ := w.Token(machine, all).JSON()["access_token"].(string)
		if got := w.wantActive(t, "before", w.server, token, true); got["sub"] != machine.ID || got["organization_id"] != foo {
			t.Errorf("got %v", got)
		}
		if err := records.Members.Remove(ctx, models.HolderApplication, foo, []string{machine.ID}); err != nil {
			t.Fatal(err)
		}
		w.wantActive(t, "after", w.server, token, false)
	})
}
