package user

import (
	"encoding/json"
	"strings"

	"portico/models"
)

const (
	maxCustomDataBytes = 64 * 1024 // as JSON
	maxCustomDataDepth = 64        // of objects and lists in one another
)

// setCustomData gives a user custom data as they will come back from the
// database, and refuses what that cannot hold.
func setCustomData(user *models.User, customData map[string]any) error {
	text, err := json.Marshal(customData)
	if err != nil || len(text) > maxCustomDataBytes {
		return invalid("customData", "not an object of at most %d bytes of JSON", maxCustomDataBytes)
	}
	data := map[string]any{}
	if err := json.Unmarshal(text, &data); err != nil || !isStorable(data, maxCustomDataDepth) {
		return invalid("customData", "more than %d levels deep, or with NUL", maxCustomDataDepth)
	}
	if data == nil { // the JSON was null
		data = map[string]any{}
	}
	user.CustomData = data
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
