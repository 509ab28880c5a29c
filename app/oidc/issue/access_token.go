package issue

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"portico/app/oidc/protocol"
	"portico/models"
	"portico/models/store"
)

// signedAccessToken has the claims of RFC 9068, section 2.2: a struct, because it
// encodes faster than a map.
type signedAccessToken struct {
	ID        string `json:"jti"`
	Issuer    string `json:"iss"`
	Subject   string `json:"sub"`
	Audience  string `json:"aud"`
	ClientID  string `json:"client_id"`
	IssuedAt  int64  `json:"iat"`
	ExpiresAt int64  `json:"exp"`
	Scope     string `json:"scope"` // always there, "" for none
	// OrganizationID is the organization in which the scopes apply.
	OrganizationID string `json:"organization_id,omitempty"`
	// GrantID is the user's grant; the introspection endpoint checks whether it still
	// exists.
	GrantID  string   `json:"grant_id,omitempty"`
	AuthTime int64    `json:"auth_time,omitempty"`
	ACR      string   `json:"acr,omitempty"`
	AMR      []string `json:"amr,omitempty"`
}

// Target is what a signed access token is for.
type Target struct {
	Audience string // a resource's indicator, or an organization's audience
	// OrganizationID limits the token to an organization; "" means the whole tenant.
	OrganizationID string
	TTL            int64 // seconds
	// Type is the typ header; "" means at+jwt.
	Type string
	// Algorithm signs the token; "" means the tenant's default.
	Algorithm string
}

// SignedToken issues a signed access token for a resource or an organization.
func (i *Issuer) SignedToken(ctx context.Context, s Subject, target Target, scopes protocol.Scopes) (string, error) {
	now := i.Now().Unix()
	claims := signedAccessToken{
		ID: models.NewID(), Issuer: s.Tenant.Issuer(), Subject: s.ID(), Audience: target.Audience,
		ClientID: s.Client.ID, IssuedAt: now, ExpiresAt: now + target.TTL, Scope: scopes.String(),
		OrganizationID: target.OrganizationID,
	}
	if s.Grant != nil {
		claims.GrantID = s.Grant.ID
		claims.AuthTime, claims.ACR, claims.AMR = s.Grant.AuthTime/1000, s.Grant.ACR, s.Grant.AMR
	}
	return i.Signer.Sign(ctx, s.Tenant, target.Algorithm, cmp.Or(target.Type, models.AccessTokenAtJWT), claims)
}

// OpaqueToken generates an access token for the provider's own endpoints. It is
// valid once StoreOpaqueToken has stored its record.
func (i *Issuer) OpaqueToken() string { return models.NewToken() }

// StoreOpaqueToken records an opaque token under its grant and returns its lifetime
// in seconds. The token ends with the grant, so the grant's expiry must be up to
// date: issue refresh tokens first.
func (i *Issuer) StoreOpaqueToken(ctx context.Context, records *store.Store, token string, grant *models.Grant, scopes protocol.Scopes) (int64, error) {
	now := i.Now()
	row := &models.AccessToken{
		Digest: models.Digest(token), GrantID: grant.ID, Scope: scopes.String(),
		ExpiresAt: min(now.Add(AccessTokenTTL*time.Second).UnixMilli(), grant.ExpiresAt), CreatedAt: now.UnixMilli(),
	}
	if err := records.AccessTokens.Insert(ctx, row); err != nil {
		return 0, fmt.Errorf("store access token: %w", err)
	}
	return (row.ExpiresAt - row.CreatedAt) / 1000, nil
}
