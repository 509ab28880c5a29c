package application_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

const storefront = `{"name":"Shop","description":"Sells things","type":"Traditional","customData":{"plan":"pro"},
	"oidcClientMetadata":{"redirectUris":["https://shop.example/callback"],"postLogoutRedirectUris":["https://shop.example/"]},
	"customClientMetadata":{"corsAllowedOrigins":["https://shop.example"],"idTokenTtl":60,"refreshTokenTtlInDays":7,
		"alwaysIssueRefreshToken":true,"rotateRefreshToken":false,"requirePkce":true,"conformIdTokenClaims":true,
		"tokenEndpointAuthMethod":"client_secret_jwt","tokenEndpointAuthSigningAlg":"HS256","idTokenSignedResponseAlg":"RS256"}}`

// secretOf is the secret in an application's body.
func secretOf(body servertest.Object) string {
	secret, _ := body["secret"].(string)
	return secret
}

func TestAPIApplicationBody(t *testing.T) {
	s := servertest.NewManagement(t)
	created := s.Object(t, "POST", "/applications", storefront, 200)
	want := servertest.Object{
		"tenantId": "default", "id": created["id"], "name": "Shop", "secret": created["secret"],
		"description": "Sells things", "type": "Traditional",
		"oidcClientMetadata": servertest.Object{
			"redirectUris": []any{"https://shop.example/callback"}, "postLogoutRedirectUris": []any{"https://shop.example/"},
		},
		"customClientMetadata": servertest.Object{
			"corsAllowedOrigins": []any{"https://shop.example"}, "idTokenTtl": 60.0, "refreshTokenTtlInDays": 7.0,
			"alwaysIssueRefreshToken": true, "rotateRefreshToken": false, "requirePkce": true, "conformIdTokenClaims": true,
			"tokenEndpointAuthMethod": "client_secret_jwt", "tokenEndpointAuthSigningAlg": "HS256",
			"idTokenSignedResponseAlg": "RS256",
		},
		"protectedAppMetadata": nil, "customData": servertest.Object{"plan": "pro"}, "isThirdParty": false,
		"appLevelAccessControlEnabled": false, "createdAt": number(s.Now().UnixMilli()),
	}
	wantSame(t, want, created)
	id, _ := created["id"].(string)
	if len(id) != 21 || len(secretOf(created)) != 32 {
		t.Errorf("id %q, secret of %d characters", id, len(secretOf(created)))
	}
	details := maps.Clone(want)
	details["isAdmin"] = false
	wantSame(t, details, s.Object(t, "GET", "/applications/"+id, "", 200))

	bare := s.Object(t, "POST", "/applications", `{"name":"App","type":"SPA"}`, 200)
	wantSame(t, servertest.Object{
		"tenantId": "default", "id": bare["id"], "name": "App", "description": nil, "type": "SPA",
		"oidcClientMetadata":   servertest.Object{"redirectUris": []any{}, "postLogoutRedirectUris": []any{}},
		"customClientMetadata": servertest.Object{}, "protectedAppMetadata": nil, "customData": servertest.Object{}, "isThirdParty": false,
		"appLevelAccessControlEnabled": false, "createdAt": number(s.Now().UnixMilli()),
	}, bare)
}

// A machine that holds the role of the Management API is an admin of it.
func TestAPIApplicationIsAdmin(t *testing.T) {
	s := servertest.NewManagement(t)
	machine := s.Client(models.ApplicationMachineToMachine)
	for _, want := range []bool{false, true} {
		if got := s.Object(t, "GET", "/applications/"+machine.ID, "", 200)["isAdmin"]; got != want {
			t.Errorf("isAdmin is %v, want %v", got, want)
		}
		if err := s.Applications.SetManagementAPI(t.Context(), s.Records(), machine.ID, true); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAPICreateApplication(t *testing.T) {
	s := servertest.NewManagement(t)
	tests := []struct {
		name, body string
		status     int
		code       string
	}{
		{"no name", `{"type":"SPA"}`, 400, "guard.invalid_input"},
		{"empty name", `{"name":"","type":"SPA"}`, 400, "guard.invalid_input"},
		{"name of 300 characters", `{"name":"` + strings.Repeat("a", 300) + `","type":"SPA"}`, 400, "guard.invalid_input"},
		{"no type", `{"name":"App"}`, 400, "guard.invalid_input"},
		{"unknown type", `{"name":"App","type":"Web"}`, 400, "guard.invalid_input"},
		{"SAML, made elsewhere", `{"name":"App","type":"SAML"}`, 422, "application.invalid_type"},
		{"protected, not there", `{"name":"App","type":"Protected"}`, 501, "application.invalid_type"},
		{"wildcard", `{"name":"App","type":"SPA","oidcClientMetadata":{"redirectUris":["https://*.example/"],"postLogoutRedirectUris":[]}}`, 400, "guard.invalid_input"},
		{"one list of two", `{"name":"App","type":"SPA","oidcClientMetadata":{"redirectUris":[]}}`, 400, "guard.invalid_input"},
		{"null for a list", `{"name":"App","type":"SPA","oidcClientMetadata":{"redirectUris":null,"postLogoutRedirectUris":[]}}`, 400, "guard.invalid_input"},
		{"origin with a path", `{"name":"App","type":"SPA","customClientMetadata":{"corsAllowedOrigins":["https://a.example/b"]}}`, 400, "guard.invalid_input"},
		{"negative lifetime", `{"name":"App","type":"SPA","customClientMetadata":{"idTokenTtl":-1}}`, 400, "guard.invalid_input"},
		{"custom data of 70 KB", `{"name":"App","type":"SPA","customData":{"a":"` + strings.Repeat("a", 70_000) + `"}}`, 400, "guard.invalid_input"},
		{"machine of a third party", `{"name":"App","type":"MachineToMachine","isThirdParty":true}`, 400, "application.invalid_third_party_application_type"},
		{"description null", `{"name":"App","type":"Native","description":null}`, 200, ""},
		{"third party", `{"name":"App","type":"Traditional","isThirdParty":true}`, 200, ""},
		{"read-only fields", `{"name":"App","type":"SPA","id":"x","tenantId":"admin","secret":"x","createdAt":1}`, 200, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.status != http.StatusOK {
				s.Refused(t, "POST", "/applications", test.body, test.status, test.code)
				return
			}
			created := s.Object(t, "POST", "/applications", test.body, 200)
			if created["id"] == "x" || created["tenantId"] != "default" || created["secret"] == "x" ||
				created["isThirdParty"] != strings.Contains(test.body, "isThirdParty") {
				t.Errorf("got %v", created)
			}
		})
	}
}

// An absent field is unchanged; objects are replaced as a whole.
func TestAPIUpdateApplication(t *testing.T) {
	s := servertest.NewManagement(t)
	created := s.Object(t, "POST", "/applications", storefront, 200)
	id, _ := created["id"].(string)
	tests := []struct {
		name, body string
		changed    servertest.Object
	}{
		{"nothing", `{}`, servertest.Object{}},
		{"name", `{"name":"Store"}`, servertest.Object{"name": "Store"}},
		{"description null", `{"description":null}`, servertest.Object{"description": nil}},
		{"description empty", `{"description":""}`, servertest.Object{"description": nil}},
		{"addresses", `{"oidcClientMetadata":{"redirectUris":[],"postLogoutRedirectUris":[]}}`, servertest.Object{
			"oidcClientMetadata": servertest.Object{"redirectUris": []any{}, "postLogoutRedirectUris": []any{}},
		}},
		{"settings", `{"customClientMetadata":{"idTokenTtl":90}}`, servertest.Object{"customClientMetadata": servertest.Object{"idTokenTtl": 90.0}}},
		{"refresh tokens always", `{"customClientMetadata":{"alwaysIssueRefreshToken":true}}`, servertest.Object{"customClientMetadata": servertest.Object{"alwaysIssueRefreshToken": true}}},
		{"refresh tokens with consent only", `{"customClientMetadata":{"alwaysIssueRefreshToken":false}}`, servertest.Object{"customClientMetadata": servertest.Object{"alwaysIssueRefreshToken": false}}},
		{"settings emptied", `{"customClientMetadata":{}}`, servertest.Object{"customClientMetadata": servertest.Object{}}},
		{"custom data", `{"customData":{"a":[1]}}`, servertest.Object{"customData": servertest.Object{"a": []any{1.0}}}},
		{"what cannot be changed", `{"type":"SPA","isThirdParty":true,"id":"x","secret":"x"}`, servertest.Object{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			want := s.Object(t, "PATCH", "/applications/"+id, storefront, 200)
			wantSame(t, created, want)
			maps.Copy(want, test.changed)
			wantSame(t, want, s.Object(t, "PATCH", "/applications/"+id, test.body, 200))
			want["isAdmin"] = false
			wantSame(t, want, s.Object(t, "GET", "/applications/"+id, "", 200))
		})
	}
	body, err := json.Marshal(created)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, created, s.Object(t, "PATCH", "/applications/"+id, string(body), 200)) // a response can be sent back as a request
	for _, test := range []struct {
		name, id, body string
		status         int
		code           string
	}{
		{"empty name", id, `{"name":""}`, 400, "guard.invalid_input"},
		{"name null", id, `{"name":null}`, 400, "guard.invalid_input"},
		{"custom data null", id, `{"customData":null}`, 400, "guard.invalid_input"},
		{"fragment", id, `{"oidcClientMetadata":{"redirectUris":["https://a.example/#b"],"postLogoutRedirectUris":[]}}`, 400, "guard.invalid_input"},
		{"unknown", "none", `{"name":"A"}`, 404, "entity.not_found"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s.Refused(t, "PATCH", "/applications/"+test.id, test.body, test.status, test.code)
		})
	}
}

func TestAPIDeleteApplication(t *testing.T) {
	s := servertest.NewManagement(t)
	id := s.Client(models.ApplicationSPA).ID
	s.Call(t, "DELETE", "/applications/"+id, "", 204)
	s.Refused(t, "GET", "/applications/"+id, "", 404, "entity.not_found")
	s.Refused(t, "DELETE", "/applications/"+id, "", 404, "entity.not_found")
	s.Refused(t, "DELETE", "/applications/"+models.DemoApplicationID, "", 422, "application.protected_application")
}

func TestAPIApplicationCustomData(t *testing.T) {
	s := servertest.NewManagement(t)
	path := "/applications/" + s.Client(models.ApplicationSPA).ID + "/custom-data"
	wantSame(t, servertest.Object{"a": 1.0}, s.Object(t, "PATCH", path, `{"a":1}`, 200))
	wantSame(t, servertest.Object{"a": 1.0, "B": nil}, s.Object(t, "PATCH", path, `{"B":null}`, 200))
	for name, body := range map[string]string{"no body": "", "a list": "[]", "null": "null", "too much": `{"x":"` + strings.Repeat("a", 70_000) + `"}`} {
		t.Run(name, func(t *testing.T) { s.Refused(t, "PATCH", path, body, 400, "guard.invalid_input") })
	}
	s.Refused(t, "PATCH", "/applications/none/custom-data", `{}`, 404, "entity.not_found")
}

func TestAPIListApplications(t *testing.T) {
	s := servertest.NewManagement(t)
	named := func(name string, isThirdParty bool) func(*servertest.Registration) {
		return func(r *servertest.Registration) { r.Name, r.IsThirdParty = name, isThirdParty }
	}
	s.Client(models.ApplicationTraditional, named("web", true))
	s.Client(models.ApplicationSPA, named("spa", false))
	s.Client(models.ApplicationNative, named("native", true))
	// There are also the demo application and the calling machine.
	tests := []struct{ name, query, want string }{
		{"a type", "types=Native", "native"},
		{"either type", "types=MachineToMachine&types=Native", "Northwind native"},
		{"third parties'", "isThirdParty=true", "native web"},
		{"own", "isThirdParty=false&types=MachineToMachine", "Northwind"},
		{"a type without applications", "types=SAML", ""},
		{"search", "search=%25ATIV%25&isThirdParty=true", "native"},
		{"search by field", "search.name=spa&mode.name=exact", "spa"},
		{"a later filter", "excludeRoleId=x&excludeOrganizationId=y&isThirdParty=true", "native web"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer := s.For(t).API("GET", "/api/applications?"+test.query, s.Bearer, "")
			if got := namesOf(t, answer); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	for query, code := range map[string]string{
		"types=Web": "guard.invalid_input", "isThirdParty=maybe": "guard.invalid_input",
		"page=0": "guard.invalid_pagination", "page_size=101": "guard.invalid_pagination",
		"search=a&mode=fuzzy": "request.invalid_input", "search.secret=a": "request.invalid_input",
	} {
		t.Run(query, func(t *testing.T) { s.Refused(t, "GET", "/applications?"+query, "", 400, code) })
	}
}

// Without page and page_size everything is listed.
func TestAPIApplicationPages(t *testing.T) {
	s := servertest.NewManagement(t)
	for range 25 {
		s.Client(models.ApplicationSPA)
	}
	const total = 27 // including the demo application and the calling machine
	tests := []struct {
		query string
		rows  int
		links bool
	}{{"", total, false}, {"?page=1", 20, true}, {"?page_size=5", 5, true}, {"?page=2", total - 20, true}}
	for _, test := range tests {
		t.Run(test.query, func(t *testing.T) {
			answer := s.For(t).API("GET", "/api/applications"+test.query, s.Bearer, "")
			if got := len(strings.Fields(namesOf(t, answer))); answer.StatusCode != 200 || got < test.rows {
				t.Errorf("%d rows", got)
			}
			if got := answer.Header.Get("Total-Number"); got != "27" {
				t.Errorf("Total-Number: %s", got)
			}
			if got := answer.Header.Get("Link"); (got != "") != test.links {
				t.Errorf("Link: %s", got)
			}
		})
	}
}

// namesOf joins the names of a list of applications, sorted.
func namesOf(t *testing.T, answer *servertest.Response) string {
	t.Helper()
	var applications []struct{ Name string }
	if err := json.Unmarshal([]byte(answer.Text), &applications); err != nil {
		t.Fatalf("%v: %s", err, answer.Text)
	}
	var names []string
	for _, application := range applications {
		names = append(names, application.Name)
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// A machine gains and loses the Management API; nothing else can have it.
func TestAPISetManagementAPI(t *testing.T) {
	s := servertest.NewManagement(t)
	machine := "/applications/" + s.Client(models.ApplicationMachineToMachine).ID
	for _, may := range []string{"true", "true", "false"} {
		s.Object(t, "PATCH", machine, `{"isAdmin":`+may+`}`, 200)
		if got := s.Object(t, "GET", machine, "", 200)["isAdmin"]; got != (may == "true") {
			t.Errorf("isAdmin is %v after %s", got, may)
		}
	}
	// Nothing is half-done: the name is unchanged.
	web := "/applications/" + s.Client(models.ApplicationTraditional).ID
	s.Refused(t, "PATCH", web, `{"name":"Taken","isAdmin":true}`, 422, "application.invalid_type")
	if got := s.Object(t, "GET", web, "", 200)["name"]; got != "Northwind" {
		t.Errorf("the name is %v after a refused change", got)
	}
}
