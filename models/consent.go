package models

import "slices"

// ConsentScopeType is a kind of scopes that a third-party application may ask users
// for.
type ConsentScopeType string

// The types, as the Management API names them.
const (
	ConsentUserScopes                 ConsentScopeType = "user-scopes"                  // data about the user
	ConsentResourceScopes             ConsentScopeType = "resource-scopes"              // of API resources
	ConsentOrganizationScopes         ConsentScopeType = "organization-scopes"          // permissions in organizations
	ConsentOrganizationResourceScopes ConsentScopeType = "organization-resource-scopes" // of API resources, only within an organization
)

// ConsentScopeTypes lists every type.
func ConsentScopeTypes() []ConsentScopeType {
	return []ConsentScopeType{
		ConsentUserScopes, ConsentResourceScopes, ConsentOrganizationScopes, ConsentOrganizationResourceScopes,
	}
}

// ConsentScopes are the scopes that a third-party application may ask users for.
type ConsentScopes struct {
	User                 []string
	Resource             []ResourceScope
	Organization         []OrganizationScope
	OrganizationResource []ResourceScope
}

// Of lists the names of the scopes that count for a resource: with "" those of
// organizations. The scopes of OrganizationResource only count within an organization.
func (s ConsentScopes) Of(resourceID string, isWithinOrganization bool) []string {
	var names []string
	if resourceID == "" {
		for _, scope := range s.Organization {
			names = append(names, scope.Name)
		}
		return names
	}
	scopes := s.Resource
	if isWithinOrganization {
		scopes = slices.Concat(s.Resource, s.OrganizationResource)
	}
	for _, scope := range scopes {
		if scope.ResourceID == resourceID && !slices.Contains(names, scope.Name) {
			names = append(names, scope.Name)
		}
	}
	return names
}

// HasOrganizations reports whether the application may ask where the user is a member,
// and so for tokens of organizations.
func (s ConsentScopes) HasOrganizations() bool { return slices.Contains(s.User, ScopeOrganizations) }

// IsEmpty reports whether the application may not ask for anything.
func (s ConsentScopes) IsEmpty() bool {
	return len(s.User)+len(s.Resource)+len(s.Organization)+len(s.OrganizationResource) == 0
}

// HasResource reports whether the application may ask for any scope of a resource.
func (s ConsentScopes) HasResource(resourceID string) bool {
	return len(s.Of(resourceID, true)) > 0
}

// ApplicationUserScope lets a third-party application ask for data about the user.
type ApplicationUserScope struct {
	TenantID      string `gorm:"primaryKey"`
	ApplicationID string `gorm:"primaryKey"`
	Scope         string `gorm:"primaryKey"`
}

// ApplicationResourceScope lets a third-party application ask for a scope of a resource.
type ApplicationResourceScope struct {
	TenantID      string `gorm:"primaryKey"`
	ApplicationID string `gorm:"primaryKey"`
	ScopeID       string `gorm:"primaryKey"`
}

// ApplicationOrganizationScope lets a third-party application ask for a permission in
// organizations.
type ApplicationOrganizationScope struct {
	TenantID            string `gorm:"primaryKey"`
	ApplicationID       string `gorm:"primaryKey"`
	OrganizationScopeID string `gorm:"primaryKey"`
}

// ApplicationOrganizationResourceScope lets a third-party application ask for a scope
// of a resource that it can only use within an organization.
type ApplicationOrganizationResourceScope struct {
	TenantID      string `gorm:"primaryKey"`
	ApplicationID string `gorm:"primaryKey"`
	ScopeID       string `gorm:"primaryKey"`
}

// Keys of a consent's scopes beside the ids of resources.
const (
	ConsentedUserData      = ""              // data about the user
	ConsentedOrganizations = "organizations" // permissions in organizations
)

// Consent is what a user has allowed a third-party application. It adds up over their
// authorizations and outlives the grants: an application that asks for nothing else
// is not asked about again.
type Consent struct {
	TenantID      string `gorm:"primaryKey"`
	UserID        string `gorm:"primaryKey"`
	ApplicationID string `gorm:"primaryKey"`
	// Scopes are the names of the scopes by the id of their resource, or one of the
	// keys above.
	Scopes    map[string][]string `gorm:"serializer:json"`
	CreatedAt int64               `gorm:"autoCreateTime:false"` // epoch ms
	UpdatedAt int64               `gorm:"autoUpdateTime:false"` // epoch ms, when the user last agreed
}

// Covers reports whether the user has allowed all of the scopes.
func (c *Consent) Covers(scopes map[string][]string) bool {
	for key, names := range scopes {
		for _, name := range names {
			if !slices.Contains(c.Scopes[key], name) {
				return false
			}
		}
	}
	return true
}

// Add allows scopes as well.
func (c *Consent) Add(scopes map[string][]string) {
	if c.Scopes == nil {
		c.Scopes = map[string][]string{}
	}
	for key, names := range scopes {
		for _, name := range names {
			if !slices.Contains(c.Scopes[key], name) {
				c.Scopes[key] = append(c.Scopes[key], name)
			}
		}
	}
}

// ConsentOrganization is an organization in which a user has allowed an application to
// act. It ends with the user's membership.
type ConsentOrganization struct {
	TenantID       string `gorm:"primaryKey"`
	UserID         string `gorm:"primaryKey"`
	ApplicationID  string `gorm:"primaryKey"`
	OrganizationID string `gorm:"primaryKey"`
	CreatedAt      int64  `gorm:"autoCreateTime:false"` // epoch ms
}

// OrganizationBlockedApplication is a third-party application that an organization does
// not allow to act in it, whoever consents.
type OrganizationBlockedApplication struct {
	TenantID       string `gorm:"primaryKey"`
	OrganizationID string `gorm:"primaryKey"`
	ApplicationID  string `gorm:"primaryKey"`
	CreatedAt      int64  `gorm:"autoCreateTime:false"` // epoch ms
}
