package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/go-jose/go-jose/v4"

	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
)

// privateKeyJWT is private_key_jwt: the assertion is signed with a key whose
// public half the client has registered or publishes.
type privateKeyJWT struct{ assertion }

func (p privateKeyJWT) method() string { return MethodPrivateKeyJWT }

func keyAlgorithms() []jose.SignatureAlgorithm {
	return []jose.SignatureAlgorithm{jose.ES256, jose.ES384, jose.RS256, jose.PS256, jose.EdDSA}
}

func (p privateKeyJWT) check(ctx context.Context, a *Authenticator, application *tenant.Application) error {
	keys, err := p.keys(ctx, a, application)
	if err != nil {
		return protocol.NewError(protocol.InvalidClient, "the keys of the client could not be read").
			Because(fmt.Errorf("read keys of client %s: %w", application.ID, err))
	}
	return p.accept(ctx, a, application, keys)
}

// keys lists the client's keys that may have signed the assertion. Keys and key
// URLs in its header are ignored (RFC 8725, section 3.10).
func (p privateKeyJWT) keys(ctx context.Context, a *Authenticator, application *tenant.Application) ([]any, error) {
	metadata := application.CustomClientMetadata
	wanted := selector{p.algorithm, p.kid}
	if metadata.JWKSURI != "" {
		return a.remote.find(ctx, a.Fetch, metadata.JWKSURI, a.Now(), wanted)
	}
	if metadata.JWKS == nil {
		return nil, errors.New("none are registered")
	}
	text, err := json.Marshal(metadata.JWKS)
	if err != nil {
		return nil, fmt.Errorf("encode registered keys: %w", err)
	}
	set, err := parseKeySet(text)
	if err != nil {
		return nil, err
	}
	return wanted.from(set), nil
}
