package user_test

import (
	"strings"
	"testing"

	"portico/app/server/servertest"
)

func TestAPICustomData(t *testing.T) {
	s := servertest.NewManagement(t)
	path := "/users/" + s.User("ann").ID + "/custom-data"
	wantSame(t, servertest.Object{}, s.Object(t, "GET", path, "", 200))
	wantSame(t, servertest.Object{"a": 1.0, "b": servertest.Object{"c": true}}, s.Object(t, "PATCH", path, `{"customData":{"a":1,"b":{"c":true}}}`, 200))
	wantSame(t, servertest.Object{"a": 1.0, "b": nil}, s.Object(t, "PATCH", path, `{"customData":{"b":null}}`, 200))
	wantSame(t, servertest.Object{"a": 1.0, "b": nil}, s.Object(t, "GET", path, "", 200))

	for name, body := range map[string]string{
		"no body": "", "no member": `{}`, "null": `{"customData":null}`, "a list": `{"customData":[1]}`, "a text": `{"customData":"a"}`,
		"too much": `{"customData":{"x":"` + strings.Repeat("a", 70_000) + `"}}`,
	} {
		t.Run(name, func(t *testing.T) { s.Refused(t, "PATCH", path, body, 400, "guard.invalid_input") })
	}
	s.Refused(t, "GET", "/users/nobody/custom-data", "", 404, "entity.not_found")
	s.Refused(t, "PATCH", "/users/nobody/custom-data", `{"customData":{}}`, 404, "entity.not_found")
}

func TestAPIProfile(t *testing.T) {
	s := servertest.NewManagement(t)
	path := "/users/" + s.User("ann").ID + "/profile"
	for _, step := range []struct {
		name, body string
		want       servertest.Object
	}{
		{"set", `{"profile":{"nickname":"A","address":{"country":"NO","region":"Oslo"}}}`, servertest.Object{"nickname": "A", "address": servertest.Object{"country": "NO", "region": "Oslo"}}},
		{"others stay", `{"profile":{"gender":"f"}}`, servertest.Object{"nickname": "A", "gender": "f", "address": servertest.Object{"country": "NO", "region": "Oslo"}}},
		{"the address is one", `{"profile":{"address":{"country":"SE"}}}`, servertest.Object{"nickname": "A", "gender": "f", "address": servertest.Object{"country": "SE"}}},
		{"taken away", `{"profile":{"nickname":"","address":{}}}`, servertest.Object{"gender": "f"}},
		{"unknown field", `{"profile":{"shoeSize":"41"}}`, servertest.Object{"gender": "f"}},
	} {
		t.Run(step.name, func(t *testing.T) { wantSame(t, step.want, s.Object(t, "PATCH", path, step.body, 200)) })
	}
	for name, body := range map[string]string{
		"no member": `{}`, "null": `{"profile":null}`, "null in it": `{"profile":{"nickname":null}}`,
		"too long": `{"profile":{"nickname":"` + strings.Repeat("a", 1025) + `"}}`,
	} {
		t.Run(name, func(t *testing.T) { s.Refused(t, "PATCH", path, body, 400, "guard.invalid_input") })
	}
	s.Refused(t, "PATCH", "/users/nobody/profile", `{"profile":{}}`, 404, "entity.not_found")
}
