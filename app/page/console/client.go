package console

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"portico/app/ground/fault"
	"portico/models"
)

// signInLife is how long a sign-in may take.
const signInLife = time.Hour

// Client is the console as a client of the tenant "admin".
type Client struct {
	// Issuer of the tenant "admin", and the console's own callback and start.
	Issuer, RedirectURI, SignedOutURI string
	// HTTP reaches the issuer within the process.
	HTTP  *http.Client
	Vault Sealer
	Now   func() time.Time
}

// Sealer encrypts what the browser stores for us.
type Sealer interface {
	Seal(context string, plain []byte) ([]byte, error)
	Open(context string, sealed []byte) ([]byte, error)
}

// signIn is a sign-in in progress: what the callback must match, and where the operator
// wanted to go.
type signIn struct {
	State, Nonce, Verifier, ReturnTo string
	ExpiresAt                        int64 // epoch ms
}

const sealContext = "console/sign-in"

// Begin returns where the browser goes to sign in, and the state for its cookie.
func (c *Client) Begin(returnTo string) (location, cookie string, err error) {
	pending := signIn{
		State: models.NewToken(), Nonce: models.NewToken(), Verifier: oauth2.GenerateVerifier(), ReturnTo: returnTo,
		ExpiresAt: c.Now().Add(signInLife).UnixMilli(),
	}
	plain, err := json.Marshal(pending)
	if err != nil {
		return "", "", fmt.Errorf("encode sign-in: %w", err)
	}
	sealed, err := c.Vault.Seal(sealContext, plain)
	if err != nil {
		return "", "", fmt.Errorf("seal sign-in: %w", err)
	}
	location = c.config().AuthCodeURL(pending.State, oidc.Nonce(pending.Nonce), oauth2.S256ChallengeOption(pending.Verifier))
	return location, base64.RawURLEncoding.EncodeToString(sealed), nil
}

// IsAnswer reports whether a callback's state matches the sign-in in the browser's cookie.
func (c *Client) IsAnswer(cookie, state string) bool {
	_, err := c.answered(cookie, state)
	return err == nil
}

// Finish redeems the code of a callback. It returns the access token, who signed in,
// and where to continue. Faults: session.not_found if the callback does not match the
// browser's cookie or its code is rejected; unavailable.
func (c *Client) Finish(ctx context.Context, cookie, state, code string) (token, subject, returnTo string, err error) {
	pending, err := c.answered(cookie, state)
	if err != nil {
		return "", "", "", fault.New(fault.Invalid, "session.not_found").Because(err)
	}
	ctx = oidc.ClientContext(ctx, c.HTTP)
	answer, err := c.config().Exchange(ctx, code, oauth2.VerifierOption(pending.Verifier))
	if err != nil {
		return "", "", "", unredeemed(err)
	}
	raw, _ := answer.Extra("id_token").(string)
	identity, err := c.verifier(ctx).Verify(ctx, raw)
	if err != nil {
		return "", "", "", fmt.Errorf("verify ID token: %w", err)
	}
	if identity.Nonce != pending.Nonce {
		return "", "", "", errors.New("verify ID token: its nonce is not that of the request")
	}
	return answer.AccessToken, identity.Subject, pending.ReturnTo, nil
}

// unredeemed distinguishes a rejected code from a token endpoint that failed.
func unredeemed(err error) error {
	cause := fmt.Errorf("redeem code: %w", err)
	var answer *oauth2.RetrieveError
	switch {
	case !errors.As(err, &answer):
		return cause
	case answer.Response.StatusCode == http.StatusServiceUnavailable:
		return fault.New(fault.Unavailable, "unavailable").Because(cause)
	case answer.Response.StatusCode >= http.StatusInternalServerError:
		return cause
	}
	return fault.New(fault.Invalid, "session.not_found").Because(cause)
}

// answered opens the browser's cookie if a callback's state matches.
func (c *Client) answered(cookie, state string) (*signIn, error) {
	pending, err := c.open(cookie)
	if err != nil {
		return nil, fmt.Errorf("callback without its sign-in: %w", err)
	}
	if subtle.ConstantTimeCompare([]byte(pending.State), []byte(state)) != 1 {
		return nil, errors.New("callback of another sign-in")
	}
	return pending, nil
}

func (c *Client) open(cookie string) (*signIn, error) {
	sealed, err := base64.RawURLEncoding.DecodeString(cookie)
	if err != nil {
		return nil, fmt.Errorf("decode sign-in: %w", err)
	}
	plain, err := c.Vault.Open(sealContext, sealed)
	if err != nil {
		return nil, fmt.Errorf("open sign-in: %w", err)
	}
	pending := new(signIn)
	if err := json.Unmarshal(plain, pending); err != nil {
		return nil, fmt.Errorf("decode sign-in: %w", err)
	}
	if pending.ExpiresAt <= c.Now().UnixMilli() {
		return nil, errors.New("the sign-in has expired")
	}
	return pending, nil
}

// SignOut returns where the browser goes to end the sign-in's session as well (OpenID
// Connect RP-Initiated Logout 1.0, section 2).
func (c *Client) SignOut() string {
	query := url.Values{"client_id": {models.ConsoleApplicationID}, "post_logout_redirect_uri": {c.SignedOutURI}}
	return c.Issuer + "/session/end?" + query.Encode()
}

func (c *Client) config() *oauth2.Config {
	return &oauth2.Config{
		ClientID: models.ConsoleApplicationID, RedirectURL: c.RedirectURI,
		Scopes: []string{oidc.ScopeOpenID, "profile"},
		Endpoint: oauth2.Endpoint{
			AuthURL: c.Issuer + "/auth", TokenURL: c.Issuer + "/token", AuthStyle: oauth2.AuthStyleInParams,
		},
	}
}

func (c *Client) verifier(ctx context.Context) *oidc.IDTokenVerifier {
	keys := oidc.NewRemoteKeySet(ctx, c.Issuer+"/jwks")
	return oidc.NewVerifier(c.Issuer, keys, &oidc.Config{
		ClientID: models.ConsoleApplicationID, Now: c.Now,
		SupportedSigningAlgs: []string{oidc.ES256, oidc.RS256, oidc.ES384},
	})
}
