package token_test

import (
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

func refreshToken(t *testing.T, tokens map[string]any) string {
	t.Helper()
	token, ok := tokens["refresh_token"].(string)
	if !ok {
		t.Fatalf("no refresh token in %v", tokens)
	}
	return token
}

func TestRefresh(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationSPA)
	first := p.SignIn(c, "alice", servertest.Params{"nonce": "n-1"})
	before, _ := p.Verified(first["id_token"])
	p.Advance(10 * time.Minute)

	answer := p.Refresh(c, refreshToken(t, first), nil)
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("refresh: %d %s", answer.StatusCode, answer.Text)
	}
	second := answer.JSON()
	after, _ := p.Verified(second["id_token"])
	for _, name := range []string{"iss", "sub", "aud", "auth_time"} {
		if before[name] != after[name] {
			t.Errorf("OIDC Core 12.2: claim %s changed from %v to %v", name, before[name], after[name])
		}
	}
	if after["iat"].(float64)-before["iat"].(float64) != 600 {
		t.Errorf("the ID token is not minted afresh: iat %v after %v", after["iat"], before["iat"])
	}
	if after["nonce"] != nil {
		t.Error("the refreshed ID token carries the old nonce")
	}
	if second["access_token"] == first["access_token"] {
		t.Error("the access token is the old one")
	}
	if second["refresh_token"] == first["refresh_token"] {
		t.Error("a public client's refresh token was not rotated")
	}
	if answer := p.UserInfo(second["access_token"].(string)); answer.StatusCode != http.StatusOK {
		t.Errorf("userinfo: %d", answer.StatusCode)
	}
}

// Within the leeway a retry gets the same successor as the first attempt.
func TestRefreshRetryGetsSameSuccessor(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationSPA)
	token := refreshToken(t, p.SignIn(c, "alice", nil))
	var wait sync.WaitGroup
	successors := make(chan string, 6)
	for range 6 {
		wait.Go(func() {
			next, _ := p.Refresh(c, token, nil).JSON()["refresh_token"].(string)
			successors <- next
		})
	}
	wait.Wait()
	close(successors)
	var all []string
	for next := range successors {
		all = append(all, next)
	}
	if all[0] == "" || len(slices.Compact(all)) != 1 {
		t.Errorf("successors differ: %v", all)
	}
	p.Advance(2 * time.Second)
	if next := p.Refresh(c, token, nil).JSON()["refresh_token"]; next != all[0] {
		t.Errorf("retry after two seconds: %v, want %v", next, all[0])
	}
}

// RFC 9700 4.14.2: reuse after the leeway revokes the family, for both holders.
func TestRefreshReuseRevokesFamily(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationSPA)
	tokens := p.SignIn(c, "alice", nil)
	old := refreshToken(t, tokens)
	current := refreshToken(t, p.Refresh(c, old, nil).JSON())
	p.Advance(4 * time.Second)
	if answer := p.Refresh(c, old, nil); answer.JSON()["error"] != "invalid_grant" {
		t.Fatalf("reuse: %d %s", answer.StatusCode, answer.Text)
	}
	if answer := p.Refresh(c, current, nil); answer.JSON()["error"] != "invalid_grant" {
		t.Errorf("the current token still works: %d %s", answer.StatusCode, answer.Text)
	}
	if answer := p.UserInfo(tokens["access_token"].(string)); answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("the access token still works: %d", answer.StatusCode)
	}
}

func TestRotationByApplication(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	off := false
	withoutRotation := func(a *servertest.Registration) { a.CustomClientMetadata.RotateRefreshToken = &off }
	tests := []struct {
		name    string
		client  *servertest.Client
		after   time.Duration
		rotates bool
	}{
		{"public: at every use", p.Client(models.ApplicationSPA), time.Minute, true},
		{"public: turned off", p.Client(models.ApplicationSPA, withoutRotation), time.Minute, false},
		{"confidential: young", p.Client(models.ApplicationTraditional), 9 * 24 * time.Hour, false},
		{"confidential: past 70 % of its life", p.Client(models.ApplicationTraditional), 10 * 24 * time.Hour, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			token := refreshToken(t, p.SignIn(test.client, "alice", nil))
			p.Advance(test.after)
			next := refreshToken(t, p.Refresh(test.client, token, nil).JSON())
			if got := next != token; got != test.rotates {
				t.Errorf("rotated: %v, want %v", got, test.rotates)
			}
		})
	}
}

func TestRefreshLifetimes(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	const day = 24 * time.Hour
	tests := []struct {
		name  string
		kind  models.ApplicationType
		steps []time.Duration
		want  int
	}{
		{"SPA keeps the remaining lifetime", models.ApplicationSPA, []time.Duration{13 * day, 2 * day}, 400},
		{"native gets a full lifetime", models.ApplicationNative, []time.Duration{13 * day, 13 * day}, 200},
		{"an idle one ends", models.ApplicationNative, []time.Duration{15 * day}, 400},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := p.Client(test.kind)
			token := refreshToken(t, p.SignIn(c, "alice", nil))
			status := 0
			for _, step := range test.steps {
				p.Advance(step)
				answer := p.Refresh(c, token, nil)
				status = answer.StatusCode
				if status == http.StatusOK {
					token = refreshToken(t, answer.JSON())
				}
			}
			if status != test.want {
				t.Errorf("last status %d, want %d", status, test.want)
			}
		})
	}
}

// Rotation does not keep a grant alive for more than a year.
func TestGrantAgeIsBounded(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationNative)
	token := refreshToken(t, p.SignIn(c, "alice", nil))
	for range 30 {
		p.Advance(13 * 24 * time.Hour)
		answer := p.Refresh(c, token, nil)
		if answer.StatusCode != http.StatusOK {
			return
		}
		token = refreshToken(t, answer.JSON())
	}
	t.Error("the grant lived for more than a year")
}

func TestRefreshScopes(t *testing.T) {
	p := servertest.New(t)
	alice := p.User("alice")
	p.GrantScopes(alice.ID, "https://shop.example/api", "read", "write")
	c := p.Client(models.ApplicationTraditional)
	tokens := p.SignIn(c, "alice", servertest.Params{
		"scope": "openid offline_access profile read write delete", "resource": "https://shop.example/api",
	})
	token := refreshToken(t, tokens)
	tests := []struct {
		name   string
		change servertest.Params
		status int
		scope  any
		error  any
		jwt    bool
		id     bool
	}{
		{"all of it", nil, 200, "openid offline_access profile", nil, false, true},
		{"RFC 6749 6: narrowed", servertest.Params{"scope": "profile"}, 200, "profile", nil, false, false},
		{"RFC 6749 6: wider", servertest.Params{"scope": "openid email"}, 400, nil, "invalid_scope", false, false},
		{"RFC 6749 6: all that was requested", servertest.Params{"scope": "openid offline_access profile read write delete"}, 200, "openid offline_access profile", nil, false, true},
		{"RFC 6749 6: requested, never granted", servertest.Params{"scope": "delete"}, 200, "", nil, false, false},
		{"RFC 6749 6: requested now but not originally", servertest.Params{"scope": "read email"}, 400, nil, "invalid_scope", false, false},
		{"RFC 8707 2.2: resource", servertest.Params{"resource": "https://shop.example/api"}, 200, "read write", nil, true, true},
		{"RFC 8707 2.2: resource, narrowed", servertest.Params{"resource": "https://shop.example/api", "scope": "read"}, 200, "read", nil, true, false},
		{"RFC 8707 2.2: resource without a scope", servertest.Params{"resource": "https://shop.example/api", "scope": "openid"}, 200, "", nil, true, true},
		{"RFC 8707 2.2: resource, requested and not granted", servertest.Params{"resource": "https://shop.example/api", "scope": "write delete"}, 200, "write", nil, true, false},
		{"RFC 8707 2: trailing slash is another", servertest.Params{"resource": "https://shop.example/api/"}, 400, nil, "invalid_target", false, false},
		{"RFC 8707 2: two", servertest.Params{"resource": "https://shop.example/api,https://default.logto.app/api"}, 400, nil, "invalid_target", false, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer := p.Refresh(c, token, test.change)
			body := answer.JSON()
			if answer.StatusCode != test.status || body["error"] != test.error || body["scope"] != test.scope {
				t.Fatalf("got %d %v", answer.StatusCode, body)
			}
			if test.status != http.StatusOK {
				return
			}
			if got := body["id_token"] != nil; got != test.id {
				t.Errorf("ID token: %v, want %v", got, test.id)
			}
			if test.jwt {
				assertResourceToken(t, p, c, alice, body)
			}
		})
	}
}

// A grant from before requested scopes were stored accepts those that it has.
func TestRefreshScopesOfOlderGrants(t *testing.T) {
	p := servertest.New(t)
	alice := p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	token := refreshToken(t, p.SignIn(c, "alice", servertest.Params{"scope": "openid offline_access email delete"}))
	grants, err := p.Records().Grants.ListGiven(t.Context(), alice.ID, c.ID, 0)
	if err != nil || len(grants) != 1 {
		t.Fatal(grants, err)
	}
	grants[0].AskedScope = ""
	if err := p.Records().Grants.Update(t.Context(), &grants[0]); err != nil {
		t.Fatal(err)
	}
	if answer := p.Refresh(c, token, servertest.Params{"scope": "email"}); answer.JSON()["scope"] != "email" {
		t.Errorf("granted: %d %s", answer.StatusCode, answer.Text)
	}
	if answer := p.Refresh(c, token, servertest.Params{"scope": "delete"}); answer.JSON()["error"] != "invalid_scope" {
		t.Errorf("not granted: %d %s", answer.StatusCode, answer.Text)
	}
}

// assertResourceToken checks RFC 9068, section 2.
func assertResourceToken(t *testing.T, p *servertest.Provider, c *servertest.Client, user *models.User, body map[string]any) {
	t.Helper()
	claims, header := p.Verified(body["access_token"])
	if header.ExtraHeaders["typ"] != "at+jwt" {
		t.Errorf("typ: %v", header.ExtraHeaders["typ"])
	}
	want := map[string]any{
		"iss": "http://portico.test/oidc", "sub": user.ID, "client_id": c.ID,
		"aud": "https://shop.example/api", "scope": body["scope"],
	}
	for name, value := range want {
		if claims[name] != value {
			t.Errorf("claim %s: got %v, want %v", name, claims[name], value)
		}
	}
	if claims["exp"].(float64)-claims["iat"].(float64) != 1800 || claims["jti"] == nil || body["expires_in"] != 1800.0 {
		t.Errorf("life: %v, answer %v", claims, body["expires_in"])
	}
	if answer := p.UserInfo(body["access_token"].(string)); answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("RFC 9068 4: a resource's token opens userinfo: %d", answer.StatusCode)
	}
}

func TestRefreshRefusals(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c, other := p.Client(models.ApplicationTraditional), p.Client(models.ApplicationTraditional)
	token := refreshToken(t, p.SignIn(c, "alice", nil))
	tests := []struct {
		name   string
		answer *servertest.Response
		error  string
	}{
		{"none", p.Refresh(c, "", nil), "invalid_request"},
		{"unknown", p.Refresh(c, "nonsense", nil), "invalid_grant"},
		{"another client's", p.Refresh(other, token, nil), "invalid_grant"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.answer.JSON()["error"]; test.answer.StatusCode != http.StatusBadRequest || got != test.error {
				t.Errorf("got %d %v, want %s", test.answer.StatusCode, got, test.error)
			}
		})
	}
	if answer := p.Refresh(c, token, nil); answer.StatusCode != http.StatusOK {
		t.Errorf("the refusals cost the client its token: %d %s", answer.StatusCode, answer.Text)
	}
}
