package issue

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"time"

	"portico/models"
	"portico/models/store"
)

// ReuseLeeway is how long after its rotation a refresh token still yields its
// successor, for clients that refresh twice at once or lose a response.
const ReuseLeeway = 3 * time.Second

// IsReused reports whether a refresh token was presented after its rotation, later
// than a retry would be: one of its two holders is then not the client (RFC 9700,
// section 4.14.2).
func (i *Issuer) IsReused(row *models.RefreshToken) bool {
	return row.ConsumedAt != 0 && i.Now().UnixMilli()-row.ConsumedAt > ReuseLeeway.Milliseconds()
}

// FirstRefreshToken issues the first refresh token of a grant, which from then on
// lives as long as its tokens.
func (i *Issuer) FirstRefreshToken(ctx context.Context, records *store.Store, application *models.Application, grant *models.Grant) (string, error) {
	token := models.NewToken()
	now := i.Now().UnixMilli()
	row := &models.RefreshToken{
		Digest: models.Digest(token), GrantID: grant.ID, IssuedAt: now,
		ExpiresAt: now + application.RefreshTokenTTL()*1000,
	}
	if err := i.storeRefreshToken(ctx, records, grant, row); err != nil {
		return "", err
	}
	return token, nil
}

// Rotate returns the refresh token to answer with: the presented one if it is not
// due for rotation, otherwise its successor. The successor is derived, so that a
// retry within the leeway gets the same one although only digests are stored.
// The caller has checked IsReused.
func (i *Issuer) Rotate(ctx context.Context, records *store.Store, application *models.Application, grant *models.Grant, presented string, row *models.RefreshToken) (string, error) {
	now := i.Now()
	if row.ConsumedAt != 0 {
		return i.successor(grant, row, presented), nil
	}
	if !isDue(application, row, now) {
		return presented, nil
	}
	next := i.successor(grant, row, presented)
	err := records.RefreshTokens.Consume(ctx, row.Digest, now.UnixMilli())
	if errors.Is(err, store.ErrNotFound) {
		return next, nil // another request has just rotated it
	}
	if err != nil {
		return "", fmt.Errorf("rotate refresh token: %w", err)
	}
	following := &models.RefreshToken{
		Digest: models.Digest(next), GrantID: grant.ID, Generation: row.Generation + 1,
		IssuedAt: now.UnixMilli(), ExpiresAt: expiry(application, grant, row, now),
	}
	return next, i.storeRefreshToken(ctx, records, grant, following)
}

// storeRefreshToken stores a token and extends its grant to the same expiry.
func (i *Issuer) storeRefreshToken(ctx context.Context, records *store.Store, grant *models.Grant, row *models.RefreshToken) error {
	if err := records.RefreshTokens.Insert(ctx, row); err != nil {
		return fmt.Errorf("store refresh token: %w", err)
	}
	if err := records.Grants.Extend(ctx, row.GrantID, row.ExpiresAt); err != nil {
		return fmt.Errorf("extend grant %s: %w", row.GrantID, err)
	}
	grant.ExpiresAt = max(grant.ExpiresAt, row.ExpiresAt)
	return nil
}

func (i *Issuer) successor(grant *models.Grant, row *models.RefreshToken, presented string) string {
	value := i.Deriver.Derive("refresh_token", []byte(grant.TenantID), []byte(grant.ID),
		strconv.AppendInt(nil, row.Generation, 10), []byte(presented))
	return base64.RawURLEncoding.EncodeToString(value)
}

// isDue reports whether a token is rotated at this use: always for public
// applications, after 70 % of its lifetime for confidential ones, and never if the
// application has rotation turned off.
func isDue(application *models.Application, row *models.RefreshToken, now time.Time) bool {
	if !application.Rotates() {
		return false
	}
	if application.IsPublic() {
		return true
	}
	passed, life := now.UnixMilli()-row.IssuedAt, row.ExpiresAt-row.IssuedAt
	return passed*10 >= life*7
}

// expiry is when the successor expires: for single-page applications when its
// predecessor would have, for others after a full lifetime, and never beyond maxGrantAge.
func expiry(application *models.Application, grant *models.Grant, row *models.RefreshToken, now time.Time) int64 {
	if application.Type == models.ApplicationSPA {
		return row.ExpiresAt
	}
	last := time.UnixMilli(grant.CreatedAt).Add(maxGrantAge).UnixMilli()
	return min(now.UnixMilli()+application.RefreshTokenTTL()*1000, last)
}
