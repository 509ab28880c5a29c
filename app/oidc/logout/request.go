package logout

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"portico/app/ground/session"
	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
	"portico/models/store"
)

// Verifier verifies ID tokens signed by this provider, including expired ones and
// those of keys that are no longer published. A bad token is a *protocol.Error;
// any other error means that it could not be verified.
type Verifier interface {
	VerifyHint(ctx context.Context, t *tenant.Tenant, token string, claims any) error
}

// request is a checked sign-out request.
type request struct {
	client      *tenant.Application // nil if the request names no client
	redirectURI string              // validated; "" for none
	state       string
	hint        hint
}

// hint is what an ID token in the request proves.
type hint struct {
	wasSent  bool
	clientID string // "" when it proves nothing
	subject  string
}

// isProven reports whether the session can end without asking the user: an ID
// token of theirs came with the request or, since existing clients send none, the
// request comes from a first-party application that this session has signed in to,
// with a registered post-logout redirect URI.
func (r request) isProven(current *session.Current) bool {
	if r.hint.wasSent {
		return r.hint.subject == current.UserID
	}
	return r.redirectURI != "" && !r.client.IsThirdParty && current.HasSignedInTo(r.client.ID)
}

// check applies sections 2 and 3 of the specification: hint, client and redirect
// URI must match, otherwise nothing is redirected. A hint that proves nothing is
// no reason to refuse: the user is asked.
func check(ctx context.Context, tokens Verifier, values protocol.Values) (request, error) {
	r := request{state: values.Get("state")}
	var err error
	if r.hint, err = readHint(ctx, tokens, values.Get("id_token_hint")); err != nil {
		return request{}, err
	}
	clientID := values.Get("client_id")
	if clientID != "" && r.hint.clientID != "" && r.hint.clientID != clientID {
		return request{}, protocol.NewError(protocol.InvalidRequest, "id_token_hint was issued to another client than client_id")
	}
	asked := values.Get("post_logout_redirect_uri")
	if clientID = cmp.Or(clientID, r.hint.clientID); clientID == "" {
		if asked != "" && !r.hint.wasSent {
			return request{}, protocol.NewError(protocol.InvalidRequest, "post_logout_redirect_uri needs client_id or id_token_hint")
		}
		return r, nil
	}
	if r.client, err = client(ctx, clientID); err != nil {
		return request{}, err
	}
	if asked != "" && !r.client.HasPostLogoutRedirectURI(asked) {
		return request{}, protocol.NewError(protocol.InvalidRequest, "post_logout_redirect_uri is not registered for this application")
	}
	r.redirectURI = asked
	return r, nil
}

func client(ctx context.Context, id string) (*tenant.Application, error) {
	application, err := tenant.From(ctx).Application(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return nil, protocol.NewError(protocol.InvalidClient, "no application has this client_id")
	}
	if err != nil {
		return nil, fmt.Errorf("find client: %w", err)
	}
	return application, nil
}

// readHint verifies an ID token of one of the tenant's applications.
func readHint(ctx context.Context, tokens Verifier, text string) (hint, error) {
	if text == "" {
		return hint{}, nil
	}
	t := tenant.From(ctx)
	var claims struct {
		Issuer   string `json:"iss"`
		Subject  string `json:"sub"`
		Audience string `json:"aud"`
	}
	err := tokens.VerifyHint(ctx, t, text, &claims)
	if err == nil {
		_, err = client(ctx, claims.Audience)
	}
	var bad *protocol.Error
	switch {
	case err != nil && !errors.As(err, &bad):
		return hint{}, fmt.Errorf("verify id_token_hint: %w", err)
	case err != nil || claims.Issuer != t.Issuer():
		return hint{wasSent: true}, nil
	}
	return hint{wasSent: true, clientID: claims.Audience, subject: claims.Subject}, nil
}
