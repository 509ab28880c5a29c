package token_test

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"

	"portico/app/server/servertest"
	"portico/models"
)

// OpenID Connect Dynamic Client Registration 1.0, section 2: RS256 unless the client
// is registered otherwise, whatever signs the tenant's access tokens.
func TestAlgorithmOfIDTokens(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	for _, defaultOfTenant := range []string{"ES256", "ES384"} {
		if err := p.SigningKeys.SetDefault(t.Context(), p.Records(), defaultOfTenant); err != nil {
			t.Fatal(err)
		}
		for named, want := range map[string]string{"": "RS256", "RS256": "RS256", "ES256": "ES256", "ES384": "ES384"} {
			c := p.Client(models.ApplicationTraditional, func(n *servertest.Registration) {
				n.CustomClientMetadata.IDTokenSignedResponseAlg = named
			})
			tokens := p.SignIn(c, "alice", nil)
			claims, header := p.Verified(tokens["id_token"])
			if header.Algorithm != want || claims["at_hash"] != leftHash(want, tokens["access_token"].(string)) {
				t.Errorf("%q: %s, at_hash %v", named, header.Algorithm, claims["at_hash"])
			}
			refreshed, header := p.Verified(p.Refresh(c, refreshToken(t, tokens), nil).JSON()["id_token"])
			if header.Algorithm != want || refreshed["sub"] != claims["sub"] {
				t.Errorf("%q, refreshed: %s", named, header.Algorithm)
			}
		}
	}
}

// leftHash is at_hash as defined by OpenID Connect Core 1.0, section 3.1.3.6.
func leftHash(algorithm, token string) string {
	if algorithm == "ES384" {
		sum := sha512.Sum384([]byte(token))
		return base64.RawURLEncoding.EncodeToString(sum[:24])
	}
	sum := sha256.Sum256([]byte(token))
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}

// Keys of an algorithm are generated when first needed, and published.
func TestKeysAreMadeWhenNeeded(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	published := func() map[string]int {
		answer := p.Do(httptest.NewRequest(http.MethodGet, servertest.Endpoint+"/oidc/jwks", nil))
		var set jose.JSONWebKeySet
		if err := json.Unmarshal([]byte(answer.Text), &set); err != nil {
			t.Fatal(err)
		}
		count := map[string]int{}
		for _, key := range set.Keys {
			count[key.Algorithm]++
		}
		return count
	}
	if got := published(); got["ES256"] != 2 || got["RS256"] != 2 || got["ES384"] != 0 {
		t.Fatalf("from the start: %v", got)
	}
	c := p.Client(models.ApplicationTraditional, func(n *servertest.Registration) {
		n.CustomClientMetadata.IDTokenSignedResponseAlg = "ES384"
	})
	if _, header := p.Verified(p.SignIn(c, "alice", nil)["id_token"]); header.Algorithm != "ES384" {
		t.Errorf("signed with %s", header.Algorithm)
	}
	if got := published(); got["ES384"] != 2 {
		t.Errorf("once needed: %v", got)
	}
	if _, err := p.SigningKeys.Rotate(t.Context(), p.Records(), "RS256", false); err != nil {
		t.Fatal(err)
	}
	if got := published(); got["RS256"] != 3 || got["ES256"] != 2 {
		t.Errorf("RS256 rotated: %v", got)
	}
}

// says configures the access tokens of the shop's resource.
func says(t *testing.T, s *shop, kind, algorithm string) {
	t.Helper()
	changed, err := s.Records().Resources.Get(t.Context(), s.Resource.ID)
	if err != nil {
		t.Fatal(err)
	}
	changed.AccessTokenType, changed.AccessTokenSigningAlg = kind, algorithm
	if err := s.Records().Resources.Update(t.Context(), changed); err != nil {
		t.Fatal(err)
	}
}

// A resource is configured for what its resource servers understand (RFC 9068,
// section 2.1; RFC 7519, section 5.1); other tokens are unaffected.
func TestTypeAndAlgorithmOfAccessTokens(t *testing.T) {
	s := signedInShop(t, nil)
	foo := organizationOf(t, s, "foo")
	tests := []struct{ kind, algorithm, wantType, wantAlgorithm string }{
		{"", "", "at+jwt", "ES256"},
		{"at+jwt", "RS256", "at+jwt", "RS256"},
		{"JWT", "", "JWT", "ES256"},
		{"JWT", "RS256", "JWT", "RS256"},
		{"JWT", "ES384", "JWT", "ES384"},
	}
	for _, test := range tests {
		says(t, s, test.kind, test.algorithm)
		for name, ask := range map[string]servertest.Params{
			"resource":                    {"resource": s.Resource.Indicator},
			"resource in an organization": {"resource": s.Resource.Indicator, "organization_id": foo},
		} {
			answer := s.refresh(ask)
			claims, header := s.Verified(answer.JSON()["access_token"])
			if header.ExtraHeaders["typ"] != test.wantType || header.Algorithm != test.wantAlgorithm || claims["aud"] != s.Resource.Indicator {
				t.Errorf("%s, %q %q: typ %v, %s", name, test.kind, test.algorithm, header.ExtraHeaders["typ"], header.Algorithm)
			}
		}
		_, header := s.Verified(s.refresh(servertest.Params{"organization_id": foo}).JSON()["access_token"])
		if header.ExtraHeaders["typ"] != "at+jwt" || header.Algorithm != "ES256" {
			t.Errorf("a token of the organization: typ %v, %s", header.ExtraHeaders["typ"], header.Algorithm)
		}
	}
}

// RFC 8725, section 3.11: kinds of tokens are distinguished even with the same typ.
// An access token with typ JWT is neither an ID token nor valid for the Management API.
func TestAccessTokenOfTypeJWTIsNoOtherToken(t *testing.T) {
	s := signedInShop(t, nil)
	says(t, s, "JWT", "")
	token, _ := s.refresh(servertest.Params{"resource": s.Resource.Indicator}).JSON()["access_token"].(string)
	if token == "" {
		t.Fatal("no token")
	}
	b := s.Browser()
	s.Code(b, s.client, s.Person.Username, nil)
	hinted := b.Visit(s.client.AuthorizeURL(servertest.Params{"prompt": "none", "id_token_hint": token})).Redirect().Query()
	if hinted.Get("error") != "login_required" {
		t.Errorf("as a hint: %v", hinted)
	}
	page := b.Visit("/oidc/session/end?" + url.Values{"id_token_hint": {token}}.Encode())
	if page.StatusCode != http.StatusOK || strings.Contains(page.Text, ".submit()") {
		t.Errorf("as a hint at sign-out: %d %s", page.StatusCode, page.Text)
	}
	if answer := s.API(http.MethodGet, "/api/applications", token, ""); answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("at the Management API: %d", answer.StatusCode)
	}
	if answer := s.UserInfo(token); answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("at userinfo: %d", answer.StatusCode)
	}
}
