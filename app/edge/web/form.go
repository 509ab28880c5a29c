package web

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/fault"
)

// Form reads the fields of a form sent by one of our pages: only from the body, and
// the first value of each field. Anything that such a form does not send is Invalid.
func Form(c *fiber.Ctx) (map[string]string, error) {
	values, err := Values(c)
	if err != nil {
		return nil, err
	}
	fields := make(map[string]string, len(values))
	for name := range values {
		fields[name] = values.Get(name)
	}
	return fields, nil
}

// formKey is the key under which a request stores its form.
type formKey struct{}

// form is the result of parsing a form.
type form struct {
	values url.Values
	err    error
}

// Values reads all values of each field: see Form. A request's body is parsed once;
// later calls return the same values, which must not be modified.
func Values(c *fiber.Ctx) (url.Values, error) {
	read, ok := c.Locals(formKey{}).(form)
	if !ok {
		read.values, read.err = parseValues(string(c.Body()))
		c.Locals(formKey{}, read)
	}
	return read.values, read.err
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
