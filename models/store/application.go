package store

import (
	"context"

	"portico/models"
)

// Applications are the clients of a tenant.
type Applications struct{ Table[models.Application] }

func openApplications(c *conn) Applications {
	return Applications{newTable(c, func(r *models.Application) (tenant, id *string) { return &r.TenantID, &r.ID }, "Name", "Description", "OIDCClientMetadata", "CustomClientMetadata", "CustomData").asConfiguration()}
}

// UpdateMetadata writes an application's registered addresses and protocol settings.
func (s Applications) UpdateMetadata(ctx context.Context, application *models.Application) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Model(&models.Application{}).Where("id = ?", application.ID).
			Select("OIDCClientMetadata", "CustomClientMetadata").Updates(application))
	})
}
