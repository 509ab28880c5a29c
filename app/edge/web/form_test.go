package web_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"portico/app/edge/web"
	"portico/app/ground/fault"
)

func TestParseForm(t *testing.T) {
	tests := []struct {
		name, body string
		want       map[string]string // nil: refused
	}{
		{"nothing", "", map[string]string{}},
		{"fields", "a=1&b=x+y%26&c=", map[string]string{"a": "1", "b": "x y&", "c": ""}},
		{"the first of several", "a=1&a=2", map[string]string{"a": "1"}},
		{"without value", "a", map[string]string{"a": ""}},
		{"other scripts", "a=%E4%BD%A0", map[string]string{"a": "你"}},
		{"NUL", "a=%00", nil},
		{"invalid UTF-8", "a=%ff", nil},
		{"bad percent-encoding", "a=%zz", nil},
		{"semicolon", "a=1;b=2", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := web.ParseForm(test.body)
			if test.want == nil {
				if fault.From(err).Kind != fault.Invalid || got != nil {
					t.Errorf("got %v, %v", got, err)
				}
				return
			}
			if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
				t.Error(diff, err)
			}
		})
	}
}

func FuzzParseForm(f *testing.F) {
	for _, seed := range []string{"", "a=1&b=2", "a=%00", "a=%ff", "%", "a;b", "=&=&&", strings.Repeat("a=1&", 1000)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		form, err := web.ParseForm(body)
		if err != nil {
			if fault.From(err).Kind != fault.Invalid {
				t.Fatalf("kind of %v", err)
			}
			return
		}
		for name, value := range form {
			if !utf8.ValidString(value) || strings.ContainsRune(value, 0) {
				t.Fatalf("%q is %q", name, value)
			}
		}
	})
}
