package signingkey_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

// token is the CSRF token of a page.
func token(t *testing.T, page *servertest.Response) string {
	t.Helper()
	found := regexp.MustCompile(`name="csrf" value="([^"]*)"`).FindStringSubmatch(page.Text)
	if found == nil {
		t.Fatalf("no form: %d %s", page.StatusCode, page.Text)
	}
	return found[1]
}

func TestConsoleRotate(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	browser := p.ConsoleBrowser(models.RoleAdmin)
	const path = "/console/signing-keys/rotate?algorithm=RS256"
	before := house{p}.stages(t, "RS256")

	page := browser.Get(path)
	if !strings.Contains(page.Text, "all tokens stay valid until they expire") || strings.Contains(page.Text, "danger-fill") {
		t.Errorf("the page does not say that nothing is lost: %s", page.Text)
	}
	if answer := browser.Post(path, url.Values{"csrf": {token(t, page)}}); !strings.Contains(answer.Text, `data-page="keys-page"`) {
		t.Fatalf("rotated: %d %s", answer.StatusCode, answer.Text)
	}
	after := house{p}.stages(t, "RS256")
	if after[models.KeyCurrent] != before[models.KeyNext] || after[models.KeyPrevious] != before[models.KeyCurrent] {
		t.Errorf("from %v to %v", before, after)
	}
	tenant, err := p.Records().Tenant.Get(t.Context())
	must(t, err)
	if tenant.DefaultAlgorithm != "ES256" {
		t.Errorf("the default became %s", tenant.DefaultAlgorithm)
	}
	logs, err := p.Records().AuditLogs.Newest(t.Context(), store.AuditLogFilter{Key: event.SigningKeysRotated}, 2)
	must(t, err)
	if len(logs) != 1 || logs[0].Payload["actor"] == nil {
		t.Errorf("audited as %+v", logs)
	}

	// The second time there is a previous key, and the page says what is lost with it.
	again := browser.Get(path)
	if !strings.Contains(again.Text, after[models.KeyPrevious][:8]+"…") || !strings.Contains(again.Text, "danger-fill") {
		t.Errorf("the key that ends is not named: %s", again.Text)
	}
	for _, algorithm := range []string{"", "none", "HS256", "%00"} {
		answer := browser.Post("/console/signing-keys/rotate?algorithm="+algorithm, url.Values{"csrf": {token(t, page)}})
		if answer.StatusCode != http.StatusBadRequest {
			t.Errorf("%q: %d", algorithm, answer.StatusCode)
		}
	}
}

func TestConsoleDelete(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	browser := p.ConsoleBrowser(models.RoleAdmin)
	_, err := p.SigningKeys.Rotate(t.Context(), p.Records(), "ES256", false)
	must(t, err)
	stages := house{p}.stages(t, "ES256")
	previous := stages[models.KeyPrevious]
	path := "/console/signing-keys/" + previous + "/delete"
	if list := browser.Get("/console/signing-keys"); !strings.Contains(list.Text, `href="`+path+`"`) {
		t.Error("the list does not link to it")
	}

	csrf := token(t, browser.Get(path))
	for _, wrong := range []string{"", previous, previous[:7], strings.ToUpper(previous[:8]) + "x"} {
		answer := browser.Post(path, url.Values{"csrf": {csrf}, "confirm": {wrong}})
		if answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, `id="confirm-error"`) {
			t.Errorf("%q: %d", wrong, answer.StatusCode)
		}
	}
	answer := browser.Post(path, url.Values{"csrf": {csrf}, "confirm": {previous[:8]}})
	if !strings.Contains(answer.Text, "Key deleted.") {
		t.Errorf("deleted: %d %s", answer.StatusCode, answer.Text)
	}
	delete(stages, models.KeyPrevious)
	if diff := cmp.Diff(stages, house{p}.stages(t, "ES256")); diff != "" {
		t.Error(diff)
	}

	tests := []struct {
		name, id string
		want     int
	}{
		{"gone", previous, http.StatusNotFound},
		{"never there", "nothing", http.StatusNotFound},
		{"NUL", "%00", http.StatusNotFound},
		{"current", stages[models.KeyCurrent], http.StatusUnprocessableEntity},
		{"next", stages[models.KeyNext], http.StatusUnprocessableEntity},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := "/console/signing-keys/" + test.id + "/delete"
			if got := browser.Get(path); got.StatusCode != test.want {
				t.Errorf("confirmation: %d", got.StatusCode)
			}
			confirm := test.id[:min(8, len(test.id))]
			if got := browser.Post(path, url.Values{"csrf": {csrf}, "confirm": {confirm}}); got.StatusCode != test.want {
				t.Errorf("posted: %d", got.StatusCode)
			}
		})
	}
}

func TestConsoleDefault(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	browser := p.ConsoleBrowser(models.RoleAdmin)
	page := browser.Get("/console/signing-keys")
	for _, wrong := range []string{"", "none", "HS256"} {
		answer := browser.Submit(page, "keys-default", map[string]string{"algorithm": wrong})
		if answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, `id="algorithm-error"`) {
			t.Errorf("%q: %d", wrong, answer.StatusCode)
		}
		// The current default is still shown, whatever was selected.
		if !regexp.MustCompile(`(?s)id="title-ES256">.{0,80}Default`).MatchString(answer.Text) {
			t.Errorf("%q: the default is not marked: %s", wrong, answer.Text)
		}
	}
	answer := browser.Submit(page, "keys-default", map[string]string{"algorithm": "ES384"})
	if !strings.Contains(answer.Text, "Default algorithm changed.") || !strings.Contains(answer.Text, `id="keys-ES384"`) {
		t.Errorf("changed: %d %s", answer.StatusCode, answer.Text)
	}
	if stages := (house{p}).stages(t, "ES384"); len(stages) != 2 {
		t.Errorf("keys %v", stages)
	}
}

// Operators who may not manage keys can only see them.
func TestConsoleRoles(t *testing.T) {
	p := servertest.New(t)
	for _, role := range models.OperatorRoles() {
		p.Operator(role)
	}
	_, err := p.SigningKeys.Rotate(t.Context(), p.Records(), "ES256", false)
	must(t, err)
	before := house{p}.stages(t, "ES256")
	deletePath := "/console/signing-keys/" + before[models.KeyPrevious] + "/delete"
	for _, role := range []string{models.RoleEditor, models.RoleViewer} {
		browser := p.ConsoleBrowser(role)
		list := browser.Get("/console/signing-keys")
		if list.StatusCode != http.StatusOK || !strings.Contains(list.Text, before[models.KeyCurrent]) {
			t.Errorf("%s sees: %d", role, list.StatusCode)
		}
		for _, offered := range []string{"/signing-keys/rotate", "/delete", `<form id="keys-default"`} {
			if strings.Contains(list.Text, offered) {
				t.Errorf("%s is offered %s", role, offered)
			}
		}
		for _, path := range []string{"/console/signing-keys/rotate?algorithm=ES256", deletePath} {
			if got := browser.Get(path); got.StatusCode != http.StatusForbidden {
				t.Errorf("%s at %s: %d", role, path, got.StatusCode)
			}
		}
		form := url.Values{"csrf": {token(t, list)}, "algorithm": {"RS256"}, "confirm": {before[models.KeyPrevious][:8]}}
		for _, path := range []string{"/console/signing-keys", "/console/signing-keys/rotate?algorithm=ES256", deletePath} {
			if got := browser.Post(path, form); got.StatusCode != http.StatusForbidden {
				t.Errorf("%s posts to %s: %d", role, path, got.StatusCode)
			}
		}
	}
	if diff := cmp.Diff(before, house{p}.stages(t, "ES256")); diff != "" {
		t.Error(diff)
	}
}
