package web_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/edge/web"
	"portico/app/ground/fault"
)

// What encoding/json would lose stays or is refused, with the place.
func TestParseObjectLosesNothing(t *testing.T) {
	got, err := web.ParseObject("customData", `{"odd": 9007199254740993, "small": 3}`)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]any{"odd": json.Number("9007199254740993"), "small": 3.0}, got); diff != "" {
		t.Error(diff)
	}
	for typed, line := range map[string]int{
		"{\"a\": 1,\n\"a\": 2}": 2,
		`{"a": "\ud83d"}`:       1,
		"{\n\"a\": 1":           2,
	} {
		_, err := web.ParseObject("customData", typed)
		var f *fault.Error
		if !errors.As(err, &f) || f.Fields["customData"] != "component.json.problem" || f.Params["Line"] != line {
			t.Errorf("%q: %v", typed, err)
		}
	}
	for _, typed := range []string{"[1]", "null", `{"a":1e400}`, "{}{}"} {
		if got, err := web.ParseObject("customData", typed); err == nil {
			t.Errorf("%q is %v", typed, got)
		}
	}
}
