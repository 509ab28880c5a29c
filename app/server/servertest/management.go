package servertest

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"portico/app/noun/user"
	"portico/models"
)

// Operator creates an operator with a role, whose username is the role's name and
// whose password is Password.
func (p *Provider) Operator(role string) *models.User {
	p.t.Helper()
	return must(p.Users.Create(p.t.Context(), p.DB.Tenant(models.TenantAdmin), user.New{
		Username: role, Password: Password, Roles: []string{role},
	}))(p.t)
}

// OperatorToken returns an access token of the operator created by Operator for the
// Management API of a tenant.
func (p *Provider) OperatorToken(role, tenantID string) string {
	p.t.Helper()
	const issuer = "/t/" + models.TenantAdmin + "/oidc"
	indicator := models.ManagementAPIIndicator(tenantID, p.Config.ManagementAPIIndicator)
	client, _, err := p.Applications.Create(p.t.Context(), p.DB.Tenant(models.TenantAdmin), Registration{
		Name: "Operator's tool", Type: models.ApplicationSPA,
		OIDCClientMetadata: models.OIDCClientMetadata{RedirectURIs: []string{RedirectURI}},
	})
	p.check(err)
	query := url.Values{
		"client_id": {client.ID}, "redirect_uri": {RedirectURI}, "response_type": {"code"},
		"scope": {"openid all read"}, "resource": {indicator},
		"code_challenge": {Challenge()}, "code_challenge_method": {"S256"},
	}
	browser := p.Browser()
	code := browser.SignIn(browser.Get(issuer+"/auth?"+query.Encode()), role, Password).Redirect().Query().Get("code")
	answer := p.PostForm(issuer+"/token", url.Values{
		"client_id": {client.ID}, "grant_type": {"authorization_code"}, "code": {code},
		"redirect_uri": {RedirectURI}, "code_verifier": {Verifier}, "resource": {indicator},
	}, nil)
	token, _ := answer.JSON()["access_token"].(string)
	if token == "" {
		p.t.Fatalf("no access token for %s: %d %s", role, answer.StatusCode, answer.Text)
	}
	return token
}

// MachineToken is an access token of a new machine of the default tenant that
// may call its Management API.
func (p *Provider) MachineToken() string {
	p.t.Helper()
	machine := p.Client(models.ApplicationMachineToMachine)
	p.check(p.Applications.SetManagementAPI(p.t.Context(), p.Records(), machine.ID, true))
	answer := p.Token(machine, Params{
		"grant_type": "client_credentials", "resource": p.Config.ManagementAPIIndicator, "scope": models.ScopeAll,
	})
	token, _ := answer.JSON()["access_token"].(string)
	if token == "" {
		p.t.Fatalf("no access token: %d %s", answer.StatusCode, answer.Text)
	}
	return token
}

// API calls the Management API; body is JSON or "".
func (p *Provider) API(method, path, token, body string) *Response {
	p.t.Helper()
	request := httptest.NewRequest(method, Endpoint+path, strings.NewReader(body))
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	return p.Do(request)
}

// Routes lists the server's routes, in Fiber's syntax.
func (p *Provider) Routes() []string {
	var routes []string
	for _, route := range p.server.App().GetRoutes(true) {
		if route.Method != http.MethodHead && route.Method != http.MethodOptions {
			routes = append(routes, route.Method+" "+route.Path)
		}
	}
	return routes
}
