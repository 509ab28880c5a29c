package client

import (
	"context"
	"fmt"

	"github.com/go-jose/go-jose/v4"

	"portico/app/ground/tenant"
)

// secretJWT is client_secret_jwt: the assertion is authenticated with one of
// the client's secrets.
type secretJWT struct{ assertion }

func (s secretJWT) method() string { return MethodSecretJWT }

// secretAlgorithms has the only HMAC that fits: the others require keys longer
// than the secrets are (RFC 7518, section 3.2).
func secretAlgorithms() []jose.SignatureAlgorithm {
	return []jose.SignatureAlgorithm{jose.HS256}
}

func (s secretJWT) check(ctx context.Context, a *Authenticator, application *tenant.Application) error {
	var keys []any
	now := a.Now().UnixMilli()
	for i := range application.Secrets {
		if application.Secrets[i].IsExpired(now) {
			continue
		}
		value, err := a.Vault.Open(application.Secrets[i].SealContext(), application.Secrets[i].Sealed)
		if err != nil {
			return fmt.Errorf("open secret of client %s: %w", application.ID, err)
		}
		keys = append(keys, value)
	}
	return s.accept(ctx, a, application, keys)
}
