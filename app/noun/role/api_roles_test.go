package role_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

// roles is the Management API with a resource that has two permissions.
type roles struct {
	*servertest.Management
	read, write, all string // IDs of scopes; all belongs to the Management API
}

func newRoles(t *testing.T) *roles {
	t.Helper()
	r := &roles{Management: servertest.NewManagement(t)}
	shop := &models.Resource{ID: models.NewID(), Name: "Shop", Indicator: "https://shop.example", AccessTokenTTL: 60}
	check(t, r.Records().Resources.Insert(t.Context(), shop))
	for name, id := range map[string]*string{"read": &r.read, "write": &r.write} {
		*id = models.NewID()
		check(t, r.Records().Scopes.Insert(t.Context(), &models.Scope{ID: *id, ResourceID: shop.ID, Name: name, CreatedAt: 1}))
	}
	management, err := r.Records().Resources.ByIndicator(t.Context(), r.Config.ManagementAPIIndicator)
	check(t, err)
	scopes, err := r.Records().Scopes.Of(t.Context(), management.ID)
	check(t, err)
	r.all = scopes[0].ID
	return r
}

func (r *roles) create(t *testing.T, body string) string {
	t.Helper()
	return text(r.Object(t, "POST", "/roles", body, 200)["id"])
}

func text(value any) string {
	text, _ := value.(string)
	return text
}

// names returns one field of each object in a list.
func names(list []any, field string) []string {
	found := []string{}
	for _, one := range list {
		fields, _ := one.(servertest.Object)
		found = append(found, text(fields[field]))
	}
	return found
}

func TestAPIRoleBody(t *testing.T) {
	r := newRoles(t)
	created := r.Object(t, "POST", "/roles", `{"name":"Buyer","description":"Buys","isDefault":true,"scopeIds":["`+r.read+`"],
		"id":"x","tenantId":"admin"}`, 200)
	id := text(created["id"])
	want := servertest.Object{
		"tenantId": "default", "id": id, "name": "Buyer", "description": "Buys", "type": "User", "isDefault": true,
	}
	wantSame(t, want, created)
	if len(id) != 21 {
		t.Errorf("id %q", id)
	}
	wantSame(t, want, r.Object(t, "GET", "/roles/"+id, "", 200))
	want["name"] = "Customer"
	wantSame(t, want, r.Object(t, "PATCH", "/roles/"+id, `{"name":"Customer","type":"MachineToMachine"}`, 200))

	ann := r.User("ann") // gets the default role
	listed, _ := r.List(t, "/roles?search.name=Customer&mode.name=exact")[0].(servertest.Object)
	for field, value := range map[string]any{
		"usersCount": 1.0, "featuredUsers": []any{servertest.Object{"id": ann.ID, "avatar": nil, "name": nil}},
		"applicationsCount": 0.0, "featuredApplications": []any{},
	} {
		want[field] = value
	}
	wantSame(t, want, listed)
	wantSame(t, []any{servertest.Object{
		"tenantId": "default", "id": r.read, "resourceId": listedScope(t, r, id)["resourceId"], "name": "read", "description": nil, "createdAt": 1.0,
		"resource": servertest.Object{
			"tenantId": "default", "id": listedScope(t, r, id)["resourceId"], "name": "Shop", "indicator": "https://shop.example",
			"isDefault": false, "accessTokenTtl": 60.0,
		},
	}}, r.List(t, "/roles/"+id+"/scopes"))
	wantSame(t, []string{ann.ID}, names(r.List(t, "/roles/"+id+"/users"), "id"))
	r.Call(t, "DELETE", "/roles/"+id, "", 204)
	r.Refused(t, "GET", "/roles/"+id, "", 404, "entity.not_found")
}

func listedScope(t *testing.T, r *roles, id string) servertest.Object {
	t.Helper()
	scope, _ := r.List(t, "/roles/"+id+"/scopes")[0].(servertest.Object)
	return scope
}

func TestAPIRefusals(t *testing.T) {
	r := newRoles(t)
	buyer := r.create(t, `{"name":"Buyer","description":"x","scopeIds":["`+r.read+`"]}`)
	robots := r.create(t, `{"name":"Robots","description":"x","type":"MachineToMachine","scopeIds":["`+r.all+`"]}`)
	ann := r.User("ann").ID
	machine, web := r.Client(models.ApplicationMachineToMachine).ID, r.Client(models.ApplicationTraditional).ID
	r.Call(t, "POST", "/roles/"+buyer+"/users", `{"userIds":["`+ann+`"]}`, 201)
	r.Call(t, "POST", "/roles/"+robots+"/applications", `{"applicationIds":["`+machine+`"]}`, 201)
	seeded, err := r.Records().Roles.ByName(t.Context(), models.RoleManagementAPIAccess)
	check(t, err)
	tests := []struct {
		method, path, body string
		status             int
		code               string
	}{
		{"POST", "/roles", `{"name":"Buyer","description":"x"}`, 422, "role.name_in_use"},
		{"POST", "/roles", `{"name":"#internal:x","description":"x"}`, 403, "role.internal_role_violation"},
		{"POST", "/roles", `{"name":"x"}`, 400, "guard.invalid_input"},
		{"POST", "/roles", `{"name":"x","description":""}`, 400, "guard.invalid_input"},
		{"POST", "/roles", `{"name":"x","description":"x","type":"Other"}`, 400, "guard.invalid_input"},
		{"POST", "/roles", `{"name":"x","description":"x","scopeIds":["` + r.all + `"]}`, 400, "role.management_api_scopes_not_assignable_to_user_role"},
		{"POST", "/roles", `{"name":"x","description":"x","scopeIds":["none"]}`, 422, "entity.relation_foreign_key_not_found"},
		{"PATCH", "/roles/" + buyer, `{"name":"Robots"}`, 422, "role.name_in_use"},
		{"PATCH", "/roles/none", `{"name":"x"}`, 404, "entity.not_found"},
		{"PATCH", "/roles/" + seeded.ID, `{"name":"x"}`, 422, "role.built_in"},
		{"DELETE", "/roles/" + seeded.ID, "", 422, "role.built_in"},
		{"POST", "/roles/" + seeded.ID + "/scopes", `{"scopeIds":["` + r.read + `"]}`, 422, "role.built_in"},
		{"DELETE", "/roles/none", "", 404, "entity.not_found"},
		{"POST", "/roles/" + buyer + "/scopes", `{"scopeIds":["` + r.read + `"]}`, 422, "role.scope_exists"},
		{"POST", "/roles/" + buyer + "/scopes", `{"scopeIds":["` + r.all + `"]}`, 400, "role.management_api_scopes_not_assignable_to_user_role"},
		{"DELETE", "/roles/" + buyer + "/scopes/" + r.write, "", 404, "entity.not_found"},
		{"POST", "/roles/" + buyer + "/users", `{"userIds":["` + ann + `"]}`, 422, "role.user_exists"},
		{"POST", "/roles/" + buyer + "/users", `{"userIds":["none"]}`, 404, "entity.not_found"},
		{"POST", "/roles/" + buyer + "/users", `{"userIds":[]}`, 400, "guard.invalid_input"},
		{"POST", "/roles/" + buyer + "/users", `{"userIds":[""]}`, 400, "guard.invalid_input"},
		{"POST", "/roles/" + robots + "/applications", `{"applicationIds":["none"]}`, 404, "entity.not_found"},
		{"POST", "/roles/" + robots + "/applications", `{"applicationIds":[]}`, 400, "guard.invalid_input"},
		{"POST", "/roles/" + robots + "/applications", `{"applicationIds":[""]}`, 400, "guard.invalid_input"},
		{"POST", "/roles/" + buyer + "/scopes", `{"scopeIds":["none"]}`, 404, "entity.not_found"},
		{"POST", "/roles/" + buyer + "/scopes", `{"scopeIds":[]}`, 400, "guard.invalid_input"},
		{"POST", "/roles/" + buyer + "/scopes", `{"scopeIds":[""]}`, 400, "guard.invalid_input"},
		{"POST", "/users/" + ann + "/roles", `{"roleIds":[""]}`, 400, "guard.invalid_input"},
		{"GET", "/applications/" + web + "/roles", "", 422, "application.invalid_type"},
		{"POST", "/roles/" + robots + "/users", `{"userIds":["` + ann + `"]}`, 422, "user.invalid_role_type"},
		{"DELETE", "/roles/" + buyer + "/users/none", "", 404, "entity.not_found"},
		{"GET", "/roles/none/users", "", 404, "entity.not_found"},
		{"GET", "/roles/none/applications", "", 404, "entity.not_found"},
		{"GET", "/roles/none/scopes", "", 404, "entity.not_found"},
		{"POST", "/roles/" + robots + "/applications", `{"applicationIds":["` + machine + `"]}`, 422, "role.application_exists"},
		{"POST", "/roles/" + robots + "/applications", `{"applicationIds":["` + web + `"]}`, 422, "application.invalid_type"},
		{"POST", "/roles/" + buyer + "/applications", `{"applicationIds":["` + machine + `"]}`, 422, "application.invalid_role_type"},
		{"POST", "/users/" + ann + "/roles", `{"roleIds":["` + robots + `"]}`, 422, "user.invalid_role_type"},
		{"PUT", "/users/" + ann + "/roles", `{"roleIds":["none"]}`, 422, "entity.relation_foreign_key_not_found"},
		{"PUT", "/users/" + ann + "/roles", `{"roleIds":["a\u0000"]}`, 400, "guard.invalid_input"},
		{"PUT", "/users/" + ann + "/roles", `{}`, 400, "guard.invalid_input"},
		{"DELETE", "/users/" + ann + "/roles/" + robots, "", 404, "entity.not_found"},
		{"POST", "/applications/" + web + "/roles", `{"roleIds":["` + robots + `"]}`, 422, "application.invalid_type"},
		{"PUT", "/applications/" + machine + "/roles", `{"roleIds":["` + buyer + `"]}`, 422, "application.invalid_role_type"},
		{"GET", "/applications/none/roles", "", 404, "entity.not_found"},
		{"GET", "/users/none/roles", "", 404, "entity.not_found"},
		{"GET", "/roles?search.type=x", "", 400, "request.invalid_input"},
		{"GET", "/roles?type=x", "", 400, "guard.invalid_input"},
	}
	for _, test := range tests {
		t.Run(test.method+" "+test.path+" "+test.code, func(t *testing.T) {
			r.Refused(t, test.method, test.path, test.body, test.status, test.code)
		})
	}
	wantSame(t, []string{buyer}, names(r.List(t, "/users/"+ann+"/roles"), "id"))
	wantSame(t, []string{robots}, names(r.List(t, "/applications/"+machine+"/roles"), "id"))
}

func TestAPIAssignments(t *testing.T) {
	r := newRoles(t)
	buyer, seller := r.create(t, `{"name":"Buyer","description":"x"}`), r.create(t, `{"name":"Seller","description":"x"}`)
	robots := r.create(t, `{"name":"Robots","description":"x","type":"MachineToMachine"}`)
	ann, machine := r.User("ann").ID, r.Client(models.ApplicationMachineToMachine).ID

	body := `{"roleIds":["` + buyer + `"]}`
	wantSame(t, servertest.Object{"roleIds": []any{buyer}, "addedRoleIds": []any{buyer}}, r.Object(t, "POST", "/users/"+ann+"/roles", body, 201))
	wantSame(t, servertest.Object{"roleIds": []any{buyer}, "addedRoleIds": []any{}}, r.Object(t, "POST", "/users/"+ann+"/roles", body, 201))
	wantSame(t, servertest.Object{"roleIds": []any{seller}}, r.Object(t, "PUT", "/users/"+ann+"/roles", `{"roleIds":["`+seller+`"]}`, 200))
	wantSame(t, []string{seller}, names(r.List(t, "/users/"+ann+"/roles"), "id"))
	others := names(r.List(t, "/roles?excludeUserId="+ann), "name")
	slices.Sort(others)
	wantSame(t, []string{"Buyer", models.RoleManagementAPIAccess, "Robots"}, others)
	wantSame(t, []string{"Buyer"}, names(r.List(t, "/roles?type=User&excludeUserId="+ann), "name"))
	wantSame(t, 0, len(r.List(t, "/users?excludeRoleId="+seller)))
	wantSame(t, []string{ann}, names(r.List(t, "/users?excludeRoleId="+buyer), "id"))
	r.Call(t, "DELETE", "/users/"+ann+"/roles/"+seller, "", 204)
	wantSame(t, 0, len(r.List(t, "/users/"+ann+"/roles")))

	body = `{"roleIds":["` + robots + `"]}`
	wantSame(t, servertest.Object{"roleIds": []any{robots}, "addedRoleIds": []any{robots}}, r.Object(t, "POST", "/applications/"+machine+"/roles", body, 201))
	wantSame(t, []string{machine}, names(r.List(t, "/roles/"+robots+"/applications"), "id"))
	wantSame(t, 0, len(r.List(t, "/roles?type=MachineToMachine&search.name=Robots&excludeApplicationId="+machine+"&joint=and")))
	for _, one := range names(r.List(t, "/applications?types=MachineToMachine&excludeRoleId="+robots), "id") {
		if one == machine {
			t.Error("the list has an application with the role")
		}
	}
	wantSame(t, servertest.Object{"roleIds": []any{}}, r.Object(t, "PUT", "/applications/"+machine+"/roles", `{"roleIds":[]}`, 200))
	r.Refused(t, "DELETE", "/applications/"+machine+"/roles/"+robots, "", 404, "entity.not_found")
	r.Call(t, "POST", "/roles/"+robots+"/applications", `{"applicationIds":["`+machine+`"]}`, 201)
	r.Call(t, "DELETE", "/roles/"+robots+"/applications/"+machine, "", 204)
	wantSame(t, 0, len(r.List(t, "/applications/"+machine+"/roles")))
}

// Some lists can be requested without paging.
func TestAPIPages(t *testing.T) {
	r := newRoles(t)
	ann := r.User("ann").ID
	for i := range 25 {
		id := r.create(t, fmt.Sprintf(`{"name":"Role %02d","description":"x"}`, i))
		r.Call(t, "POST", "/users/"+ann+"/roles", `{"roleIds":["`+id+`"]}`, 201)
	}
	for path, want := range map[string]int{
		"/roles": 20, "/roles?page=2": 6, "/roles?page_size=100": 26, "/users/" + ann + "/roles": 25,
		"/users/" + ann + "/roles?page=2": 5, "/users/" + ann + "/roles?search=Role+0%25&page_size=3": 3,
	} {
		answer := r.API("GET", "/api"+path, r.Bearer, "")
		if got := len(r.List(t, path)); got != want {
			t.Errorf("%s: %d rows, want %d", path, got, want)
		}
		if answer.Header.Get("Total-Number") == "" {
			t.Errorf("%s: no total", path)
		}
	}
}

// A machine that loses the role for the Management API is rejected from its next call on.
func TestAPIMachineLosesTheRole(t *testing.T) {
	r := newRoles(t)
	seeded, err := r.Records().Roles.ByName(t.Context(), models.RoleManagementAPIAccess)
	check(t, err)
	machine := r.Client(models.ApplicationMachineToMachine)
	r.Call(t, "POST", "/applications/"+machine.ID+"/roles", `{"roleIds":["`+seeded.ID+`"]}`, 201)
	answer := r.Token(machine, servertest.Params{
		"grant_type": "client_credentials", "resource": r.Config.ManagementAPIIndicator, "scope": models.ScopeAll,
	})
	token := text(answer.JSON()["access_token"])
	if got := r.API("GET", "/api/roles", token, ""); got.StatusCode != http.StatusOK {
		t.Fatalf("with the role: %d %s", got.StatusCode, got.Text)
	}
	r.Call(t, "DELETE", "/roles/"+seeded.ID+"/applications/"+machine.ID, "", 204)
	if got := r.API("GET", "/api/roles", token, ""); got.StatusCode != http.StatusForbidden {
		t.Errorf("without the role: %d %s", got.StatusCode, got.Text)
	}
}

// In the operators' tenant the built-in roles cannot change, and the last admin
// stays, however the role would be removed.
func TestAPIOperators(t *testing.T) {
	p := servertest.New(t)
	admin := p.Operator(models.RoleAdmin)
	editor := p.Operator(models.RoleEditor)
	token := p.OperatorToken(models.RoleAdmin, models.TenantAdmin)
	records := p.DB.Tenant(models.TenantAdmin)
	role, err := records.Roles.ByName(t.Context(), models.RoleAdmin)
	check(t, err)
	refused := func(method, path, body string, status int, code string) {
		t.Helper()
		answer := p.API(method, "/t/admin/api"+path, token, body)
		if answer.StatusCode != status || answer.JSON()["code"] != code {
			t.Errorf("%s %s: %d %s", method, path, answer.StatusCode, answer.Text)
		}
	}
	refused("DELETE", "/roles/"+role.ID, "", 422, "role.built_in")
	refused("PATCH", "/roles/"+role.ID, `{"name":"x"}`, 422, "role.built_in")
	refused("POST", "/roles/"+role.ID+"/scopes", `{"scopeIds":["none"]}`, 422, "role.built_in")
	scopes, _, err := records.Roles.Scopes(t.Context(), role.ID, store.Search{}, store.Page{Limit: 1})
	check(t, err)
	refused("DELETE", "/roles/"+role.ID+"/scopes/"+scopes[0].ID, "", 422, "role.built_in")
	refused("POST", "/roles", `{"name":"x","description":"x","scopeIds":["`+scopes[0].ID+`"]}`,
		400, "role.management_api_scopes_not_assignable_to_user_role")
	refused("DELETE", "/roles/"+role.ID+"/users/"+admin.ID, "", 422, "operator.last_admin")
	refused("DELETE", "/users/"+admin.ID+"/roles/"+role.ID, "", 422, "operator.last_admin")
	refused("PUT", "/users/"+admin.ID+"/roles", `{"roleIds":[]}`, 422, "operator.last_admin")

	answer := p.API("POST", "/t/admin/api/roles/"+role.ID+"/users", token, `{"userIds":["`+editor.ID+`"]}`)
	if answer.StatusCode != http.StatusCreated {
		t.Fatalf("another admin: %d %s", answer.StatusCode, answer.Text)
	}
	answer = p.API("DELETE", "/t/admin/api/users/"+admin.ID+"/roles/"+role.ID, token, "")
	if answer.StatusCode != http.StatusNoContent {
		t.Errorf("with another admin: %d %s", answer.StatusCode, answer.Text)
	}
	if answer = p.API("GET", "/t/admin/api/roles", token, ""); answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("someone who is no longer an operator: %d %s", answer.StatusCode, answer.Text)
	}
}
