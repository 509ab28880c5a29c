package role

import (
	"portico/models"
	"portico/views/component"
)

// exampleBody is the body of the call that makes a role.
const exampleBody = `{
  "name": "Editor",
  "description": "Writes and publishes.",
  "type": "User",
  "isDefault": false,
  "scopeIds": []
}`

// generalBody is the body of the call that changes a role.
func generalBody(role *models.Role) string {
	return component.Encoded(struct {
		Name        string `json:"name"`
		Description string `json:"description"`
		IsDefault   bool   `json:"isDefault"`
	}{role.Name, role.Description, role.IsDefault})
}

// heldCalls do with the Management API what the tab of a holder's roles does.
func heldCalls(holderURL string) []component.APICall {
	url := holderURL + "/roles"
	return []component.APICall{
		{Method: "GET", URL: url},
		{Method: "POST", URL: url, Body: `{"roleIds": ["…"]}`},
		{Method: "DELETE", URL: url + "/<roleId>"},
	}
}

// calls do with the Management API what a tab does.
func (d Details) calls(tab string) []component.APICall {
	switch tab {
	case TabPermissions:
		return []component.APICall{
			{Method: "GET", URL: d.APIURL + "/scopes"},
			{Method: "POST", URL: d.APIURL + "/scopes", Body: `{"scopeIds": ["…"]}`},
			{Method: "DELETE", URL: d.APIURL + "/scopes/<scopeId>"},
		}
	case TabUsers:
		return []component.APICall{
			{Method: "GET", URL: d.APIURL + "/users"},
			{Method: "POST", URL: d.APIURL + "/users", Body: `{"userIds": ["…"]}`},
			{Method: "DELETE", URL: d.APIURL + "/users/<userId>"},
		}
	case TabApplications:
		return []component.APICall{
			{Method: "GET", URL: d.APIURL + "/applications"},
			{Method: "POST", URL: d.APIURL + "/applications", Body: `{"applicationIds": ["…"]}`},
			{Method: "DELETE", URL: d.APIURL + "/applications/<applicationId>"},
		}
	}
	return []component.APICall{
		{Method: "GET", URL: d.APIURL},
		{Method: "PATCH", URL: d.APIURL, Body: generalBody(d.Role)},
		{Method: "DELETE", URL: d.APIURL},
	}
}
