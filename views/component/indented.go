package component

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Indented is an object as people read and edit it in a TextArea of JSON.
func Indented(object map[string]any) (string, error) {
	if len(object) == 0 {
		return "{}", nil
	}
	return encoded(object, "  ")
}

// Encoded is a value as indented JSON for display, such as the body of an
// APICall; "" if JSON cannot represent it.
func Encoded(value any) string {
	text, err := encoded(value, "  ")
	if err != nil {
		return ""
	}
	return text
}

// EncodedLine is Encoded on one line.
func EncodedLine(value any) string {
	text, err := encoded(value, "")
	if err != nil {
		return ""
	}
	return text
}

// encoded is a value as JSON, without escaping HTML characters.
func encoded(value any, indent string) (string, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	if err := encoder.Encode(value); err != nil {
		return "", fmt.Errorf("write JSON: %w", err)
	}
	return string(bytes.TrimRight(out.Bytes(), "\n")), nil
}
