package customjwt_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/server/servertest"
	"portico/models"
)

const (
	route    = "/configs/jwt-customizer"
	ofUser   = route + "/access-token"
	ofRobots = route + "/client-credentials"
)

// newScripts is the Management API of a provider that can run scripts.
func newScripts(t testing.TB) *servertest.Management {
	t.Helper()
	m := servertest.NewManagement(t)
	m.RunScripts()
	return m
}

// quoted is a script whose function has this body, as a JSON text.
func quoted(body string) string {
	return strconv.Quote(source(body))
}

func TestAPIStored(t *testing.T) {
	m := newScripts(t)
	const whole = `{"script":"x","environmentVariables":{"KEY":"value"},"contextSample":{"user":{"id":"u"}},
		"tokenSample":{"aud":"a"},"blockIssuanceOnError":true}`
	want := servertest.Object{
		"script": "x", "environmentVariables": servertest.Object{"KEY": "value"},
		"contextSample": servertest.Object{"user": servertest.Object{"id": "u"}}, "tokenSample": servertest.Object{"aud": "a"},
		"blockIssuanceOnError": true,
	}
	same := func(want, got any) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
	same([]any{}, m.Call(t, "GET", route, "", 200))
	m.Refused(t, "GET", ofUser, "", 404, "entity.not_exists_with_id")
	m.Refused(t, "PATCH", ofUser, `{"script":"x"}`, 404, "entity.not_exists_with_id")
	m.Refused(t, "DELETE", ofUser, "", 404, "entity.not_found")
	same(want, m.Object(t, "PUT", ofUser, whole, 201))
	same(want, m.Object(t, "PUT", ofUser, whole, 200))
	same(want, m.Object(t, "GET", ofUser, "", 200))
	m.Refused(t, "GET", ofRobots, "", 404, "entity.not_exists_with_id")
	same(servertest.Object{"script": "y"}, m.Object(t, "PUT", ofRobots, `{"script":"y"}`, 201))
	same([]any{
		servertest.Object{"key": "jwt.accessToken", "value": want},
		servertest.Object{"key": "jwt.clientCredentials", "value": servertest.Object{"script": "y"}},
	}, m.Call(t, "GET", route, "", 200))
	want["script"], want["environmentVariables"], want["blockIssuanceOnError"] = "z", servertest.Object{"B": "2"}, false
	same(want, m.Object(t, "PATCH", ofUser, `{"script":"z","environmentVariables":{"B":"2"},"blockIssuanceOnError":false}`, 200))
	same(want, m.Object(t, "GET", ofUser, "", 200))
	same(servertest.Object{"script": "z"}, m.Object(t, "PUT", ofUser, `{"script":"z"}`, 200))
	m.Call(t, "DELETE", ofUser, "", 204)
	m.Refused(t, "GET", ofUser, "", 404, "entity.not_exists_with_id")
}

func TestAPIRefuses(t *testing.T) {
	m := newScripts(t)
	m.Object(t, "PUT", ofUser, `{"script":"x"}`, 201)
	tests := []struct{ name, method, path, body string }{
		{"another kind", "GET", route + "/id-token", ""},
		{"another kind to write", "PUT", route + "/x", `{"script":"x"}`},
		{"no script", "PUT", ofUser, `{}`},
		{"no script in a change", "PATCH", ofUser, `{"blockIssuanceOnError":true}`},
		{"empty script", "PUT", ofUser, `{"script":""}`},
		{"blank script", "PUT", ofUser, `{"script":"  "}`},
		{"null script", "PUT", ofUser, `{"script":null}`},
		{"long script", "PUT", ofUser, `{"script":"` + strings.Repeat("x", 100_001) + `"}`},
		{"unknown key", "PUT", ofUser, `{"script":"x","more":1}`},
		{"unknown key in a change", "PATCH", ofUser, `{"script":"x","id":"y"}`},
		{"key in other case", "PUT", ofUser, `{"script":"x","Script":"y"}`},
		{"variable of another type", "PUT", ofUser, `{"script":"x","environmentVariables":{"A":1}}`},
		{"variable without a name", "PUT", ofUser, `{"script":"x","environmentVariables":{"":"1"}}`},
		{"large variables", "PUT", ofUser, `{"script":"x","environmentVariables":{"A":"` + strings.Repeat("x", 33<<10) + `"}}`},
		{"sample of another type", "PUT", ofUser, `{"script":"x","contextSample":[]}`},
		{"large sample", "PUT", ofUser, `{"script":"x","tokenSample":{"a":"` + strings.Repeat("x", 65<<10) + `"}}`},
		{"test without a token", "POST", route + "/test", `{"tokenType":"access-token","script":"x","context":{}}`},
		{"test without a script", "POST", route + "/test", `{"tokenType":"access-token","token":{},"context":{}}`},
		{"test of another kind", "POST", route + "/test", `{"tokenType":"id-token","script":"x","token":{},"context":{}}`},
		{"test with an array", "POST", route + "/test", `{"tokenType":"access-token","script":"x","token":[],"context":{}}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := m.Object(t, test.method, test.path, test.body, 400)
			if got["code"] != "guard.invalid_input" || got["details"] == nil || got["details"] == "" {
				t.Errorf("got %v", got)
			}
		})
	}
	if got := m.Object(t, "GET", ofUser, "", 200); got["script"] != "x" {
		t.Errorf("afterwards: %v", got)
	}
}

// Run test answers with exactly what the script returned, and stores nothing.
func TestAPITest(t *testing.T) {
	m := newScripts(t)
	body := func(kind, source string) string {
		return `{"tokenType":"` + kind + `","script":` + source + `,"environmentVariables":{"KEY":"v"},"token":{"jti":"j"},"context":{"user":{"id":"u"}}}`
	}
	got := m.For(t).API("POST", "/api"+route+"/test", m.Bearer, body("access-token", quoted(
		`return { sub: 'x', t: token, id: context.user.id, key: environmentVariables.KEY, n: 9007199254740993n > 1 };`)))
	if got.StatusCode != 200 || strings.TrimSpace(got.Text) != `{"id":"u","key":"v","n":true,"sub":"x","t":{"jti":"j"}}` {
		t.Errorf("%d %s", got.StatusCode, got.Text)
	}
	m.Object(t, "POST", route+"/test", body("client-credentials", quoted("return {}")), 200)
	failures := map[string]string{
		"syntax":      `"const a = ;"`,
		"no function": `"const a = 1;"`,
		"throws":      quoted("throw new Error('oh no')"),
		"no object":   quoted("return [1]"),
		"time":        quoted("for (;;) {}"),
		"memory":      quoted("const a = []; for (;;) a.push(new Array(1000).fill(a.length))"),
	}
	for name, source := range failures {
		t.Run(name, func(t *testing.T) {
			got := m.Object(t, "POST", route+"/test", body("access-token", source), 422)
			data, _ := got["data"].(servertest.Object)
			if got["code"] != "jwt_customizer.general" || data["message"] == nil || data["message"] == "" {
				t.Errorf("got %v", got)
			}
			if name == "throws" && data["message"] != "oh no (line 2, column 7)" {
				t.Errorf("message %v", data["message"])
			}
		})
	}
	got = m.For(t).API("POST", "/api"+route+"/test", m.Bearer, body("access-token", quoted("try { api.denyAccess('not you') } catch {} return {}")))
	data, _ := got.JSON()["data"].(servertest.Object)
	if got.StatusCode != http.StatusForbidden || got.JSON()["code"] != "jwt_customizer.general" || data["message"] != "not you" {
		t.Errorf("%d %s", got.StatusCode, got.Text)
	}
	if stored := m.List(t, route); len(stored) != 0 {
		t.Errorf("stored: %v", stored)
	}
}

// Viewers see the script and not the values; they, and editors whom an admin keeps from
// scripts, change and run nothing.
func TestAPIAccess(t *testing.T) {
	m := newScripts(t)
	m.Object(t, "PUT", ofUser, `{"script":"x","environmentVariables":{"KEY":"s3cret"}}`, 201)
	viewer, editor, admin := m.As(models.RoleViewer), m.As(models.RoleEditor), m.As(models.RoleAdmin)
	variables := func(m *servertest.Management) any {
		values, _ := m.Object(t, "GET", ofUser, "", 200)["environmentVariables"].(servertest.Object)
		return values["KEY"]
	}
	test := `{"tokenType":"access-token","script":` + quoted("return {}") + `,"token":{},"context":{}}`
	mayEdit := func(m *servertest.Management, name string) {
		t.Helper()
		if got := variables(m); got != "s3cret" {
			t.Errorf("%s sees %v", name, got)
		}
		m.Object(t, "PATCH", ofUser, `{"script":"x"}`, 200)
		m.Object(t, "POST", route+"/test", test, 200)
	}
	mayNotEdit := func(m *servertest.Management, name string) {
		t.Helper()
		if got := variables(m); got != models.MaskedSecret {
			t.Errorf("%s sees %v", name, got)
		}
		m.Refused(t, "PUT", ofUser, `{"script":"y"}`, 403, "auth.forbidden")
		m.Refused(t, "PATCH", ofUser, `{"script":"y"}`, 403, "auth.forbidden")
		m.Refused(t, "DELETE", ofUser, "", 403, "auth.forbidden")
		m.Refused(t, "POST", route+"/test", test, 403, "auth.forbidden")
	}
	mayEdit(m, "the machine")
	mayEdit(admin, "the admin")
	mayEdit(editor, "the editor")
	mayNotEdit(viewer, "the viewer")
	list, _ := viewer.Call(t, "GET", route, "", 200).([]any)
	if len(list) != 1 || strings.Contains(viewer.API("GET", "/api"+route, viewer.Bearer, "").Text, "s3cret") {
		t.Errorf("the viewer's list: %v", list)
	}
	operators := admin.List(t, "/operators")
	for _, one := range operators {
		fields, _ := one.(servertest.Object)
		if id, _ := fields["id"].(string); fields["role"] != models.RoleViewer {
			admin.Object(t, "PATCH", "/operators/"+id, `{"mayEditScripts":false}`, 200)
		}
	}
	mayNotEdit(editor, "the editor who is kept from scripts")
	mayEdit(admin, "the admin, who is never kept")
}
