package api

import "portico/models"

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
