package application_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/noun/application"
	"portico/models"
)

// nested is an object with this many levels.
func nested(levels int) map[string]any {
	object := map[string]any{}
	for range levels - 1 {
		object = map[string]any{"a": object}
	}
	return object
}

func TestCustomData(t *testing.T) {
	with := func(data map[string]any) func(*application.New) {
		return func(n *application.New) { n.CustomData = data }
	}
	try(t, models.ApplicationSPA, []trial{
		{"empty", with(map[string]any{}), "", ""},
		{"escaped backslash", with(map[string]any{"a": `\u0000`}), "", ""},
		{"NUL in a text", with(map[string]any{"a": "x\x00"}), "customData", "NUL"},
		{"NUL in a list", with(map[string]any{"a": []any{1, "x\x00"}}), "customData", "NUL"},
		{"NUL in a name", with(map[string]any{"a\x00": 1}), "customData", "NUL"},
		{"NUL in a name inside", with(map[string]any{"a": map[string]any{"b\x00": 1}}), "customData", "NUL"},
		{"as long as may be", with(map[string]any{"a": strings.Repeat("x", 64*1024-len(`{"a":""}`))}), "", ""},
		{"longer", with(map[string]any{"a": strings.Repeat("x", 64*1024-len(`{"a":""}`)+1)}), "customData", "65536 bytes"},
		{"as deep as may be", with(nested(64)), "", ""},
		{"deeper", with(nested(65)), "customData", "64 levels"},
		{"lists as deep", with(map[string]any{"a": strings.Split(strings.Repeat("x,", 9), ",")}), "", ""},
		{"no JSON", with(map[string]any{"a": func() {}}), "customData", "JSON"},
	})
}

// The returned data equal those of a later read.
func TestCustomDataComeBackAsTheyWillBeRead(t *testing.T) {
	w := newWorld(t)
	created := w.create(t, application.New{
		Name: "Shop", Type: models.ApplicationSPA,
		CustomData: map[string]any{"number": 7, "list": []string{"x"}, "null": nil, "text": "安\xff"},
	})
	got, err := w.records.Applications.Get(t.Context(), created.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(created, got); diff != "" {
		t.Error(diff)
	}
}
