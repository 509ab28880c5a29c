package models

// Permission is a scope that a holder has, with the role that grants it.
type Permission struct {
	ScopeID, Scope   string // of a resource or of an organization
	RoleID, RoleName string
	// OrganizationID is the organization in which the holder has the role; "" for
	// a role of the tenant.
	OrganizationID string
}

// Membership is an organization that a user or machine belongs to, with their
// roles there.
type Membership struct {
	Organization
	Roles []OrganizationRole // by name
}

// OrganizationRolePermission is a permission granted by an organization role: an
// organization permission or a scope of a resource.
type OrganizationRolePermission struct {
	RoleID      string
	ID, Name    string // of the permission
	Description *string
	// ResourceID and ResourceName are the scope's resource; "" for an organization
	// permission.
	ResourceID, ResourceName string
}

// PermissionKind is a kind of permissions that organization roles grant.
type PermissionKind string

// The kinds of permissions.
const (
	PermissionOrganization PermissionKind = "organization" // within an organization
	PermissionAPI          PermissionKind = "api"          // a scope of an API resource
)

// Kind is the kind of the permission.
func (p OrganizationRolePermission) Kind() PermissionKind {
	if p.ResourceID == "" {
		return PermissionOrganization
	}
	return PermissionAPI
}

// OrganizationRoleHolders counts the holders of an organization role. A holder in
// two organizations counts twice.
type OrganizationRoleHolders struct {
	Users, Applications int64
}
