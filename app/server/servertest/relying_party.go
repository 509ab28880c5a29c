package servertest

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"portico/models"
)

// Verifier is the code verifier of every request here.
const Verifier = "an-unguessable-code-verifier-of-this-test-suite"

// Challenge is the S256 challenge of Verifier.
func Challenge() string {
	sum := sha256.Sum256([]byte(Verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// Params overrides request parameters; an empty value removes one.
type Params map[string]string

func (p Params) over(defaults map[string]string) url.Values {
	all := maps.Clone(defaults)
	maps.Copy(all, p)
	values := url.Values{}
	for name, value := range all {
		if value != "" {
			values.Set(name, value)
		}
	}
	return values
}

// AuthorizeURL returns the address of a client's authorization request.
func (c *Client) AuthorizeURL(change Params) string {
	return "/oidc/auth?" + c.AuthorizeParams(change).Encode()
}

// AuthorizeParams returns the parameters of AuthorizeURL.
func (c *Client) AuthorizeParams(change Params) url.Values {
	return change.over(map[string]string{
		"client_id": c.ID, "redirect_uri": c.RedirectURI, "response_type": "code", "state": "xyz",
		"scope": "openid offline_access profile email", "prompt": "consent",
		"code_challenge": Challenge(), "code_challenge_method": "S256",
	})
}

// Code signs a user in through a client and returns the code.
func (p *Provider) Code(b *Browser, c *Client, username string, change Params) string {
	p.t.Helper()
	answer := b.Get(c.AuthorizeURL(change))
	if answer.StatusCode == http.StatusOK {
		answer = b.SignIn(answer, username, Password)
	}
	code := answer.Redirect().Query().Get("code")
	if code == "" {
		p.t.Fatalf("no code in %s", answer.Redirect())
	}
	return code
}

// Token sends a token request with the client's credentials.
func (p *Provider) Token(c *Client, change Params) *Response {
	p.t.Helper()
	values := change.over(map[string]string{"client_id": c.ID, "client_secret": c.Secret})
	return p.PostForm("/oidc/token", values, nil)
}

// Exchange redeems a code.
func (p *Provider) Exchange(c *Client, code string, change Params) *Response {
	p.t.Helper()
	all := Params{
		"grant_type": "authorization_code", "code": code, "redirect_uri": c.RedirectURI, "code_verifier": Verifier,
	}
	maps.Copy(all, change)
	return p.Token(c, all)
}

// Refresh uses a refresh token.
func (p *Provider) Refresh(c *Client, token string, change Params) *Response {
	p.t.Helper()
	all := Params{"grant_type": "refresh_token", "refresh_token": token}
	maps.Copy(all, change)
	return p.Token(c, all)
}

// SignIn signs a user in through a client in a new browser and returns the tokens.
func (p *Provider) SignIn(c *Client, username string, change Params) map[string]any {
	p.t.Helper()
	answer := p.Exchange(c, p.Code(p.Browser(), c, username, change), nil)
	if answer.StatusCode != http.StatusOK {
		p.t.Fatalf("exchange: %d %s", answer.StatusCode, answer.Text)
	}
	return answer.JSON()
}

// PostForm sends a form to a path, like a program.
func (p *Provider) PostForm(path string, values url.Values, header http.Header) *Response {
	p.t.Helper()
	request := httptest.NewRequest(http.MethodPost, Endpoint+path, strings.NewReader(values.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for name, list := range header {
		request.Header[name] = list
	}
	return p.Do(request)
}

// UserInfo calls the userinfo endpoint with an access token.
func (p *Provider) UserInfo(token string) *Response {
	p.t.Helper()
	request := httptest.NewRequest(http.MethodGet, Endpoint+"/oidc/me", nil)
	request.Header.Set("Authorization", "Bearer "+token)
	return p.Do(request)
}

// Verified verifies a token with the provider's published keys and returns its claims and header.
func (p *Provider) Verified(token any) (claims map[string]any, header jose.Header) {
	p.t.Helper()
	text, _ := token.(string)
	parsed, err := jwt.ParseSigned(text, []jose.SignatureAlgorithm{jose.ES256, jose.RS256, jose.ES384})
	if err != nil {
		p.t.Fatalf("%v: %q", err, text)
	}
	published := p.Do(httptest.NewRequest(http.MethodGet, Endpoint+"/oidc/jwks", nil))
	var set jose.JSONWebKeySet
	p.check(json.Unmarshal([]byte(published.Text), &set))
	p.check(parsed.Claims(set, &claims))
	return claims, parsed.Headers[0]
}

// GrantScopes creates a resource with scopes and gives a user a role with them.
func (p *Provider) GrantScopes(userID, indicator string, scopes ...string) *models.Resource {
	p.t.Helper()
	resource := &models.Resource{ID: models.NewID(), Name: indicator, Indicator: indicator, AccessTokenTTL: 1800}
	p.check(p.Records().Resources.Insert(p.t.Context(), resource))
	var ids []string
	for _, name := range scopes {
		scope := &models.Scope{ID: models.NewID(), ResourceID: resource.ID, Name: name}
		p.check(p.Records().Scopes.Insert(p.t.Context(), scope))
		ids = append(ids, scope.ID)
	}
	role := &models.Role{ID: models.NewID(), Name: "role of " + indicator, Type: models.RoleUser}
	p.check(p.Records().Roles.Insert(p.t.Context(), role))
	p.check(p.Records().Roles.AddScopes(p.t.Context(), role.ID, ids))
	p.check(p.Records().Assignments.Give(p.t.Context(), models.UserHolder(userID), role.ID))
	return resource
}
