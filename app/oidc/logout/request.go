package logout

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
	"portico/models/store"
)

// Verifier reads ID tokens that this provider has signed, expired ones too. A bad
// token is a *protocol.Error; any other error means that it could not tell.
type Verifier interface {
	VerifyIDToken(ctx context.Context, t *tenant.Tenant, token string, claims any) error
}

// request is a sign-out request that has been checked.
type request struct {
	clientID    string // "" when the client did not say who it is
	redirectURI string // proven to be the client's; "" for none
	state       string
	// subject of the hint; "" without one.
	subject string
}

// isProven reports whether the request names a client with an address that is
// registered for it, or holds an ID token; then the person is not asked again.
func (r request) isProven() bool { return r.redirectURI != "" || r.subject != "" }

// check holds sections 2 and 3 of the specification: hint, client and address
// must fit one another, else nothing is redirected anywhere.
func check(ctx context.Context, tokens Verifier, values protocol.Values) (request, error) {
	r := request{clientID: values.Get("client_id"), state: values.Get("state")}
	if hint := values.Get("id_token_hint"); hint != "" {
		if err := r.readHint(ctx, tokens, hint); err != nil {
			return request{}, err
		}
	}
	asked := values.Get("post_logout_redirect_uri")
	if r.clientID == "" {
		if asked != "" {
			return request{}, protocol.NewError(protocol.InvalidRequest, "post_logout_redirect_uri needs client_id or id_token_hint")
		}
		return r, nil
	}
	application, err := tenant.From(ctx).Application(ctx, r.clientID)
	if errors.Is(err, store.ErrNotFound) {
		return request{}, protocol.NewError(protocol.InvalidClient, "no application has this client_id")
	}
	if err != nil {
		return request{}, fmt.Errorf("find client: %w", err)
	}
	if asked != "" && !application.HasPostLogoutRedirectURI(asked) {
		return request{}, protocol.NewError(protocol.InvalidRequest, "post_logout_redirect_uri is not registered for this application")
	}
	r.redirectURI = asked
	return r, nil
}

func (r *request) readHint(ctx context.Context, tokens Verifier, hint string) error {
	t := tenant.From(ctx)
	var claims struct {
		Issuer   string `json:"iss"`
		Subject  string `json:"sub"`
		Audience string `json:"aud"`
	}
	err := tokens.VerifyIDToken(ctx, t, hint, &claims)
	var bad *protocol.Error
	if err != nil && !errors.As(err, &bad) {
		return fmt.Errorf("verify id_token_hint: %w", err)
	}
	if err != nil || claims.Issuer != t.Issuer() {
		return protocol.NewError(protocol.InvalidRequest, "id_token_hint is not an ID token from this issuer").Because(err)
	}
	if r.clientID != "" && r.clientID != claims.Audience {
		return protocol.NewError(protocol.InvalidRequest, "id_token_hint was issued to another client than client_id")
	}
	r.clientID, r.subject = claims.Audience, claims.Subject
	return nil
}
