package secret_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

func TestAPIPersonalAccessTokens(t *testing.T) {
	s := servertest.NewManagement(t)
	id := s.User("ann").ID
	path := "/users/" + id + "/personal-access-tokens"
	wantSame(t, []any{}, any(s.List(t, path)))

	end := s.Now().Add(time.Hour).UnixMilli()
	first := s.Object(t, "POST", path, `{"name":"CI / nightly","expiresAt":null}`, 201)
	second := s.Object(t, "POST", path, fmt.Sprintf(`{"name":"laptop","expiresAt":%d}`, end), 201)
	value, _ := first["value"].(string)
	if !strings.HasPrefix(value, "pat_") || len(value) > 64 {
		t.Errorf("the value is %q", value)
	}
	wantSame(t, servertest.Object{
		"tenantId": "default", "userId": id, "name": "CI / nightly", "value": value,
		"createdAt": number(s.Now().UnixMilli()), "expiresAt": nil,
	}, first)
	wantSame(t, any(number(end)), second["expiresAt"])
	wantSame(t, []any{first, second}, any(s.List(t, path)))

	first["name"] = "CI"
	wantSame(t, first, s.Object(t, "PATCH", path+"/"+url.PathEscape("CI / nightly"), `{"name":"CI"}`, 200))
	second["name"] = "desk"
	wantSame(t, second, s.Object(t, "PATCH", path, `{"currentName":"laptop","name":"desk"}`, 200))
	s.Call(t, "DELETE", path+"/CI", "", 204)
	s.Call(t, "POST", path+"/delete", `{"name":"desk"}`, 204)
	wantSame(t, []any{}, any(s.List(t, path)))
}

func TestAPIPersonalAccessTokenErrors(t *testing.T) {
	s := servertest.NewManagement(t)
	path := "/users/" + s.User("ann").ID + "/personal-access-tokens"
	other := "/users/" + s.User("bob").ID + "/personal-access-tokens"
	s.Call(t, "POST", path, `{"name":"CI"}`, 201)
	s.Call(t, "POST", path, `{"name":"laptop"}`, 201)
	tests := []struct {
		name, method, path, body string
		status                   int
		code                     string
	}{
		{"same name", "POST", path, `{"name":"CI"}`, 422, "user.personal_access_token_name_exists"},
		{"no name", "POST", path, `{}`, 400, "guard.invalid_input"},
		{"empty name", "POST", path, `{"name":""}`, 400, "guard.invalid_input"},
		{"long name", "POST", path, `{"name":"` + strings.Repeat("a", 300) + `"}`, 400, "guard.invalid_input"},
		{"already expired", "POST", path, `{"name":"a","expiresAt":1}`, 400, "request.invalid_input"},
		{"the beginning of time", "POST", path, `{"name":"a","expiresAt":0}`, 400, "guard.invalid_input"},
		{"no time", "POST", path, `{"name":"a","expiresAt":"tomorrow"}`, 400, "guard.invalid_input"},
		{"unknown user", "POST", "/users/nobody/personal-access-tokens", `{"name":"a"}`, 404, "entity.not_found"},
		{"list of unknown user", "GET", "/users/nobody/personal-access-tokens", "", 404, "entity.not_found"},
		{"renamed to a taken name", "PATCH", path + "/CI", `{"name":"laptop"}`, 422, "user.personal_access_token_name_exists"},
		{"the same by body", "PATCH", path, `{"currentName":"CI","name":"laptop"}`, 422, "user.personal_access_token_name_exists"},
		{"rename which", "PATCH", path, `{"name":"a"}`, 400, "guard.invalid_input"},
		{"renamed to null", "PATCH", path + "/CI", `{"name":null}`, 400, "guard.invalid_input"},
		{"rename someone else's", "PATCH", other + "/CI", `{"name":"a"}`, 404, "entity.not_found"},
		{"rename unknown by body", "PATCH", path, `{"currentName":"none","name":"a"}`, 404, "entity.not_found"},
		{"delete someone else's", "DELETE", other + "/CI", "", 404, "entity.not_found"},
		{"delete unknown by body", "POST", path + "/delete", `{"name":"none"}`, 404, "entity.not_found"},
		{"delete which", "POST", path + "/delete", `{}`, 400, "guard.invalid_input"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { s.Refused(t, test.method, test.path, test.body, test.status, test.code) })
	}
}

// A viewer sees that there are tokens, but not their values.
func TestAPIPersonalAccessTokensMasked(t *testing.T) {
	s := servertest.NewManagement(t)
	path := "/users/" + s.User("ann").ID + "/personal-access-tokens"
	created := s.Object(t, "POST", path, `{"name":"CI"}`, 201)
	created["value"] = "••••"
	wantSame(t, []any{created}, any(s.As(models.RoleViewer).List(t, path)))
}
