package protocol

import (
	"slices"
	"strings"
)

// Scopes of OpenID Connect and of Portico.
const (
	ScopeOpenID        = "openid"
	ScopeOfflineAccess = "offline_access"
	ScopeProfile       = "profile"
	ScopeEmail         = "email"
	ScopePhone         = "phone"
	ScopeAddress       = "address"
	ScopeCustomData    = "custom_data"
	// ScopeRoles gives the claim roles: the names of the person's roles in the tenant.
	ScopeRoles = "roles"
	// ScopeOrganizations gives the claims organizations and organization_data, and
	// lets a client ask for tokens of an organization.
	ScopeOrganizations = "urn:logto:scope:organizations"
	// ScopeOrganizationRoles gives the claim organization_roles.
	ScopeOrganizationRoles = "urn:logto:scope:organization_roles"
)

// IdentityScopes lists the scopes that the provider itself knows: those that
// do not belong to a resource.
func IdentityScopes() []string {
	return []string{
		ScopeOpenID, ScopeOfflineAccess, ScopeProfile, ScopeEmail, ScopePhone, ScopeAddress,
		ScopeCustomData, ScopeRoles, ScopeOrganizations, ScopeOrganizationRoles,
	}
}

// Scopes is an ordered set of scope names (RFC 6749, section 3.3).
type Scopes []string

// ParseScopes reads a space separated list; repeats are dropped.
func ParseScopes(text string) Scopes {
	var scopes Scopes
	for _, name := range strings.Fields(text) {
		if !slices.Contains(scopes, name) {
			scopes = append(scopes, name)
		}
	}
	return scopes
}

// String is the space separated list.
func (s Scopes) String() string { return strings.Join(s, " ") }

// Has reports whether name is in the set.
func (s Scopes) Has(name string) bool { return slices.Contains(s, name) }

// Intersect keeps the scopes that are also in other, in the order of s.
func (s Scopes) Intersect(other []string) Scopes {
	var kept Scopes
	for _, name := range s {
		if slices.Contains(other, name) {
			kept = append(kept, name)
		}
	}
	return kept
}

// Without keeps the scopes that are not in other.
func (s Scopes) Without(other ...string) Scopes {
	var kept Scopes
	for _, name := range s {
		if !slices.Contains(other, name) {
			kept = append(kept, name)
		}
	}
	return kept
}

// Missing is the first scope of s that is not in other, "" if there is none.
func (s Scopes) Missing(other []string) string {
	for _, name := range s {
		if !slices.Contains(other, name) {
			return name
		}
	}
	return ""
}
