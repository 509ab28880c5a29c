package issue

import (
	"context"
	"encoding/json"
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

// Customizer runs the tenant's scripts.
type Customizer interface {
	// Claims returns the claims that a script adds to an access token; nil if there is
	// no script. A *protocol.Error refuses the token.
	Claims(ctx context.Context, s Subject, token Customized) (map[string]json.RawMessage, error)
}

// Customized is an access token as a script sees it.
type Customized struct {
	ID             string // the jti claim
	Audience       string // "" for an opaque token
	Scope          string
	OrganizationID string // "" for none
}

// Issuer issues codes and tokens.
type Issuer struct {
	Signer     Signer
	Deriver    Deriver
	Customizer Customizer
	Now        func() time.Time
}
