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
	IsDefault      bool   `json:"isDefault" doc:"Used by requests that name no resource"`
	AccessTokenTTL int64  `json:"accessTokenTtl" doc:"Seconds"`
	TokenType      string `json:"accessTokenType,omitempty" doc:"The typ header of access tokens; absent for at+jwt"`
	TokenAlgorithm string `json:"accessTokenSigningAlg,omitempty" doc:"Signing algorithm of access tokens; absent for the tenant's default"`
}

// ScopeOf returns the body for a permission.
func ScopeOf(scope *models.Scope) Scope {
	return Scope{
		TenantID: scope.TenantID, ID: scope.ID, ResourceID: scope.ResourceID, Name: scope.Name,
		Description: scope.Description, CreatedAt: scope.CreatedAt,
	}
}

// ResourceOf is what the API shows of an API resource.
func ResourceOf(resource *models.Resource) Resource {
	return Resource{
		TenantID: resource.TenantID, ID: resource.ID, Name: resource.Name, Indicator: resource.Indicator,
		IsDefault: resource.IsDefault, AccessTokenTTL: resource.AccessTokenTTL,
		TokenType: resource.AccessTokenType, TokenAlgorithm: resource.AccessTokenSigningAlg,
	}
}

// ResourceScopeOf returns the body for a permission with its API resource.
func ResourceScopeOf(scope *models.ResourceScope) ResourceScope {
	return ResourceScope{Scope: ScopeOf(&scope.Scope), Resource: ResourceOf(&scope.Resource)}
}
