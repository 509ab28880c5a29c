package issue

import (
	"context"
	"time"

	"portico/app/ground/tenant"
)

// Lifetimes, in seconds.
const (
	CodeTTL        = 60
	AccessTokenTTL = 3600 // of opaque tokens, unless their grant ends earlier
)

// maxGrantAge is how long rotation can keep a grant alive.
const maxGrantAge = 365 * 24 * time.Hour

// Signer signs a token with the tenant's key for an algorithm, "" for its default.
type Signer interface {
	Sign(ctx context.Context, t *tenant.Tenant, algorithm, typ string, claims any) (string, error)
}

// Deriver derives a secret value that only this server can reproduce.
type Deriver interface {
	Derive(purpose string, parts ...[]byte) []byte
}

// Issuer issues codes and tokens.
type Issuer struct {
	Signer  Signer
	Deriver Deriver
	Now     func() time.Time
}
