package store

import (
	"context"

	"portico/models"
)

// RetiredKeys are old public keys, stored to verify ID token hints.
type RetiredKeys struct{ *conn }

// Insert stores a key.
func (s RetiredKeys) Insert(ctx context.Context, key *models.RetiredKey) error {
	return insert(ctx, s.conn, key, &key.TenantID)
}

// List lists the keys that have not expired at now (epoch ms).
func (s RetiredKeys) List(ctx context.Context, now int64) ([]models.RetiredKey, error) {
	return list[models.RetiredKey](s.reader(ctx).Where("expires_at > ?", now).Order("id"))
}
