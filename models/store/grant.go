package store

import (
	"context"

	"portico/models"
)

// Grants are what people have granted to applications.
type Grants struct{ Table[models.Grant] }

func openGrants(c *conn) Grants {
	return Grants{newTable(c, func(r *models.Grant) (tenant, id *string) { return &r.TenantID, &r.ID })}
}

// Live reads a grant that has not expired at now (epoch ms).
func (s Grants) Live(ctx context.Context, id string, now int64) (*models.Grant, error) {
	return first[models.Grant](s.reader(ctx).Where("id = ? AND expires_at > ?", id, now))
}

// ListGiven lists a user's grants to an application that have not expired at now (epoch ms).
func (s Grants) ListGiven(ctx context.Context, userID, applicationID string, now int64) ([]models.Grant, error) {
	return list[models.Grant](s.reader(ctx).
		Where("user_id = ? AND application_id = ? AND expires_at > ?", userID, applicationID, now).Order("created_at DESC, id"))
}

// Delete revokes a grant with all tokens issued from it. It is no error if there
// is no such grant.
func (s Grants) Delete(ctx context.Context, id string) error {
	return translate(s.writer(ctx).Where("id = ?", id).Delete(&models.Grant{}).Error)
}

// DeleteOfUser revokes all grants of a user.
func (s Grants) DeleteOfUser(ctx context.Context, userID string) error {
	return translate(s.writer(ctx).Where("user_id = ?", userID).Delete(&models.Grant{}).Error)
}

// DeleteGiven revokes a user's grants to an application.
func (s Grants) DeleteGiven(ctx context.Context, userID, applicationID string) error {
	return translate(s.writer(ctx).Where("user_id = ? AND application_id = ?", userID, applicationID).Delete(&models.Grant{}).Error)
}

// DeleteOnlineOfSession revokes the grants that end with a session: those without
// offline access (OpenID Connect Core 1.0, section 11).
func (s Grants) DeleteOnlineOfSession(ctx context.Context, sessionID string) error {
	return translate(s.writer(ctx).Where("session_id = ? AND has_offline_access = ?", sessionID, false).
		Delete(&models.Grant{}).Error)
}

// Move reassigns the grants of one session to another.
func (s Grants) Move(ctx context.Context, from, to string) error {
	return translate(s.writer(ctx).Model(&models.Grant{}).Where("session_id = ?", from).Update("session_id", to).Error)
}

// Extend makes a grant valid at least until the given time (epoch ms).
func (s Grants) Extend(ctx context.Context, id string, until int64) error {
	return translate(s.writer(ctx).Model(&models.Grant{}).
		Where("id = ? AND expires_at < ?", id, until).Update("expires_at", until).Error)
}
