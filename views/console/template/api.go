package template

import (
	"encoding/json"
	"strings"

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

// encoded is a body as JSON that people can read: characters of HTML stay as
// they are.
func encoded(body any) string {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(body); err != nil {
		return ""
	}
	return strings.TrimSpace(text.String())
}

// permissionCalls are the calls that the tab Permissions makes.
func (r Role) permissionCalls() []component.APICall {
	return []component.APICall{
		{Method: "GET", URL: r.APIURL},
		{Method: "POST", URL: r.APIURL + "/scopes", Body: encoded(scopesBody{[]string{exampleID}})},
		{Method: "POST", URL: r.APIURL + "/resource-scopes", Body: encoded(resourceScopesBody{[]string{exampleID}})},
	}
}

// generalCalls are the calls that the tab General makes.
func (r Role) generalCalls() []component.APICall {
	return []component.APICall{
		{Method: "GET", URL: r.APIURL},
		{Method: "PATCH", URL: r.APIURL, Body: encoded(namesBody{r.Role.Name, r.Role.Description})},
		{Method: "DELETE", URL: r.APIURL},
	}
}
