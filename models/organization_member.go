package models

// OrganizationMember is a user who is a member of an organization, with the
// roles there.
type OrganizationMember struct {
	User
	Roles []OrganizationRole // by name
}

// OrganizationMachine is an application that is a member of an organization,
// with its roles there.
type OrganizationMachine struct {
	Application
	Roles []OrganizationRole // by name
}

// FeaturedOrganization is an organization with some of its people.
type FeaturedOrganization struct {
	Organization
	UsersCount int64
	Featured   []User // three at most
}
