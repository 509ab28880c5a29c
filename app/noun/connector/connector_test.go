package connector_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"portico/app/ground/fault"
	"portico/app/noun/connector"
	"portico/app/server/servertest"
	"portico/models"
)

const kind = "simple-mail-transfer-protocol"

func TestConnector(t *testing.T) {
	s, server := servertest.NewManagement(t), servertest.NewMailServer(t)
	created := s.Object(t, "POST", "/connectors", server.Connector(func(c servertest.Object) { c["logger"] = true }), 200)
	id := text(created["id"])
	if created["connectorId"] != kind || created["target"] != kind || created["type"] != "Email" ||
		created["fromEmail"] != "Northwind <no-reply@northwind.example>" {
		t.Errorf("got %v", created)
	}
	config := created["config"].(servertest.Object)
	if config["host"] != "127.0.0.1" || config["logger"] != nil || inside(config, "auth", "pass") != server.Password {
		t.Errorf("configuration: %v", config)
	}
	if found := s.List(t, "/connectors"); len(found) != 1 {
		t.Errorf("got %v", found)
	}
	if found := s.List(t, "/connectors?target=github"); len(found) != 0 {
		t.Errorf("got %v", found)
	}
	body, err := json.Marshal(servertest.Object{"config": server.Config(func(c servertest.Object) { c["fromEmail"] = "new@northwind.example" })})
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Object(t, "PATCH", "/connectors/"+id, string(body), 200); got["fromEmail"] != "new@northwind.example" {
		t.Errorf("got %v", got)
	}
	got := s.Object(t, "PATCH", "/connectors/"+id, `{"metadata":{"target":"mail"}}`, 200)
	if got["target"] != "mail" || inside(got["config"].(servertest.Object), "auth", "pass") != server.Password {
		t.Errorf("got %v", got)
	}
	s.Call(t, "DELETE", "/connectors/"+id, "", 204)
	s.Refused(t, "GET", "/connectors/"+id, "", 404, "entity.not_found")
	s.Call(t, "POST", "/connectors", server.Connector(), 200)
}

func TestErrors(t *testing.T) {
	s, server := servertest.NewManagement(t), servertest.NewMailServer(t)
	tests := []struct {
		name, body string
		status     int
		code       string
	}{
		{"unknown kind", `{"connectorId":"github-universal","config":{}}`, 422, "connector.not_found_with_connector_id"},
		{"no kind", `{"config":{}}`, 400, "guard.invalid_input"},
		{"no configuration", `{"connectorId":"` + kind + `"}`, 400, "connector.invalid_config"},
		{"port", server.Connector(func(c servertest.Object) { c["port"] = 0 }), 400, "connector.invalid_config"},
		{"line in the sender", server.Connector(func(c servertest.Object) { c["fromEmail"] = "a@b.example\r\nBcc: c@d.example" }), 400, "connector.invalid_config"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { s.Refused(t, "POST", "/connectors", test.body, test.status, test.code) })
	}
	id := text(s.Object(t, "POST", "/connectors", server.Connector(), 200)["id"])
	s.Refused(t, "POST", "/connectors", server.Connector(), 422, "connector.multiple_instances_not_supported")
	s.Refused(t, "PATCH", "/connectors/"+id, `{"config":{"host":"a"}}`, 400, "connector.invalid_config")
	s.Refused(t, "PATCH", "/connectors/none", `{}`, 404, "entity.not_found")
	s.Refused(t, "DELETE", "/connectors/none", ``, 404, "entity.not_found")
	if found := s.List(t, "/connectors"); len(found) != 1 {
		t.Errorf("got %v", found)
	}
}

// There is one mail connector, however many are set up concurrently.
func TestCreateConcurrently(t *testing.T) {
	s, server := servertest.NewManagement(t), servertest.NewMailServer(t)
	errs := make([]error, 6)
	var group sync.WaitGroup
	for i := range errs {
		group.Go(func() {
			_, errs[i] = s.Connectors.Create(t.Context(), s.Records(), connector.New{ConnectorID: kind, Config: server.Config()})
		})
	}
	group.Wait()
	made := 0
	for _, err := range errs {
		if err == nil {
			made++
		} else if fault.From(err).Code != "connector.multiple_instances_not_supported" {
			t.Error(err)
		}
	}
	if made != 1 {
		t.Errorf("%d were made", made)
	}
}

// The password is encrypted at rest, masked for viewers, and in no audit log.
func TestPasswordStaysSecret(t *testing.T) {
	s, server := servertest.NewManagement(t), servertest.NewMailServer(t)
	id := text(s.Object(t, "POST", "/connectors", server.Connector(), 200)["id"])
	body, err := json.Marshal(servertest.Object{"config": server.Config(func(c servertest.Object) {
		c["auth"] = servertest.Object{"user": server.User, "pass": server.Password + "-new"}
	})})
	if err != nil {
		t.Fatal(err)
	}
	s.Call(t, "PATCH", "/connectors/"+id, string(body), 200)
	rows, err := s.Records().Connectors.List(t.Context())
	if err != nil || strings.Contains(fmt.Sprintf("%q", rows[0].Sealed), server.Password) {
		t.Errorf("stored in the clear: %v", err)
	}
	viewer := s.As(models.RoleViewer)
	for _, path := range []string{"/connectors", "/connectors/" + id} {
		if shown := fmt.Sprint(viewer.Call(t, "GET", path, "", 200)); strings.Contains(shown, server.Password) || !strings.Contains(shown, "••••") {
			t.Errorf("%s shows %s", path, shown)
		}
	}
	viewer.Refused(t, "POST", "/connectors/"+kind+"/test", `{"email":"ann@example.com","config":{}}`, 403, "auth.forbidden")
	s.Call(t, "DELETE", "/connectors/"+id, "", 204)
	var keys []string
	for _, row := range s.Audited() {
		if strings.HasPrefix(row.Key, "Connector.") {
			keys = append(keys, row.Key)
		}
		if texts := fmt.Sprint(row); strings.Contains(texts, server.Password) {
			t.Errorf("%s contains the password: %s", row.Key, texts)
		}
	}
	if len(keys) != 3 {
		t.Errorf("audit rows: %v", keys)
	}
}

func TestTest(t *testing.T) {
	s, server := servertest.NewManagement(t), servertest.NewMailServer(t)
	body := func(email string, change ...func(servertest.Object)) string {
		text, err := json.Marshal(servertest.Object{"email": email, "config": server.Config(change...)})
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	path := "/connectors/" + kind + "/test"
	s.Call(t, "POST", path, body("ann@example.com"), 204)
	if got := server.Last(); got.To != "ann@example.com" || !strings.Contains(got.Body, servertest.Endpoint+"/") {
		t.Errorf("got %+v", got)
	}
	if found := s.List(t, "/connectors"); len(found) != 0 {
		t.Errorf("stored: %v", found)
	}
	s.Refused(t, "POST", "/connectors/none/test", body("ann@example.com"), 404, "entity.not_found")
	s.Refused(t, "POST", path, body("ann"), 400, "guard.invalid_input")
	s.Refused(t, "POST", path, body(`ann@example.com\r\nBcc: eve@evil.example`), 400, "guard.invalid_input")
	s.Refused(t, "POST", path, body("ann@example.com", func(c servertest.Object) { c["templates"] = []any{} }), 400, "connector.template_not_found")
	wrong := body("ann@example.com", func(c servertest.Object) { c["auth"] = servertest.Object{"user": "u", "pass": "wrong-secret"} })
	failure := s.For(t).API("POST", "/api"+path, s.Bearer, wrong)
	if failure.StatusCode != 400 || failure.JSON()["code"] != "connector.general" || strings.Contains(failure.Text, "wrong-secret") {
		t.Errorf("got %d %s", failure.StatusCode, failure.Text)
	}
}

// Mail goes through the guarded dialer: internal servers are not reached.
func TestServersInside(t *testing.T) {
	s, server := servertest.NewManagement(t), servertest.NewMailServer(t)
	for _, host := range []string{"10.0.0.1", "169.254.169.254", "0.0.0.0", "::ffff:127.0.0.1", "2130706433", "0x7f.1", "fd00:ec2::254", "[::1"} {
		config := server.Config(func(c servertest.Object) { c["host"] = host })
		err := s.Connectors.Test(t.Context(), kind, "ann@example.com", config, nil)
		if code := fault.From(err).Code; code != "connector.general" && code != "connector.invalid_config" {
			t.Errorf("%s: got %v", host, err)
		}
	}
	if mails := server.Mails(); len(mails) != 0 {
		t.Errorf("sent: %+v", mails)
	}
}

func text(value any) string {
	text, _ := value.(string)
	return text
}

func inside(object servertest.Object, names ...string) any {
	for _, name := range names[:len(names)-1] {
		object, _ = object[name].(servertest.Object)
	}
	return object[names[len(names)-1]]
}
