package wire

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/oidc/protocol"
)

// Tagged adds an ETag to responses and answers 304 to a client that already has
// the same one (RFC 9110, section 13.1.2).
func Tagged() fiber.Handler {
	return func(c *fiber.Ctx) error {
		if err := c.Next(); err != nil || c.Response().StatusCode() != fiber.StatusOK {
			return err
		}
		sum := sha256.Sum256(c.Response().Body())
		c.Set(fiber.HeaderETag, `"`+base64.RawURLEncoding.EncodeToString(sum[:16])+`"`)
		if c.Fresh() {
			c.Status(fiber.StatusNotModified).Response().ResetBody()
		}
		return nil
	}
}

// Answer writes a JSON response that must not be cached (RFC 6749, section 5.1).
func Answer(c *fiber.Ctx, status int, body any) error {
	noStore(c)
	return c.Status(status).JSON(body)
}

// Fail writes an error response. With parse_error=false in the query it is the
// bare OAuth error.
func Fail(c *fiber.Ctx, failure *protocol.Error) error {
	noStore(c)
	if failure.TriedBasic {
		c.Set(fiber.HeaderWWWAuthenticate, `Basic realm="oidc"`)
	}
	body := failure.Response()
	if c.Query("parse_error") == "false" {
		body.Code, body.Message = "", ""
	}
	return c.Status(failure.Status()).JSON(body)
}

// Challenge sets the WWW-Authenticate header of an endpoint protected by bearer
// tokens (RFC 6750, section 3). A request without a token gets no error details.
func Challenge(c *fiber.Ctx, failure *protocol.Error, hadToken bool) {
	challenge := `Bearer realm="oidc"`
	if hadToken {
		challenge += `, error="` + string(failure.Code) + `", error_description="` + failure.Description + `"`
	}
	if failure.Scope != "" {
		challenge += `, scope="` + failure.Scope + `"`
	}
	c.Set(fiber.HeaderWWWAuthenticate, challenge)
}

// Bearer finds the token in the Authorization header or, in a POST, in the
// body (RFC 6750, sections 2.1 and 2.2), never in the URL. Two tokens are an error.
func Bearer(c *fiber.Ctx) (string, error) {
	scheme, token, _ := strings.Cut(c.Get(fiber.HeaderAuthorization), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		token = ""
	}
	if c.Method() != fiber.MethodPost || len(c.Body()) == 0 {
		return strings.TrimSpace(token), nil
	}
	values, err := Body(c)
	if err != nil {
		return "", err
	}
	inBody := values.Get("access_token")
	if token != "" && inBody != "" {
		return "", protocol.NewError(protocol.InvalidRequest, "the access token was sent twice")
	}
	return strings.TrimSpace(token + inBody), nil
}

func noStore(c *fiber.Ctx) {
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderPragma, "no-cache")
}
