package organization_test

import (
	"fmt"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// site is a provider with a role for each kind of member.
type site struct {
	*servertest.Management
	roles map[models.RoleType]string
}

func newSite(t testing.TB) *site {
	t.Helper()
	s := &site{Management: servertest.NewManagement(t), roles: map[models.RoleType]string{}}
	for _, kind := range []models.RoleType{models.RoleUser, models.RoleMachineToMachine} {
		role := &models.OrganizationRole{ID: models.NewID(), Name: string(kind), Description: text("for " + string(kind)), Type: kind}
		ok(t, s.Records().OrganizationRoles.Insert(t.Context(), role))
		s.roles[kind] = role.ID
	}
	return s
}

// organization creates an organization and returns its path.
func (s *site) organization(t testing.TB, name string) string {
	t.Helper()
	return "/organizations/" + idOf(s.Object(t, "POST", "/organizations", `{"name":"`+name+`"}`, 201))
}

func idOf(object servertest.Object) string {
	id, _ := object["id"].(string)
	return id
}

// ids lists the IDs in a list, in order.
func (s *site) ids(t testing.TB, path string) string {
	t.Helper()
	var ids []string
	for _, one := range s.List(t, path) {
		object, _ := one.(servertest.Object)
		ids = append(ids, idOf(object))
	}
	return strings.Join(ids, " ")
}

func TestAPIOrganizationBody(t *testing.T) {
	s := newSite(t)
	// A response can be sent back as a request.
	created := s.Object(t, "POST", "/organizations", `{"tenantId":"other","id":"mine","createdAt":1,"name":"Acme","description":"Buys",
		"customData":{"a":{"b":[1]}},"isMfaRequired":true,"color":{"primaryColor":"#ABCDEF","isDarkModeEnabled":false},
		"branding":{"logoUrl":"https://acme.example/a.png","darkFavicon":"http://acme.example/f"},"customCss":"p{}"}`, 201)
	want := servertest.Object{
		"tenantId": "default", "id": created["id"], "name": "Acme", "description": "Buys",
		"customData": servertest.Object{"a": servertest.Object{"b": []any{1.0}}}, "isMfaRequired": true,
		"color":     servertest.Object{"primaryColor": "#ABCDEF", "isDarkModeEnabled": false},
		"branding":  servertest.Object{"logoUrl": "https://acme.example/a.png", "darkFavicon": "http://acme.example/f"},
		"customCss": "p{}", "createdAt": float64(s.Now().UnixMilli()),
	}
	same(t, created, want)
	path := "/organizations/" + idOf(created)
	same(t, s.Object(t, "GET", path, "", 200), want)

	want["customData"], want["description"], want["customCss"] = servertest.Object{"c": nil}, nil, nil
	want["color"], want["branding"], want["isMfaRequired"] = servertest.Object{}, servertest.Object{}, false
	got := s.Object(t, "PATCH", path, `{"customData":{"c":null},"description":null,"customCss":null,"color":{},"branding":{},"isMfaRequired":false}`, 200)
	same(t, got, want)
	same(t, s.Object(t, "PATCH", path, `{}`, 200), want)

	bare := s.Object(t, "POST", "/organizations", `{"name":"Bare","description":null}`, 201)
	same(t, bare, servertest.Object{
		"tenantId": "default", "id": bare["id"], "name": "Bare", "description": nil, "customData": servertest.Object{},
		"isMfaRequired": false, "color": servertest.Object{}, "branding": servertest.Object{}, "customCss": nil,
		"createdAt": float64(s.Now().UnixMilli()),
	})
	s.Call(t, "DELETE", path, "", 204)
	s.Refused(t, "GET", path, "", 404, "entity.not_found")
	s.Refused(t, "DELETE", path, "", 404, "entity.not_found")
}

func TestAPIOrganizationRefuses(t *testing.T) {
	s := newSite(t)
	path := s.organization(t, "Acme")
	for _, body := range []string{
		``, `[]`, `{`, `{}`, `{"name":null}`, `{"name":""}`, `{"name":1}`, `{"NAME":"a"}`, `{"name":"a\u0000"}`,
		`{"name":"a","customData":[]}`, `{"name":"a","customData":"x"}`, `{"name":"a","customData":null}`,
		`{"name":"a","isMfaRequired":"yes"}`, `{"name":"a","color":{"primaryColor":"blue"}}`, `{"name":"a","color":null}`,
		`{"name":"a","branding":{"logoUrl":"javascript:alert(1)"}}`, `{"name":"a","branding":{"favicon":"data:,x"}}`,
		`{"name":"` + strings.Repeat("x", 129) + `"}`, `{"name":"a","description":"` + strings.Repeat("x", 257) + `"}`,
		`{"name":"a","customCss":"` + strings.Repeat("x", 64*1024+1) + `"}`,
	} {
		if got := s.For(t).API("POST", "/api/organizations", s.Bearer, body); got.StatusCode != 400 {
			t.Errorf("POST %.60s: got %d %s", body, got.StatusCode, got.Text)
		}
		if body == `{}` || body == "" {
			continue
		}
		if got := s.For(t).API("PATCH", "/api"+path, s.Bearer, body); got.StatusCode != 400 {
			t.Errorf("PATCH %.60s: got %d %s", body, got.StatusCode, got.Text)
		}
	}
	s.Refused(t, "PATCH", "/organizations/none", `{"name":"a"}`, 404, "entity.not_found")
	same(t, len(s.List(t, "/organizations")), 1)
}

func TestAPIOrganizationList(t *testing.T) {
	s := newSite(t)
	var ids []string
	for i := range 25 {
		s.Advance(1_000_000)
		ids = append([]string{strings.TrimPrefix(s.organization(t, fmt.Sprintf("Acme %d", i)), "/organizations/")}, ids...)
	}
	same(t, s.ids(t, "/organizations"), strings.Join(ids[:20], " "))
	same(t, s.ids(t, "/organizations?page=2&page_size=10"), strings.Join(ids[10:20], " "))
	same(t, s.ids(t, "/organizations?q=acme+24"), ids[0])
	same(t, s.ids(t, "/organizations?q="+strings.ToUpper(ids[3])), ids[3])
	same(t, s.ids(t, "/organizations?q=%25"), "")
	answer := s.API("GET", "/api/organizations?q=acme&page=2&page_size=5", s.Bearer, "")
	if answer.Header.Get("Total-Number") != "25" || !strings.Contains(answer.Header.Get("Link"), "page=3") ||
		!strings.Contains(answer.Header.Get("Link"), "q=acme") {
		t.Errorf("headers %v", answer.Header)
	}
	s.Refused(t, "GET", "/organizations?page=0", "", 400, "guard.invalid_pagination")

	user := s.User("ann")
	s.Object(t, "POST", "/organizations/"+ids[0]+"/users", `{"userIds":["`+user.ID+`"]}`, 201)
	first, _ := s.List(t, "/organizations?showFeatured=true")[0].(servertest.Object)
	same(t, first["usersCount"], any(1.0))
	same(t, first["featuredUsers"], any([]any{servertest.Object{"id": user.ID, "avatar": nil, "name": nil}}))
	second, _ := s.List(t, "/organizations?showFeatured=1")[1].(servertest.Object)
	same(t, second["usersCount"], any(0.0))
	same(t, second["featuredUsers"], any([]any{}))
	plain, _ := s.List(t, "/organizations")[0].(servertest.Object)
	if _, has := plain["usersCount"]; has {
		t.Errorf("got %v", plain)
	}
}

func TestAPIMembers(t *testing.T) {
	s := newSite(t)
	path, ann, bob := s.organization(t, "Acme"), s.User("ann").ID, s.User("bob").ID
	role := s.roles[models.RoleUser]
	same(t, s.Object(t, "POST", path+"/users", `{"userIds":["`+ann+`"]}`, 201), servertest.Object{"userIds": []any{ann}})
	s.Call(t, "POST", path+"/users/roles", `{"userIds":["`+ann+`"],"organizationRoleIds":["`+role+`"]}`, 201)
	s.Advance(1_000_000)
	s.Object(t, "POST", path+"/users", `{"userIds":["`+ann+`","`+bob+`"]}`, 201)
	same(t, s.ids(t, path+"/users"), bob+" "+ann)
	same(t, s.ids(t, path+"/users?q=ANN%40"), ann)
	same(t, s.ids(t, path+"/users?organizationRoleId="+role), ann)
	same(t, s.ids(t, path+"/users?page=2&page_size=1"), ann)
	member, _ := s.List(t, path+"/users?q=ann")[0].(servertest.Object)
	same(t, member["organizationRoles"], any([]any{servertest.Object{"id": role, "name": "User"}}))
	whole := s.Object(t, "GET", "/users/"+ann, "", 200)
	whole["organizationRoles"] = member["organizationRoles"]
	same(t, member, whole)

	same(t, s.ids(t, "/users?excludeOrganizationId="+strings.TrimPrefix(path, "/organizations/")), "")
	memberships := s.List(t, "/users/"+ann+"/organizations")
	organization := s.Object(t, "GET", path, "", 200)
	organization["organizationRoles"] = member["organizationRoles"]
	same(t, memberships, []any{organization})
	s.Refused(t, "GET", "/users/none/organizations", "", 404, "entity.not_found")

	s.Call(t, "PUT", path+"/users", `{"userIds":["`+ann+`"]}`, 204)
	same(t, s.ids(t, path+"/users/"+ann+"/roles"), role)
	s.Call(t, "DELETE", path+"/users/"+ann, "", 204)
	s.Refused(t, "DELETE", path+"/users/"+ann, "", 404, "entity.not_found")
	for _, method := range []string{"POST", "PUT"} {
		s.Refused(t, method, path+"/users", `{"userIds":["`+ann+`","none"]}`, 422, "entity.relation_foreign_key_not_found")
		s.Refused(t, method, path+"/users", `{"userIds":[""]}`, 400, "guard.invalid_input")
		s.Refused(t, method, path+"/users", `{}`, 400, "guard.invalid_input")
		s.Refused(t, method, "/organizations/none/users", `{"userIds":["`+ann+`"]}`, 422, "entity.relation_foreign_key_not_found")
	}
	s.Refused(t, "POST", path+"/users", `{"userIds":[]}`, 400, "guard.invalid_input")
	s.Refused(t, "DELETE", "/organizations/none/users/"+ann, "", 422, "entity.relation_foreign_key_not_found")
	same(t, s.ids(t, path+"/users"), "")
	s.Refused(t, "GET", "/organizations/none/users", "", 404, "entity.not_found")
}

func TestAPIMemberRoles(t *testing.T) {
	s := newSite(t)
	path, ann := s.organization(t, "Acme"), s.User("ann").ID
	role, roles := s.roles[models.RoleUser], path+"/users/"+ann+"/roles"
	s.Refused(t, "GET", roles, "", 422, "organization.require_membership")
	s.Object(t, "POST", path+"/users", `{"userIds":["`+ann+`"]}`, 201)

	got := s.Object(t, "POST", roles, `{"organizationRoleNames":["User"]}`, 201)
	same(t, got, servertest.Object{"organizationRoleIds": []any{role}})
	got = s.Object(t, "POST", roles, `{"organizationRoleNames":["User"],"organizationRoleIds":["`+role+`"]}`, 201)
	same(t, got, servertest.Object{"organizationRoleIds": []any{role}})
	same(t, s.List(t, roles), []any{servertest.Object{
		"tenantId": "default", "id": role, "name": "User", "description": "for User", "type": "User",
	}})
	same(t, len(s.List(t, roles+"?page=2&page_size=1")), 0)
	for _, method := range []string{"POST", "PUT"} {
		s.Refused(t, method, roles, `{"organizationRoleNames":["User","Boss"]}`, 422, "organization.role_names_not_found")
		s.Refused(t, method, roles, `{"organizationRoleNames":["MachineToMachine"]}`, 422, "entity.db_constraint_violated")
		s.Refused(t, method, roles, `{"organizationRoleIds":["none"]}`, 422, "entity.relation_foreign_key_not_found")
		s.Refused(t, method, roles, `{}`, 400, "guard.invalid_input")
		s.Refused(t, method, path+"/users/none/roles", `{"organizationRoleIds":[]}`, 422, "organization.require_membership")
		s.Refused(t, method, "/organizations/none/users/"+ann+"/roles", `{"organizationRoleIds":[]}`, 422, "entity.relation_foreign_key_not_found")
	}
	s.Call(t, "PUT", roles, `{"organizationRoleIds":[]}`, 204)
	same(t, len(s.List(t, roles)), 0)
	s.Call(t, "PUT", roles, `{"organizationRoleNames":["User"]}`, 204)
	s.Call(t, "DELETE", roles+"/"+role, "", 204)
	s.Refused(t, "DELETE", roles+"/"+role, "", 404, "entity.not_found")
	s.Refused(t, "DELETE", path+"/users/none/roles/"+role, "", 422, "organization.require_membership")
	s.Refused(t, "POST", path+"/users/roles", `{"userIds":["`+ann+`","none"],"organizationRoleIds":["`+role+`"]}`,
		422, "organization.require_membership")
	same(t, len(s.List(t, roles)), 0)

	ctx := t.Context()
	ok(t, s.Records().OrganizationScopes.Insert(ctx, &models.OrganizationScope{ID: "read", Name: "read:files"}))
	ok(t, s.Records().OrganizationRoles.AddScopes(ctx, role, []string{"read"}))
	s.Object(t, "POST", roles, `{"organizationRoleNames":["User"]}`, 201)
	same(t, s.List(t, path+"/users/"+ann+"/scopes"), []any{servertest.Object{
		"tenantId": "default", "id": "read", "name": "read:files", "description": nil,
	}})
	s.Refused(t, "GET", path+"/users/none/scopes", "", 422, "organization.require_membership")
	for _, list := range []string{"roles", "scopes"} {
		s.Refused(t, "GET", "/organizations/none/users/"+ann+"/"+list, "", 422, "entity.relation_foreign_key_not_found")
	}
	s.Refused(t, "POST", "/organizations/none/users/roles", `{"userIds":["`+ann+`"],"organizationRoleIds":["`+role+`"]}`,
		422, "entity.relation_foreign_key_not_found")
	s.Refused(t, "DELETE", "/organizations/none/users/"+ann+"/roles/"+role, "", 422, "entity.relation_foreign_key_not_found")
}

func TestAPIMachines(t *testing.T) {
	s := newSite(t)
	path, role := s.organization(t, "Acme"), s.roles[models.RoleMachineToMachine]
	bot := idOf(s.Object(t, "POST", "/applications", `{"name":"Bot","type":"MachineToMachine"}`, 200))
	app := idOf(s.Object(t, "POST", "/applications", `{"name":"Shop","type":"Traditional"}`, 200))
	s.Call(t, "POST", path+"/applications", `{"applicationIds":["`+bot+`"]}`, 201)
	s.Refused(t, "POST", path+"/applications", `{"applicationIds":["`+app+`"]}`, 422, "application.invalid_type")
	s.Refused(t, "PUT", path+"/applications", `{"applicationIds":["none"]}`, 422, "entity.relation_foreign_key_not_found")
	s.Refused(t, "POST", path+"/applications", `{"applicationIds":[]}`, 400, "guard.invalid_input")
	const unknown = "/organizations/none/applications"
	for _, method := range []string{"POST", "PUT"} {
		s.Refused(t, method, unknown, `{"applicationIds":["`+bot+`"]}`, 422, "entity.relation_foreign_key_not_found")
		s.Refused(t, method, unknown+"/none/roles", `{"organizationRoleIds":["`+role+`"]}`, 422, "entity.relation_foreign_key_not_found")
		s.Refused(t, method, path+"/applications/none/roles", `{"organizationRoleIds":["`+role+`"]}`, 422, "organization.require_membership")
	}
	s.Refused(t, "DELETE", unknown+"/"+bot, "", 422, "entity.relation_foreign_key_not_found")
	s.Refused(t, "GET", unknown, "", 404, "entity.not_found")
	s.Refused(t, "POST", unknown+"/roles", `{"applicationIds":["`+bot+`"],"organizationRoleIds":["`+role+`"]}`,
		422, "entity.relation_foreign_key_not_found")
	roles := path + "/applications/" + bot + "/roles"
	s.Refused(t, "POST", roles, `{"organizationRoleIds":["`+s.roles[models.RoleUser]+`"]}`, 422, "entity.db_constraint_violated")
	s.Call(t, "POST", roles, `{"organizationRoleIds":["`+role+`"]}`, 201)
	s.Call(t, "PUT", path+"/applications", `{"applicationIds":["`+bot+`"]}`, 204)
	same(t, s.ids(t, roles), role)

	machine, _ := s.List(t, path+"/applications?q=BOT")[0].(servertest.Object)
	whole := s.Object(t, "GET", "/applications/"+bot, "", 200)
	delete(whole, "secret") // only shown with the application itself
	delete(whole, "isAdmin")
	whole["organizationRoles"] = []any{servertest.Object{"id": role, "name": "MachineToMachine"}}
	same(t, machine, whole)
	same(t, s.ids(t, path+"/applications?q=shop"), "")
	same(t, s.ids(t, "/applications/"+bot+"/organizations"), strings.TrimPrefix(path, "/organizations/"))
	same(t, s.ids(t, "/applications/"+app+"/organizations"), "")
	s.Refused(t, "GET", "/applications/none/organizations", "", 404, "entity.not_found")
	if got := s.ids(t, "/applications?excludeOrganizationId="+strings.TrimPrefix(path, "/organizations/")); strings.Contains(got, bot) || !strings.Contains(got, app) {
		t.Errorf("got %s", got)
	}
	s.Call(t, "POST", path+"/applications/roles", `{"applicationIds":["`+bot+`"],"organizationRoleIds":["`+role+`"]}`, 201)
	s.Call(t, "PUT", roles, `{"organizationRoleIds":[]}`, 204)
	s.Refused(t, "DELETE", roles+"/"+role, "", 404, "entity.not_found")
	s.Call(t, "DELETE", path+"/applications/"+bot, "", 204)
	s.Refused(t, "DELETE", path+"/applications/"+bot, "", 404, "entity.not_found")
	s.Refused(t, "GET", roles, "", 422, "organization.require_membership")
}

func TestAPIExcludesByOneThing(t *testing.T) {
	s := newSite(t)
	const both = "?excludeRoleId=a&excludeOrganizationId=b"
	s.Refused(t, "GET", "/users"+both, "", 400, "request.invalid_input")
	s.List(t, "/applications"+both)
	for _, list := range []string{"/users", "/applications"} {
		s.List(t, list+"?excludeOrganizationId=none")
	}
}

func TestAPIProvisioning(t *testing.T) {
	s := newSite(t)
	path, role := s.organization(t, "Acme"), s.roles[models.RoleUser]
	id, domains := strings.TrimPrefix(path, "/organizations/"), path+"/jit/email-domains"
	want := servertest.Object{"tenantId": "default", "organizationId": id, "emailDomain": "acme.example"}
	same(t, s.Object(t, "POST", domains, `{"emailDomain":"ACME.example"}`, 201), want)
	s.Refused(t, "POST", domains, `{"emailDomain":"acme.Example"}`, 422, "entity.unique_integrity_violation")
	s.Refused(t, "POST", domains, `{"emailDomain":"acme"}`, 400, "guard.invalid_input")
	same(t, s.List(t, domains), []any{want})
	s.Call(t, "PUT", domains, `{"emailDomains":["c.example","b.example"]}`, 204)
	same(t, len(s.List(t, domains)), 2)
	second, _ := s.List(t, domains+"?page=2&page_size=1")[0].(servertest.Object)
	same(t, second["emailDomain"], any("c.example"))
	many := []string{`"b.example"`, `"c.example"`}
	for i := range 28 {
		many = append(many, fmt.Sprintf(`"d%d.example"`, i))
	}
	s.Call(t, "PUT", domains, `{"emailDomains":[`+strings.Join(many, ",")+`]}`, 204)
	same(t, len(s.List(t, domains)), len(many))
	same(t, len(s.List(t, domains+"?page=2")), 10)
	s.Call(t, "DELETE", domains+"/B.example", "", 204)
	s.Refused(t, "DELETE", domains+"/b.example", "", 404, "entity.not_found")

	s.Call(t, "POST", path+"/jit/roles", `{"organizationRoleIds":["`+role+`"]}`, 201)
	same(t, s.ids(t, path+"/jit/roles"), role)
	s.Refused(t, "PUT", path+"/jit/roles", `{"organizationRoleIds":["`+s.roles[models.RoleMachineToMachine]+`"]}`,
		422, "entity.db_constraint_violated")
	s.Call(t, "PUT", path+"/jit/roles", `{"organizationRoleIds":[]}`, 204)
	s.Refused(t, "DELETE", path+"/jit/roles/"+role, "", 404, "entity.not_found")

	connectors := path + "/jit/sso-connectors"
	same(t, len(s.List(t, connectors)), 0)
	s.Call(t, "POST", connectors, `{"ssoConnectorIds":[]}`, 201)
	s.Call(t, "PUT", connectors, `{"ssoConnectorIds":[]}`, 204)
	s.Refused(t, "POST", connectors, `{"ssoConnectorIds":["a"]}`, 422, "entity.relation_foreign_key_not_found")
	s.Refused(t, "PUT", connectors, `{"ssoConnectorIds":["a"]}`, 422, "entity.relation_foreign_key_not_found")
	s.Refused(t, "DELETE", connectors+"/a", "", 404, "entity.not_found")
	for _, list := range []string{"email-domains", "roles", "sso-connectors"} {
		s.Refused(t, "GET", "/organizations/none/jit/"+list, "", 404, "entity.not_found")
	}
}

// A viewer can read everything and change nothing.
func TestAPIViewer(t *testing.T) {
	s := newSite(t)
	path := s.organization(t, "Acme")
	viewer := s.As(models.RoleViewer)
	viewer.List(t, path+"/users")
	viewer.Object(t, "GET", path, "", 200)
	viewer.Refused(t, "PUT", path+"/users", `{"userIds":[]}`, 403, "auth.forbidden")
	viewer.Refused(t, "DELETE", path, "", 403, "auth.forbidden")
}
