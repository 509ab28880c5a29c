package organizationrole

import (
	"portico/models"
	"portico/views/component"
)

// exampleID stands for an id that is to be put in.
const exampleID = "<id>"

// The bodies of the calls of the Management API.
type (
	roleBody struct {
		Name                 string          `json:"name"`
		Description          *string         `json:"description"`
		Type                 models.RoleType `json:"type"`
		OrganizationScopeIDs []string        `json:"organizationScopeIds"`
		ResourceScopeIDs     []string        `json:"resourceScopeIds"`
	}
	namesBody struct {
		Name        string  `json:"name"`
		Description *string `json:"description"`
	}
	scopesBody struct {
		OrganizationScopeIDs []string `json:"organizationScopeIds"`
	}
	resourceScopesBody struct {
		ScopeIDs []string `json:"scopeIds"`
	}
)

// permissionCalls are the calls that the tab Permissions makes.
func (r Role) permissionCalls() []component.APICall {
	return []component.APICall{
		{Method: "GET", URL: r.APIURL},
		{Method: "POST", URL: r.APIURL + "/scopes", Body: component.Encoded(scopesBody{[]string{exampleID}})},
		{Method: "POST", URL: r.APIURL + "/resource-scopes", Body: component.Encoded(resourceScopesBody{[]string{exampleID}})},
	}
}

// generalCalls are the calls that the tab General makes.
func (r Role) generalCalls() []component.APICall {
	return []component.APICall{
		{Method: "GET", URL: r.APIURL},
		{Method: "PATCH", URL: r.APIURL, Body: component.Encoded(namesBody{r.Role.Name, r.Role.Description})},
		{Method: "DELETE", URL: r.APIURL},
	}
}
