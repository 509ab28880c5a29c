package api

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/fault"
)

// escapedNUL finds the escape \u0000 in JSON, but not an escaped backslash before u0000.
var escapedNUL = regexp.MustCompile(`(^|[^\\])(\\\\)*\\u0000`)

// RefuseUnstorable rejects requests with text that a database cannot store: NUL and
// invalid UTF-8.
func RefuseUnstorable(c *fiber.Ctx) error {
	address, err := url.PathUnescape(string(c.Request().URI().PathOriginal()))
	if err != nil || !isText(address) || !hasTextQuery(c) {
		return Answer(c, fault.New(fault.Invalid, "guard.invalid_input"))
	}
	body := c.Body()
	if !utf8.Valid(body) || bytes.IndexByte(body, 0) >= 0 || hasEscapedNUL(body) {
		return Answer(c, fault.New(fault.Invalid, "guard.invalid_input").At("body"))
	}
	return c.Next()
}

// hasEscapedNUL looks for the six characters first, which is many times faster.
func hasEscapedNUL(body []byte) bool {
	return bytes.Contains(body, []byte(`\u0000`)) && escapedNUL.Match(body)
}

// queryKey is the key under which a request stores its query.
type queryKey struct{}

// query is the result of parsing a query.
type query struct {
	values url.Values
	err    error
}

// queryOf parses the query parameters. A request's query is parsed once; later calls
// return the same values, which must not be modified.
func queryOf(c *fiber.Ctx) (url.Values, error) {
	read, ok := c.Locals(queryKey{}).(query)
	if !ok {
		read.values, read.err = url.ParseQuery(string(c.Request().URI().QueryString()))
		c.Locals(queryKey{}, read)
	}
	return read.values, read.err
}

func hasTextQuery(c *fiber.Ctx) bool {
	query, err := queryOf(c)
	if err != nil {
		return false
	}
	for name, values := range query {
		if !isText(name) || !isText(strings.Join(values, "")) {
			return false
		}
	}
	return true
}

func isText(text string) bool { return utf8.ValidString(text) && !strings.ContainsRune(text, 0) }
