package api_test

import (
	"encoding/json"
	"testing"

	"portico/app/edge/api"
)

func TestOptional(t *testing.T) {
	tests := []struct {
		name, body    string
		isSet, isNull bool
		value         string
		isRefused     bool
	}{
		{"absent", `{}`, false, false, "", false},
		{"null", `{"name":null}`, true, true, "", false},
		{"empty", `{"name":""}`, true, false, "", false},
		{"a value", `{"name":"a"}`, true, false, "a", false},
		{"another type", `{"name":1}`, false, false, "", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var body struct {
				Name api.Optional[string] `json:"name"`
			}
			err := json.Unmarshal([]byte(test.body), &body)
			if (err != nil) != test.isRefused {
				t.Fatalf("got %v", err)
			}
			if test.isRefused {
				return
			}
			got := body.Name
			if got.IsSet != test.isSet || got.IsNull != test.isNull || got.Value != test.value {
				t.Errorf("got %+v", got)
			}
			if pointer := got.Pointer(); (pointer != nil) != (test.isSet && !test.isNull) {
				t.Errorf("pointer %v", pointer)
			}
		})
	}
}
