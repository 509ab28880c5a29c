package event

import (
	"encoding/json"
	"reflect"

	"portico/models"
)

// Difference compares two states of a record and returns only the fields that
// differ, for Before and After of an event; nil stands for a record that does not
// exist. Values are returned as JSON decodes them. Empty values count as absent:
// null, false, zero, an empty string, object or list. A state with no differing
// fields is nil.
func Difference(before, after map[string]any) (was, is map[string]any) {
	before, after = decoded(before), decoded(after)
	return without(before, after), without(after, before)
}

// without returns the fields of state whose values differ in other.
func without(state, other map[string]any) map[string]any {
	var left map[string]any
	for field, value := range state {
		if isSame(value, other[field]) {
			continue
		}
		if left == nil {
			left = map[string]any{}
		}
		left[field] = value
	}
	return left
}

func isSame(a, b any) bool { return isEmpty(a) && isEmpty(b) || reflect.DeepEqual(a, b) }

func isEmpty(value any) bool {
	switch value := value.(type) {
	case map[string]any:
		return len(value) == 0
	case []any:
		return len(value) == 0
	}
	return value == nil || reflect.ValueOf(value).IsZero()
}

// decoded converts a state's values to what JSON decodes; records can always be encoded.
func decoded(state map[string]any) map[string]any {
	var values map[string]any
	if text, err := json.Marshal(state); err == nil {
		values, _ = models.UnmarshalObject(text)
	}
	return values
}
