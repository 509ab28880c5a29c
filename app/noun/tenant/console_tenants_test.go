package tenant_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// A form that is rejected shows the input and what is wrong, as a page and
// as the fragment that htmx requests.
func TestConsoleCreate(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	browser := p.ConsoleBrowser(models.RoleAdmin)
	action, fields := browser.Get("/console/tenants/new").Form("tenant-form")
	fields.Set("id", "No Id")
	fields.Set("name", `"><b>Shop`)
	answer := browser.Post(action, fields)
	if answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, `id="id-error"`) ||
		!strings.Contains(answer.Text, `value="&#34;&gt;&lt;b&gt;Shop"`) {
		t.Errorf("refused: %d %s", answer.StatusCode, answer.Text)
	}
	fields.Set("id", "shop")
	if answer := browser.Post(action, fields); !strings.Contains(answer.Text, `data-page="start-page"`) || answer.Request.URL.Path != "/t/shop/console" {
		t.Errorf("made: %d at %s", answer.StatusCode, answer.Request.URL)
	}
	// The switcher and the list contain it, with the name escaped.
	if list := browser.Get("/console/tenants"); !strings.Contains(list.Text, "&lt;b&gt;Shop") || strings.Contains(list.Text, "<b>Shop") {
		t.Error("the list does not show the name as text")
	}
}

func TestConsoleDelete(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	browser := p.ConsoleBrowser(models.RoleAdmin)
	_, fields := browser.Get("/console/tenants/new").Form("tenant-form")
	fields.Set("id", "shop")
	fields.Set("name", "Shop")
	browser.Post("/console/tenants/new", fields)
	const path = "/console/tenants/shop/delete"
	page := browser.Get(path)
	token, _, _ := strings.Cut(strings.SplitN(page.Text, `name="csrf" value="`, 2)[1], `"`)
	for _, wrong := range []string{"", "shop", "Sho", "SHOP"} {
		answer := browser.Post(path, url.Values{"csrf": {token}, "confirm": {wrong}})
		if answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, `id="confirm-error"`) {
			t.Errorf("%q: %d", wrong, answer.StatusCode)
		}
	}
	if answer := browser.Post(path, url.Values{"csrf": {token}, "confirm": {"Shop"}}); answer.StatusCode != http.StatusOK {
		t.Errorf("deleted: %d %s", answer.StatusCode, answer.Text)
	}
	for _, missing := range []string{path, "/console/tenants/nobody/delete", "/console/tenants/%00/delete"} {
		if answer := browser.Get(missing); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", missing, answer.StatusCode)
		}
	}
	// The list shows the removal of rows in progress, until it is done.
	const removals = `id="tenants-deleted"`
	part := func() *servertest.Response {
		request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+"/console/tenants", http.NoBody)
		request.Header.Set("HX-Request", "true")
		return browser.Send(request)
	}
	list := browser.Get("/console/tenants")
	if !strings.Contains(list.Text, removals) || !strings.Contains(list.Text, "Deleting…") || strings.Contains(list.Text, path) {
		t.Errorf("the list while it is deleted: %s", list.Text)
	}
	if got := part(); !strings.HasPrefix(strings.TrimSpace(got.Text), "<div "+removals) {
		t.Errorf("the part while it is deleted: %s", got.Text)
	}
	removeDeleted(t, p)
	if list := browser.Get("/console/tenants"); strings.Contains(list.Text, removals) {
		t.Errorf("the list when it is gone: %s", list.Text)
	}
	if got := part(); got.StatusCode != http.StatusOK || strings.TrimSpace(got.Text) != "" {
		t.Errorf("the part when it is gone: %d %s", got.StatusCode, got.Text)
	}
}
