package store

import (
	"portico/models"
)

// Organizations are the organizations of a tenant.
type Organizations struct{ Table[models.Organization] }

func openOrganizations(c *conn) Organizations {
	return Organizations{newTable(c, func(r *models.Organization) (tenant, id *string) { return &r.TenantID, &r.ID })}
}
