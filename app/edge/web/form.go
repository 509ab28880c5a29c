package web

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/fault"
)

// Form reads the fields of a form that a page of ours has sent: the body only,
// the first value of each field. Anything that no such form sends is Invalid.
func Form(c *fiber.Ctx) (map[string]string, error) {
	return ParseForm(string(c.Body()))
}

// Values reads all values of each field: see Form.
func Values(c *fiber.Ctx) (url.Values, error) { return parseValues(string(c.Body())) }

// ParseForm reads application/x-www-form-urlencoded text.
func ParseForm(body string) (map[string]string, error) {
	values, err := parseValues(body)
	if err != nil {
		return nil, err
	}
	form := make(map[string]string, len(values))
	for name := range values {
		form[name] = values.Get(name)
	}
	return form, nil
}

func parseValues(body string) (url.Values, error) {
	invalid := fault.New(fault.Invalid, "request.invalid_input")
	values, err := url.ParseQuery(body)
	if err != nil {
		return nil, invalid.Because(err)
	}
	for _, list := range values {
		if text := strings.Join(list, ""); strings.ContainsRune(text, 0) || !utf8.ValidString(text) {
			return nil, invalid
		}
	}
	return values, nil
}
