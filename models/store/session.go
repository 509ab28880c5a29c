package store

import (
	"context"

	"portico/models"
)

// Sessions are the browser sessions of users.
type Sessions struct{ Table[models.Session] }

func openSessions(c *conn) Sessions {
	return Sessions{newTable(c, func(r *models.Session) (tenant, id *string) { return &r.TenantID, &r.ID })}
}

// ByDigest finds a session that has not expired at now (epoch ms).
func (s Sessions) ByDigest(ctx context.Context, digest []byte, now int64) (*models.Session, error) {
	return first[models.Session](s.reader(ctx).Where("digest = ? AND expires_at > ?", digest, now))
}

// Delete ends a session.
func (s Sessions) Delete(ctx context.Context, id string) error {
	return changed(s.writer(ctx).Where("id = ?", id).Delete(&models.Session{}))
}

// DeleteOfUser ends all sessions of a user.
func (s Sessions) DeleteOfUser(ctx context.Context, userID string) error {
	return translate(s.writer(ctx).Where("user_id = ?", userID).Delete(&models.Session{}).Error)
}
