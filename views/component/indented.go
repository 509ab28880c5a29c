package component

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Indented is an object as people read and change it in a TextArea of JSON.
func Indented(object map[string]any) (string, error) {
	if len(object) == 0 {
		return "{}", nil
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(object); err != nil {
		return "", fmt.Errorf("write JSON: %w", err)
	}
	return string(bytes.TrimRight(out.Bytes(), "\n")), nil
}
