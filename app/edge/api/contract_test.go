package api_test

import (
	"errors"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

// contract checks requests and responses against the document.
type contract struct {
	*servertest.Provider
	document *openapi3.T
	routes   map[string]*routers.Route // by the operation's id
	token    string
	// driven has the operations that succeeded.
	driven map[string]bool
}

func newContract(t *testing.T) *contract {
	t.Helper()
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	document, err := openapi3.NewLoader().LoadFromData([]byte(p.API("GET", "/api/.well-known/management.openapi.json", "", "").Text))
	if err != nil {
		t.Fatal(err)
	}
	if err := document.Validate(t.Context()); err != nil {
		t.Error(err)
	}
	c := &contract{
		Provider: p, document: document, token: p.OperatorToken(models.RoleAdmin, models.TenantDefault),
		routes: map[string]*routers.Route{}, driven: map[string]bool{},
	}
	// Nothing may be sent or returned here that is not in the document.
	isOpen := false
	for _, schema := range document.Components.Schemas {
		schema.Value.AdditionalProperties = openapi3.AdditionalProperties{Has: &isOpen}
	}
	for path, item := range document.Paths.Map() {
		for method, operation := range item.Operations() {
			c.routes[operation.OperationID] = &routers.Route{
				Spec: document, Path: path, PathItem: item, Method: method, Operation: operation,
			}
		}
	}
	return c
}

// does calls an operation and expects success with a status. Path parameters are in
// order.
func (c *contract) does(t *testing.T, id, query, body string, status int, params ...string) object {
	t.Helper()
	answer, sent := c.exchange(t, id, query, body, params)
	if answer.StatusCode != status {
		t.Fatalf("%s: got %d %s, want %d", id, answer.StatusCode, answer.Text, status)
	}
	sent.Options.RejectWhenRequestBodyNotSpecified = body != ""
	if err := openapi3filter.ValidateRequest(t.Context(), sent); err != nil {
		t.Errorf("%s: the accepted request is not documented: %v", id, err)
	}
	for name := range c.routes[id].Operation.Responses.Status(status).Value.Headers {
		if answer.Header.Get(name) == "" {
			t.Errorf("%s: no header %s", id, name)
		}
	}
	c.driven[id] = true
	if strings.HasPrefix(answer.Text, "{") {
		return answer.JSON()
	}
	return nil
}

// drive calls an operation; whatever the response is, it must be documented.
func (c *contract) drive(t *testing.T, id, query, body string, params ...string) *servertest.Response {
	t.Helper()
	answer, _ := c.exchange(t, id, query, body, params)
	return answer
}

func (c *contract) exchange(t *testing.T, id, query, body string, params []string) (
	*servertest.Response, *openapi3filter.RequestValidationInput,
) {
	t.Helper()
	route := c.routes[id]
	if route == nil {
		t.Fatalf("no such operation: %s", id)
	}
	path, named := fill(route.Path, params)
	answer := c.For(t).API(route.Method, path+query, c.token, body)
	request := httptest.NewRequest(route.Method, servertest.Endpoint+path+query, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	options := &openapi3filter.Options{
		IncludeResponseStatus: true, MultiError: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc,
	}
	sent := &openapi3filter.RequestValidationInput{Request: request, PathParams: named, Route: route, Options: options}
	got := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: sent, Status: answer.StatusCode, Header: answer.Header, Options: options,
	}
	if err := openapi3filter.ValidateResponse(t.Context(), got.SetBodyBytes([]byte(answer.Text))); err != nil {
		t.Errorf("%s returns %d %s, which is not documented: %v", id, answer.StatusCode, answer.Text, err)
	}
	return answer, sent
}

// fill fills in the parameters of a path, in order.
func fill(template string, values []string) (string, map[string]string) {
	named := map[string]string{}
	segments := strings.Split(template, "/")
	for i, segment := range segments {
		if strings.HasPrefix(segment, "{") && len(values) > 0 {
			named[strings.Trim(segment, "{}")], segments[i] = values[0], url.PathEscape(values[0])
			values = values[1:]
		}
	}
	return strings.Join(segments, "/"), named
}

// Every operation works, and its requests and responses match the document.
func TestContract(t *testing.T) {
	c := newContract(t)
	for name, drive := range map[string]func(*testing.T, *contract){
		"users": driveUsers, "tokens": driveTokens, "sessions": driveSessions, "applications": driveApplications,
		"third parties": driveThirdParties, "secrets": driveSecrets, "keys": driveKeys, "settings": driveSettings, "tenants": driveTenants,
		"operators": driveOperators, "logs": driveLogs, "resources": driveResources, "template": driveTemplate,
		"roles":                    driveRoles,
		"organizations":            driveOrganizations,
		"members of organizations": driveMembers, "machines of organizations": driveMachines,
		"who joins organizations": driveProvisioning,
		"connectors":              driveConnectors, "invitations": driveInvitations,
		"scripts":  driveScripts,
		"consents": driveConsents,
	} {
		t.Run(name, func(t *testing.T) { drive(t, c) })
	}
	for id := range c.routes {
		if !c.driven[id] {
			t.Errorf("%s was not called", id)
		}
	}
}

func driveUsers(t *testing.T, c *contract) {
	user := c.does(t, "CreateUser", "", `{"username":"ann","primaryEmail":"ann@example.com","primaryPhone":"4712345678",
		"name":"Ann","avatar":"https://example.com/a.png","customData":{"a":{"b":[1,null]}},
		"password":"`+servertest.Password+`","profile":{"nickname":"A","address":{"country":"NO"}}}`, 200)
	id := text(user["id"])
	c.does(t, "CreateUser", "", `{"avatar":null,"passwordDigest":"5f4dcc3b5aa765d61d8327deb882cf99","passwordAlgorithm":"MD5"}`, 200)
	c.does(t, "ListUsers", "?search=%25&search.name=A%25&mode.name=like&joint=or&isCaseSensitive=false&page=1&page_size=5", "", 200)
	c.does(t, "GetUser", "?includeSsoIdentities=true&includePasswordHash=true", "", 200, id)
	c.does(t, "UpdateUser", "", `{"username":null,"primaryPhone":"","customData":{},"profile":{"gender":"f"}}`, 200, id)
	c.does(t, "UpdateUserCustomData", "", `{"customData":{"a":1}}`, 200, id)
	c.does(t, "ListUserCustomData", "", "", 200, id)
	c.does(t, "UpdateUserProfile", "", `{"profile":{"nickname":""}}`, 200, id)
	c.does(t, "UpdateUserPasswordExpiration", "", `{"isExpired":true}`, 200, id)
	c.does(t, "UpdateUserPassword", "", `{"password":"Vq7#mountain-lake"}`, 200, id)
	c.does(t, "VerifyUserPassword", "", `{"password":"Vq7#mountain-lake"}`, 204, id)
	c.does(t, "GetUserHasPassword", "", "", 200, id)
	c.does(t, "UpdateUserIsSuspended", "", `{"isSuspended":true}`, 200, id)
	c.drive(t, "VerifyUserPassword", "", `{"password":"wrong"}`, id)
	c.drive(t, "UpdateUserPassword", "", `{"password":"short"}`, id)
	c.drive(t, "CreateUser", "", `{"primaryEmail":"ANN@example.com"}`)
	c.drive(t, "UpdateUser", "", `{"username":"a b"}`, id)
	c.drive(t, "ListUsers", "?mode=fuzzy", "")
	c.drive(t, "ListUsers", "?page_size=101", "")
	c.does(t, "DeleteUser", "", "", 204, id)
}

func driveTokens(t *testing.T, c *contract) {
	id := c.User("tokens").ID
	c.does(t, "CreateUserPersonalAccessToken", "", `{"name":"a","expiresAt":null}`, 201, id)
	c.does(t, "CreateUserPersonalAccessToken", "", `{"name":"b","expiresAt":32503680000000}`, 201, id)
	c.drive(t, "CreateUserPersonalAccessToken", "", `{"name":"b"}`, id)
	c.does(t, "ListUserPersonalAccessTokens", "", "", 200, id)
	c.does(t, "UpdateUserPersonalAccessToken", "", `{"name":"c"}`, 200, id, "a")
	c.drive(t, "UpdateUserPersonalAccessToken", "", `{"name":"c"}`, id, "b")
	c.does(t, "UpdateUserPersonalAccessTokenByName", "", `{"currentName":"b","name":"d"}`, 200, id)
	c.does(t, "DeleteUserPersonalAccessToken", "", "", 204, id, "c")
	c.does(t, "DeleteUserPersonalAccessTokenByName", "", `{"name":"d"}`, 204, id)
}

func driveSessions(t *testing.T, c *contract) {
	p := c.For(t)
	id, client := p.User("visitor").ID, p.Client(models.ApplicationTraditional)
	p.SignIn(client, "visitor", nil)
	sessions := c.does(t, "ListUserSessions", "", "", 200, id)["sessions"].([]any)
	sessionID := text(inside(sessions[0].(object), "payload")["uid"])
	c.does(t, "GetUserSession", "", "", 200, id, sessionID)
	grants := c.does(t, "ListUserGrants", "?appType=firstParty", "", 200, id)["grants"].([]any)
	c.does(t, "ExplainUserPermissions", "?applicationId="+models.DemoApplicationID+"&organizationId=nowhere", "", 200, id)
	c.does(t, "DeleteUserSession", "?revokeGrantsTarget=firstParty", "", 204, id, sessionID)
	c.drive(t, "DeleteUserGrant", "", "", id, text(grants[0].(object)["id"])) // deleted with the session
	p.SignIn(client, "visitor", nil)
	grants = c.does(t, "ListUserGrants", "", "", 200, id)["grants"].([]any)
	c.does(t, "DeleteUserGrant", "", "", 204, id, text(grants[0].(object)["id"]))
}

func driveApplications(t *testing.T, c *contract) {
	created := c.does(t, "CreateApplication", "", `{"name":"Shop","description":"Sells","type":"Traditional","isThirdParty":true,
		"oidcClientMetadata":{"redirectUris":["https://shop.example/"],"postLogoutRedirectUris":[]},
		"customClientMetadata":{"corsAllowedOrigins":["https://shop.example"],"rotateRefreshToken":false,"idTokenTtl":60},
		"customData":{"a":1}}`, 200)
	id := text(created["id"])
	c.does(t, "ListApplications", "?types=Traditional&types=SPA&isThirdParty=true&search=%25S%25&page=1", "", 200)
	c.does(t, "GetApplication", "", "", 200, id)
	c.does(t, "UpdateApplication", "", `{"name":"Store","description":null,"customClientMetadata":{}}`, 200, id)
	c.does(t, "UpdateApplicationCustomData", "", `{"b":null}`, 200, id)
	c.drive(t, "CreateApplication", "", `{"name":"A","type":"SAML"}`)
	c.drive(t, "CreateApplication", "", `{"name":"A","type":"Protected"}`)
	c.drive(t, "ListApplications", "?types=Web", "")
	c.drive(t, "UpdateApplication", "", `{"name":""}`, id)
	c.drive(t, "UpdateApplication", "", `{"name":"A"}`, models.ConsoleApplicationID)
	c.drive(t, "DeleteApplication", "", "", models.DemoApplicationID)
	c.does(t, "DeleteApplication", "", "", 204, id)
}

func driveThirdParties(t *testing.T, c *contract) {
	id := c.Client(models.ApplicationSPA, func(n *servertest.Registration) { n.IsThirdParty = true }).ID
	scope := makeScopeOf(t, c.Records(), "third parties")
	permission := text(c.does(t, "CreateOrganizationScope", "", `{"name":"read:ledger"}`, 201)["id"])
	c.does(t, "CreateApplicationUserConsentScope", "", `{"userScopes":["email","urn:logto:scope:organizations"],"organizationScopes":["`+permission+`"],
		"resourceScopes":["`+scope+`"],"organizationResourceScopes":["`+scope+`"]}`, 201, id)
	c.drive(t, "CreateApplicationUserConsentScope", "", `{"resourceScopes":["none"]}`, id)
	c.drive(t, "CreateApplicationUserConsentScope", "", `{"userScopes":["openid"]}`, id)
	c.drive(t, "CreateApplicationUserConsentScope", "", `{}`, models.DemoApplicationID)
	c.does(t, "GetApplicationUserConsentScopes", "", "", 200, id)
	c.does(t, "DeleteApplicationUserConsentScope", "", "", 204, id, "resource-scopes", scope)
	c.does(t, "DeleteApplicationUserConsentScope", "", "", 204, id, "user-scopes", "urn:logto:scope:organizations")
	c.drive(t, "DeleteApplicationUserConsentScope", "", "", id, "resource-scopes", scope)
	c.drive(t, "DeleteApplicationUserConsentScope", "", "", id, "scopes", scope)
	c.drive(t, "GetApplicationSignInExperience", "", "", id)
	c.does(t, "ReplaceApplicationSignInExperience", "", `{"displayName":"Ledger","termsOfUseUrl":"https://ledger.example/terms","privacyPolicyUrl":"",
		"branding":{"logoUrl":"https://ledger.example/logo.svg"},"color":{"primaryColor":"#123456"},"customCss":null}`, 201, id)
	c.does(t, "ReplaceApplicationSignInExperience", "", `{"displayName":null}`, 200, id)
	c.drive(t, "ReplaceApplicationSignInExperience", "", `{"termsOfUseUrl":"javascript:alert(1)"}`, id)
	c.does(t, "GetApplicationSignInExperience", "", "", 200, id)
}

func driveSecrets(t *testing.T, c *contract) {
	id := c.Client(models.ApplicationMachineToMachine).ID
	c.does(t, "CreateApplicationSecret", "", `{"name":"blue","expiresAt":32503680000000}`, 201, id)
	c.drive(t, "CreateApplicationSecret", "", `{"name":"blue"}`, id)
	c.drive(t, "CreateApplicationSecret", "", `{"name":"red","expiresAt":1}`, id)
	c.does(t, "ListApplicationSecrets", "", "", 200, id)
	c.does(t, "UpdateApplicationSecret", "", `{"name":"green"}`, 200, id, "blue")
	c.does(t, "DeleteApplicationSecret", "", "", 204, id, "green")
	c.does(t, "DeleteApplicationLegacySecret", "", "", 200, id)
}

func driveResources(t *testing.T, c *contract) {
	created := c.does(t, "CreateResource", "", `{"name":"Shop","indicator":"https://shop.example/api","accessTokenTtl":60}`, 201)
	id := text(created["id"])
	c.drive(t, "CreateResource", "", `{"name":"Shop","indicator":"https://shop.example/api"}`)
	c.drive(t, "CreateResource", "", `{"name":"Shop","indicator":"shop"}`)
	scope := text(c.does(t, "CreateResourceScope", "", `{"name":"read","description":"Look"}`, 201, id)["id"])
	c.does(t, "CreateResourceScope", "", `{"name":"write","description":null}`, 201, id)
	c.drive(t, "CreateResourceScope", "", `{"name":"read"}`, id)
	c.drive(t, "CreateResourceScope", "", `{"name":"a b"}`, id)
	c.does(t, "ListResourceScopes", "?search=%25r%25&search.name=r%25&mode.name=like&page=1", "", 200, id)
	c.drive(t, "ListResourceScopes", "?search=a&mode=fuzzy", "", id)
	c.does(t, "UpdateResourceScope", "", `{"name":"look","description":null}`, 200, id, scope)
	c.drive(t, "UpdateResourceScope", "", `{"name":"write"}`, id, scope)
	c.does(t, "ListResources", "?includeScopes=1&page=1&page_size=5", "", 200)
	c.does(t, "GetResource", "", "", 200, id)
	c.does(t, "UpdateResource", "", `{"name":"Store","accessTokenTtl":90}`, 200, id)
	c.drive(t, "UpdateResource", "", `{"accessTokenTtl":0}`, id)
	c.does(t, "UpdateResourceIsDefault", "", `{"isDefault":true}`, 200, id)
	management, err := c.Records().Resources.ByIndicator(t.Context(), c.Config.ManagementAPIIndicator)
	if err != nil {
		t.Fatal(err)
	}
	c.drive(t, "UpdateResource", "", `{"name":"A"}`, management.ID)
	c.drive(t, "DeleteResource", "", "", management.ID)
	c.does(t, "DeleteResourceScope", "", "", 204, id, scope)
	c.does(t, "DeleteResource", "", "", 204, id)
}

func driveKeys(t *testing.T, c *contract) {
	c.does(t, "GetOidcKeys", "", "", 200, "private-keys")
	c.does(t, "GetOidcKeys", "", "", 200, "cookie-keys")
	c.does(t, "RotateOidcKeys", "", `{"signingKeyAlgorithm":"EC"}`, 200, "private-keys")
	c.does(t, "RotateOidcKeys", "", `{"signingAlgorithm":"RS256"}`, 200, "private-keys")
	c.drive(t, "RotateOidcKeys", "", `{}`, "cookie-keys")
	keys, err := c.Records().SigningKeys.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	previous := slices.IndexFunc(keys, func(key models.SigningKey) bool { return key.Status == models.KeyPrevious })
	current := slices.IndexFunc(keys, func(key models.SigningKey) bool { return key.Status == models.KeyCurrent })
	if previous < 0 || current < 0 {
		t.Fatalf("keys after rotating: %+v", keys)
	}
	c.drive(t, "DeleteOidcKey", "", "", "private-keys", keys[current].ID)
	c.does(t, "DeleteOidcKey", "", "", 204, "private-keys", keys[previous].ID)
}

func driveSettings(t *testing.T, c *contract) {
	c.does(t, "GetOidcSessionConfig", "", "", 200)
	c.does(t, "UpdateOidcSessionConfig", "", `{"ttl":3600}`, 200)
	c.does(t, "UpdateOidcSessionConfig", "", `{}`, 200)
	c.drive(t, "UpdateOidcSessionConfig", "", `{"ttl":0}`)
}

func driveTenants(t *testing.T, c *contract) {
	c.does(t, "CreateTenant", "", `{"id":"shop","name":"Shop"}`, 201)
	c.drive(t, "CreateTenant", "", `{"id":"shop","name":"Shop"}`)
	c.drive(t, "CreateTenant", "", `{"id":"_","name":"Shop"}`)
	c.does(t, "ListTenants", "", "", 200)
	c.does(t, "UpdateTenant", "", `{"name":"Store"}`, 200, "shop")
	c.drive(t, "UpdateTenant", "", `{"name":""}`, "shop")
	c.drive(t, "DeleteTenant", "", "", "default")
	c.does(t, "DeleteTenant", "", "", 204, "shop")
}

func driveOperators(t *testing.T, c *contract) {
	id := c.Operator(models.RoleEditor).ID
	c.does(t, "ListOperators", "", "", 200)
	c.does(t, "UpdateOperator", "", `{"role":"viewer"}`, 200, id)
	c.does(t, "DeleteOperator", "", "", 204, id)
	invitation := c.does(t, "CreateOperatorInvitation", "", `{"role":"admin"}`, 201)
	c.does(t, "ListOperatorInvitations", "", "", 200)
	c.does(t, "DeleteOperatorInvitation", "", "", 204, text(invitation["id"]))
	admins, err := c.DB.Tenant(models.TenantAdmin).Operators.List(t.Context())
	if err != nil || len(admins) != 1 {
		t.Fatalf("%d operators, %v", len(admins), err)
	}
	c.drive(t, "DeleteOperator", "", "", admins[0].ID)
	c.drive(t, "UpdateOperator", "", `{"role":"viewer"}`, admins[0].ID)
}

func driveLogs(t *testing.T, c *contract) {
	c.does(t, "CreateUser", "", `{"username":"audited"}`, 200)
	c.does(t, "ListLogs", "?logKey=User.Created&start_time=0&end_time=32503680000000&enableCap=true&page=1", "", 200)
	c.drive(t, "ListLogs", "?start_time=yesterday", "")
	rows := c.Audited()
	c.does(t, "GetLog", "", "", 200, rows[0].ID)
}

func driveTemplate(t *testing.T, c *contract) {
	scopeOf := makeScopeOf(t, c.Records(), "template")
	permission := text(c.does(t, "CreateOrganizationScope", "", `{"name":"read:files","description":"Sees files"}`, 201)["id"])
	c.does(t, "ListOrganizationScopes", "?q=read&page=1&page_size=5", "", 200)
	c.does(t, "GetOrganizationScope", "", "", 200, permission)
	c.does(t, "UpdateOrganizationScope", "", `{"name":"read:file","description":null}`, 200, permission)
	c.drive(t, "CreateOrganizationScope", "", `{"name":"read:file"}`)
	c.drive(t, "CreateOrganizationScope", "", `{"name":"a b"}`)
	id := text(c.does(t, "CreateOrganizationRole", "", `{"name":"member","description":null,"type":"User",
		"organizationScopeIds":["`+permission+`"],"resourceScopeIds":["`+scopeOf+`"]}`, 201)["id"])
	c.does(t, "ListOrganizationRoles", "?q=member&page=1&page_size=5", "", 200)
	c.does(t, "GetOrganizationRole", "", "", 200, id)
	c.does(t, "UpdateOrganizationRole", "", `{"name":"guest","description":"Looks","type":"User"}`, 200, id)
	c.drive(t, "UpdateOrganizationRole", "", `{"type":"MachineToMachine"}`, id)
	c.drive(t, "CreateOrganizationRole", "", `{"name":"guest"}`)
	c.drive(t, "CreateOrganizationRole", "", `{"name":"other","resourceScopeIds":["none"]}`)
	c.does(t, "CreateOrganizationRoleScope", "", `{"organizationScopeIds":["`+permission+`"]}`, 201, id)
	c.does(t, "ReplaceOrganizationRoleScopes", "", `{"organizationScopeIds":["`+permission+`"]}`, 204, id)
	c.does(t, "ListOrganizationRoleScopes", "?page=1", "", 200, id)
	c.does(t, "DeleteOrganizationRoleScope", "", "", 204, id, permission)
	c.drive(t, "DeleteOrganizationRoleScope", "", "", id, permission)
	c.does(t, "CreateOrganizationRoleResourceScope", "", `{"scopeIds":["`+scopeOf+`"]}`, 201, id)
	c.does(t, "ReplaceOrganizationRoleResourceScopes", "", `{"scopeIds":["`+scopeOf+`"]}`, 204, id)
	c.does(t, "ListOrganizationRoleResourceScopes", "?page=1", "", 200, id)
	c.does(t, "DeleteOrganizationRoleResourceScope", "", "", 204, id, scopeOf)
	c.does(t, "DeleteOrganizationRole", "", "", 204, id)
	c.does(t, "DeleteOrganizationScope", "", "", 204, permission)
}

// makeScopeOf creates a resource with this name and a scope, and returns the scope's id.
func makeScopeOf(t *testing.T, records *store.Store, name string) string {
	t.Helper()
	resource := &models.Resource{ID: models.NewID(), Name: name, Indicator: "https://" + name + ".example/", AccessTokenTTL: 60}
	scope := &models.Scope{ID: models.NewID(), ResourceID: resource.ID, Name: "read"}
	if err := errors.Join(records.Resources.Insert(t.Context(), resource), records.Scopes.Insert(t.Context(), scope)); err != nil {
		t.Fatal(err)
	}
	return scope.ID
}

// Every operation responds to any request with a documented status.
func TestContractOfErrors(t *testing.T) {
	c := newContract(t)
	admin := c.token
	for id, route := range c.routes {
		t.Run(id, func(t *testing.T) {
			values := slices.Repeat([]string{none}, strings.Count(route.Path, "{"))
			for _, token := range []string{"", admin} {
				c := *c
				c.token = token
				for _, body := range []string{"", "{}", "[]", `{"`, `{"name":null}`, `{"a":"\u0000"}`} {
					c.drive(t, id, "", body, values...)
				}
				c.drive(t, id, "?page=0&x=%00", "", values...)
			}
		})
	}
}
