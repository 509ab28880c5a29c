package models

// Permission is a scope that somebody has, with the role that gives it.
type Permission struct {
	ScopeID, Scope   string // of a resource or of an organization
	RoleID, RoleName string
	// OrganizationID is the organization in which the holder has the role; "" for
	// a role of the tenant.
	OrganizationID string
}

// Membership is an organization of which a user or a machine is a member, with
// its roles there.
type Membership struct {
	Organization
	Roles []OrganizationRole // by name
}

// OrganizationRolePermission is what a role of the organization template gives:
// a permission of organizations, or a scope of a resource.
type OrganizationRolePermission struct {
	RoleID      string
	ID, Name    string // of the permission
	Description *string
	// ResourceID and ResourceName say whose scope it is; "" for a permission of
	// organizations.
	ResourceID, ResourceName string
}

// IsOfResource tells scopes of resources from permissions of organizations.
func (p OrganizationRolePermission) IsOfResource() bool { return p.ResourceID != "" }

// OrganizationRoleHolders counts who has a role of the organization template;
// who has it in two organizations counts twice.
type OrganizationRoleHolders struct {
	Users, Applications int64
}
