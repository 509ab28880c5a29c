package api

import "portico/models"

// Organization is an organization in the API.
type Organization struct {
	TenantID      string          `json:"tenantId"`
	ID            string          `json:"id"`
	Name          string          `json:"name"`
	Description   *string         `json:"description"`
	CustomData    map[string]any  `json:"customData"`
	IsMFARequired bool            `json:"isMfaRequired"`
	Color         models.Color    `json:"color"`
	Branding      models.Branding `json:"branding"`
	CustomCSS     *string         `json:"customCss"`
	CreatedAt     int64           `json:"createdAt" doc:"Milliseconds since 1970"`
}

// OrganizationRole is a role of the organization template.
type OrganizationRole struct {
	TenantID    string  `json:"tenantId"`
	ID          string  `json:"id"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
	Type        string  `json:"type" enum:"User,MachineToMachine"`
}

// OrganizationScope is a permission within organizations.
type OrganizationScope struct {
	TenantID    string  `json:"tenantId"`
	ID          string  `json:"id"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
}

// Named is a record of which the API shows the name alone.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// OrganizationOf returns the body for an organization.
func OrganizationOf(organization *models.Organization) Organization {
	body := Organization{
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

// OrganizationRoleOf is what the API shows of a role of the organization template.
func OrganizationRoleOf(role *models.OrganizationRole) OrganizationRole {
	return OrganizationRole{
		TenantID: role.TenantID, ID: role.ID, Name: role.Name, Description: role.Description, Type: string(role.Type),
	}
}

// OrganizationScopeOf is what the API shows of a permission within organizations.
func OrganizationScopeOf(scope *models.OrganizationScope) OrganizationScope {
	return OrganizationScope{TenantID: scope.TenantID, ID: scope.ID, Name: scope.Name, Description: scope.Description}
}

// NamedRole is the name of a role of the organization template.
func NamedRole(role *models.OrganizationRole) Named { return Named{ID: role.ID, Name: role.Name} }
