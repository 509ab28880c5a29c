package models

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Limits of custom data.
const (
	maxCustomDataBytes = 64 * 1024 // as JSON
	maxCustomDataDepth = 64        // nested objects and arrays
)

// CustomData parses a JSON object in the form in which the database returns it.
// It fails, with the reason, if the database cannot store the object or if the
// object exceeds the limits.
func CustomData(given map[string]any) (map[string]any, error) {
	text, err := json.Marshal(given)
	if err != nil || len(text) > maxCustomDataBytes {
		return nil, fmt.Errorf("must be an object of at most %d bytes of JSON", maxCustomDataBytes)
	}
	data, err := UnmarshalObject(text)
	if err != nil {
		return nil, fmt.Errorf("must be an object: %w", err)
	}
	if !isStorable(data, maxCustomDataDepth) {
		return nil, fmt.Errorf("must be at most %d levels deep, without NUL", maxCustomDataDepth)
	}
	if data == nil { // the JSON was null
		data = map[string]any{}
	}
	return data, nil
}

// isStorable checks all strings and names for NUL, and the nesting depth.
func isStorable(value any, depth int) bool {
	switch value := value.(type) {
	case string:
		return !strings.ContainsRune(value, 0)
	case []any:
		for _, element := range value {
			if !isStorable(element, depth-1) {
				return false
			}
		}
		return depth > 0
	case map[string]any:
		for name, member := range value {
			if strings.ContainsRune(name, 0) || !isStorable(member, depth-1) {
				return false
			}
		}
		return depth > 0
	}
	return true
}
