package organization

import (
	"portico/app/edge/api"
	"portico/models"
)

// organizationBody is an organization as the API of this noun shows it.
type organizationBody struct {
	api.Organization

	UsersCount        *int64             `json:"usersCount,omitempty" doc:"Present when showFeatured is true"`
	FeaturedUsers     []api.FeaturedUser `json:"featuredUsers,omitzero" doc:"Present when showFeatured is true; three at most"`
	OrganizationRoles []api.Named        `json:"organizationRoles,omitzero" doc:"The roles of the user or application there; only when its organizations are listed"`
}

// memberBody is a user with their roles in the organization.
type memberBody struct {
	api.User
	OrganizationRoles []api.Named `json:"organizationRoles"`
}

// machineBody is an application with its roles in the organization.
type machineBody struct {
	api.Application
	OrganizationRoles []api.Named `json:"organizationRoles"`
}

func bodyOf(organization *models.Organization) organizationBody {
	return organizationBody{Organization: api.OrganizationOf(organization)}
}

func featuredBodyOf(organization *models.FeaturedOrganization) organizationBody {
	body := bodyOf(&organization.Organization)
	body.UsersCount = &organization.UsersCount
	body.FeaturedUsers = api.Bodies(organization.Featured, api.FeaturedUserOf)
	return body
}

func membershipBodyOf(membership *models.Membership) organizationBody {
	body := bodyOf(&membership.Organization)
	body.OrganizationRoles = roleNamesOf(membership.Roles)
	return body
}

func roleNamesOf(roles []models.OrganizationRole) []api.Named {
	return api.Bodies(roles, api.NamedRole)
}

func memberBodyOf(member *models.OrganizationMember) memberBody {
	return memberBody{api.UserOf(&member.User), roleNamesOf(member.Roles)}
}

func machineBodyOf(machine *models.OrganizationMachine) machineBody {
	return machineBody{api.ApplicationOf(&machine.Application), roleNamesOf(machine.Roles)}
}
