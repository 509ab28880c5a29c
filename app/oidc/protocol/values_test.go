package protocol_test

import (
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"portico/app/oidc/protocol"
)

// read is the result of a parser; single is nil if it was refused.
type read struct {
	single    map[string]string
	resources []string
}

func parsed(t testing.TB, values protocol.Values, err error) read {
	t.Helper()
	if err == nil {
		return read{values.Map(), values.Resources()}
	}
	var failure *protocol.Error
	if !errors.As(err, &failure) || failure.Code != protocol.InvalidRequest {
		t.Errorf("not an invalid_request: %v", err)
	}
	return read{}
}

func compare(t *testing.T, want, got read) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(read{})); diff != "" {
		t.Error(diff)
	}
}

func TestParseForm(t *testing.T) {
	refused := read{}
	tests := []struct {
		name string
		text string
		want read
	}{
		{"nothing", "", read{single: map[string]string{}}},
		{"parameters", "a=1&b=2", read{single: map[string]string{"a": "1", "b": "2"}}},
		{"escapes", "a=x%20y+z&%62=%3D", read{single: map[string]string{"a": "x y z", "b": "="}}},
		{"what should have been escaped", "scope=openid profile&redirect_uri=https://app.example/cb?x=y", read{
			single: map[string]string{"scope": "openid profile", "redirect_uri": "https://app.example/cb?x=y"},
		}},
		{"a semicolon separates nothing", "a=1;b=2", read{single: map[string]string{"a": "1;b=2"}}},
		{"an empty value is omitted", "a=&b", read{single: map[string]string{}}},
		{"empty pairs", "&&a=1&", read{single: map[string]string{"a": "1"}}},
		{"an empty value and another", "a=&a=1", read{single: map[string]string{"a": "1"}}},
		{"a repeated parameter", "a=1&a=1", refused},
		{"a repeated parameter in escapes", "client_id=1&client%5Fid=2", refused},
		{"resources", "resource=https://a&resource=https://b,https://c&resource=https://a&resource=", read{
			single: map[string]string{}, resources: []string{"https://a", "https://b", "https://c"},
		}},
		{"another letter case is another parameter", "a=1&A=2", read{single: map[string]string{"a": "1", "A": "2"}}},
		{"NUL", "a=x%00", refused},
		{"NUL in a name", "a%00=x", refused},
		{"NUL in a resource", "resource=x%00", refused},
		{"not UTF-8", "a=%ff", refused},
		{"a bad escape", "a=%zz", refused},
		{"a bad escape in a name", "%zz=a", refused},
		{"half an escape", "a=%4", refused},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			values, err := protocol.ParseForm(test.text)
			compare(t, test.want, parsed(t, values, err))
		})
	}
}

func TestParseJSON(t *testing.T) {
	refused := read{}
	tests := []struct {
		name string
		text string
		want read
	}{
		{"nothing in it", `{}`, read{single: map[string]string{}}},
		{"members", ` {"a":"1","b":"x y"} `, read{single: map[string]string{"a": "1", "b": "x y"}}},
		{"numbers and booleans", `{"max_age":3600,"big":12345678901234567890,"on":true}`, read{
			single: map[string]string{"max_age": "3600", "big": "12345678901234567890", "on": "true"},
		}},
		{"null and empty are omitted", `{"a":null,"b":""}`, read{single: map[string]string{}}},
		{"one resource", `{"resource":"https://a"}`, read{single: map[string]string{}, resources: []string{"https://a"}}},
		{"several resources", `{"resource":["https://a","https://b"]}`, read{
			single: map[string]string{}, resources: []string{"https://a", "https://b"},
		}},
		{"a repeated member", `{"client_id":"a","client_id":"b"}`, refused},
		{"a repeated member in escapes", `{"client_id":"a","client\u005fid":"b"}`, refused},
		{"a list other than resource", `{"scope":["openid"]}`, refused},
		{"an empty list other than resource", `{"scope":[]}`, refused},
		{"a resource that is not a string", `{"resource":[1]}`, refused},
		{"an object in it", `{"a":{"b":"c"}}`, refused},
		{"empty", ``, refused},
		{"null", `null`, refused},
		{"a list", `[{"a":"1"}]`, refused},
		{"text", `"a"`, refused},
		{"not closed", `{"a":"1"`, refused},
		{"closed otherwise", `{"a":"1"]`, refused},
		{"a trailing comma", `{"a":"1",}`, refused},
		{"two objects", `{"a":"1"}{"b":"2"}`, refused},
		{"trailing data", `{"a":"1"}x`, refused},
		{"a name without quotes", `{a:"1"}`, refused},
		{"a member without value", `{"a"}`, refused},
		{"NUL", `{"a":"\u0000"}`, refused},
		{"not UTF-8", "{\"a\":\"\xff\"}", refused},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			values, err := protocol.ParseJSON([]byte(test.text))
			compare(t, test.want, parsed(t, values, err))
		})
	}
}

func TestValues(t *testing.T) {
	values := protocol.NewValues(map[string]string{"a": "1", "empty": ""}, []string{"https://a"})
	if values.Get("a") != "1" || values.Get("b") != "" {
		t.Errorf("Get: %q, %q", values.Get("a"), values.Get("b"))
	}
	if !values.Has("a") || values.Has("b") || values.Has("empty") {
		t.Error("Has")
	}
	if diff := cmp.Diff([]string{"https://a"}, values.Resources()); diff != "" {
		t.Error(diff)
	}
	var none protocol.Values
	if none.Has("a") || none.Get("a") != "" {
		t.Error("the zero value holds something")
	}
}

func FuzzParseForm(f *testing.F) {
	for _, text := range []string{
		"", "a=1&b=2", "a=1&a=2", "resource=x,y&resource=z", "a=%00", "%zz", "&&=&", "a=\xff", "scope=a b+c%20d",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		values, err := protocol.ParseForm(text)
		got := parsed(t, values, err)
		if err == nil {
			checkRead(t, got)
			compare(t, got, again(t, got))
		}
	})
}

func FuzzParseJSON(f *testing.F) {
	for _, text := range []string{
		`{}`, `{"a":"1","b":2,"c":true,"d":null}`, `{"resource":["a","b"]}`, `{"a":"1","a":"2"}`, `null`, `[]`, `{"a":{}}`, `{"a":`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		values, err := protocol.ParseJSON(body)
		got := parsed(t, values, err)
		if err != nil {
			return
		}
		checkRead(t, got)
		if !json.Valid(body) {
			t.Errorf("accepted %q, which is not JSON", body)
		}
		compare(t, got, again(t, got))
	})
}

// checkRead checks accepted input against what every caller relies on.
func checkRead(t *testing.T, got read) {
	t.Helper()
	all := append([]string(nil), got.resources...)
	for name, value := range got.single {
		if value == "" || name == "resource" {
			t.Errorf("%q=%q was accepted", name, value)
		}
		all = append(all, name, value)
	}
	for _, text := range all {
		if strings.ContainsRune(text, 0) || !utf8.ValidString(text) {
			t.Errorf("%q was accepted", text)
		}
	}
}

// again encodes what was read and reads it back.
func again(t *testing.T, first read) read {
	t.Helper()
	form := url.Values{"resource": first.resources}
	for name, value := range first.single {
		form.Set(name, value)
	}
	values, err := protocol.ParseForm(form.Encode())
	return parsed(t, values, err)
}
