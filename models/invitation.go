package models

// Invitation is an invitation to an organization with the roles it assigns.
type Invitation struct {
	OrganizationInvitation
	Roles []OrganizationRole `gorm:"-"` // by name
}
