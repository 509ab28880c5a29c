package client

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
	"portico/models"
	"portico/models/store"
)

// assertionType is the only client_assertion_type (RFC 7523, section 2.2).
const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

const (
	// maxAssertionLife bounds how far in the future an assertion may expire, and thus
	// how long its jti is remembered.
	maxAssertionLife = time.Hour
	// skew is how far a client's clock may be off.
	skew = time.Minute
)

// assertion is a JWT that authenticates a client (RFC 7523, section 3).
// Its claims are untrusted until check has verified the signature.
type assertion struct {
	token     *jwt.JSONWebToken
	algorithm jose.SignatureAlgorithm
	kid       string
	claims    jwt.Claims
	audiences []string
}

// readAssertion reads client_secret_jwt or private_key_jwt, told apart by the
// algorithm.
func readAssertion(r Request) (credential, error) {
	if r.Values.Get("client_assertion_type") != assertionType {
		return nil, invalidRequest("client_assertion_type must be " + assertionType)
	}
	if !r.Values.Has("client_assertion") {
		return nil, invalidRequest("client_assertion is missing")
	}
	parsed, err := parseAssertion(r.Values.Get("client_assertion"))
	if err != nil {
		return nil, protocol.NewError(protocol.InvalidClient,
			"client_assertion must be a JWT signed with a supported algorithm, with the client as its subject").Because(err)
	}
	parsed.audiences = r.Audiences
	if slices.Contains(secretAlgorithms(), parsed.algorithm) {
		return agreeing(secretJWT{parsed}, r.Values)
	}
	return agreeing(privateKeyJWT{parsed}, r.Values)
}

func parseAssertion(text string) (assertion, error) {
	token, err := jwt.ParseSigned(text, append(secretAlgorithms(), keyAlgorithms()...))
	if err != nil {
		return assertion{}, fmt.Errorf("parse assertion: %w", err)
	}
	parsed := assertion{token: token}
	parsed.algorithm, parsed.kid = jose.SignatureAlgorithm(token.Headers[0].Algorithm), token.Headers[0].KeyID
	if err := token.UnsafeClaimsWithoutVerification(&parsed.claims); err != nil {
		return assertion{}, fmt.Errorf("read assertion: %w", err)
	}
	if parsed.claims.Subject == "" || !isVisible(parsed.claims.Subject) {
		return assertion{}, errors.New("read assertion: its subject is no client identifier")
	}
	return parsed, nil
}

func (j assertion) clientID() string { return j.claims.Subject }

// accept verifies the signature with one of the keys, then checks the claims, and
// then uses the assertion up.
func (j assertion) accept(ctx context.Context, a *Authenticator, application *tenant.Application, keys []any) error {
	if pinned := application.CustomClientMetadata.TokenEndpointAuthSigningAlg; pinned != "" && pinned != string(j.algorithm) {
		return refused(fmt.Errorf("client %s signs with %s, not %s", application.ID, pinned, j.algorithm))
	}
	isSigned := slices.ContainsFunc(keys, func(key any) bool { return j.token.Claims(key) == nil })
	if !isSigned {
		return refused(errors.New("no key of client " + application.ID + " has signed the assertion"))
	}
	if problem := j.problem(a.Now()); problem != "" {
		return protocol.NewError(protocol.InvalidClient, "client_assertion: "+problem)
	}
	return j.use(ctx, application)
}

// problem describes what is wrong with the claims, "" if nothing is.
func (j assertion) problem(now time.Time) string {
	claims := j.claims
	switch {
	case claims.Issuer != claims.Subject:
		return "iss and sub must both be the client_id"
	case !j.isForUs():
		return "aud must be the issuer, the token endpoint or the address of this endpoint, and nobody else"
	case claims.Expiry == nil:
		return "exp is missing"
	case !now.Before(claims.Expiry.Time().Add(skew)):
		return "expired"
	case claims.Expiry.Time().After(now.Add(maxAssertionLife + skew)):
		return "exp must be at most one hour ahead"
	case claims.NotBefore != nil && claims.NotBefore.Time().After(now.Add(skew)):
		return "nbf is in the future"
	case claims.IssuedAt != nil && claims.IssuedAt.Time().After(now.Add(skew)):
		return "iat is in the future"
	case claims.ID == "":
		return "jti is missing"
	default:
		return ""
	}
}

// isForUs reports whether every audience is one of the provider's own names: any
// other audience could replay the assertion here. Several names are fine, since
// older clients list both the issuer and the token endpoint.
func (j assertion) isForUs() bool {
	isOther := func(name string) bool { return !slices.Contains(j.audiences, name) }
	return len(j.claims.Audience) > 0 && !slices.ContainsFunc(j.claims.Audience, isOther)
}

// use remembers the assertion for as long as it would be accepted.
func (j assertion) use(ctx context.Context, application *tenant.Application) error {
	err := tenant.From(ctx).Store.ClientAssertions.Insert(ctx, &models.ClientAssertion{
		ApplicationID: application.ID, Digest: models.Digest(j.claims.ID),
		ExpiresAt: j.claims.Expiry.Time().Add(skew).UnixMilli(),
	})
	if errors.Is(err, store.ErrConflict) {
		return protocol.NewError(protocol.InvalidClient, "client_assertion: already used").Because(err)
	}
	if err != nil {
		return fmt.Errorf("remember assertion: %w", err)
	}
	return nil
}
