package event

import (
	"encoding/json"
	"reflect"

	"portico/models"
)

// Difference leaves of the fields of a record in two states those that differ,
// for Before and After of an event; nil stands for a record that is not there.
// Values come out as JSON decodes them. One that is empty is the same as none:
// null, false, zero, an empty text, object or list. A state of which nothing is
// left is nil.
func Difference(before, after map[string]any) (was, is map[string]any) {
	before, after = decoded(before), decoded(after)
	return without(before, after), without(after, before)
}

// without is what state has and other does not have alike.
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

// decoded has a state's values as JSON has them; records can be encoded.
func decoded(state map[string]any) map[string]any {
	var values map[string]any
	if text, err := json.Marshal(state); err == nil {
		values, _ = models.UnmarshalObject(text)
	}
	return values
}
