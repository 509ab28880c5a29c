package models

// OrganizationMember is a user in an organization, with their roles there.
type OrganizationMember struct {
	User
	Roles []OrganizationRole // by name
}

// OrganizationMachine is a machine in an organization, with its roles there.
type OrganizationMachine struct {
	Application
	Roles []OrganizationRole // by name
}

// FeaturedOrganization is an organization with some of its members.
type FeaturedOrganization struct {
	Organization
	UsersCount int64
	Featured   []User // three at most
}

// UserNames are the display names of the featured users.
func (o FeaturedOrganization) UserNames() []string { return displayNames(o.Featured) }
