package client

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/wire"
	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
)

// TokenRequest is a client's request about a token (RFC 7009, section 2.1;
// RFC 7662, section 2.1): both endpoints read it the same way.
type TokenRequest struct {
	Application *tenant.Application
	Token       string
}

// Proof is what an endpoint requires of its clients.
type Proof bool

// For public clients, which have no secret, a client_id is enough
// (RFC 6749, section 2.1).
const (
	Named  Proof = false
	Proven Proof = true
)

// ReadTokenRequest authenticates the client of a request to the endpoint at path,
// relative to the issuer, and reads the token.
func (a *Authenticator) ReadTokenRequest(c *fiber.Ctx, path string, proof Proof) (TokenRequest, error) {
	values, err := wire.Body(c)
	if err != nil {
		return TokenRequest{}, err
	}
	authorization := c.Get(fiber.HeaderAuthorization)
	if err := wire.AllowOrigin(c, Name(authorization, values)); err != nil {
		return TokenRequest{}, err
	}
	issuer := tenant.From(c.UserContext()).Issuer()
	application, err := a.Authenticate(c.UserContext(), Request{
		Authorization: authorization, Values: values, Audiences: []string{issuer, issuer + "/token", issuer + path},
		Proof: proof,
	})
	if err != nil {
		return TokenRequest{}, err
	}
	token := values.Get("token")
	if token == "" {
		return TokenRequest{}, protocol.NewError(protocol.InvalidRequest, "token is missing")
	}
	return TokenRequest{Application: application, Token: token}, nil
}
