package web

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"portico/app/fault"
)

// Form reads the fields of a form that a page of ours has sent: the body only,
// the first value of each field. Anything that no such form sends is Invalid.
func Form(c *fiber.Ctx) (map[string]string, error) {
	return ParseForm(string(c.Body()))
}

// ParseForm reads application/x-www-form-urlencoded text.
func ParseForm(body string) (map[string]string, error) {
	invalid := fault.New(fault.Invalid, "request.invalid_input")
	values, err := url.ParseQuery(body)
	if err != nil {
		return nil, invalid.Because(err)
	}
	form := make(map[string]string, len(values))
	for name := range values {
		value := values.Get(name)
		if strings.ContainsRune(value, 0) || !utf8.ValidString(value) {
			return nil, invalid
		}
		form[name] = value
	}
	return form, nil
}
