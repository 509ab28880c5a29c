package store

import (
	"context"

	"portico/models"
)

// CreateConnector adds a connector.
func (s *Store) CreateConnector(ctx context.Context, connector *models.Connector) error {
	connector.TenantID = s.tenant
	return translate(s.inserter(ctx).Create(connector).Error)
}

// Connector reads a connector by id.
func (s *Store) Connector(ctx context.Context, id string) (*models.Connector, error) {
	return first[models.Connector](s.reader(ctx).Where("id = ?", id))
}

// Connectors lists the tenant's connectors, oldest first.
func (s *Store) Connectors(ctx context.Context) ([]models.Connector, error) {
	return list[models.Connector](s.reader(ctx).Order("created_at, id"))
}

// ConnectorsOf lists the connectors of some definitions, oldest first.
func (s *Store) ConnectorsOf(ctx context.Context, connectorIDs []string) ([]models.Connector, error) {
	return list[models.Connector](s.reader(ctx).Where("connector_id IN ?", connectorIDs).Order("created_at, id"))
}

// UpdateConnector writes a connector's configuration and metadata. ErrNotFound:
// there is none.
func (s *Store) UpdateConnector(ctx context.Context, connector *models.Connector) error {
	return changed(s.writer(ctx).Model(&models.Connector{}).Where("id = ?", connector.ID).
		Select("Sealed", "Metadata").Updates(connector))
}

// DeleteConnector removes a connector. ErrNotFound: there is none.
func (s *Store) DeleteConnector(ctx context.Context, id string) error {
	return changed(s.writer(ctx).Where("id = ?", id).Delete(&models.Connector{}))
}
