package customjwt_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

const (
	scriptsPage = "/console/customize-jwt"
	userScript  = scriptsPage + "/access-token"
)

// desk is the pages of the scripts in an operator's browser.
type desk struct {
	*servertest.Management
	*servertest.Browser
	csrf string
}

func newDesk(t *testing.T, role string, change ...func(*servertest.Management)) *desk {
	t.Helper()
	m := newScripts(t)
	m.Operator(role)
	for _, prepare := range change {
		prepare(m)
	}
	d := &desk{Management: m, Browser: m.ConsoleBrowser(role)}
	found := regexp.MustCompile(`name="csrf" value="([^"]*)"`).FindStringSubmatch(d.Get("/console").Text)
	if found == nil {
		t.Fatal("no form on the start page")
	}
	d.csrf = found[1]
	return d
}

// fields are those of the editor, for a script whose function has this body.
func (d *desk) fields(body string, change ...string) url.Values {
	fields := url.Values{
		"csrf": {d.csrf}, "script": {strings.ReplaceAll(source(body), "\n", "\r\n")}, "token": {`{"aud":"https://a.example"}`},
		"context": {`{"user":{"id":"u1","customData":{"plan":"gold"}}}`}, "on": {"on"},
	}
	for i := 0; i+1 < len(change); i += 2 {
		fields.Add(change[i], change[i+1])
	}
	return fields
}

// send posts the editor's fields, as htmx does.
func (d *desk) send(path string, fields url.Values) *servertest.Response {
	request := httptest.NewRequest(http.MethodPost, servertest.Endpoint+path, strings.NewReader(fields.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("HX-Request", "true")
	return d.Send(request)
}

func want(t *testing.T, answer *servertest.Response, status int, texts ...string) {
	t.Helper()
	if answer.StatusCode != status {
		t.Fatalf("got %d, want %d: %s", answer.StatusCode, status, answer.Text)
	}
	for _, text := range texts {
		if !strings.Contains(answer.Text, text) {
			t.Fatalf("the page lacks %q: %s", text, answer.Text)
		}
	}
}

func lacks(t *testing.T, answer *servertest.Response, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(answer.Text, text) {
			t.Errorf("the page has %q", text)
		}
	}
}

func TestConsoleSave(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	want(t, d.Get(scriptsPage), 200, "Add custom claims", "Not set up")
	want(t, d.Get(userScript), 200, "getCustomJwtClaims", "Ann Example", "primaryEmail", `data-member="environmentVariables"`)
	saved := d.fields("return { plan: context.user.customData.plan }", "variableName", "KEY", "variableValue", "s3cret", "variableName", "", "variableValue", "")
	want(t, d.Post(userScript, saved), 200, "Script saved.")
	page := d.Get(userScript)
	want(t, page, 200, "customData.plan", `value="KEY"`, "Saved and hidden")
	lacks(t, page, "s3cret")
	stored := d.Object(t, "GET", ofUser, "", 200)
	if stored["script"] != source("return { plan: context.user.customData.plan }") || stored["environmentVariables"].(servertest.Object)["KEY"] != "s3cret" {
		t.Errorf("stored %v", stored)
	}
	// A value that is left empty stays; a name in variableRemoved goes.
	kept := d.fields("return {}", "variableName", "KEY", "variableValue", "", "variableName", "NEW", "variableValue", "fresh", "blocks", "on")
	kept.Del("on")
	want(t, d.Post(userScript, kept), 200, "Script saved.", "Off")
	stored = d.Object(t, "GET", ofUser, "", 200)
	variables := stored["environmentVariables"].(servertest.Object)
	if variables["KEY"] != "s3cret" || variables["NEW"] != "fresh" || stored["blockIssuanceOnError"] != true {
		t.Errorf("stored %v", stored)
	}
	want(t, d.Post(userScript, d.fields("return {}", "variableName", "KEY", "variableValue", "", "variableRemoved", "KEY")), 200, "Script saved.")
	if left := d.Object(t, "GET", ofUser, "", 200)["environmentVariables"]; left != nil && len(left.(servertest.Object)) != 0 {
		t.Errorf("left %v", left)
	}
	want(t, d.Get(scriptsPage), 200, "Edit")
	want(t, d.Get(userScript+"/delete"), 200, "Delete the script")
	want(t, d.Post(userScript+"/delete", url.Values{"csrf": {d.csrf}}), 200, "Script deleted.")
	want(t, d.Post(userScript+"/delete", url.Values{"csrf": {d.csrf}}), 404)
}

func TestConsoleRefusesBadFields(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	for name, test := range map[string]struct{ field, value, problem string }{
		"no script":      {"script", " ", "script-error"},
		"token":          {"token", "{", "token-error"},
		"context":        {"context", "[]", "context-error"},
		"repeated names": {"context", `{"a":1,"a":2}`, "context-error"},
	} {
		t.Run(name, func(t *testing.T) {
			fields := d.fields("return {}")
			fields.Set(test.field, test.value)
			want(t, d.Post(userScript, fields), 422, test.problem)
			want(t, d.send(userScript+"/test", fields), 422, "script-problem")
		})
	}
	want(t, d.Post(userScript, d.fields("return {}", "variableName", strings.Repeat("n", 129), "variableValue", "v")), 422, "environmentVariables-error")
	want(t, d.Get(scriptsPage+"/id-token"), 404)
	d.Refused(t, "GET", ofUser, "", 404, "entity.not_exists_with_id")
}

func TestConsoleTest(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	fields := d.fields("console.log('seen', environmentVariables.KEY); return { plan: context.user.customData.plan, sub: 'x' }",
		"variableName", "KEY", "variableValue", "v1")
	part := d.send(userScript+"/test", fields)
	want(t, part, 200, "Passed", "1 custom claim", "seen v1", "Extra JWT claims", "https://a.example", "at+jwt", `class="custom"`, "can’t be set")
	lacks(t, part, "<html", "data-page")
	whole := d.Post(userScript+"/test", fields)
	want(t, whole, 200, "data-page=\"script-editor-page\"", "Passed", "console.log(&#39;seen&#39;", `value="v1"`)
	d.Refused(t, "GET", ofUser, "", 404, "entity.not_exists_with_id")
	for body, texts := range map[string][]string{
		"throw new Error('broken')":     {"threw an error", "broken", `data-line="`},
		"return 1":                      {"didn’t return an object"},
		"api.denyAccess('no entrance')": {"denied access", "no entrance"},
		"return {":                      {"syntax error", `data-line="`},
		"for (;;) {}":                   {"took too long"},
	} {
		want(t, d.send(userScript+"/test", d.fields(body)), 200, texts...)
	}
	want(t, d.Get(scriptsPage), 200, "Separate process", "In force")
	// What a script prints is text.
	markup := d.send(userScript+"/test", d.fields("console.log('<b>x</b>'); return { '<i>': '<u>' }"))
	want(t, markup, 200, "&lt;b&gt;", "&lt;i&gt;")
	lacks(t, markup, "<b>x", "<i>", "<u>")
}

// A test uses the data of a real user or machine.
func TestConsoleSubjects(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	user := d.User("marie")
	machine := d.Client(models.ApplicationMachineToMachine)
	found := d.send(userScript+"/find", d.fields("return {}", "q", "mari"))
	want(t, found, 200, user.ID, "marie")
	want(t, d.send(userScript+"/find", d.fields("return {}", "q", "nobody-like-it")), 200, "Nothing found.")
	part := d.send(userScript+"/load", d.fields("return {}", "subject", user.ID))
	want(t, part, 200, "This is the data of", "marie", user.ID, "hasPassword")
	want(t, d.Post(userScript+"/load", d.fields("return { kept: 1 }", "subject", user.ID)), 200, "kept: 1", "hasPassword")
	robots := scriptsPage + "/client-credentials"
	want(t, d.send(robots+"/load", d.fields("return {}", "subject", machine.ID)), 200, machine.ID)
	want(t, d.send(robots+"/find", d.fields("return {}", "q", "")), 200, machine.ID)
	want(t, d.send(userScript+"/load", d.fields("return {}", "subject", "nobody")), 404)
}

func TestConsoleCases(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	gold := "return { plan: context.user.customData.plan }"
	part := d.send(userScript+"/cases", d.fields(gold, "caseName", "Gold stays gold"))
	want(t, part, 200, "Gold stays gold", `&#34;plan&#34;:&#34;gold&#34;`)
	want(t, d.send(userScript+"/cases", d.fields(gold, "caseName", "Gold stays gold")), 422, "caseName-error")
	want(t, d.send(userScript+"/cases", d.fields(gold, "caseName", "")), 422, "caseName-error")
	want(t, d.send(userScript+"/cases", d.fields("throw 1", "caseName", "Throws")), 422, "A test can only be saved")
	want(t, d.Post(userScript, d.fields(gold)), 200, "Script saved.")

	refused := d.Post(userScript, d.fields("return { plan: 'silver' }"))
	want(t, refused, 422, "has not been saved", "Gold stays gold", "silver", "Save anyway")
	if stored := d.Object(t, "GET", ofUser, "", 200); stored["script"] != source(gold) {
		t.Errorf("stored %v", stored["script"])
	}
	want(t, d.Post(userScript, d.fields("return { plan: 'silver' }", "anyway", "on")), 200, "Script saved.")

	remove := regexp.MustCompile(`/cases/[a-z0-9]+/delete`).FindString(d.Get(userScript).Text)
	want(t, d.Get(userScript+remove), 200, "Delete the test")
	want(t, d.Post(userScript+remove, url.Values{"csrf": {d.csrf}}), 200, "Test deleted.")
	want(t, d.Get(userScript+remove), 404)
}

func TestConsoleHistory(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	want(t, d.Get(userScript+"/history"), 404)
	for _, body := range []string{"return { version: 'first' }", "return { version: 'second' }"} {
		want(t, d.Post(userScript, d.fields(body, "variableName", "KEY", "variableValue", "s3cret")), 200, "Script saved.")
	}
	want(t, d.Get(userScript+"/history"), 200, "Version 1", "Version 2", "Current", "/history/1/restore")
	want(t, d.Get(userScript+"/history/1"), 200, "<del>", "second", "<ins>", "first")
	want(t, d.Get(userScript+"/history/2"), 200, "this is the current script")
	want(t, d.Get(userScript+"/history/9"), 404)
	want(t, d.Get(userScript+"/history/x"), 404)
	want(t, d.Get(userScript+"/history/1/restore"), 200, "Roll back to version 1?")
	want(t, d.Post(userScript+"/history/1/restore", url.Values{"csrf": {d.csrf}}), 200, "Rolled back.")
	stored := d.Object(t, "GET", ofUser, "", 200)
	if stored["script"] != source("return { version: 'first' }") || stored["environmentVariables"].(servertest.Object)["KEY"] != "s3cret" {
		t.Errorf("stored %v", stored)
	}
	want(t, d.Get(userScript+"/history"), 200, "Version 3")
}

// Viewers, and editors whom an admin keeps from scripts, see the code and no values, and
// can neither change nor run anything.
func TestConsoleWithoutScripts(t *testing.T) {
	withScript := func(m *servertest.Management) {
		admin := m.As(models.RoleAdmin)
		admin.Call(t, "PUT", ofUser, `{"script":"const seen = 1","environmentVariables":{"KEY":"s3cret"}}`, 201)
		for _, one := range admin.List(t, "/operators") {
			if o := one.(servertest.Object); o["role"] == models.RoleEditor {
				admin.Call(t, "PATCH", "/operators/"+o["id"].(string), `{"role":"editor","mayEditScripts":false}`, 200)
			}
		}
	}
	for name, role := range map[string]string{"viewer": models.RoleViewer, "editor without scripts": models.RoleEditor} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, role, withScript)
			page := d.Get(userScript)
			want(t, page, 200, "const seen = 1", `value="KEY"`, "<fieldset disabled>")
			lacks(t, page, "s3cret", `id="script-run"`, "Restore defaults", "data-save-bar", "Save test")
			lacks(t, d.Get(scriptsPage), "Add custom claims", "/delete")
			want(t, d.Get(userScript+"/history/1"), 200, "const seen = 1")
			lacks(t, d.Get(userScript+"/history"), "/restore")
			for _, path := range []string{"", "/test", "/load", "/cases", "/delete", "/history/1/restore"} {
				if answer := d.Post(userScript+path, d.fields("return {}", "subject", d.User("x"+models.NewID()[:6]).ID)); answer.StatusCode != http.StatusForbidden {
					t.Errorf("POST %q: %d", path, answer.StatusCode)
				}
			}
		})
	}
}

// Failures for tokens that were asked for are on the pages.
func TestConsoleFailures(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	want(t, d.Post(scriptsPage+"/client-credentials", d.fields("throw new Error('out of order')")), 200, "Script saved.")
	machine := d.Client(models.ApplicationMachineToMachine)
	resource := d.Object(t, "POST", "/resources", `{"name":"Shop","indicator":"https://shop.example/"}`, 201)
	d.Token(machine, servertest.Params{"grant_type": "client_credentials", "resource": resource["indicator"].(string)})
	d.Audit.Flush(t.Context())
	for _, path := range []string{scriptsPage, scriptsPage + "/client-credentials"} {
		want(t, d.Get(path), 200, "Failed once", "out of order", "audit-logs?key=JwtCustomizer.ClientCredentials")
	}
}
