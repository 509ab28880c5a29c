package organizationrole_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/server/servertest"
	"portico/models"
)

// shop has a resource with the scopes read and write.
func shop(t *testing.T) *servertest.Management {
	t.Helper()
	s := servertest.NewManagement(t)
	must(t, s.Records().Resources.Insert(t.Context(), &models.Resource{ID: "shop", Name: "Shop", Indicator: "https://shop.example/", AccessTokenTTL: 60}))
	for i, name := range []string{"read", "write"} {
		scope := &models.Scope{ID: name, ResourceID: "shop", Name: name, CreatedAt: int64(i)}
		must(t, s.Records().Scopes.Insert(t.Context(), scope))
	}
	return s
}

// managementScope is the id of a scope of the Management API.
func managementScope(t *testing.T, s *servertest.Management) string {
	t.Helper()
	resource, err := s.Records().Resources.ByIndicator(t.Context(), "https://default.logto.app/api")
	must(t, err)
	scopes, err := s.Records().Scopes.Of(t.Context(), resource.ID)
	must(t, err)
	return scopes[0].ID
}

func wantSame(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func text(value any) string {
	text, _ := value.(string)
	return text
}

// list is the response of a list.
func list(t *testing.T, s *servertest.Management, path string) []servertest.Object {
	t.Helper()
	rows, _ := page(t, s, path)
	return rows
}

// page is the response of a list with the total number of rows.
func page(t *testing.T, s *servertest.Management, path string) (rows []servertest.Object, total string) {
	t.Helper()
	answer := s.For(t).API("GET", "/api"+path, s.Bearer, "")
	if answer.StatusCode != 200 {
		t.Fatalf("GET %s: %d %s", path, answer.StatusCode, answer.Text)
	}
	must(t, json.Unmarshal([]byte(answer.Text), &rows))
	return rows, answer.Header.Get("Total-Number")
}

func names(rows []servertest.Object) string {
	var all []string
	for _, row := range rows {
		all = append(all, text(row["name"]))
	}
	return strings.Join(all, " ")
}

func TestAPIOrganizationRoles(t *testing.T) {
	s := shop(t)
	files := text(s.Object(t, "POST", "/organization-scopes", `{"name":"read:files"}`, 201)["id"])
	created := s.Object(t, "POST", "/organization-roles", `{"name":"Member","description":"Belongs",
		"organizationScopeIds":["`+files+`"],"resourceScopeIds":["write","read"]}`, 201)
	id := text(created["id"])
	bare := servertest.Object{"tenantId": "default", "id": id, "name": "Member", "description": "Belongs", "type": "User"}
	wantSame(t, bare, created)
	resource := servertest.Object{"id": "shop", "name": "Shop"}
	whole := servertest.Object{
		"tenantId": "default", "id": id, "name": "Member", "description": "Belongs", "type": "User",
		"scopes": []any{servertest.Object{"id": files, "name": "read:files"}},
		"resourceScopes": []any{
			servertest.Object{"id": "read", "name": "read", "resource": resource},
			servertest.Object{"id": "write", "name": "write", "resource": resource},
		},
	}
	wantSame(t, whole, s.Object(t, "GET", "/organization-roles/"+id, "", 200))
	wantSame(t, []servertest.Object{whole}, list(t, s, "/organization-roles"))

	machine := s.Object(t, "POST", "/organization-roles", `{"name":"Job","type":"MachineToMachine","id":"x","tenantId":"admin"}`, 201)
	if machine["id"] == "x" || machine["tenantId"] != "default" || machine["type"] != "MachineToMachine" || machine["description"] != nil {
		t.Errorf("got %v", machine)
	}
	empty := s.Object(t, "GET", "/organization-roles/"+text(machine["id"]), "", 200)
	wantSame(t, []any{[]any{}, []any{}}, []any{empty["scopes"], empty["resourceScopes"]})

	// A response can be sent back as a request.
	body, err := json.Marshal(whole)
	must(t, err)
	wantSame(t, bare, s.Object(t, "PATCH", "/organization-roles/"+id, string(body), 200))
	bare["name"], bare["description"] = "Guest", nil
	wantSame(t, bare, s.Object(t, "PATCH", "/organization-roles/"+id, `{"name":"Guest","description":null}`, 200))
	wantSame(t, bare, s.Object(t, "PATCH", "/organization-roles/"+id, `{}`, 200))
	s.Refused(t, "PATCH", "/organization-roles/"+id, `{"type":"MachineToMachine"}`, 422, "request.invalid_input")
	s.Refused(t, "PATCH", "/organization-roles/"+id, `{"name":"Job"}`, 422, "entity.unique_integrity_violation")

	s.Call(t, "DELETE", "/organization-roles/"+id, "", 204)
	s.Refused(t, "GET", "/organization-roles/"+id, "", 404, "entity.not_found")
	s.Refused(t, "DELETE", "/organization-roles/"+id, "", 404, "entity.not_found")
}

func TestAPICreateOrganizationRoleRefuses(t *testing.T) {
	s := shop(t)
	s.Call(t, "POST", "/organization-roles", `{"name":"taken"}`, 201)
	const bad = "guard.invalid_input"
	tests := []struct {
		name, body string
		status     int
		code       string
	}{
		{"no name", `{}`, 400, bad},
		{"empty name", `{"name":" "}`, 400, bad},
		{"name of 129 characters", `{"name":"` + strings.Repeat("a", 129) + `"}`, 400, bad},
		{"name null", `{"name":null}`, 400, bad},
		{"NUL", `{"name":"a\u0000"}`, 400, bad},
		{"description of 257", `{"name":"a","description":"` + strings.Repeat("a", 257) + `"}`, 400, bad},
		{"unknown type", `{"name":"a","type":"Robot"}`, 400, bad},
		{"IDs that are not a list", `{"name":"a","resourceScopeIds":"read"}`, 400, bad},
		{"1001 ids", `{"name":"a","resourceScopeIds":["` + strings.Repeat(`x","`, 1000) + `x"]}`, 400, bad},
		{"taken", `{"name":"taken"}`, 422, "entity.unique_integrity_violation"},
		{"unknown permission", `{"name":"a","organizationScopeIds":["none"]}`, 422, "entity.relation_foreign_key_not_found"},
		{"unknown scope", `{"name":"a","resourceScopeIds":["read","none"]}`, 422, "entity.relation_foreign_key_not_found"},
		{"Management API", `{"name":"a","resourceScopeIds":["` + managementScope(t, s) + `"]}`, 422, "role.management_api_scopes_not_assignable_to_user_role"},
		{"Management API for machines", `{"name":"a","type":"MachineToMachine","resourceScopeIds":["` + managementScope(t, s) + `"]}`, 422, "role.management_api_scopes_not_assignable_to_user_role"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s.Refused(t, "POST", "/organization-roles", test.body, test.status, test.code)
		})
	}
	if got := names(list(t, s, "/organization-roles")); got != "taken" {
		t.Errorf("there are %s", got)
	}
}

func TestAPIListOrganizationRoles(t *testing.T) {
	s := shop(t)
	for i := range 25 {
		s.Advance(1e9)
		s.Call(t, "POST", "/organization-roles", fmt.Sprintf(`{"name":"r%02d","description":"No. %d"}`, i, i), 201)
	}
	for _, test := range []struct {
		query, want, total string
	}{
		{"?page=1&page_size=3", "r24 r23 r22", "25"},
		{"?page=9&page_size=3", "r00", "25"},
		{"?page=10&page_size=3", "", "25"},
		{"?q=NO.+2&page=1&page_size=2", "r24 r23", "6"},
		{"?q=r0_", "", "0"},
		{"?q=%25", "", "0"},
	} {
		if rows, total := page(t, s, "/organization-roles"+test.query); names(rows) != test.want || total != test.total {
			t.Errorf("%s: %s of %s", test.query, names(rows), total)
		}
	}
	if rows, total := page(t, s, "/organization-roles"); len(rows) != 20 || total != "25" {
		t.Errorf("%d of %s without a page", len(rows), total)
	}
	s.Refused(t, "GET", "/organization-roles?page=0", "", 400, "guard.invalid_pagination")
	s.Refused(t, "GET", "/organization-roles?q=%00", "", 400, "guard.invalid_input")
}

// Both kinds of permissions have the same routes.
func TestAPIOrganizationRolePermissions(t *testing.T) {
	s := shop(t)
	permission := func(name string) string {
		s.Advance(1e9)
		return text(s.Object(t, "POST", "/organization-scopes", `{"name":"`+name+`"}`, 201)["id"])
	}
	kinds := []struct{ path, field, one, two, refused, code string }{
		{"/scopes", "organizationScopeIds", permission("one"), permission("two"), "read", "entity.relation_foreign_key_not_found"},
		{
			"/resource-scopes", "scopeIds", "read", "write", managementScope(t, s),
			"role.management_api_scopes_not_assignable_to_user_role",
		},
	}
	id := text(s.Object(t, "POST", "/organization-roles", `{"name":"Member"}`, 201)["id"])
	for _, kind := range kinds {
		t.Run(kind.path, func(t *testing.T) {
			path := "/organization-roles/" + id + kind.path
			body := func(ids ...string) string {
				encoded, err := json.Marshal(map[string][]string{kind.field: append([]string{}, ids...)})
				must(t, err)
				return string(encoded)
			}
			given := func(want ...string) {
				t.Helper()
				ids := []string{}
				for _, row := range list(t, s, path) {
					ids = append(ids, text(row["id"]))
				}
				wantSame(t, append([]string{}, want...), ids)
			}
			given()
			s.Call(t, "POST", path, body(kind.one, kind.one), 201)
			s.Call(t, "POST", path, body(kind.two, kind.one), 201)
			given(kind.two, kind.one)
			s.Call(t, "PUT", path, body(kind.one), 204)
			given(kind.one)
			s.Call(t, "PUT", path, body(kind.two), 204)
			given(kind.two)
			for _, method := range []string{"POST", "PUT"} {
				s.Refused(t, method, path, body(kind.one, "none"), 422, "entity.relation_foreign_key_not_found")
				s.Refused(t, method, "/organization-roles/none"+kind.path, body(kind.one), 404, "entity.not_found")
				s.Refused(t, method, path, `{}`, 400, "guard.invalid_input")
				s.Refused(t, method, path, `{"`+kind.field+`":null}`, 400, "guard.invalid_input")
				s.Refused(t, method, path, `{"`+kind.field+`":[1]}`, 400, "guard.invalid_input")
			}
			s.Refused(t, "POST", path, body(kind.refused), 422, kind.code)
			given(kind.two)
			s.Call(t, "DELETE", path+"/"+kind.two, "", 204)
			s.Refused(t, "DELETE", path+"/"+kind.two, "", 404, "entity.not_found")
			s.Refused(t, "DELETE", path+"/none", "", 404, "entity.not_found")
			s.Call(t, "POST", path, body(kind.one), 201)
			s.Call(t, "PUT", path, body(), 204)
			given()
			s.Refused(t, "GET", "/organization-roles/none"+kind.path, "", 404, "entity.not_found")
			s.Call(t, "PUT", path, body(kind.one, kind.two), 204)
			if rows, total := page(t, s, path+"?page=2&page_size=1"); total != "2" || len(rows) != 1 || rows[0]["id"] != kind.one {
				t.Errorf("page 2: %v of %s", rows, total)
			}
		})
	}
	row := list(t, s, "/organization-roles/"+id+"/resource-scopes?page=2&page_size=1")[0]
	wantSame(t, servertest.Object{
		"tenantId": "default", "id": "read", "resourceId": "shop", "name": "read", "description": nil, "createdAt": 0.0,
	}, row)
	var keys []string
	for _, audited := range s.Audited() {
		if audited.Key == event.OrganizationRoleScopesUpdated {
			keys = append(keys, audited.Key)
		}
	}
	if len(keys) != 2*8 { // 8 calls of each kind changed something
		t.Errorf("%d changes of permissions are audited", len(keys))
	}
}

func TestAPIOrganizationScopes(t *testing.T) {
	s := servertest.NewManagement(t)
	created := s.Object(t, "POST", "/organization-scopes", `{"name":"read:files","description":"Sees files","id":"x"}`, 201)
	id := text(created["id"])
	want := servertest.Object{"tenantId": "default", "id": id, "name": "read:files", "description": "Sees files"}
	wantSame(t, want, created)
	wantSame(t, want, s.Object(t, "GET", "/organization-scopes/"+id, "", 200))
	s.Advance(1e9)
	s.Call(t, "POST", "/organization-scopes", `{"name":"other","description":null}`, 201)
	if got := names(list(t, s, "/organization-scopes")); got != "other read:files" {
		t.Errorf("listed %s", got)
	}
	wantSame(t, []servertest.Object{want}, list(t, s, "/organization-scopes?q=SEES&page=1"))
	for name, body := range map[string]string{
		"no name": `{}`, "empty": `{"name":""}`, "space": `{"name":"a b"}`, "quote": `{"name":"a\""}`, "long": `{"name":"` + strings.Repeat("a", 129) + `"}`,
		"description": `{"name":"a","description":"` + strings.Repeat("a", 257) + `"}`, "umlaut": `{"name":"ä"}`,
	} {
		t.Run(name, func(t *testing.T) { s.Refused(t, "POST", "/organization-scopes", body, 400, "guard.invalid_input") })
	}
	s.Refused(t, "POST", "/organization-scopes", `{"name":"other"}`, 422, "entity.unique_integrity_violation")
	s.Refused(t, "PATCH", "/organization-scopes/"+id, `{"name":"other"}`, 422, "entity.unique_integrity_violation")
	s.Refused(t, "PATCH", "/organization-scopes/"+id, `{"name":""}`, 400, "guard.invalid_input")
	want["name"], want["description"] = "files", nil
	wantSame(t, want, s.Object(t, "PATCH", "/organization-scopes/"+id, `{"name":"files","description":null}`, 200))
	s.Call(t, "DELETE", "/organization-scopes/"+id, "", 204)
	for _, method := range []string{"GET", "DELETE"} {
		s.Refused(t, method, "/organization-scopes/"+id, "", 404, "entity.not_found")
	}
	s.Refused(t, "PATCH", "/organization-scopes/none", `{"name":"a"}`, 404, "entity.not_found")
}

// In the operators' tenant no tenant's Management API can be assigned.
func TestAPIOrganizationRolesOfOperators(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	token := p.OperatorToken(models.RoleAdmin, models.TenantAdmin)
	records := p.DB.Tenant(models.TenantAdmin)
	for _, tenantID := range []string{models.TenantDefault, models.TenantAdmin} {
		indicator := models.ManagementAPIIndicator(tenantID, p.Config.ManagementAPIIndicator)
		resource, err := records.Resources.ByIndicator(t.Context(), indicator)
		must(t, err)
		scopes, err := records.Scopes.Of(t.Context(), resource.ID)
		must(t, err)
		for _, scope := range scopes {
			answer := p.API("POST", "/t/admin/api/organization-roles", token, `{"name":"Root","resourceScopeIds":["`+scope.ID+`"]}`)
			if answer.StatusCode != 422 || answer.JSON()["code"] != "role.management_api_scopes_not_assignable_to_user_role" {
				t.Errorf("%s of %s: got %d %s", scope.Name, tenantID, answer.StatusCode, answer.Text)
			}
		}
	}
}
