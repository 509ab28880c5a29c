package request

import (
	"context"
	"errors"
	"fmt"

	"portico/app/oidc/protocol"
)

// idTokenHint reads which user the client expects. An expired hint is as good as a
// fresh one: signature, issuer and audience matter (OpenID Connect Core 1.0, section
// 3.1.2.1). One that proves nothing is ignored where the user can be asked, so that
// they do not hit a dead end; otherwise the expected user counts as unknown.
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
		err := tokens.VerifyHint(ctx, r.Tenant, hint, &claims)
		var bad *protocol.Error
		switch {
		case err != nil && !errors.As(err, &bad):
			return fmt.Errorf("verify id_token_hint: %w", err)
		case err != nil || claims.Issuer != r.Tenant.Issuer() || claims.Audience != r.Client.ID:
			return withoutHint(r, err)
		case r.Hint != nil && r.Hint.Subject != claims.Subject:
			return protocol.NewError(protocol.InvalidRequest, "id_token_hint and claims identify different users")
		}
		r.Hint = &Hint{Subject: claims.Subject}
		return nil
	}
}

func withoutHint(r *Request, cause error) error {
	if !r.Has(protocol.PromptNone) {
		return nil
	}
	return protocol.NewError(protocol.LoginRequired, "id_token_hint is no ID token of this client from this issuer").Because(cause)
}
