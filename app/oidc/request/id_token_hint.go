package request

import (
	"context"
	"errors"
	"fmt"

	"portico/app/oidc/protocol"
)

// idTokenHint reads whom the client expects. An expired hint is as good as a
// fresh one; its signature, issuer and audience count (OpenID Connect Core
// 1.0, section 3.1.2.1).
func idTokenHint(tokens Verifier) Check {
	return func(ctx context.Context, r *Request) error {
		hint := r.Values.Get("id_token_hint")
		if hint == "" {
			return nil
		}
		var claims struct {
			Issuer   string `json:"iss"`
			Subject  string `json:"sub"`
			Audience string `json:"aud"`
		}
		err := tokens.VerifyIDToken(ctx, r.Tenant, hint, &claims)
		var bad *protocol.Error
		if errors.As(err, &bad) {
			return protocol.NewError(protocol.InvalidRequest, "id_token_hint is not an ID token from this issuer").Because(bad)
		}
		if err != nil {
			return fmt.Errorf("verify id_token_hint: %w", err)
		}
		if claims.Issuer != r.Tenant.Issuer() || claims.Audience != r.Client.ID {
			return protocol.NewError(protocol.InvalidRequest, "id_token_hint was not issued to this client by this issuer")
		}
		if r.Hint != nil && r.Hint.Subject != claims.Subject {
			return protocol.NewError(protocol.InvalidRequest, "id_token_hint and claims identify different users")
		}
		r.Hint = &Hint{Subject: claims.Subject}
		return nil
	}
}
