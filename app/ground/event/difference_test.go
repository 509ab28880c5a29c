package event_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
)

func TestDifference(t *testing.T) {
	type fields = map[string]any
	name, empty := "Ann", ""
	tests := []struct {
		name          string
		before, after fields
		was, is       fields
	}{
		{"no record", nil, nil, nil, nil},
		{"the same", fields{"a": 1, "b": &name}, fields{"a": 1, "b": "Ann"}, nil, nil},
		{"one field", fields{"a": "x", "b": true}, fields{"a": "y", "b": true}, fields{"a": "x"}, fields{"a": "y"}},
		{"set", fields{"a": (*string)(nil)}, fields{"a": &name}, fields{"a": nil}, fields{"a": "Ann"}},
		{"removed", fields{"a": &name}, fields{"a": (*string)(nil)}, fields{"a": "Ann"}, fields{"a": nil}},
		{"switched on", fields{"a": false}, fields{"a": true}, fields{"a": false}, fields{"a": true}},
		{"created", nil, fields{"a": "x", "b": false, "c": fields{}, "d": &empty, "e": []string{}, "f": 0}, nil, fields{"a": "x"}},
		{"deleted", fields{"a": "x", "b": nil}, nil, fields{"a": "x"}, nil},
		{"empty in two ways", fields{"a": []string(nil), "b": fields(nil)}, fields{"a": []string{}, "b": fields{}}, nil, nil},
		{
			"inside",
			fields{"a": fields{"x": 1, "y": false}},
			fields{"a": fields{"x": 1}},
			fields{"a": fields{"x": 1.0, "y": false}},
			fields{"a": fields{"x": 1.0}},
		},
		{"another order", fields{"a": []string{"x", "y"}}, fields{"a": []string{"y", "x"}}, fields{"a": []any{"x", "y"}}, fields{"a": []any{"y", "x"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			was, is := event.Difference(test.before, test.after)
			if diff := cmp.Diff([]fields{test.was, test.is}, []fields{was, is}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Later changes of the record do not change the event.
func TestDifferenceIsACopy(t *testing.T) {
	list := []string{"x"}
	_, is := event.Difference(nil, map[string]any{"a": list})
	list[0] = "y"
	if diff := cmp.Diff(map[string]any{"a": []any{"x"}}, is); diff != "" {
		t.Error(diff)
	}
}
