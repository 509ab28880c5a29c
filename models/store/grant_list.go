package store

import (
	"context"

	"portico/models"
)

// ListOfUser lists a user's grants to all applications that have not expired at
// now (epoch ms), newest first.
func (s Grants) ListOfUser(ctx context.Context, userID string, now int64) ([]models.Grant, error) {
	return list[models.Grant](s.reader(ctx).
		Where("user_id = ? AND expires_at > ?", userID, now).Order("created_at DESC, id DESC"))
}

// DeleteOfSession revokes the grants made in a session, including those with
// offline access: all, or only those of first-party applications.
func (s Grants) DeleteOfSession(ctx context.Context, sessionID string, onlyFirstParty bool) error {
	grants := s.writer(ctx).Where("session_id = ?", sessionID)
	if onlyFirstParty {
		own := s.writer(ctx).Model(&models.Application{}).Select("id").Where("is_third_party = ?", false)
		grants = grants.Where("application_id IN (?)", own)
	}
	return translate(grants.Delete(&models.Grant{}).Error)
}
