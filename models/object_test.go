package models_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/models"
)

func TestUnmarshalObject(t *testing.T) {
	got, err := models.UnmarshalObject([]byte(`{"small":3,"exact":9007199254740992,"odd":9007199254740993,"negative":-9007199254740993,
		"long":123456789012345678901234567890,"half":0.5,"power":1e3,"deep":[{"odd":[9007199254740993]}],"text":"9007199254740993","none":null}`))
	if err != nil {
		t.Fatal(err)
	}
	const odd = json.Number("9007199254740993")
	want := map[string]any{
		"small": 3.0, "exact": 9007199254740992.0, "odd": odd, "negative": json.Number("-9007199254740993"),
		"long": json.Number("123456789012345678901234567890"), "half": 0.5, "power": 1000.0,
		"deep": []any{map[string]any{"odd": []any{odd}}}, "text": "9007199254740993", "none": nil,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []string{"", "[]", "3", "{", "{}{}", `{"a":1e400}`, `{"a":` + strings.Repeat("9", 400) + `}`} {
		if got, err := models.UnmarshalObject([]byte(bad)); err == nil {
			t.Errorf("%q is %v", bad, got)
		}
	}
	if got, err := models.UnmarshalObject([]byte("null")); err != nil || got != nil {
		t.Errorf("null is %v, %v", got, err)
	}
}
