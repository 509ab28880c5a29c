package operator_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// An invitation responds with its link, once: as a page, and as the fragment that
// htmx expects.
func TestConsoleInvite(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	browser := p.ConsoleBrowser(models.RoleAdmin)
	action, fields := browser.Get("/console/operators/invite").Form("invite-form")
	fields.Set("role", models.RoleEditor)
	const link = "/t/admin/welcome?token="
	if answer := browser.Post(action, fields); answer.StatusCode != http.StatusOK || !strings.Contains(answer.Text, link) {
		t.Errorf("invited: %d %s", answer.StatusCode, answer.Text)
	}
	request := httptest.NewRequest(http.MethodPost, servertest.Endpoint+action, strings.NewReader(fields.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("HX-Request", "true")
	answer := browser.Send(request)
	if answer.Header.Get("HX-Retarget") != "#main" || !strings.Contains(answer.Text, link) {
		t.Errorf("invited with a script: %d to %q: %s", answer.StatusCode, answer.Header.Get("HX-Retarget"), answer.Text)
	}
	if list := browser.Get("/console/operators"); strings.Count(list.Text, "/revoke") != 2 || strings.Contains(list.Text, link) {
		t.Errorf("the list: %s", list.Text)
	}
	wrong := url.Values{"csrf": fields["csrf"], "role": {"owner"}}
	if answer := browser.Post(action, wrong); answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, `id="form-error"`) {
		t.Errorf("a role that there is not: %d", answer.StatusCode)
	}
}

func TestConsoleRemove(t *testing.T) {
	p := servertest.New(t)
	admin := p.Operator(models.RoleAdmin)
	viewer := p.Operator(models.RoleViewer)
	browser := p.ConsoleBrowser(models.RoleAdmin)
	_, fields := browser.Get("/console/operators/invite").Form("invite-form")
	remove := func(user *models.User, typed string) *servertest.Response {
		return browser.Post("/console/operators/"+user.ID+"/remove", url.Values{"csrf": fields["csrf"], "confirm": {typed}})
	}
	if answer := remove(viewer, "somebody"); answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, "confirm-error") {
		t.Errorf("another name: %d", answer.StatusCode)
	}
	if answer := remove(viewer, viewer.DisplayName()); answer.StatusCode != http.StatusOK || !strings.Contains(answer.Text, "Operator removed.") {
		t.Errorf("removed: %d %s", answer.StatusCode, answer.Text)
	}
	if answer := remove(viewer, viewer.DisplayName()); answer.StatusCode != http.StatusNotFound {
		t.Errorf("removed already: %d", answer.StatusCode)
	}
	// The confirmation explains why the last admin cannot be removed.
	if answer := remove(admin, admin.DisplayName()); answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, "confirm-error") {
		t.Errorf("the last admin: %d %s", answer.StatusCode, answer.Text)
	}
}

// An admin keeps an editor from scripts, and lets them again.
func TestConsoleScripts(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	editor := p.Operator(models.RoleEditor)
	browser := p.ConsoleBrowser(models.RoleAdmin)
	_, fields := browser.Get("/console/operators/invite").Form("invite-form")
	set := func(may string) *servertest.Response {
		return browser.Post("/console/operators/"+editor.ID+"/scripts", url.Values{"csrf": fields["csrf"], "mayEditScripts": {may}})
	}
	for may, want := range map[string]string{"false": "May not edit scripts", "true": "May edit scripts"} {
		if answer := set(may); answer.StatusCode != http.StatusOK || !strings.Contains(answer.Text, want) || !strings.Contains(answer.Text, "Permission changed.") {
			t.Errorf("%s: %d %s", may, answer.StatusCode, answer.Text)
		}
		found, err := p.DB.Tenant(models.TenantAdmin).Operators.Get(t.Context(), editor.ID)
		if err != nil || found.MayEditScripts() != (may == "true") {
			t.Errorf("%s: %v %v", may, found.MayEditScripts(), err)
		}
	}
}
