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

// escapedNUL finds \u0000 in JSON, but not the six characters themselves.
var escapedNUL = regexp.MustCompile(`(^|[^\\])(\\\\)*\\u0000`)

// RefuseUnstorable refuses requests with text that a database cannot hold: NUL,
// and bytes that are no UTF-8.
func RefuseUnstorable(c *fiber.Ctx) error {
	address, err := url.PathUnescape(string(c.Request().URI().PathOriginal()))
	if err != nil || !isText(address) || !isQueryText(string(c.Request().URI().QueryString())) {
		return Answer(c, fault.New(fault.Invalid, "guard.invalid_input"))
	}
	body := c.Body()
	if !utf8.Valid(body) || bytes.IndexByte(body, 0) >= 0 || escapedNUL.Match(body) {
		return Answer(c, fault.New(fault.Invalid, "guard.invalid_input").At("body"))
	}
	return c.Next()
}

func isQueryText(raw string) bool {
	query, err := url.ParseQuery(raw)
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
