package models

// Invitation is an invitation into an organization with the roles that go with it.
type Invitation struct {
	OrganizationInvitation
	Roles []OrganizationRole `gorm:"-"` // by name
}
