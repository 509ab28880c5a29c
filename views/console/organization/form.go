package organization

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// indented is an object as people read and change it.
func indented(object map[string]any) (string, error) {
	if len(object) == 0 {
		return "{}", nil
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(object); err != nil {
		return "", fmt.Errorf("write custom data: %w", err)
	}
	return string(bytes.TrimRight(out.Bytes(), "\n")), nil
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func isOn(b *bool) bool { return b != nil && *b }
