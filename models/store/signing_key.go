package store

import (
	"context"

	"portico/models"
)

// SigningKeys are the keys with which a tenant signs.
type SigningKeys struct{ Table[models.SigningKey] }

func openSigningKeys(c *conn) SigningKeys {
	return SigningKeys{newTable(c, func(r *models.SigningKey) (tenant, id *string) { return &r.TenantID, &r.ID }, "Status", "RotatedAt").asConfiguration()}
}

// List lists all keys, newest first.
func (s SigningKeys) List(ctx context.Context) ([]models.SigningKey, error) {
	return list[models.SigningKey](s.reader(ctx).Order("created_at DESC, id"))
}

// Update writes a key's stage.
func (s SigningKeys) Update(ctx context.Context, key *models.SigningKey) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Model(&models.SigningKey{}).Where("id = ?", key.ID).
			Select("Status", "RotatedAt").Updates(key))
	})
}

// Delete removes a key.
func (s SigningKeys) Delete(ctx context.Context, id string) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Where("id = ?", id).Delete(&models.SigningKey{}))
	})
}
