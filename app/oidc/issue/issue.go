package issue

import (
	"context"
	"time"

	"portico/app/ground/tenant"
)

// Lives of what is issued, in seconds.
const (
	CodeTTL        = 60
	AccessTokenTTL = 3600 // of opaque tokens, unless their grant ends earlier
)

// maxGrantAge is how long rotation may keep a grant alive.
const maxGrantAge = 365 * 24 * time.Hour

// Signer signs a token with the tenant's key of an algorithm, "" for its default.
type Signer interface {
	Sign(ctx context.Context, t *tenant.Tenant, algorithm, typ string, claims any) (string, error)
}

// Deriver makes a secret value from parts that only this server can repeat.
type Deriver interface {
	Derive(purpose string, parts ...[]byte) []byte
}

// Issuer makes codes and tokens.
type Issuer struct {
	Signer  Signer
	Deriver Deriver
	Now     func() time.Time
}
