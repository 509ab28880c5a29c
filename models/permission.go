package models

// Permission is a scope that somebody has, with the role that gives it.
type Permission struct {
	ScopeID, Scope   string // of a resource or of an organization
	RoleID, RoleName string
	// OrganizationID is the organization in which the holder has the role; "" for
	// a role of the tenant.
	OrganizationID string
}

// Membership is an organization of which a user is a member, with the role
// names there.
type Membership struct {
	Organization
	Roles []OrganizationRole // by name
}
