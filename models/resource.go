package models

import "strings"

// Resource is a protected API, identified by its indicator (RFC 8707).
type Resource struct {
	TenantID  string `gorm:"primaryKey"`
	ID        string `gorm:"primaryKey"`
	Name      string
	Indicator string // an absolute URI without a fragment, stored byte for byte
	IsDefault bool   // used if a request names no resource
	// AccessTokenTTL is the lifetime of the resource's access tokens in seconds.
	AccessTokenTTL int64
	// AccessTokenType is the typ header of the resource's access tokens, one of
	// AccessTokenTypes; "" means at+jwt.
	AccessTokenType string
	// AccessTokenSigningAlg is one of SigningAlgorithms; "" means the tenant's default.
	AccessTokenSigningAlg string
	CreatedAt             int64 `gorm:"autoCreateTime:false"`
}

// The types of signed access tokens. Resource servers that only know RFC 7519
// reject the type of RFC 9068, which protects tokens from being confused.
const (
	AccessTokenAtJWT = "at+jwt"
	AccessTokenJWT   = "JWT"
)

// AccessTokenTypes lists the types of signed access tokens.
func AccessTokenTypes() []string { return []string{AccessTokenAtJWT, AccessTokenJWT} }

// Scope is a permission of a resource.
type Scope struct {
	TenantID    string `gorm:"primaryKey"`
	ID          string `gorm:"primaryKey"`
	ResourceID  string
	Name        string // without spaces, unique within the resource
	Description *string
	CreatedAt   int64 `gorm:"autoCreateTime:false"`
}

// ResourceScope is a scope with its resource.
type ResourceScope struct {
	Scope
	Resource Resource
}

// Scopes of every Management API.
const (
	ScopeAll  = "all"  // read and change everything in the tenant
	ScopeRead = "read" // read everything in the tenant except secrets
)

// The fixed ids of the default tenant's Management API and of its scope "all".
const (
	ManagementAPIID      = "management-api"
	ManagementAPIScopeID = "management-api-all"
)

// ManagementAPIIndicator is the resource indicator of a tenant's Management API.
// The default tenant's is configured.
func ManagementAPIIndicator(tenantID, ofDefault string) string {
	if tenantID == TenantDefault {
		return ofDefault
	}
	return "https://" + tenantID + ".logto.app/api"
}

// IsManagementAPI reports whether an indicator is reserved in a tenant for a
// Management API: the tenant's own or, in the tenant "admin", that of any tenant,
// existing or not.
func IsManagementAPI(tenantID, indicator, ofDefault string) bool {
	if tenantID != TenantAdmin {
		return indicator == ManagementAPIIndicator(tenantID, ofDefault)
	}
	managed := strings.TrimSuffix(strings.TrimPrefix(indicator, "https://"), ".logto.app/api")
	return indicator == ofDefault || indicator == ManagementAPIIndicator(managed, ofDefault)
}
