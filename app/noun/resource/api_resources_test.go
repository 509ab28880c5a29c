package resource_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

func same(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// idOf is the ID in a body.
func idOf(body servertest.Object) string {
	id, _ := body["id"].(string)
	return id
}

func TestAPIResourceBody(t *testing.T) {
	s := servertest.NewManagement(t)
	created := s.Object(t, "POST", "/resources", `{"name":"Shop","indicator":"https://Shop.example","accessTokenTtl":60}`, 201)
	want := servertest.Object{
		"tenantId": "default", "id": created["id"], "name": "Shop", "indicator": "https://Shop.example",
		"isDefault": false, "accessTokenTtl": 60.0, "scopes": []any{},
	}
	same(t, want, created)
	if len(idOf(created)) != 21 {
		t.Errorf("id %q", idOf(created))
	}
	delete(want, "scopes")
	same(t, want, s.Object(t, "GET", "/resources/"+idOf(created), "", 200))
	full := s.Object(t, "POST", "/resources", `{"name":"Old","indicator":"urn:old","accessTokenType":"JWT","accessTokenSigningAlg":"ES384"}`, 201)
	if full["accessTokenType"] != "JWT" || full["accessTokenSigningAlg"] != "ES384" {
		t.Errorf("got %v", full)
	}
	bare := s.Object(t, "POST", "/resources", `{"name":"Desk","indicator":"urn:desk","id":"x","tenantId":"admin","isDefault":true}`, 201)
	if bare["accessTokenTtl"] != 3600.0 || bare["id"] == "x" || bare["tenantId"] != "default" || bare["isDefault"] != false {
		t.Errorf("got %v", bare)
	}
}

func TestAPICreateResource(t *testing.T) {
	s := servertest.NewManagement(t)
	s.Object(t, "POST", "/resources", `{"name":"A","indicator":"https://taken.example"}`, 201)
	const invalid, inUse = "guard.invalid_input", "resource.resource_identifier_in_use"
	tests := []struct {
		name, body string
		status     int
		code       string
	}{
		{"no name", `{"indicator":"https://a.example"}`, 400, invalid},
		{"an empty name", `{"name":"","indicator":"https://a.example"}`, 400, invalid},
		{"null for the name", `{"name":null,"indicator":"https://a.example"}`, 400, invalid},
		{"no indicator", `{"name":"A"}`, 400, invalid},
		{"no URI", `{"name":"A","indicator":"a"}`, 400, invalid},
		{"a fragment", `{"name":"A","indicator":"https://a.example#b"}`, 400, invalid},
		{"reserved", `{"name":"A","indicator":"urn:logto:organization:a"}`, 400, invalid},
		{"NUL", `{"name":"A\u0000","indicator":"https://a.example"}`, 400, invalid},
		{"a life of zero", `{"name":"A","indicator":"https://a.example","accessTokenTtl":0}`, 400, invalid},
		{"half a second", `{"name":"A","indicator":"https://a.example","accessTokenTtl":60.5}`, 400, invalid},
		{"a life as text", `{"name":"A","indicator":"https://a.example","accessTokenTtl":"60"}`, 400, invalid},
		{"another type", `{"name":"A","indicator":"https://a.example","accessTokenType":"at"}`, 400, invalid},
		{"no algorithm", `{"name":"A","indicator":"https://a.example","accessTokenSigningAlg":"none"}`, 400, invalid},
		{"taken", `{"name":"A","indicator":"https://taken.example"}`, 422, inUse},
		{"the Management API", `{"name":"A","indicator":"` + s.Config.ManagementAPIIndicator + `"}`, 422, inUse},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { s.Refused(t, "POST", "/resources", test.body, test.status, test.code) })
	}
	s.Object(t, "POST", "/resources", `{"name":"A","indicator":"https://taken.example/"}`, 201)
}

func TestAPIUpdateResource(t *testing.T) {
	s := servertest.NewManagement(t)
	created := s.Object(t, "POST", "/resources", `{"name":"Shop","indicator":"https://shop.example"}`, 201)
	delete(created, "scopes")
	path := "/resources/" + idOf(created)
	same(t, created, s.Object(t, "PATCH", path, `{}`, 200))
	same(t, created, s.Object(t, "PATCH", path, `{"indicator":"https://other.example","tenantId":"x","isDefault":true}`, 200))
	created["name"], created["accessTokenTtl"] = "Store", 90.0
	same(t, created, s.Object(t, "PATCH", path, `{"name":"Store","accessTokenTtl":90}`, 200))
	created["accessTokenType"], created["accessTokenSigningAlg"] = "JWT", "RS256"
	same(t, created, s.Object(t, "PATCH", path, `{"accessTokenType":"JWT","accessTokenSigningAlg":"RS256"}`, 200))
	same(t, created, s.Object(t, "PATCH", path, `{"name":"Store"}`, 200))
	created["accessTokenType"] = "at+jwt"
	delete(created, "accessTokenSigningAlg")
	same(t, created, s.Object(t, "PATCH", path, `{"accessTokenType":"at+jwt","accessTokenSigningAlg":null}`, 200))
	for _, body := range []string{
		`{"accessTokenType":"jwt"}`, `{"accessTokenType":""}`, `{"accessTokenType":null}`, `{"accessTokenType":1}`,
		`{"accessTokenSigningAlg":"none"}`, `{"accessTokenSigningAlg":"HS256"}`, `{"accessTokenSigningAlg":1}`,
	} {
		s.Refused(t, "PATCH", path, body, 400, "guard.invalid_input")
	}
	s.Refused(t, "PATCH", path, `{"name":""}`, 400, "guard.invalid_input")
	s.Refused(t, "PATCH", path, `{"accessTokenTtl":31536001}`, 400, "guard.invalid_input")
	same(t, created, s.Object(t, "GET", path, "", 200))
	for id, status := range map[string]int{"absent": 404, strings.Repeat("a", 500): 404, "a%00": 400, "%ff": 400} {
		for method, body := range map[string]string{"GET": "", "PATCH": `{"name":"A"}`, "DELETE": ""} {
			s.Call(t, method, "/resources/"+id, body, status)
		}
	}
	s.Call(t, "DELETE", path, "", 204)
	s.Refused(t, "DELETE", path, "", 404, "entity.not_found")
}

func TestAPIResourceIsDefault(t *testing.T) {
	s := servertest.NewManagement(t)
	first := idOf(s.Object(t, "POST", "/resources", `{"name":"A","indicator":"urn:a"}`, 201))
	second := idOf(s.Object(t, "POST", "/resources", `{"name":"B","indicator":"urn:b"}`, 201))
	set := func(id string, isDefault bool) {
		t.Helper()
		got := s.Object(t, "PATCH", "/resources/"+id+"/is-default", fmt.Sprintf(`{"isDefault":%v}`, isDefault), 200)
		if got["isDefault"] != isDefault || got["id"] != id {
			t.Errorf("got %v", got)
		}
	}
	defaults := func(want ...any) {
		t.Helper()
		var got []any
		for _, one := range s.List(t, "/resources") {
			if fields := one.(servertest.Object); fields["isDefault"] == true {
				got = append(got, fields["id"])
			}
		}
		same(t, want, got)
	}
	set(first, true)
	set(first, true)
	defaults(first)
	set(second, true)
	defaults(second)
	set(first, false)
	defaults(second)
	set(second, false)
	defaults()
	s.Refused(t, "PATCH", "/resources/"+first+"/is-default", `{}`, 400, "guard.invalid_input")
	s.Refused(t, "PATCH", "/resources/absent/is-default", `{"isDefault":true}`, 404, "entity.not_found")
}

func TestAPIListResources(t *testing.T) {
	s := servertest.NewManagement(t)
	var ids []string
	for i := range 3 {
		id := idOf(s.Object(t, "POST", "/resources", fmt.Sprintf(`{"name":"API %d","indicator":"urn:api:%d"}`, i, i), 201))
		s.Object(t, "POST", "/resources/"+id+"/scopes", `{"name":"write"}`, 201)
		s.Object(t, "POST", "/resources/"+id+"/scopes", `{"name":"read"}`, 201)
		ids = append(ids, id)
	}
	all := s.List(t, "/resources")
	if len(all) != 4 { // including the Management API
		t.Fatalf("%d resources", len(all))
	}
	for query, isAsked := range map[string]bool{"": false, "?includeScopes=1": true, "?includeScopes=true": true, "?includeScopes=false": false} {
		for _, one := range s.List(t, "/resources"+query) {
			scopes, has := one.(servertest.Object)["scopes"]
			if has != isAsked {
				t.Errorf("%q: scopes are included: %v", query, has)
			}
			if list, _ := scopes.([]any); isAsked && one.(servertest.Object)["id"] == ids[0] {
				if len(list) != 2 || list[0].(servertest.Object)["name"] != "read" {
					t.Errorf("%q: scopes %v", query, scopes)
				}
			}
		}
	}
	page := s.API("GET", "/api/resources?page=2&page_size=3&includeScopes=1", s.Bearer, "")
	if page.Header.Get("Total-Number") != "4" || !strings.Contains(page.Header.Get("Link"), `rel="first"`) {
		t.Errorf("headers %v", page.Header)
	}
	s.Refused(t, "GET", "/resources?page=0", "", 400, "guard.invalid_pagination")
}

// In every tenant, and in "admin" for each of them, the Management API cannot
// be changed.
func TestAPIManagementAPI(t *testing.T) {
	s := servertest.NewManagement(t)
	s.Operator(models.RoleAdmin)
	for tenantID, prefix := range map[string]string{models.TenantDefault: "", models.TenantAdmin: "/t/admin"} {
		token := s.OperatorToken(models.RoleAdmin, tenantID)
		resources, _, err := s.DB.Tenant(tenantID).Scopes.ListWithResources(t.Context(), store.ResourceScopeFilter{}, store.Page{})
		if err != nil || len(resources) == 0 {
			t.Fatalf("%v, %v", resources, err)
		}
		for _, scope := range resources {
			resource := prefix + "/api/resources/" + scope.ResourceID
			for _, call := range []struct{ method, path, body, code string }{
				{"PATCH", resource, `{"name":"A"}`, "modify"},
				{"PATCH", resource + "/is-default", `{"isDefault":true}`, "modify"},
				{"DELETE", resource, "", "delete"},
				{"POST", resource + "/scopes", `{"name":"more"}`, "modify"},
				{"PATCH", resource + "/scopes/" + scope.ID, `{"name":"less"}`, "modify"},
				{"DELETE", resource + "/scopes/" + scope.ID, "", "modify"},
			} {
				answer := s.API(call.method, call.path, token, call.body)
				want := "resource.cannot_" + call.code + "_management_api"
				if answer.StatusCode != http.StatusBadRequest || answer.JSON()["code"] != want {
					t.Errorf("%s %s: got %d %s, want %s", call.method, call.path, answer.StatusCode, answer.Text, want)
				}
			}
		}
	}
}
