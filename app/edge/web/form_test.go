package web_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/valyala/fasthttp"

	"portico/app/edge/web"
	"portico/app/ground/fault"
)

// posted returns a request with a body.
func posted(body string) *fiber.Ctx {
	c := fiber.New().AcquireCtx(new(fasthttp.RequestCtx))
	c.Request().SetBodyString(body)
	return c
}

// Reading the form again returns the first result.
func TestFormIsReadOnce(t *testing.T) {
	for body, wantError := range map[string]bool{"a=1": false, "a=%zz": true} {
		c := posted(body)
		first, err := web.Values(c)
		if (err != nil) != wantError {
			t.Fatalf("%s: %v", body, err)
		}
		c.Request().SetBodyString("a=2")
		again, sameErr := web.Values(c)
		if diff := cmp.Diff(first, again); diff != "" || !errors.Is(sameErr, err) {
			t.Errorf("%s is read twice: %v %s", body, sameErr, diff)
		}
	}
}

func TestForm(t *testing.T) {
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
			got, err := web.Form(posted(test.body))
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

func FuzzForm(f *testing.F) {
	for _, seed := range []string{"", "a=1&b=2", "a=%00", "a=%ff", "%", "a;b", "=&=&&", strings.Repeat("a=1&", 1000)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		form, err := web.Form(posted(body))
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
