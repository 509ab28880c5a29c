package store

import (
	"context"

	"gorm.io/gorm/clause"

	"portico/models"
)

// AuthorizationCodes are stored by their digests.
type AuthorizationCodes struct{ *conn }

// Insert adds a code.
func (s AuthorizationCodes) Insert(ctx context.Context, code *models.AuthorizationCode) error {
	return insert(ctx, s.conn, code, &code.TenantID)
}

// RefreshTokens are stored by their digests.
type RefreshTokens struct{ *conn }

// Insert adds a refresh token.
func (s RefreshTokens) Insert(ctx context.Context, token *models.RefreshToken) error {
	return insert(ctx, s.conn, token, &token.TenantID)
}

// AccessTokens are the opaque access tokens, stored by their digests.
type AccessTokens struct{ *conn }

// Insert adds an opaque access token.
func (s AccessTokens) Insert(ctx context.Context, token *models.AccessToken) error {
	return insert(ctx, s.conn, token, &token.TenantID)
}

// ClientAssertions are the assertions that have been used.
type ClientAssertions struct{ *conn }

// Insert remembers the jti of an assertion. ErrConflict: it has been used before.
func (s ClientAssertions) Insert(ctx context.Context, assertion *models.ClientAssertion) error {
	return insert(ctx, s.conn, assertion, &assertion.TenantID)
}

// ByDigest reads a code, even a redeemed or expired one.
func (s AuthorizationCodes) ByDigest(ctx context.Context, digest []byte) (*models.AuthorizationCode, error) {
	return first[models.AuthorizationCode](s.reader(ctx).Where("digest = ?", digest))
}

// Consume marks a code as redeemed. ErrNotFound: it is already redeemed, or there is
// none; of two concurrent calls exactly one succeeds.
func (s AuthorizationCodes) Consume(ctx context.Context, digest []byte, now int64) (*models.AuthorizationCode, error) {
	code := new(models.AuthorizationCode)
	result := s.writer(ctx).Model(code).Clauses(clause.Returning{}).
		Where("digest = ? AND consumed_at = 0", digest).Update("consumed_at", now)
	return code, changed(result)
}

// ByDigest reads a refresh token, even a rotated or expired one.
func (s RefreshTokens) ByDigest(ctx context.Context, digest []byte) (*models.RefreshToken, error) {
	return first[models.RefreshToken](s.reader(ctx).Where("digest = ?", digest))
}

// Consume marks a refresh token as rotated. ErrNotFound: it is already rotated, or
// there is none; of two concurrent calls exactly one succeeds.
func (s RefreshTokens) Consume(ctx context.Context, digest []byte, now int64) error {
	return changed(s.writer(ctx).Model(&models.RefreshToken{}).
		Where("digest = ? AND consumed_at = 0", digest).Update("consumed_at", now))
}

// ByDigest finds an opaque access token that has not expired at now (epoch ms).
func (s AccessTokens) ByDigest(ctx context.Context, digest []byte, now int64) (*models.AccessToken, error) {
	return first[models.AccessToken](s.reader(ctx).Where("digest = ? AND expires_at > ?", digest, now))
}
