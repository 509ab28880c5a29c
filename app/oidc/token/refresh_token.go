package token

import (
	"context"
	"errors"
	"fmt"

	"portico/app/oidc/protocol"
	"portico/models"
	"portico/models/store"
)

// errReused means that a refresh token was presented after its rotation.
var errReused = errors.New("refresh token was used again after its rotation")

// refreshToken implements RFC 6749, section 6, with rotation and reuse detection.
func (e *Endpoint) refreshToken(ctx context.Context, c *call) (*basis, error) {
	presented := c.values.Get("refresh_token")
	if presented == "" {
		return nil, protocol.NewError(protocol.InvalidRequest, "refresh_token is missing")
	}
	row, err := c.Tenant.Store.RefreshTokens.ByDigest(ctx, models.Digest(presented))
	if errors.Is(err, store.ErrNotFound) {
		return nil, protocol.NewError(protocol.InvalidGrant, "the refresh token is unknown or was revoked")
	}
	if err != nil {
		return nil, fmt.Errorf("read refresh token: %w", err)
	}
	subject, err := e.person(ctx, c, row.GrantID)
	if err != nil {
		return nil, err
	}
	if subject.Grant.ApplicationID != c.Client.ID {
		return nil, protocol.NewError(protocol.InvalidGrant, "the refresh token was issued to another client")
	}
	if e.issuer.IsReused(row) {
		return nil, e.revoke(ctx, subject, errReused)
	}
	if row.ExpiresAt <= e.now().UnixMilli() {
		return nil, protocol.NewError(protocol.InvalidGrant, "the refresh token has expired")
	}
	commit := func(ctx context.Context, tx *store.Store) (string, error) {
		return e.issuer.Rotate(ctx, tx, &c.Client.Application, subject.Grant, presented, row)
	}
	return &basis{Subject: subject, commit: commit}, nil
}
