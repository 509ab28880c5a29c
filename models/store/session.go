package store

import (
	"context"

	"gorm.io/gorm"

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

// SignedIn records that a session has signed in to an application. Like Hold it locks
// the session until the transaction ends. ErrNotFound: the session has ended.
func (s Sessions) SignedIn(ctx context.Context, id, applicationID string) error {
	return changed(s.writer(ctx).Model(&models.Session{}).Where("id = ?", id).
		Update("applications", gorm.Expr("applications || ?", " "+applicationID)))
}

// LastEnd returns when the last of the sessions that began at begun or before ends
// (both epoch ms); 0 if there is none.
func (s Sessions) LastEnd(ctx context.Context, begun int64) (int64, error) {
	var last int64
	query := s.reader(ctx).Model(&models.Session{}).Where("created_at <= ?", begun).Select("COALESCE(MAX(expires_at), 0)")
	return last, translate(query.Scan(&last).Error)
}

// Delete ends a session.
func (s Sessions) Delete(ctx context.Context, id string) error {
	return changed(s.writer(ctx).Where("id = ?", id).Delete(&models.Session{}))
}

// DeleteOfUser ends all sessions of a user.
func (s Sessions) DeleteOfUser(ctx context.Context, userID string) error {
	return translate(s.writer(ctx).Where("user_id = ?", userID).Delete(&models.Session{}).Error)
}
