package resource_test

import (
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

func TestAPIScopeBody(t *testing.T) {
	s := servertest.NewManagement(t)
	resourceID := idOf(s.Object(t, "POST", "/resources", `{"name":"Shop","indicator":"urn:shop"}`, 201))
	path := "/resources/" + resourceID + "/scopes"
	created := s.Object(t, "POST", path, `{"name":"read","description":"Look","resourceId":"x"}`, 201)
	want := servertest.Object{
		"tenantId": "default", "id": created["id"], "resourceId": resourceID, "name": "read", "description": "Look",
		"createdAt": float64(s.Now().UnixMilli()),
	}
	same(t, want, created)
	same(t, []any{want}, s.List(t, path))
	one := path + "/" + idOf(created)
	same(t, want, s.Object(t, "PATCH", one, `{}`, 200))
	want["name"] = "look"
	same(t, want, s.Object(t, "PATCH", one, `{"name":"look"}`, 200))
	want["description"] = nil
	same(t, want, s.Object(t, "PATCH", one, `{"description":null}`, 200))
	same(t, want, s.Object(t, "PATCH", one, `{"description":""}`, 200))
	s.Call(t, "DELETE", one, "", 204)
	s.Refused(t, "DELETE", one, "", 404, "entity.not_found")
	same(t, []any{}, s.List(t, path))
}

func TestAPIScopeRefused(t *testing.T) {
	s := servertest.NewManagement(t)
	path := "/resources/" + idOf(s.Object(t, "POST", "/resources", `{"name":"Shop","indicator":"urn:shop"}`, 201)) + "/scopes"
	other := "/resources/" + idOf(s.Object(t, "POST", "/resources", `{"name":"Desk","indicator":"urn:desk"}`, 201)) + "/scopes"
	s.Object(t, "POST", path, `{"name":"read"}`, 201)
	scope := "/" + idOf(s.Object(t, "POST", path, `{"name":"write","description":null}`, 201))
	tests := []struct {
		name, body string
		status     int
		code       string
	}{
		{"an empty name", `{"name":""}`, 400, "guard.invalid_input"},
		{"a number", `{"name":1}`, 400, "guard.invalid_input"},
		{"a long name", `{"name":"` + strings.Repeat("a", 257) + `"}`, 400, "guard.invalid_input"},
		{"a quotation mark", `{"name":"a\"b"}`, 400, "guard.invalid_input"},
		{"NUL", `{"name":"a\u0000"}`, 400, "guard.invalid_input"},
		{"a space", `{"name":"a b"}`, 400, "scope.name_with_space"},
		{"taken", `{"name":"read"}`, 422, "scope.name_exists"},
		{"a long description", `{"name":"a","description":"` + strings.Repeat("a", 1025) + `"}`, 400, "guard.invalid_input"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s.Refused(t, "POST", path, test.body, test.status, test.code)
			s.Refused(t, "PATCH", path+scope, test.body, test.status, test.code)
		})
	}
	s.Refused(t, "POST", path, `{}`, 400, "guard.invalid_input")
	s.Refused(t, "POST", "/resources/absent/scopes", `{"name":"a"}`, 404, "entity.not_found")
	s.Refused(t, "GET", "/resources/absent/scopes", "", 404, "entity.not_found")
	s.Refused(t, "PATCH", other+scope, `{"name":"a"}`, 404, "entity.not_found")
	s.Refused(t, "DELETE", other+scope, "", 404, "entity.not_found")
	s.Object(t, "POST", other, `{"name":"read"}`, 201)
}

func TestAPIListScopes(t *testing.T) {
	s := servertest.NewManagement(t)
	path := "/resources/" + idOf(s.Object(t, "POST", "/resources", `{"name":"Shop","indicator":"urn:shop"}`, 201)) + "/scopes"
	for _, body := range []string{`{"name":"write","description":"Change carts"}`, `{"name":"read","description":"See carts"}`, `{"name":"delete"}`} {
		s.Object(t, "POST", path, body, 201)
	}
	for query, want := range map[string][]any{
		"":                                  {"delete", "read", "write"},
		"?page=2&page_size=2":               {"write"},
		"?search=%25READ%25":                {"read"},
		"?search=%25carts":                  {"read", "write"},
		"?search.description=%25carts&page": {"read", "write"},
		"?search.name=read&search.name=delete&mode.name=exact": {"delete", "read"},
		"?search=%25READ%25&isCaseSensitive=true":              {},
	} {
		names := []any{}
		for _, one := range s.List(t, path+query) {
			names = append(names, one.(servertest.Object)["name"])
		}
		same(t, want, names)
	}
	page := s.API("GET", "/api"+path+"?page_size=2&search=%25carts", s.Bearer, "")
	if page.Header.Get("Total-Number") != "2" {
		t.Errorf("headers %v", page.Header)
	}
	s.Refused(t, "GET", path+"?search=a&mode=fuzzy", "", 400, "request.invalid_input")
	s.Refused(t, "GET", path+"?search.resourceId=a", "", 400, "request.invalid_input")
}

// Changes to a scope show in the next token.
func TestAPIScopesInTokens(t *testing.T) {
	s := servertest.NewManagement(t)
	resourceID := idOf(s.Object(t, "POST", "/resources", `{"name":"Shop","indicator":"urn:shop","accessTokenTtl":120}`, 201))
	path := "/resources/" + resourceID + "/scopes"
	scopeID := idOf(s.Object(t, "POST", path, `{"name":"read"}`, 201))
	machine := s.Client(models.ApplicationMachineToMachine)
	role := &models.Role{ID: "r", Name: "Reader", Type: models.RoleMachineToMachine}
	check(t, s.Records().Roles.Insert(t.Context(), role))
	check(t, s.Records().Roles.AddScopes(t.Context(), role.ID, []string{scopeID}))
	check(t, s.Records().Assignments.Give(t.Context(), models.ApplicationHolder(machine.ID), role.ID))
	token := func() *servertest.Response {
		return s.Token(machine, servertest.Params{"grant_type": "client_credentials", "resource": "urn:shop", "scope": "read look"})
	}
	if got := token().JSON(); got["scope"] != "read" || got["expires_in"] != 120.0 {
		t.Errorf("got %v", got)
	}
	s.Call(t, "PATCH", path+"/"+scopeID, `{"name":"look"}`, 200)
	s.Call(t, "PATCH", "/resources/"+resourceID, `{"accessTokenTtl":90}`, 200)
	if got := token().JSON(); got["scope"] != "look" || got["expires_in"] != 90.0 {
		t.Errorf("got %v", got)
	}
	s.Call(t, "DELETE", path+"/"+scopeID, "", 204)
	if got := token().JSON(); got["scope"] != "" || got["access_token"] == nil {
		t.Errorf("got %v", got)
	}
	s.Call(t, "DELETE", "/resources/"+resourceID, "", 204)
	if got := token(); got.StatusCode != 400 || got.JSON()["error"] != "invalid_target" {
		t.Errorf("got %d %s", got.StatusCode, got.Text)
	}
}
