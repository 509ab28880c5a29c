package models

// MemberKind says which members of an organization are meant.
type MemberKind string

// The kinds of members.
const (
	MemberUser    MemberKind = "user"
	MemberMachine MemberKind = "application"
)

// RoleType is the type of the roles that members of a kind can have.
func (k MemberKind) RoleType() RoleType {
	if k == MemberMachine {
		return RoleMachineToMachine
	}
	return RoleUser
}

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
