package client

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/wire"
	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
)

// TokenRequest is a client's request about a token (RFC 7009, section 2.1;
// RFC 7662, section 2.1): both endpoints read it alike.
type TokenRequest struct {
	Application *tenant.Application
	Token       string
}

// ReadTokenRequest authenticates the client of a request to an endpoint, whose
// path below the issuer is given, and reads the token. Signed access tokens are
// refused: nothing is stored of them.
func (a *Authenticator) ReadTokenRequest(c *fiber.Ctx, path string) (TokenRequest, error) {
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
	})
	if err != nil {
		return TokenRequest{}, err
	}
	token := values.Get("token")
	if token == "" {
		return TokenRequest{}, protocol.NewError(protocol.InvalidRequest, "token is missing")
	}
	if strings.Count(token, ".") == 2 {
		return TokenRequest{}, protocol.NewError(protocol.UnsupportedTokenType,
			"signed access tokens are not known here; they live until they expire")
	}
	return TokenRequest{Application: application, Token: token}, nil
}
