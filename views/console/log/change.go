package log

import (
	"maps"
	"reflect"
	"slices"

	"portico/views/component"
)

// maxValue is the length, in characters, to which the table of changes truncates
// values; the payload below shows them in full.
const maxValue = 160

// changes are the fields that differ before and after an event, by name. The
// members of an object count as separate fields.
func changes(payload map[string]any) []component.FieldChange {
	before, after := flat(payload["before"]), flat(payload["after"])
	names := slices.Concat(slices.Collect(maps.Keys(before)), slices.Collect(maps.Keys(after)))
	slices.Sort(names)
	var found []component.FieldChange
	for _, name := range slices.Compact(names) {
		was, had := before[name]
		is, has := after[name]
		if had && has && reflect.DeepEqual(was, is) {
			continue
		}
		found = append(found, component.FieldChange{Field: name, Before: short(was, had), After: short(is, has)})
	}
	return found
}

// flat has the fields of a state, with the members of objects flattened to
// "field.member".
func flat(state any) map[string]any {
	fields, _ := state.(map[string]any)
	all := make(map[string]any, len(fields))
	for name, value := range fields {
		members, isObject := value.(map[string]any)
		if !isObject || len(members) == 0 {
			all[name] = value
			continue
		}
		for member, value := range members {
			all[name+"."+member] = value
		}
	}
	return all
}

// short is a value as JSON, truncated if it is long; "" if it is absent.
func short(value any, isPresent bool) string {
	if !isPresent {
		return ""
	}
	text := []rune(component.EncodedLine(value))
	if len(text) > maxValue {
		return string(text[:maxValue]) + "…"
	}
	return string(text)
}
