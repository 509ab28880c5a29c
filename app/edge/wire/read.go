package wire

import (
	"mime"

	"github.com/gofiber/fiber/v2"

	"portico/app/oidc/protocol"
)

// maxBody is the largest request body, in bytes, that an OAuth endpoint reads.
const maxBody = 56 << 10

// Query reads the parameters of the query string.
func Query(c *fiber.Ctx) (protocol.Values, error) {
	return protocol.ParseForm(string(c.Request().URI().QueryString()))
}

// Body reads the parameters of the body and nowhere else: credentials in a URL
// would end up in logs (RFC 6749, section 2.3.1). A body that is too large is
// fiber.ErrRequestEntityTooLarge.
func Body(c *fiber.Ctx) (protocol.Values, error) {
	body := c.Body()
	if len(body) > maxBody {
		return protocol.Values{}, fiber.ErrRequestEntityTooLarge
	}
	mediaType, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if err != nil && len(body) > 0 {
		return protocol.Values{}, contentTypeError()
	}
	switch mediaType {
	case fiber.MIMEApplicationForm, "":
		return protocol.ParseForm(string(body))
	case fiber.MIMEApplicationJSON:
		return protocol.ParseJSON(body)
	default:
		return protocol.Values{}, contentTypeError()
	}
}

func contentTypeError() error {
	return protocol.NewError(protocol.InvalidRequest, "the content type must be application/x-www-form-urlencoded")
}
