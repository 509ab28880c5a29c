package models

import "strings"

// Resource is a protected API, named by its indicator (RFC 8707).
type Resource struct {
	TenantID  string `gorm:"primaryKey"`
	ID        string `gorm:"primaryKey"`
	Name      string
	Indicator string // an absolute URI without fragment, kept byte for byte
	IsDefault bool   // used by requests that name no resource
	// AccessTokenTTL is the life of the resource's access tokens in seconds.
	AccessTokenTTL int64
	CreatedAt      int64 `gorm:"autoCreateTime:false"`
}

// Scope is one permission of a resource.
type Scope struct {
	TenantID    string `gorm:"primaryKey"`
	ID          string `gorm:"primaryKey"`
	ResourceID  string
	Name        string // without spaces, unique within the resource
	Description *string
	CreatedAt   int64 `gorm:"autoCreateTime:false"`
}

// ResourceScope is a scope with the resource that it is of.
type ResourceScope struct {
	Scope
	Resource Resource
}

// Scopes of every Management API.
const (
	ScopeAll  = "all"  // read and change everything in the tenant
	ScopeRead = "read" // read everything in the tenant but secrets
)

// ManagementAPIIndicator names the Management API of a tenant; that of the
// default tenant is configured.
func ManagementAPIIndicator(tenantID, ofDefault string) string {
	if tenantID == TenantDefault {
		return ofDefault
	}
	return "https://" + tenantID + ".logto.app/api"
}

// IsManagementAPI reports whether an indicator is that of a Management API which
// the installation keeps as a resource of a tenant: its own and, in the tenant
// "admin", that of every tenant there is or will be.
func IsManagementAPI(tenantID, indicator, ofDefault string) bool {
	if tenantID != TenantAdmin {
		return indicator == ManagementAPIIndicator(tenantID, ofDefault)
	}
	managed := strings.TrimSuffix(strings.TrimPrefix(indicator, "https://"), ".logto.app/api")
	return indicator == ofDefault || indicator == ManagementAPIIndicator(managed, ofDefault)
}
