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
