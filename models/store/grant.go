package store

import (
	"context"

	"portico/models"
)

// CreateGrant adds a grant.
func (s *Store) CreateGrant(ctx context.Context, grant *models.Grant) error {
	grant.TenantID = s.tenant
	return translate(s.inserter(ctx).Create(grant).Error)
}

// Grant reads a grant that lives at now (epoch ms).
func (s *Store) Grant(ctx context.Context, id string, now int64) (*models.Grant, error) {
	return first[models.Grant](s.reader(ctx).Where("id = ? AND expires_at > ?", id, now))
}

// UserGrants lists what a user has granted an application and that lives at now (epoch ms).
func (s *Store) UserGrants(ctx context.Context, userID, applicationID string, now int64) ([]models.Grant, error) {
	return list[models.Grant](s.reader(ctx).
		Where("user_id = ? AND application_id = ? AND expires_at > ?", userID, applicationID, now).Order("created_at DESC, id"))
}

// DeleteGrant revokes a grant with all that was issued from it; a grant that
// is gone is no error.
func (s *Store) DeleteGrant(ctx context.Context, id string) error {
	return translate(s.writer(ctx).Where("id = ?", id).Delete(&models.Grant{}).Error)
}

// DeleteUserGrants revokes all grants of a user.
func (s *Store) DeleteUserGrants(ctx context.Context, userID string) error {
	return translate(s.writer(ctx).Where("user_id = ?", userID).Delete(&models.Grant{}).Error)
}

// DeleteSessionGrants revokes the grants that end with a session: all without
// offline access (OpenID Connect Core 1.0, section 11).
func (s *Store) DeleteSessionGrants(ctx context.Context, sessionID string) error {
	return translate(s.writer(ctx).Where("session_id = ? AND has_offline_access = ?", sessionID, false).
		Delete(&models.Grant{}).Error)
}

// MoveSessionGrants lets the grants of one session belong to another.
func (s *Store) MoveSessionGrants(ctx context.Context, from, to string) error {
	return translate(s.writer(ctx).Model(&models.Grant{}).Where("session_id = ?", from).Update("session_id", to).Error)
}

// ExtendGrant lets a grant live at least until then (epoch ms).
func (s *Store) ExtendGrant(ctx context.Context, id string, until int64) error {
	return translate(s.writer(ctx).Model(&models.Grant{}).
		Where("id = ? AND expires_at < ?", id, until).Update("expires_at", until).Error)
}

// HoldGrant keeps a grant from being revoked before the transaction ends.
// ErrNotFound: it has been.
func (s *Store) HoldGrant(ctx context.Context, id string) error {
	return changed(s.writer(ctx).Model(&models.Grant{}).Where("id = ?", id).Update("id", id))
}
