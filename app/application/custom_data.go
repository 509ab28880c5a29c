package application

import (
	"encoding/json"
	"strings"

	"portico/models"
)

const (
	maxCustomDataBytes = 64 * 1024 // as JSON
	maxCustomDataDepth = 64        // of objects and lists in one another
)

// checkCustomData refuses what a database cannot hold, and leaves the data as
// they come back from it.
func checkCustomData(application *models.Application) error {
	text, err := json.Marshal(application.CustomData)
	if err != nil || len(text) > maxCustomDataBytes {
		return invalid("customData", "must be an object of at most %d bytes of JSON", maxCustomDataBytes)
	}
	data := map[string]any{}
	if err := json.Unmarshal(text, &data); err != nil || !isStorable(data, maxCustomDataDepth) {
		return invalid("customData", "must be at most %d levels deep, without NUL", maxCustomDataDepth)
	}
	if data == nil { // the JSON was null
		data = map[string]any{}
	}
	application.CustomData = data
	return nil
}

// isStorable looks for NUL in all texts and names, and counts the levels.
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
