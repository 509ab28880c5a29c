package store

import (
	"context"

	"portico/models"
)

// CreateSession adds a session.
func (s *Store) CreateSession(ctx context.Context, session *models.Session) error {
	session.TenantID = s.tenant
	return translate(s.inserter(ctx).Create(session).Error)
}

// SessionByDigest finds a session that lives at now (epoch ms).
func (s *Store) SessionByDigest(ctx context.Context, digest []byte, now int64) (*models.Session, error) {
	return first[models.Session](s.reader(ctx).Where("digest = ? AND expires_at > ?", digest, now))
}

// DeleteSession ends a session.
func (s *Store) DeleteSession(ctx context.Context, id string) error {
	return changed(s.writer(ctx).Where("id = ?", id).Delete(&models.Session{}))
}

// DeleteUserSessions ends all sessions of a user.
func (s *Store) DeleteUserSessions(ctx context.Context, userID string) error {
	return translate(s.writer(ctx).Where("user_id = ?", userID).Delete(&models.Session{}).Error)
}

// HoldSession keeps a session from ending before the transaction does.
// ErrNotFound: it has ended.
func (s *Store) HoldSession(ctx context.Context, id string) error {
	return changed(s.writer(ctx).Model(&models.Session{}).Where("id = ?", id).Update("id", id))
}
