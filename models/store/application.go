package store

import (
	"context"

	"portico/models"
)

// CreateApplication adds an application.
func (s *Store) CreateApplication(ctx context.Context, application *models.Application) error {
	return s.configure(ctx, func(tx *Store) error {
		application.TenantID = s.tenant
		return translate(tx.inserter(ctx).Create(application).Error)
	})
}

// Application reads an application by id.
func (s *Store) Application(ctx context.Context, id string) (*models.Application, error) {
	return first[models.Application](s.reader(ctx).Where("id = ?", id))
}

// UpdateApplicationMetadata writes an application's registered addresses and protocol settings.
func (s *Store) UpdateApplicationMetadata(ctx context.Context, application *models.Application) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Model(&models.Application{}).Where("id = ?", application.ID).
			Select("OIDCClientMetadata", "CustomClientMetadata").Updates(application))
	})
}

// UpdateApplication writes an application's name, description, registered
// addresses, protocol settings and custom data.
func (s *Store) UpdateApplication(ctx context.Context, application *models.Application) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Model(&models.Application{}).Where("id = ?", application.ID).
			Select("Name", "Description", "OIDCClientMetadata", "CustomClientMetadata", "CustomData").Updates(application))
	})
}

// HoldApplication keeps an application and its secrets from being changed by
// others who hold it before the transaction ends. ErrNotFound: there is none.
func (s *Store) HoldApplication(ctx context.Context, id string) error {
	return changed(s.writer(ctx).Model(&models.Application{}).Where("id = ?", id).Update("id", id))
}

// DeleteApplication removes an application with its secrets, grants and roles.
func (s *Store) DeleteApplication(ctx context.Context, id string) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Where("id = ?", id).Delete(&models.Application{}))
	})
}

// CreateApplicationSecret adds a secret. ErrConflict: the name is taken.
func (s *Store) CreateApplicationSecret(ctx context.Context, secret *models.ApplicationSecret) error {
	return s.configure(ctx, func(tx *Store) error {
		secret.TenantID = s.tenant
		return translate(tx.inserter(ctx).Create(secret).Error)
	})
}

// ApplicationSecrets lists an application's secrets, oldest first.
func (s *Store) ApplicationSecrets(ctx context.Context, applicationID string) ([]models.ApplicationSecret, error) {
	return list[models.ApplicationSecret](s.reader(ctx).Where("application_id = ?", applicationID).Order("created_at, name"))
}

// ApplicationSecret reads a secret of an application by its name.
func (s *Store) ApplicationSecret(ctx context.Context, applicationID, name string) (*models.ApplicationSecret, error) {
	return first[models.ApplicationSecret](s.reader(ctx).Where("application_id = ? AND name = ?", applicationID, name))
}

// RenameApplicationSecret gives the secret of a name the name and the sealed
// value of renamed. ErrConflict: another one has the name.
func (s *Store) RenameApplicationSecret(ctx context.Context, name string, renamed *models.ApplicationSecret) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Model(&models.ApplicationSecret{}).
			Where("application_id = ? AND name = ?", renamed.ApplicationID, name).
			Updates(map[string]any{"name": renamed.Name, "sealed": renamed.Sealed}))
	})
}

// DeleteApplicationSecret removes a secret of an application.
func (s *Store) DeleteApplicationSecret(ctx context.Context, applicationID, name string) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Where("application_id = ? AND name = ?", applicationID, name).
			Delete(&models.ApplicationSecret{}))
	})
}
