package organization

import (
	"portico/app/edge/api"
	"portico/models"
)

// organizationBody is an organization as the API shows it.
type organizationBody struct {
	TenantID      string                      `json:"tenantId"`
	ID            string                      `json:"id"`
	Name          string                      `json:"name"`
	Description   *string                     `json:"description"`
	CustomData    map[string]any              `json:"customData"`
	IsMFARequired bool                        `json:"isMfaRequired"`
	Color         models.Color    `json:"color"`
	Branding      models.Branding `json:"branding"`
	CustomCSS     *string                     `json:"customCss"`
	CreatedAt     int64                       `json:"createdAt" doc:"Milliseconds since 1970"`

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
	body := organizationBody{
		TenantID: organization.TenantID, ID: organization.ID, Name: organization.Name, Description: organization.Description,
		CustomData: organization.CustomData, IsMFARequired: organization.IsMFARequired,
		Color: organization.Color, Branding: organization.Branding, CustomCSS: organization.CustomCSS,
		CreatedAt: organization.CreatedAt,
	}
	if body.CustomData == nil {
		body.CustomData = map[string]any{}
	}
	return body
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
