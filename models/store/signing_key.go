package store

import (
	"context"

	"portico/models"
)

// CreateSigningKey adds a key. ErrConflict: there is a current (or next) one of its algorithm.
func (s *Store) CreateSigningKey(ctx context.Context, key *models.SigningKey) error {
	return s.configure(ctx, func(tx *Store) error {
		key.TenantID = s.tenant
		return translate(tx.inserter(ctx).Create(key).Error)
	})
}

// SigningKeys lists all keys, newest first.
func (s *Store) SigningKeys(ctx context.Context) ([]models.SigningKey, error) {
	return list[models.SigningKey](s.reader(ctx).Order("created_at DESC, id"))
}

// UpdateSigningKey writes a key's stage.
func (s *Store) UpdateSigningKey(ctx context.Context, key *models.SigningKey) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Model(&models.SigningKey{}).Where("id = ?", key.ID).
			Select("Status", "RotatedAt").Updates(key))
	})
}

// DeleteSigningKey removes a key.
func (s *Store) DeleteSigningKey(ctx context.Context, id string) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Where("id = ?", id).Delete(&models.SigningKey{}))
	})
}
