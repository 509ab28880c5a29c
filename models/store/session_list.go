package store

import (
	"context"

	"portico/models"
)

// ListOfUser lists a user's sessions that have not expired at now (epoch ms), newest first.
func (s Sessions) ListOfUser(ctx context.Context, userID string, now int64) ([]models.Session, error) {
	return list[models.Session](s.reader(ctx).
		Where("user_id = ? AND expires_at > ?", userID, now).Order("created_at DESC, id DESC"))
}

// Live reads a session that has not expired at now (epoch ms).
func (s Sessions) Live(ctx context.Context, id string, now int64) (*models.Session, error) {
	return first[models.Session](s.reader(ctx).Where("id = ? AND expires_at > ?", id, now))
}
