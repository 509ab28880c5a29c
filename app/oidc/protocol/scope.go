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
	// ScopeRoles requests the claim roles: the names of the user's roles in the tenant.
	ScopeRoles = "roles"
	// ScopeOrganizations requests the claims organizations and organization_data, and
	// lets a client request organization tokens.
	ScopeOrganizations = "urn:logto:scope:organizations"
	// ScopeOrganizationRoles requests the claim organization_roles.
	ScopeOrganizationRoles = "urn:logto:scope:organization_roles"
)

// IdentityScopes lists the scopes of the provider itself, which belong to no
// resource.
func IdentityScopes() []string {
	return []string{
		ScopeOpenID, ScopeOfflineAccess, ScopeProfile, ScopeEmail, ScopePhone, ScopeAddress,
		ScopeCustomData, ScopeRoles, ScopeOrganizations, ScopeOrganizationRoles,
	}
}

// ScopeOfClaim is the scope that requests a claim about a user (OpenID Connect Core
// 1.0, section 5.4); "" for any other claim.
func ScopeOfClaim(name string) string {
	switch name {
	case "name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "username", "profile",
		"picture", "website", "gender", "birthdate", "zoneinfo", "locale", "updated_at", "created_at":
		return ScopeProfile
	case "email", "email_verified":
		return ScopeEmail
	case "phone_number", "phone_number_verified":
		return ScopePhone
	case "address":
		return ScopeAddress
	case "custom_data":
		return ScopeCustomData
	case "roles":
		return ScopeRoles
	case "organizations", "organization_data":
		return ScopeOrganizations
	case "organization_roles":
		return ScopeOrganizationRoles
	}
	return ""
}

// Scopes is an ordered set of scope names (RFC 6749, section 3.3).
type Scopes []string

// ParseScopes parses a space-separated list; duplicates are dropped.
func ParseScopes(text string) Scopes {
	var scopes Scopes
	for _, name := range strings.Fields(text) {
		if !slices.Contains(scopes, name) {
			scopes = append(scopes, name)
		}
	}
	return scopes
}

// String is the space-separated list.
func (s Scopes) String() string { return strings.Join(s, " ") }

// Has reports whether name is in the set.
func (s Scopes) Has(name string) bool { return slices.Contains(s, name) }

// Intersect returns the scopes that are also in other, in the order of s.
func (s Scopes) Intersect(other []string) Scopes {
	var result Scopes
	for _, name := range s {
		if slices.Contains(other, name) {
			result = append(result, name)
		}
	}
	return result
}

// With adds the scopes of other that are not in s.
func (s Scopes) With(other Scopes) Scopes {
	return append(slices.Clone(s), other.Without(s...)...)
}

// Without returns the scopes that are not in other.
func (s Scopes) Without(other ...string) Scopes {
	var result Scopes
	for _, name := range s {
		if !slices.Contains(other, name) {
			result = append(result, name)
		}
	}
	return result
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
