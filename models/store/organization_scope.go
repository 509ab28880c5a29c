package store

import (
	"portico/models"
)

// OrganizationScopes are the permissions within organizations.
type OrganizationScopes struct {
	Table[models.OrganizationScope]
}

func openOrganizationScopes(c *conn) OrganizationScopes {
	return OrganizationScopes{newTable(c, func(r *models.OrganizationScope) (tenant, id *string) { return &r.TenantID, &r.ID }, "Name", "Description")}
}
