package store

import (
	"context"

	"portico/models"
)

// ApplicationSecrets are the secrets of applications, by their names.
type ApplicationSecrets struct{ *conn }

// Insert adds a secret. ErrConflict: the name is taken.
func (s ApplicationSecrets) Insert(ctx context.Context, secret *models.ApplicationSecret) error {
	return s.configure(ctx, func(tx *Store) error { return insert(ctx, tx.conn, secret, &secret.TenantID) })
}

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

// List lists an application's secrets, oldest first.
func (s ApplicationSecrets) List(ctx context.Context, applicationID string) ([]models.ApplicationSecret, error) {
	return list[models.ApplicationSecret](s.reader(ctx).Where("application_id = ?", applicationID).Order("created_at, name"))
}

// Get reads a secret of an application by its name.
func (s ApplicationSecrets) Get(ctx context.Context, applicationID, name string) (*models.ApplicationSecret, error) {
	return first[models.ApplicationSecret](s.reader(ctx).Where("application_id = ? AND name = ?", applicationID, name))
}

// Rename gives the secret of a name the name and the sealed
// value of renamed. ErrConflict: another one has the name.
func (s ApplicationSecrets) Rename(ctx context.Context, name string, renamed *models.ApplicationSecret) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Model(&models.ApplicationSecret{}).
			Where("application_id = ? AND name = ?", renamed.ApplicationID, name).
			Updates(map[string]any{"name": renamed.Name, "sealed": renamed.Sealed}))
	})
}

// Delete removes a secret of an application.
func (s ApplicationSecrets) Delete(ctx context.Context, applicationID, name string) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Where("application_id = ? AND name = ?", applicationID, name).
			Delete(&models.ApplicationSecret{}))
	})
}
