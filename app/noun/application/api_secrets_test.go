package application_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

func TestAPISecrets(t *testing.T) {
	s := servertest.NewManagement(t)
	client := s.Client(models.ApplicationTraditional)
	path := "/applications/" + client.ID + "/secrets"
	first := servertest.Object{
		"tenantId": "default", "applicationId": client.ID, "name": "Default secret", "value": client.Secret,
		"createdAt": number(s.Now().UnixMilli()), "expiresAt": nil,
	}
	wantSame(t, []any{first}, any(s.List(t, path)))

	s.Advance(time.Minute)
	end := s.Now().Add(time.Hour).UnixMilli()
	second := s.Object(t, "POST", path, fmt.Sprintf(`{"name":"blue / green","expiresAt":%d}`, end), 201)
	wantSame(t, servertest.Object{
		"tenantId": "default", "applicationId": client.ID, "name": "blue / green", "value": second["value"],
		"createdAt": number(s.Now().UnixMilli()), "expiresAt": number(end),
	}, second)
	if len(secretOf(servertest.Object{"secret": second["value"]})) != 32 {
		t.Errorf("the value is %v", second["value"])
	}
	wantSame(t, []any{first, second}, any(s.List(t, path)))

	second["name"] = "blue"
	wantSame(t, second, s.Object(t, "PATCH", path+"/"+url.PathEscape("blue / green"), `{"name":"blue"}`, 200))
	s.Call(t, "DELETE", path+"/"+url.PathEscape("Default secret"), "", 204)
	wantSame(t, []any{second}, any(s.List(t, path)))
	wantSame(t, second["value"], s.Object(t, "GET", "/applications/"+client.ID, "", 200)["secret"])
	s.Advance(time.Hour)
	s.Bearer = s.MachineToken()
	if got := s.Object(t, "GET", "/applications/"+client.ID, "", 200)["secret"]; got != nil {
		t.Errorf("an expired secret is shown: %v", got)
	}
}

// An application looks the same when it is created, read and listed: with its
// secret for callers who may change it, masked for callers who may only read.
func TestAPISecretOfApplications(t *testing.T) {
	s := servertest.NewManagement(t)
	created := s.Object(t, "POST", "/applications", `{"name":"Shop","type":"Traditional"}`, 200)
	id, _ := created["id"].(string)
	if len(secretOf(created)) != 32 {
		t.Fatalf("created with the secret %q", secretOf(created))
	}
	listed := func() servertest.Object {
		t.Helper()
		one, _ := s.List(t, "/applications?search.name=Shop&mode.name=exact")[0].(servertest.Object)
		return one
	}
	wantSame(t, created, listed())
	one := s.Object(t, "GET", "/applications/"+id, "", 200)
	wantSame(t, created["secret"], one["secret"])

	s.Operator(models.RoleViewer)
	s.Bearer = s.OperatorToken(models.RoleViewer, models.TenantDefault)
	for _, seen := range []servertest.Object{listed(), s.Object(t, "GET", "/applications/"+id, "", 200)} {
		if secretOf(seen) != "••••" {
			t.Errorf("a reader sees %q", secretOf(seen))
		}
	}
}

func TestAPISecretErrors(t *testing.T) {
	s := servertest.NewManagement(t)
	path := "/applications/" + s.Client(models.ApplicationTraditional).ID + "/secrets"
	spa := "/applications/" + s.Client(models.ApplicationSPA).ID
	s.Call(t, "POST", path, `{"name":"blue"}`, 201)
	tests := []struct {
		name, method, path, body string
		status                   int
		code                     string
	}{
		{"same name", "POST", path, `{"name":"blue"}`, 422, "application.secret_name_exists"},
		{"no name", "POST", path, `{}`, 400, "guard.invalid_input"},
		{"empty name", "POST", path, `{"name":""}`, 400, "guard.invalid_input"},
		{"long name", "POST", path, `{"name":"` + strings.Repeat("a", 300) + `"}`, 400, "guard.invalid_input"},
		{"already expired", "POST", path, `{"name":"a","expiresAt":1}`, 400, "request.invalid_input"},
		{"the beginning of time", "POST", path, `{"name":"a","expiresAt":0}`, 400, "guard.invalid_input"},
		{"of an application without secrets", "POST", spa + "/secrets", `{"name":"a"}`, 422, "application.invalid_type"},
		{"of no application", "POST", "/applications/none/secrets", `{"name":"a"}`, 404, "entity.not_found"},
		{"list of no application", "GET", "/applications/none/secrets", "", 404, "entity.not_found"},
		{"renamed to a taken name", "PATCH", path + "/blue", `{"name":"Default secret"}`, 422, "application.secret_name_exists"},
		{"renamed to nothing", "PATCH", path + "/blue", `{"name":""}`, 400, "guard.invalid_input"},
		{"rename unknown", "PATCH", path + "/none", `{"name":"a"}`, 404, "entity.not_found"},
		{"delete unknown", "DELETE", path + "/none", "", 404, "entity.not_found"},
		{"delete of another application", "DELETE", spa + "/secrets/blue", "", 404, "entity.not_found"},
		{"no legacy secret", "DELETE", spa + "/legacy-secret", "", 404, "entity.not_found"},
		{"legacy secret of no application", "DELETE", "/applications/none/legacy-secret", "", 404, "entity.not_found"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { s.Refused(t, test.method, test.path, test.body, test.status, test.code) })
	}
}

func TestAPILegacySecret(t *testing.T) {
	s := servertest.NewManagement(t)
	client := s.Client(models.ApplicationMachineToMachine)
	replaced := s.Object(t, "DELETE", "/applications/"+client.ID+"/legacy-secret", "", 200)
	if replaced["id"] != client.ID || len(secretOf(replaced)) != 32 || secretOf(replaced) == client.Secret {
		t.Errorf("got %v", replaced)
	}
	for secret, status := range map[string]int{client.Secret: 401, secretOf(replaced): 200} {
		used := *client
		used.Secret = secret
		answer := s.Token(&used, servertest.Params{"grant_type": "client_credentials", "resource": s.Config.ManagementAPIIndicator})
		if answer.StatusCode != status {
			t.Errorf("got %d %s, want %d", answer.StatusCode, answer.Text, status)
		}
	}
}

// A viewer sees that there are secrets, but not their values.
func TestAPISecretsMasked(t *testing.T) {
	s := servertest.NewManagement(t)
	confidential, public := s.Client(models.ApplicationTraditional), s.Client(models.ApplicationSPA)
	viewer := s.As(models.RoleViewer)
	secrets := viewer.List(t, "/applications/"+confidential.ID+"/secrets")
	if only, _ := secrets[0].(servertest.Object); len(secrets) != 1 || only["value"] != "••••" {
		t.Errorf("got %v", secrets)
	}
	if got := viewer.Object(t, "GET", "/applications/"+confidential.ID, "", 200)["secret"]; got != "••••" {
		t.Errorf("secret: %v", got)
	}
	if got, isPresent := viewer.Object(t, "GET", "/applications/"+public.ID, "", 200)["secret"]; isPresent {
		t.Errorf("secret of a public application: %v", got)
	}
}
