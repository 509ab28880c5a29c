package web_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/locales"
)

func TestFormProblems(t *testing.T) {
	ctx := t.Context()
	taken := fault.New(fault.Unprocessable, "scope.name_exists")
	text := locales.T(ctx, taken.Message)
	tests := []struct {
		name   string
		err    error
		fields []string
		want   map[string]string // nil: returned
	}{
		{"a field of the form", taken.At("name"), []string{"id", "name"}, map[string]string{"name": text}},
		{"another field", taken.At("type"), []string{"name"}, map[string]string{"": text}},
		{"no field", taken, []string{"name"}, map[string]string{"": text}},
		{"of a form without fields", taken.At("name"), nil, map[string]string{"": text}},
		{"the last part", taken.At("branding.logoUrl"), []string{"logoUrl"}, map[string]string{"logoUrl": text}},
		{"the whole before the last part", taken.At("a.b"), []string{"b", "a.b"}, map[string]string{"a.b": text}},
		{"the first part", taken.At("branding.logoUrl"), []string{"branding"}, map[string]string{"": text}},
		{"malformed", fault.New(fault.Invalid, "scope.name_exists"), nil, map[string]string{"": text}},
		{"missing", fault.New(fault.Missing, "entity.not_found"), []string{"name"}, nil},
		{"failed", errors.New("disk full"), []string{"name"}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := web.FormProblems(ctx, test.err, test.fields...)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if want := test.want == nil; (err != nil) != want || want && !errors.Is(err, test.err) {
				t.Errorf("error %v", err)
			}
		})
	}
}
