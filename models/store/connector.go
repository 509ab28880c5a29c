package store

import (
	"context"

	"portico/models"
)

// Connectors are the external services that a tenant has set up.
type Connectors struct{ Table[models.Connector] }

func openConnectors(c *conn) Connectors {
	return Connectors{newTable(c, func(r *models.Connector) (tenant, id *string) { return &r.TenantID, &r.ID }, "Sealed", "Metadata")}
}

// List lists the tenant's connectors, oldest first.
func (s Connectors) List(ctx context.Context) ([]models.Connector, error) {
	return list[models.Connector](s.reader(ctx).Order("created_at, id"))
}

// ListOf lists the connectors of the given kinds, oldest first.
func (s Connectors) ListOf(ctx context.Context, connectorIDs []string) ([]models.Connector, error) {
	return list[models.Connector](s.reader(ctx).Where("connector_id IN ?", connectorIDs).Order("created_at, id"))
}
