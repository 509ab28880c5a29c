package organizationrole

import (
	"context"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/layout"
)

// The tabs of a role, as used in URLs.
const (
	TabPermissions = "permissions"
	TabGeneral     = "general"
)

// Role is shown on every tab of a role.
type Role struct {
	layout.Record
	Role *models.OrganizationRole // as stored
}

// exampleID is a placeholder for an ID.
const exampleID = "<id>"

// Bodies of Management API calls.
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

// RoleOf is a role, which has this URL in the Management API.
func RoleOf(ctx context.Context, role *models.OrganizationRole, apiURL string) Role {
	shell := layout.ShellOf(ctx)
	return Role{Role: role, Record: layout.Record{
		Page: layout.Page{
			Title: role.Name, CopyID: role.ID, Area: layout.AreaTemplate, Label: locales.T(ctx, "console.organizationRole.role.tabs"),
			BackURL: shell.Site.Template(), BackLabel: locales.T(ctx, "console.organizationRole.title"),
			Mark: component.RoleTypeTile(role.Type), Badges: component.Badge(component.BadgePlain, component.RoleTypeName(ctx, role.Type)),
		},
		Noun: "organization-role", Name: role.Name, URL: shell.Site.TemplateRole(role.ID), APIURL: apiURL, MayChange: shell.CanChange,
		Pages: []layout.RecordTab{
			{
				Name: TabPermissions, Label: locales.T(ctx, "console.organizationRole.role.permissions"),
				Calls: append([]component.APICall{{Method: "GET", URL: apiURL}}, assignCalls(apiURL)...),
			},
			{
				Name: TabGeneral, Label: locales.T(ctx, "console.organizationRole.role.general"),
				Calls: component.RecordCalls(apiURL, component.Encoded(namesBody{role.Name, role.Description})),
			},
		},
	}}
}

// assignCalls add permissions of either kind to a role.
func assignCalls(apiURL string) []component.APICall {
	return []component.APICall{
		{Method: "POST", URL: apiURL + "/scopes", Body: component.Encoded(scopesBody{[]string{exampleID}})},
		{Method: "POST", URL: apiURL + "/resource-scopes", Body: component.Encoded(resourceScopesBody{[]string{exampleID}})},
	}
}

// Permission is the data of a permission's page.
type Permission struct {
	layout.Record
	Roles     []models.OrganizationRole // some of those that grant it
	RoleCount int64                     // of all that grant it
}

// PermissionOf is a permission, which has this URL in the Management API.
func PermissionOf(ctx context.Context, permission *models.OrganizationScope, apiURL string) Permission {
	shell := layout.ShellOf(ctx)
	return Permission{Record: layout.Record{
		Page: layout.Page{
			Title: permission.Name, CopyID: permission.ID, Area: layout.AreaTemplate,
			BackURL: shell.Site.TemplatePermissions(), BackLabel: locales.T(ctx, "console.organizationRole.permissions.tab"),
			Calls: component.RecordCalls(apiURL, component.Encoded(namesBody{permission.Name, permission.Description})),
		},
		Noun: "organization-permission", Name: permission.Name, URL: shell.Site.TemplatePermission(permission.ID), MayChange: shell.CanChange,
	}}
}
