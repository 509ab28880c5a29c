package user_test

import (
	"strings"
	"testing"
)

func TestAPICustomData(t *testing.T) {
	s := newSite(t)
	path := "/users/" + s.User("ann").ID + "/custom-data"
	wantSame(t, object{}, s.object(t, "GET", path, "", 200))
	wantSame(t, object{"a": 1.0, "b": object{"c": true}}, s.object(t, "PATCH", path, `{"customData":{"a":1,"b":{"c":true}}}`, 200))
	wantSame(t, object{"a": 1.0, "b": nil}, s.object(t, "PATCH", path, `{"customData":{"b":null}}`, 200))
	wantSame(t, object{"a": 1.0, "b": nil}, s.object(t, "GET", path, "", 200))

	for name, body := range map[string]string{
		"no body": "", "no member": `{}`, "null": `{"customData":null}`, "a list": `{"customData":[1]}`, "a text": `{"customData":"a"}`,
		"too much": `{"customData":{"x":"` + strings.Repeat("a", 70_000) + `"}}`,
	} {
		t.Run(name, func(t *testing.T) { s.refused(t, "PATCH", path, body, 400, "guard.invalid_input") })
	}
	s.refused(t, "GET", "/users/nobody/custom-data", "", 404, "entity.not_found")
	s.refused(t, "PATCH", "/users/nobody/custom-data", `{"customData":{}}`, 404, "entity.not_found")
}

func TestAPIProfile(t *testing.T) {
	s := newSite(t)
	path := "/users/" + s.User("ann").ID + "/profile"
	for _, step := range []struct {
		name, body string
		want       object
	}{
		{"set", `{"profile":{"nickname":"A","address":{"country":"NO","region":"Oslo"}}}`, object{"nickname": "A", "address": object{"country": "NO", "region": "Oslo"}}},
		{"others stay", `{"profile":{"gender":"f"}}`, object{"nickname": "A", "gender": "f", "address": object{"country": "NO", "region": "Oslo"}}},
		{"the address is one", `{"profile":{"address":{"country":"SE"}}}`, object{"nickname": "A", "gender": "f", "address": object{"country": "SE"}}},
		{"taken away", `{"profile":{"nickname":"","address":{}}}`, object{"gender": "f"}},
		{"unknown field", `{"profile":{"shoeSize":"41"}}`, object{"gender": "f"}},
	} {
		t.Run(step.name, func(t *testing.T) { wantSame(t, step.want, s.object(t, "PATCH", path, step.body, 200)) })
	}
	for name, body := range map[string]string{
		"no member": `{}`, "null": `{"profile":null}`, "null in it": `{"profile":{"nickname":null}}`,
		"too long": `{"profile":{"nickname":"` + strings.Repeat("a", 1025) + `"}}`,
	} {
		t.Run(name, func(t *testing.T) { s.refused(t, "PATCH", path, body, 400, "guard.invalid_input") })
	}
	s.refused(t, "PATCH", "/users/nobody/profile", `{"profile":{}}`, 404, "entity.not_found")
}
