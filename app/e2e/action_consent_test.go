//go:build e2e

package e2e_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"testing"
)

// consenting is a third-party application that asks for an organization, and a user who
// is a member of some.
type consenting struct {
	site     *site
	app      webApp
	manager  machine
	username string
	userID   string
	resource string // the indicator of the API that the application asks for
	// Organizations are the ids of the user's organizations, in the order of their names.
	organizations []string
}

const scopeOrganizations = "urn:logto:scope:organizations"

// consentSetting says how large everything on the consent page is.
type consentSetting struct {
	name          string // of the application
	organizations []string
	permissions   int // of the API, all given to the user in the first organization
}

// newConsenting makes such an application and user through the Management API.
func newConsenting(t *testing.T, s *site, setting consentSetting) *consenting {
	t.Helper()
	app := newWebApp(t, s, setting.name, "--third-party")
	c := &consenting{
		site: s, app: app, manager: s.addMachine(t, "Manager", "--management-api"),
		username: "consenting" + app.ID, resource: "https://" + app.ID + ".api.example/",
	}
	c.userID = s.addAccount(t, c.username).Sub
	many := func(method, path string, body map[string]any) string { return c.manager.manage(t, method, path, body) }
	resource := many("POST", "/resources", map[string]any{"name": "Invoices API", "indicator": c.resource})
	var scopes []string
	for i := range setting.permissions {
		scopes = append(scopes, many("POST", "/resources/"+resource+"/scopes", map[string]any{
			"name": fmt.Sprintf("invoices:%02d", i), "description": fmt.Sprintf("Work with invoices, part %d.", i+1),
		}))
	}
	invite := many("POST", "/organization-scopes", map[string]any{"name": "invite:" + app.ID, "description": "Invite people."})
	admin := many("POST", "/organization-roles", map[string]any{
		"name": "Admin " + app.ID, "organizationScopeIds": []string{invite}, "resourceScopeIds": scopes,
	})
	reader := many("POST", "/organization-roles", map[string]any{"name": "Auditor " + app.ID, "resourceScopeIds": scopes[:1]})
	for i, name := range setting.organizations {
		id := many("POST", "/organizations", map[string]any{"name": name})
		role := reader
		if i == 0 {
			role = admin
		}
		many("POST", "/organizations/"+id+"/users", map[string]any{"userIds": []string{c.userID}})
		many("POST", "/organizations/"+id+"/users/"+c.userID+"/roles", map[string]any{"organizationRoleIds": []string{role}})
		c.organizations = append(c.organizations, id)
	}
	many("POST", "/applications/"+app.ID+"/user-consent-scopes", map[string]any{
		"userScopes": []string{scopeOrganizations}, "organizationScopes": []string{invite},
		"organizationResourceScopes": scopes, "resourceScopes": scopes[:1],
	})
	return c
}

// request is the address of an authorization request for everything.
func (c *consenting) request(change map[string]string) string {
	params := map[string]string{
		"scope":    "openid profile email offline_access " + scopeOrganizations + " " + c.scopes(),
		"resource": c.resource + ",urn:logto:resource:organizations",
	}
	for name, value := range change {
		params[name] = value
	}
	return c.app.authorization(params)
}

func (c *consenting) scopes() string {
	text := "invite:" + c.app.ID
	for i := range 60 {
		text += fmt.Sprintf(" invoices:%02d", i)
	}
	return text
}

// open signs the user in and stops at the consent page.
func (c *consenting) open(b *tab, change map[string]string) {
	b.t.Helper()
	b.open(c.request(change))
	if b.count("#sign-in-form") > 0 {
		b.signIn(c.username, password)
	}
	b.see("#consent-form")
}

// brand sets how the application presents itself.
func (c *consenting) brand(t *testing.T, displayName string, images string) {
	t.Helper()
	c.manager.manage(t, "PUT", "/applications/"+c.app.ID+"/sign-in-experience", map[string]any{
		"displayName": displayName, "termsOfUseUrl": "https://ledgerly.example/terms",
		"privacyPolicyUrl": "https://ledgerly.example/privacy", "branding": map[string]any{"logoUrl": images},
	})
}

// tryBrand tries to set how the application presents itself, and returns the status.
func (c *consenting) tryBrand(t *testing.T, change map[string]any) int {
	t.Helper()
	body := map[string]any{"termsOfUseUrl": "", "privacyPolicyUrl": ""}
	maps.Copy(body, change)
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	address := c.site.url + "/api/applications/" + c.app.ID + "/sign-in-experience"
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPut, address, bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+c.manager.token(t, managementAPI, "all"))
	request.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	return resp.StatusCode
}

// block keeps the application out of an organization.
func (c *consenting) block(t *testing.T, organizationID string) {
	t.Helper()
	c.manager.manage(t, "PATCH", "/organizations/"+organizationID+"/third-party-applications/"+c.app.ID, map[string]any{"isBlocked": true})
}

// radio is the selector of an organization in the picker.
func radio(id string) string { return `#consent-form input[value="` + url.QueryEscape(id) + `"]` }

// redeem exchanges the code of an answer for a refresh token.
func (c *consenting) redeem(t *testing.T, answer url.Values) string {
	t.Helper()
	var tokens struct {
		RefreshToken string `json:"refresh_token"`
	}
	decode(t, c.post(t, url.Values{
		"grant_type": {"authorization_code"}, "code": {answer.Get("code")}, "redirect_uri": {c.app.redirectURI},
	}), &tokens)
	if tokens.RefreshToken == "" {
		t.Fatal("no refresh token")
	}
	return tokens.RefreshToken
}

func (c *consenting) post(t *testing.T, form url.Values) *http.Response {
	t.Helper()
	form.Set("client_id", c.app.ID)
	form.Set("client_secret", c.app.Secret)
	resp, err := http.PostForm(c.site.issuer()+"/token", form)
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

// refresh asks for a token for the API in an organization, and returns its scope or the
// error's code.
func (c *consenting) refresh(token, organization string) (string, error) {
	resp, err := http.PostForm(c.site.issuer()+"/token", url.Values{
		"grant_type": {"refresh_token"}, "refresh_token": {token}, "client_id": {c.app.ID}, "client_secret": {c.app.Secret},
		"resource": {c.resource}, "organization_id": {organization},
	})
	if err != nil {
		return "", fmt.Errorf("refresh: %w", err)
	}
	defer resp.Body.Close()
	var answer struct{ Scope, Error string }
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return "", fmt.Errorf("read answer: %w", err)
	}
	return cmp.Or(answer.Error, answer.Scope), nil
}

// mustHave checks what refreshing yields in organizations.
func (c *consenting) mustHave(t *testing.T, token string, want map[string]string) {
	t.Helper()
	for organization, scope := range want {
		got, err := c.refresh(token, organization)
		if err != nil {
			t.Fatal(err)
		}
		if got != scope {
			t.Errorf("in %s: %q, want %q", organization, got, scope)
		}
	}
}
