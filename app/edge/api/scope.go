package api

import "portico/models"

// Scope is a permission of an API resource.
type Scope struct {
	TenantID    string  `json:"tenantId"`
	ID          string  `json:"id"`
	ResourceID  string  `json:"resourceId"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
	CreatedAt   int64   `json:"createdAt" doc:"Milliseconds since 1970"`
}

// ResourceScope is a permission with its API resource.
type ResourceScope struct {
	Scope
	Resource Resource `json:"resource"`
}

// Resource is an API resource without its permissions.
type Resource struct {
	TenantID       string `json:"tenantId"`
	ID             string `json:"id"`
	Name           string `json:"name"`
	Indicator      string `json:"indicator"`
	IsDefault      bool   `json:"isDefault"`
	AccessTokenTTL int64  `json:"accessTokenTtl" doc:"Seconds"`
}

// ScopeOf is what the API shows of a permission.
func ScopeOf(scope *models.Scope) Scope {
	return Scope{
		TenantID: scope.TenantID, ID: scope.ID, ResourceID: scope.ResourceID, Name: scope.Name,
		Description: scope.Description, CreatedAt: scope.CreatedAt,
	}
}

// ResourceScopeOf is what the API shows of a permission with its API resource.
func ResourceScopeOf(scope *models.ResourceScope) ResourceScope {
	of := scope.Resource
	return ResourceScope{Scope: ScopeOf(&scope.Scope), Resource: Resource{
		TenantID: of.TenantID, ID: of.ID, Name: of.Name, Indicator: of.Indicator,
		IsDefault: of.IsDefault, AccessTokenTTL: of.AccessTokenTTL,
	}}
}
