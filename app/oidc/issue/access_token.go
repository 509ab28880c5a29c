package issue

import (
	"cmp"
	"context"
	"encoding/json"
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

// customAccessToken is an access token with claims that a script has added, none of which
// is one of the token's own.
type customAccessToken struct {
	signedAccessToken
	custom map[string]json.RawMessage
}

// MarshalJSON writes the token's own claims and then the others.
func (t customAccessToken) MarshalJSON() ([]byte, error) {
	own, err := json.Marshal(t.signedAccessToken)
	if err != nil {
		return nil, fmt.Errorf("write claims: %w", err)
	}
	custom, err := json.Marshal(t.custom)
	if err != nil {
		return nil, fmt.Errorf("write custom claims: %w", err)
	}
	return append(append(own[:len(own)-1], ','), custom[1:]...), nil
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
	custom, err := i.Customizer.Claims(ctx, s, Customized{
		ID: claims.ID, Audience: claims.Audience, Scope: claims.Scope, OrganizationID: claims.OrganizationID,
	})
	if err != nil {
		return "", err
	}
	typ := cmp.Or(target.Type, models.AccessTokenAtJWT)
	if len(custom) == 0 {
		return i.Signer.Sign(ctx, s.Tenant, target.Algorithm, typ, claims)
	}
	return i.Signer.Sign(ctx, s.Tenant, target.Algorithm, typ, customAccessToken{claims, custom})
}

// OpaqueToken generates an access token for the provider's own endpoints. It is
// valid once StoreOpaqueToken has stored its record. A script may refuse it, but has
// nothing to add claims to.
func (i *Issuer) OpaqueToken(ctx context.Context, s Subject, scopes protocol.Scopes) (string, error) {
	if _, err := i.Customizer.Claims(ctx, s, Customized{ID: models.NewID(), Scope: scopes.String()}); err != nil {
		return "", err
	}
	return models.NewToken(), nil
}

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
