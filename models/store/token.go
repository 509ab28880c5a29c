package store

import (
	"context"

	"gorm.io/gorm/clause"

	"portico/models"
)

// CreateAuthorizationCode adds a code.
func (s *Store) CreateAuthorizationCode(ctx context.Context, code *models.AuthorizationCode) error {
	code.TenantID = s.tenant
	return translate(s.inserter(ctx).Create(code).Error)
}

// AuthorizationCode reads a code, redeemed and expired ones too.
func (s *Store) AuthorizationCode(ctx context.Context, digest []byte) (*models.AuthorizationCode, error) {
	return first[models.AuthorizationCode](s.reader(ctx).Where("digest = ?", digest))
}

// ConsumeAuthorizationCode marks a code as redeemed. ErrNotFound: it was
// redeemed before, or there is none; of two at once exactly one succeeds.
func (s *Store) ConsumeAuthorizationCode(ctx context.Context, digest []byte, now int64) (*models.AuthorizationCode, error) {
	code := new(models.AuthorizationCode)
	result := s.writer(ctx).Model(code).Clauses(clause.Returning{}).
		Where("digest = ? AND consumed_at = 0", digest).Update("consumed_at", now)
	return code, changed(result)
}

// CreateRefreshToken adds a refresh token.
func (s *Store) CreateRefreshToken(ctx context.Context, token *models.RefreshToken) error {
	token.TenantID = s.tenant
	return translate(s.inserter(ctx).Create(token).Error)
}

// RefreshToken reads a refresh token, rotated and expired ones too.
func (s *Store) RefreshToken(ctx context.Context, digest []byte) (*models.RefreshToken, error) {
	return first[models.RefreshToken](s.reader(ctx).Where("digest = ?", digest))
}

// ConsumeRefreshToken marks a refresh token as rotated. ErrNotFound: it was
// rotated before, or there is none; of two at once exactly one succeeds.
func (s *Store) ConsumeRefreshToken(ctx context.Context, digest []byte, now int64) error {
	return changed(s.writer(ctx).Model(&models.RefreshToken{}).
		Where("digest = ? AND consumed_at = 0", digest).Update("consumed_at", now))
}

// CreateAccessToken adds an opaque access token.
func (s *Store) CreateAccessToken(ctx context.Context, token *models.AccessToken) error {
	token.TenantID = s.tenant
	return translate(s.inserter(ctx).Create(token).Error)
}

// AccessToken finds an opaque access token that lives at now (epoch ms).
func (s *Store) AccessToken(ctx context.Context, digest []byte, now int64) (*models.AccessToken, error) {
	return first[models.AccessToken](s.reader(ctx).Where("digest = ? AND expires_at > ?", digest, now))
}

// RememberClientAssertion notes the jti of an assertion. ErrConflict: it was used before.
func (s *Store) RememberClientAssertion(ctx context.Context, assertion *models.ClientAssertion) error {
	assertion.TenantID = s.tenant
	return translate(s.inserter(ctx).Create(assertion).Error)
}
