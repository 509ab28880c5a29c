package application_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/server/servertest"
	"portico/models"
)

// manager is a machine with the Management API that authenticates with a key of its own
// or with its secret, and the paths at which it is managed.
type manager struct {
	*servertest.Client
	path, role string
}

const managerKeys = `{"customClientMetadata":{"tokenEndpointAuthMethod":"private_key_jwt","jwksUri":"https://keys.example/jwks"}}`

func newManager(t *testing.T, s *servertest.Management) manager {
	t.Helper()
	client := s.Client(models.ApplicationMachineToMachine)
	m := manager{Client: client, path: "/applications/" + client.ID}
	s.Call(t, "PATCH", m.path, managerKeys, 200)
	s.Call(t, "PATCH", m.path, `{"isAdmin":true}`, 200)
	role, err := s.Records().Roles.ByName(t.Context(), models.RoleManagementAPIAccess)
	if err != nil {
		t.Fatal(err)
	}
	m.role = role.ID
	return m
}

// forbiddenToEditors lists calls that would let an editor act as a machine that holds
// the Management API, or that would give it to one or take it away.
func forbiddenToEditors(m manager, other string) map[string][3]string {
	ids := fmt.Sprintf(`{"applicationIds":[%q]}`, other)
	roles := fmt.Sprintf(`{"roleIds":[%q]}`, m.role)
	return map[string][3]string{
		"isAdmin":                    {"PATCH", "/applications/" + other, `{"isAdmin":true}`},
		"the role's applications":    {"POST", "/roles/" + m.role + "/applications", ids},
		"the application's roles":    {"POST", "/applications/" + other + "/roles", roles},
		"all roles":                  {"PUT", "/applications/" + other + "/roles", roles},
		"isAdmin taken":              {"PATCH", m.path, `{"isAdmin":false}`},
		"roles replaced":             {"PUT", m.path + "/roles", `{"roleIds":[]}`},
		"role taken":                 {"DELETE", m.path + "/roles/" + m.role, ""},
		"taken at the role":          {"DELETE", "/roles/" + m.role + "/applications/" + m.ID, ""},
		"new secret":                 {"POST", m.path + "/secrets", `{"name":"mine"}`},
		"secret renamed":             {"PATCH", m.path + "/secrets/Default%20secret", `{"name":"mine"}`},
		"secret deleted":             {"DELETE", m.path + "/secrets/Default%20secret", ""},
		"secret replaced":            {"DELETE", m.path + "/legacy-secret", ""},
		"deleted":                    {"DELETE", m.path, ""},
		"other keys":                 {"PATCH", m.path, `{"customClientMetadata":{"tokenEndpointAuthMethod":"private_key_jwt","jwksUri":"https://editor.example/jwks"}}`},
		"keys inline":                {"PATCH", m.path, `{"customClientMetadata":{"jwks":{"keys":[` + publicKey + `]}}}`},
		"another method":             {"PATCH", m.path, `{"customClientMetadata":{"tokenEndpointAuthMethod":"client_secret_post"}}`},
		"another method's algorithm": {"PATCH", m.path, `{"customClientMetadata":{"tokenEndpointAuthSigningAlg":"ES256"}}`},
	}
}

const publicKey = `{"kty":"EC","crv":"P-256","kid":"mine",` +
	`"x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}`

func TestAPIManagementIsForAdmins(t *testing.T) {
	s := servertest.NewManagement(t)
	m, other := newManager(t, s), s.Client(models.ApplicationMachineToMachine).ID
	before := s.Object(t, "GET", m.path, "", 200)
	calls := forbiddenToEditors(m, other)
	editor := s.As(models.RoleEditor)
	for name, call := range calls {
		answer := s.API(call[0], "/api"+call[1], editor.Bearer, call[2])
		if code := answer.JSON()["code"]; answer.StatusCode != http.StatusForbidden || code != "auth.forbidden" {
			t.Errorf("%s: %d %s", name, answer.StatusCode, answer.Text)
		}
	}
	if diff := cmp.Diff(before, s.Object(t, "GET", m.path, "", 200)); diff != "" {
		t.Errorf("the machine changed: %s", diff)
	}
	if got := s.Object(t, "GET", "/applications/"+other, "", 200)["isAdmin"]; got != false {
		t.Errorf("the other machine got the Management API: %v", got)
	}
}

// Machines that hold the Management API and admins may do what editors may not.
func TestAPIManagementByMachinesAndAdmins(t *testing.T) {
	for _, role := range []string{"", models.RoleAdmin} {
		s := servertest.NewManagement(t)
		if role != "" {
			s = s.As(role)
		}
		for name := range forbiddenToEditors(newManager(t, s), "") {
			m, other := newManager(t, s), s.Client(models.ApplicationMachineToMachine).ID
			call := forbiddenToEditors(m, other)[name]
			if name == "another method's algorithm" {
				continue // not valid without a method
			}
			if answer := s.API(call[0], "/api"+call[1], s.Bearer, call[2]); answer.StatusCode >= 300 {
				t.Errorf("%q %s: %d %s", role, name, answer.StatusCode, answer.Text)
			}
		}
	}
}

// Reads show editors and viewers a machine that holds the Management API without what
// it authenticates with; other applications show editors everything.
func TestAPIManagementIsMasked(t *testing.T) {
	s := servertest.NewManagement(t)
	m, other := newManager(t, s), s.Client(models.ApplicationMachineToMachine)
	s.Call(t, "PATCH", "/applications/"+other.ID, managerKeys, 200)
	organization := s.Object(t, "POST", "/organizations", `{"name":"Acme"}`, 201)["id"].(string)
	s.Call(t, "POST", "/organizations/"+organization+"/applications", fmt.Sprintf(`{"applicationIds":[%q]}`, m.ID), 201)

	bodies := func(s *servertest.Management) map[string]servertest.Object {
		found := map[string]servertest.Object{"one": s.Object(t, "GET", m.path, "", 200)}
		for _, path := range []string{
			"/applications", "/roles/" + m.role + "/applications", "/organizations/" + organization + "/applications",
		} {
			for _, item := range s.List(t, path) {
				if one, _ := item.(servertest.Object); one["id"] == m.ID {
					found[path] = one
				}
			}
		}
		return found
	}
	if whole := bodies(s); len(whole) != 4 {
		t.Fatalf("found it at %d places", len(whole))
	} else {
		for place, body := range whole {
			if metadata := body["customClientMetadata"].(servertest.Object); metadata["jwksUri"] == nil || metadata["tokenEndpointAuthMethod"] == nil {
				t.Errorf("%s: a machine that holds the Management API sees %v", place, metadata)
			}
		}
	}
	for _, role := range []string{models.RoleEditor, models.RoleViewer} {
		operator := s.As(role)
		for place, body := range bodies(operator) {
			if secret, has := body["secret"]; has && secret != "••••" {
				t.Errorf("%s sees the secret at %s: %v", role, place, secret)
			}
			if diff := cmp.Diff(servertest.Object{}, body["customClientMetadata"]); diff != "" {
				t.Errorf("%s sees client keys at %s: %s", role, place, diff)
			}
		}
		for _, item := range operator.List(t, m.path+"/secrets") {
			if secret, _ := item.(servertest.Object); secret["value"] != "••••" {
				t.Errorf("%s sees the secret %v", role, secret["value"])
			}
		}
		want := map[string]string{models.RoleEditor: other.Secret, models.RoleViewer: "••••"}[role]
		theirs := operator.Object(t, "GET", "/applications/"+other.ID, "", 200)
		if theirs["secret"] != want || theirs["customClientMetadata"].(servertest.Object)["jwksUri"] == nil {
			t.Errorf("%s sees of another application: %v", role, theirs)
		}
	}
}

// What an editor reads can be sent back with other changes: hidden client keys stay.
func TestAPIManagementKeepsHiddenKeys(t *testing.T) {
	s := servertest.NewManagement(t)
	m := newManager(t, s)
	s.As(models.RoleEditor).Call(t, "PATCH", m.path, `{"name":"Renamed","isAdmin":true,"customClientMetadata":{"idTokenTtl":600}}`, 200)
	body := s.Object(t, "GET", m.path, "", 200)
	want := servertest.Object{"idTokenTtl": number(600), "tokenEndpointAuthMethod": "private_key_jwt", "jwksUri": "https://keys.example/jwks"}
	if diff := cmp.Diff(want, body["customClientMetadata"]); diff != "" || body["name"] != "Renamed" {
		t.Errorf("%v: %s", body["name"], diff)
	}
}
