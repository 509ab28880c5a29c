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
	Color         models.OrganizationColor    `json:"color"`
	Branding      models.OrganizationBranding `json:"branding"`
	CustomCSS     *string                     `json:"customCss"`
	CreatedAt     int64                       `json:"createdAt" doc:"Milliseconds since 1970"`

	UsersCount        *int64             `json:"usersCount,omitempty" doc:"Present when showFeatured is true"`
	FeaturedUsers     []featuredUserBody `json:"featuredUsers,omitzero" doc:"Present when showFeatured is true; three at most"`
	OrganizationRoles []roleNameBody     `json:"organizationRoles,omitzero" doc:"Present among the organizations of a user or an application: the roles there"`
}

type featuredUserBody struct {
	ID     string  `json:"id"`
	Avatar *string `json:"avatar"`
	Name   *string `json:"name"`
}

type roleNameBody struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// memberBody is a user with the roles in the organization.
type memberBody struct {
	api.User
	OrganizationRoles []roleNameBody `json:"organizationRoles"`
}

// machineBody is an application with its roles in the organization.
type machineBody struct {
	api.Application
	OrganizationRoles []roleNameBody `json:"organizationRoles"`
}

// scopeBody is a permission of the organization.
type scopeBody struct {
	TenantID    string  `json:"tenantId"`
	ID          string  `json:"id"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
}

// roleBody is a role of the template.
type roleBody struct {
	TenantID    string  `json:"tenantId"`
	ID          string  `json:"id"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
	Type        string  `json:"type" enum:"User,MachineToMachine"`
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
	body.FeaturedUsers = api.Bodies(organization.Featured, func(user *models.User) featuredUserBody {
		return featuredUserBody{ID: user.ID, Avatar: user.Avatar, Name: user.Name}
	})
	return body
}

func membershipBodyOf(membership *models.Membership) organizationBody {
	body := bodyOf(&membership.Organization)
	body.OrganizationRoles = roleNamesOf(membership.Roles)
	return body
}

func roleNamesOf(roles []models.OrganizationRole) []roleNameBody {
	return api.Bodies(roles, func(role *models.OrganizationRole) roleNameBody { return roleNameBody{role.ID, role.Name} })
}

func roleBodyOf(role *models.OrganizationRole) roleBody {
	return roleBody{
		TenantID: role.TenantID, ID: role.ID, Name: role.Name, Description: role.Description, Type: string(role.Type),
	}
}

func memberBodyOf(member *models.OrganizationMember) memberBody {
	return memberBody{api.UserOf(&member.User), roleNamesOf(member.Roles)}
}

func machineBodyOf(machine *models.OrganizationMachine) machineBody {
	return machineBody{api.ApplicationOf(&machine.Application), roleNamesOf(machine.Roles)}
}

func scopeBodyOf(scope *models.OrganizationScope) scopeBody {
	return scopeBody{TenantID: scope.TenantID, ID: scope.ID, Name: scope.Name, Description: scope.Description}
}
