package protocol

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
)

// Values are the parameters of a request. An empty value counts as omitted
// and only "resource" may be repeated (RFC 6749, section 3.1; RFC 8707, section 2).
type Values struct {
	single    map[string]string
	resources []string
}

// Get returns a parameter, "" if it was not sent.
func (v Values) Get(name string) string { return v.single[name] }

// Has reports whether a parameter was sent with a value.
func (v Values) Has(name string) bool { return v.single[name] != "" }

// Resources returns the resource indicators, repeated or comma-separated, without duplicates.
func (v Values) Resources() []string { return v.resources }

// Map returns all parameters except the resources.
func (v Values) Map() map[string]string { return v.single }

// NewValues makes values from parsed parameters.
func NewValues(single map[string]string, resources []string) Values {
	return Values{single: single, resources: resources}
}

// ParseForm parses application/x-www-form-urlencoded text, a query or a body.
// It is lenient about characters that should have been escaped and strict about
// everything ambiguous.
func ParseForm(text string) (Values, error) {
	values := Values{single: map[string]string{}}
	for pair := range strings.SplitSeq(text, "&") {
		if pair == "" {
			continue
		}
		rawName, rawValue, _ := strings.Cut(pair, "=")
		name, err := url.QueryUnescape(rawName)
		if err != nil {
			return Values{}, NewError(InvalidRequest, "a parameter's name is not percent-encoded correctly").Because(err)
		}
		value, err := url.QueryUnescape(rawValue)
		if err != nil {
			return Values{}, NewError(InvalidRequest, "a parameter's value is not percent-encoded correctly").Because(err)
		}
		if err := values.add(name, value); err != nil {
			return Values{}, err
		}
	}
	return values, nil
}

// ParseJSON parses a JSON object whose members are strings, numbers, booleans
// or, for the resource, an array of strings.
func ParseJSON(body []byte) (Values, error) {
	malformed := NewError(InvalidRequest, "the body must be one JSON object with string members")
	if !jsontext.Value(body).IsValid(jsontext.AllowDuplicateNames(true)) { // the decoder would replace invalid UTF-8
		return Values{}, malformed
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if opening, err := decoder.Token(); err != nil || opening != json.Delim('{') {
		return Values{}, malformed.Because(err)
	}
	values := Values{single: map[string]string{}}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return Values{}, malformed.Because(err)
		}
		var member any
		if err := decoder.Decode(&member); err != nil {
			return Values{}, malformed.Because(err)
		}
		// Reading one by one detects a repeated member; a map would keep the last.
		if err := values.addMember(name.(string), member); err != nil {
			return Values{}, err
		}
	}
	if _, err := decoder.Token(); err != nil {
		return Values{}, malformed.Because(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return Values{}, malformed
	}
	return values, nil
}

func (v *Values) addMember(name string, member any) error {
	switch value := member.(type) {
	case nil:
		return nil
	case string:
		return v.add(name, value)
	case json.Number, bool:
		return v.add(name, fmt.Sprint(value))
	case []any:
		if name != "resource" {
			return NewError(InvalidRequest, "the parameter "+name+" must be a string")
		}
		for _, item := range value {
			text, isString := item.(string)
			if !isString {
				return NewError(InvalidRequest, "the parameter "+name+" must hold strings")
			}
			if err := v.add(name, text); err != nil {
				return err
			}
		}
		return nil
	default:
		return NewError(InvalidRequest, "the parameter "+name+" must be a string")
	}
}

func (v *Values) add(name, value string) error {
	if strings.ContainsRune(name, 0) || strings.ContainsRune(value, 0) || !utf8.ValidString(name) || !utf8.ValidString(value) {
		return NewError(InvalidRequest, "parameters must be valid UTF-8 without NUL")
	}
	if name == "resource" {
		for part := range strings.SplitSeq(value, ",") {
			if part != "" && !slices.Contains(v.resources, part) {
				v.resources = append(v.resources, part)
			}
		}
		return nil
	}
	if _, repeated := v.single[name]; repeated {
		return NewError(InvalidRequest, "the parameter "+name+" must not be repeated")
	}
	if value != "" {
		v.single[name] = value
	}
	return nil
}
