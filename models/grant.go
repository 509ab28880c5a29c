package models

import (
	"slices"
	"strings"
)

// ScopeOrganizations lets an application request tokens for the user's
// organizations.
const ScopeOrganizations = "urn:logto:scope:organizations"

// Grant is the access a user gave an application in one authorization. Codes and
// tokens belong to it and are deleted with it: deleting a grant revokes them.
type Grant struct {
	TenantID      string `gorm:"primaryKey"`
	ID            string `gorm:"primaryKey"`
	UserID        string
	ApplicationID string
	SessionID     string   // the browser session in which it was given; may have ended since
	Scope         string   // space separated, as granted
	AskedScope    string   // space separated, as requested; "" in grants from before it was stored
	Resources     []string `gorm:"serializer:json"` // granted resource indicators
	Claims        string   // the claims request parameter (OpenID Connect Core 1.0, section 5.5), "" if none
	ACR           string   `gorm:"column:acr"`
	AMR           []string `gorm:"column:amr;serializer:json"`
	AuthTime      int64    // epoch ms
	// HasOfflineAccess grants outlive the session (OpenID Connect Core 1.0, section 11).
	HasOfflineAccess bool
	ExpiresAt        int64
	CreatedAt        int64 `gorm:"autoCreateTime:false"`
}

// Has reports whether a scope was granted.
func (g *Grant) Has(scope string) bool { return slices.Contains(strings.Fields(g.Scope), scope) }

// CoversOrganizations reports whether the grant allows tokens for organizations.
func (g *Grant) CoversOrganizations() bool { return g.Has(ScopeOrganizations) }

// CoversResource reports whether the grant allows tokens for a resource
// (RFC 8707, section 2.2).
func (g *Grant) CoversResource(indicator string) bool { return slices.Contains(g.Resources, indicator) }

// AuthorizationCode is a code, redeemed or not (RFC 6749, section 4.1).
type AuthorizationCode struct {
	TenantID      string `gorm:"primaryKey"`
	Digest        []byte `gorm:"primaryKey"` // SHA-256 of the code
	GrantID       string
	ApplicationID string
	RedirectURI   string
	CodeChallenge string // S256; "" if none was sent
	Nonce         string
	ExpiresAt     int64
	ConsumedAt    int64 // epoch ms; 0: not redeemed
}

// RefreshToken is one generation of a grant's refresh token.
type RefreshToken struct {
	TenantID   string `gorm:"primaryKey"`
	Digest     []byte `gorm:"primaryKey"` // SHA-256 of the token
	GrantID    string
	Generation int64
	IssuedAt   int64 // epoch ms
	ExpiresAt  int64
	ConsumedAt int64 // epoch ms of its rotation; 0: still the current one
}

// AccessToken is an opaque access token; signed ones are not stored.
type AccessToken struct {
	TenantID  string `gorm:"primaryKey"`
	Digest    []byte `gorm:"primaryKey"` // SHA-256 of the token
	GrantID   string
	Scope     string
	ExpiresAt int64
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

// ClientAssertion records the jti of an accepted client assertion until it
// expires, to prevent replay (RFC 7523, section 3).
type ClientAssertion struct {
	TenantID      string `gorm:"primaryKey"`
	ApplicationID string `gorm:"primaryKey"`
	Digest        []byte `gorm:"primaryKey"` // SHA-256 of the jti
	ExpiresAt     int64
}
