package token

import (
	"context"
	"errors"
	"fmt"

	"portico/app/oidc/issue"
	"portico/app/oidc/protocol"
	"portico/models"
	"portico/models/store"
)

// errRedeemed means that a code was presented after it had been redeemed.
var errRedeemed = errors.New("authorization code was redeemed before")

// authorizationCode implements RFC 6749, section 4.1.3, with RFC 7636.
func (e *Endpoint) authorizationCode(ctx context.Context, c *call) (*basis, error) {
	code, err := e.code(ctx, c)
	if err != nil {
		return nil, err
	}
	subject, err := e.person(ctx, c, code.GrantID)
	if err != nil {
		return nil, err
	}
	if code.ConsumedAt != 0 {
		return nil, e.revoke(ctx, subject, errRedeemed)
	}
	if err := matches(c, code); err != nil {
		return nil, e.burn(ctx, c, code, err)
	}
	if code.ExpiresAt <= e.now().UnixMilli() {
		return nil, protocol.NewError(protocol.InvalidGrant, "the code has expired")
	}
	commit := func(ctx context.Context, tx *store.Store) (string, error) {
		return e.redeem(ctx, tx, subject, code)
	}
	return &basis{Subject: subject, nonce: code.Nonce, commit: commit}, nil
}

func (e *Endpoint) code(ctx context.Context, c *call) (*models.AuthorizationCode, error) {
	presented := c.values.Get("code")
	if presented == "" {
		return nil, protocol.NewError(protocol.InvalidRequest, "code is missing")
	}
	code, err := c.Tenant.Store.AuthorizationCodes.ByDigest(ctx, models.Digest(presented))
	if errors.Is(err, store.ErrNotFound) {
		return nil, protocol.NewError(protocol.InvalidGrant, "the code is unknown or was revoked")
	}
	if err != nil {
		return nil, fmt.Errorf("read code: %w", err)
	}
	return code, nil
}

// matches checks the code's bindings: client, redirect URI, challenge. A
// verifier without a challenge is as wrong as the reverse (RFC 9700, section 4.8.2).
func matches(c *call, code *models.AuthorizationCode) error {
	verifier := c.values.Get("code_verifier")
	switch {
	case code.ApplicationID != c.Client.ID:
		return protocol.NewError(protocol.InvalidGrant, "the code was issued to another client")
	case code.RedirectURI != c.values.Get("redirect_uri"):
		return protocol.NewError(protocol.InvalidGrant, "redirect_uri does not match the authorization request")
	case code.CodeChallenge == "" && verifier != "":
		return protocol.NewError(protocol.InvalidGrant, "code_verifier was sent, but the authorization request had no code_challenge")
	case code.CodeChallenge == "":
		return nil
	case verifier == "":
		return protocol.NewError(protocol.InvalidGrant, "code_verifier is missing")
	case !protocol.IsVerifier(verifier) || !protocol.VerifierMatches(verifier, code.CodeChallenge):
		return protocol.NewError(protocol.InvalidGrant, "code_verifier does not match the code_challenge")
	}
	return nil
}

// burn invalidates a code that was presented by the wrong client or with wrong parameters.
func (e *Endpoint) burn(ctx context.Context, c *call, code *models.AuthorizationCode, reason error) error {
	_, err := c.Tenant.Store.AuthorizationCodes.Consume(ctx, code.Digest, e.now().UnixMilli())
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("burn code: %w", err)
	}
	return reason
}

func (e *Endpoint) redeem(ctx context.Context, tx *store.Store, s issue.Subject, code *models.AuthorizationCode) (string, error) {
	_, err := tx.AuthorizationCodes.Consume(ctx, code.Digest, e.now().UnixMilli())
	if errors.Is(err, store.ErrNotFound) {
		return "", errRedeemed
	}
	if err != nil {
		return "", fmt.Errorf("redeem code: %w", err)
	}
	if !s.Grant.HasOfflineAccess && !s.Client.AlwaysIssuesRefreshToken() {
		return "", nil
	}
	return e.issuer.FirstRefreshToken(ctx, tx, &s.Client.Application, s.Grant)
}
