package organization

import (
	"slices"
	"strings"

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
	body.FeaturedUsers = make([]featuredUserBody, 0, len(organization.Featured))
	for _, user := range organization.Featured {
		body.FeaturedUsers = append(body.FeaturedUsers, featuredUserBody{ID: user.ID, Avatar: user.Avatar, Name: user.Name})
	}
	return body
}

func membershipBodyOf(membership *models.Membership) organizationBody {
	body := bodyOf(&membership.Organization)
	body.OrganizationRoles = roleNamesOf(membership.Roles)
	return body
}

func roleNamesOf(roles []models.OrganizationRole) []roleNameBody {
	names := make([]roleNameBody, 0, len(roles))
	for _, role := range roles {
		names = append(names, roleNameBody{role.ID, role.Name})
	}
	return names
}

func roleBodyOf(role *models.OrganizationRole) roleBody {
	return roleBody{
		TenantID: role.TenantID, ID: role.ID, Name: role.Name, Description: role.Description, Type: string(role.Type),
	}
}

// bodiesOf shows each of the records.
func bodiesOf[R, B any](records []R, show func(*R) B) []B {
	bodies := make([]B, 0, len(records))
	for i := range records {
		bodies = append(bodies, show(&records[i]))
	}
	return bodies
}

// isYes reads a query parameter that switches something on.
func isYes(text string) bool {
	return slices.Contains([]string{"true", "1", "yes", "y"}, strings.ToLower(text))
}
