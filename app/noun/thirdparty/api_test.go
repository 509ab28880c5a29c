package thirdparty_test

import (
	"net/http"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// site is a provider with the resource Shop, its scopes read and write, and the
// organization permission invite:member.
type site struct {
	*servertest.Management
	path string // of a third-party application
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{Management: servertest.NewManagement(t)}
	check(t, s.Records().Resources.Insert(t.Context(), &models.Resource{ID: "shop", Name: "Shop", Indicator: "https://shop.example/", AccessTokenTTL: 60}))
	looks := "Looks at orders"
	check(t, s.Records().Scopes.Insert(t.Context(), &models.Scope{ID: "read", ResourceID: "shop", Name: "read", Description: &looks}))
	check(t, s.Records().Scopes.Insert(t.Context(), &models.Scope{ID: "write", ResourceID: "shop", Name: "write"}))
	check(t, s.Records().OrganizationScopes.Insert(t.Context(), &models.OrganizationScope{ID: "invite", Name: "invite:member"}))
	id := s.Object(t, "POST", "/applications", `{"name":"Ledger","type":"SPA","isThirdParty":true}`, 200)["id"].(string)
	s.path = "/applications/" + id
	return s
}

func (s *site) refused(t *testing.T, method, path, body string, status int, code string) servertest.Object {
	t.Helper()
	failure := s.Object(t, method, path, body, status)
	if failure["code"] != code {
		t.Errorf("%s %s %s: got %v, want %s", method, path, body, failure, code)
	}
	data, _ := failure["data"].(servertest.Object)
	return data
}

func TestAPIScopes(t *testing.T) {
	s := newSite(t)
	path := s.path + "/user-consent-scopes"
	empty := servertest.Object{"userScopes": []any{}, "resourceScopes": []any{}, "organizationScopes": []any{}, "organizationResourceScopes": []any{}}
	wantSame(t, any(empty), s.Call(t, "GET", path, "", 200)) // a script gives nothing away by creating an application
	wantSame(t, any(empty), s.Call(t, "GET", "/applications/"+models.DemoApplicationID+"/user-consent-scopes", "", 200))

	for range 2 {
		wantSame(t, nil, s.Call(t, "POST", path, `{"userScopes":["profile","email"],"resourceScopes":["read"],
			"organizationScopes":["invite"],"organizationResourceScopes":["write","read"],"unknown":1}`, 201))
	}
	read := servertest.Object{"id": "read", "name": "read", "description": "Looks at orders"}
	write := servertest.Object{"id": "write", "name": "write", "description": nil}
	shop := servertest.Object{"id": "shop", "name": "Shop", "indicator": "https://shop.example/"}
	wantSame(t, any(servertest.Object{
		"userScopes":                 []any{"email", "profile"},
		"resourceScopes":             []any{servertest.Object{"resource": shop, "scopes": []any{read}}},
		"organizationScopes":         []any{servertest.Object{"id": "invite", "name": "invite:member", "description": nil}},
		"organizationResourceScopes": []any{servertest.Object{"resource": shop, "scopes": []any{read, write}}},
	}), s.Call(t, "GET", path, "", 200))

	for _, scope := range []string{
		"user-scopes/email", "resource-scopes/read", "organization-scopes/invite", "organization-resource-scopes/write",
	} {
		s.Call(t, "DELETE", path+"/"+scope, "", 204)
		s.refused(t, "DELETE", path+"/"+scope, "", 404, "entity.not_found")
	}
	wantSame(t, any(servertest.Object{
		"userScopes": []any{"profile"}, "resourceScopes": []any{}, "organizationScopes": []any{},
		"organizationResourceScopes": []any{servertest.Object{"resource": shop, "scopes": []any{read}}},
	}), s.Call(t, "GET", path, "", 200))
}

// The API documents the user scopes that the service accepts.
func TestAPIUserScopes(t *testing.T) {
	s := newSite(t)
	for _, scope := range models.UserScopes() {
		s.Call(t, "POST", s.path+"/user-consent-scopes", `{"userScopes":["`+scope+`"]}`, 201)
		s.Call(t, "DELETE", s.path+"/user-consent-scopes/user-scopes/"+scope, "", 204)
	}
}

func TestAPIScopesRefused(t *testing.T) {
	s := newSite(t)
	path, demo := s.path+"/user-consent-scopes", "/applications/"+models.DemoApplicationID+"/user-consent-scopes"
	data := s.refused(t, "POST", path, `{"resourceScopes":["read","x","y"],"organizationScopes":["z"]}`, 422, "application.user_consent_scopes_not_found")
	wantSame(t, any(servertest.Object{
		"invalidResourceScopes": []any{"x", "y"}, "invalidOrganizationScopes": []any{"z"},
	}), data["params"])
	s.refused(t, "POST", path, `{"resourceScopes":["`+models.ManagementAPIScopeID+`"]}`, 422, "application.consent_management_api_scopes_not_allowed")
	s.refused(t, "POST", path, `{"organizationResourceScopes":["`+models.ManagementAPIScopeID+`"]}`, 422, "application.consent_management_api_scopes_not_allowed")
	s.refused(t, "POST", demo, `{"userScopes":["email"]}`, 422, "application.third_party_application_only")
	s.refused(t, "DELETE", demo+"/user-scopes/email", "", 404, "entity.not_found")
	s.refused(t, "POST", path, `{"userScopes":["openid"]}`, 400, "guard.invalid_input")
	s.refused(t, "POST", path, `{"userScopes":"email"}`, 400, "guard.invalid_input")
	s.refused(t, "POST", path, `{"resourceScopes":null}`, 400, "guard.invalid_input")
	s.refused(t, "DELETE", path+"/scopes/read", "", 400, "guard.invalid_input")
	for _, method := range []string{"GET", "POST"} {
		s.refused(t, method, "/applications/none/user-consent-scopes", map[string]string{"POST": `{}`}[method], 404, "entity.not_found")
	}
	wantSame(t, any([]any{}), s.Object(t, "GET", path, "", 200)["resourceScopes"])
}

func TestAPIExperience(t *testing.T) {
	s := newSite(t)
	for _, application := range []string{s.path, "/applications/" + models.DemoApplicationID} {
		path := application + "/sign-in-experience"
		s.refused(t, "GET", path, "", 404, "entity.not_found")
		want := servertest.Object{
			"tenantId": "default", "applicationId": application[len("/applications/"):], "displayName": "Ledgerly",
			"termsOfUseUrl": "https://ledger.example/terms", "privacyPolicyUrl": nil, "customCss": nil,
			"branding": servertest.Object{"logoUrl": "https://ledger.example/logo.svg"}, "color": servertest.Object{"primaryColor": "#123456"},
		}
		wantSame(t, any(want), s.Call(t, "PUT", path, `{"displayName":" Ledgerly ","termsOfUseUrl":"https://ledger.example/terms","privacyPolicyUrl":"",
			"branding":{"logoUrl":"https://ledger.example/logo.svg"},"color":{"primaryColor":"#123456"},"tenantId":"x"}`, 201))
		wantSame(t, any(want), s.Call(t, "GET", path, "", 200))
		want["displayName"], want["termsOfUseUrl"], want["branding"] = nil, nil, servertest.Object{}
		wantSame(t, any(want), s.Call(t, "PUT", path, `{"displayName":null,"termsOfUseUrl":"","branding":{}}`, 200))
		wantSame(t, any(want), s.Call(t, "GET", path, "", 200))
	}
	s.refused(t, "PUT", "/applications/none/sign-in-experience", `{}`, 404, "entity.not_found")
}

func TestAPIExperienceRefused(t *testing.T) {
	s := newSite(t)
	for _, body := range []string{
		`{"termsOfUseUrl":"javascript:alert(1)"}`, `{"privacyPolicyUrl":"data:text/html,x"}`, `{"branding":{"logoUrl":"ftp://a.example/"}}`,
		`{"displayName":"a\u202eb"}`, `{"displayName":1}`, `{"color":{"primaryColor":"red"}}`, `{"color":null}`, `[]`,
	} {
		answer := s.API(http.MethodPut, "/api"+s.path+"/sign-in-experience", s.Bearer, body)
		if answer.StatusCode != 400 || answer.JSON()["code"] != "guard.invalid_input" {
			t.Errorf("%s: got %d %s", body, answer.StatusCode, answer.Text)
		}
	}
	s.refused(t, "GET", s.path+"/sign-in-experience", "", 404, "entity.not_found")
}
