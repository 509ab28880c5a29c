package console_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

const page = `data-page="start-page"`

// An operator who opens a page of the console signs in and returns to it.
func TestSignIn(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	browser := p.Browser()
	answer := browser.SignIn(browser.Get("/console/operators?x=1"), models.RoleAdmin, servertest.Password)
	if !strings.Contains(answer.Text, `data-page="operators-page"`) {
		t.Errorf("arrived at %s", answer.Text)
	}
	if got := answer.Request.URL.RequestURI(); got != "/console/operators?x=1" {
		t.Errorf("at %s", got)
	}
}

// Whatever ends the operator's account, role, session or grant ends the console session.
func TestAccessEndsAtOnce(t *testing.T) {
	tests := []struct {
		name string
		end  func(p *servertest.Provider, id string) error
		want int
	}{
		{"suspended", func(p *servertest.Provider, id string) error {
			return p.Users.Suspend(t.Context(), p.DB.Tenant(models.TenantAdmin), id, true)
		}, http.StatusSeeOther},
		{"deleted", func(p *servertest.Provider, id string) error {
			return p.Users.Delete(t.Context(), p.DB.Tenant(models.TenantAdmin), id)
		}, http.StatusSeeOther},
		{"grants revoked", func(p *servertest.Provider, id string) error {
			return p.DB.Tenant(models.TenantAdmin).Grants.DeleteOfUser(t.Context(), id)
		}, http.StatusSeeOther},
		{"role removed", func(p *servertest.Provider, id string) error {
			return p.DB.Tenant(models.TenantAdmin).Operators.SetRole(t.Context(), id, "")
		}, http.StatusForbidden},
		{"time", func(p *servertest.Provider, _ string) error { p.Advance(400 * 24 * time.Hour); return nil }, http.StatusSeeOther},
		{"unchanged", func(*servertest.Provider, string) error { return nil }, http.StatusOK},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := servertest.New(t)
			p.Operator(models.RoleAdmin)
			editor := p.Operator(models.RoleEditor)
			browser := p.ConsoleBrowser(models.RoleEditor)
			if err := test.end(p, editor.ID); err != nil {
				t.Fatal(err)
			}
			if got := browser.Visit("/console"); got.StatusCode != test.want {
				t.Errorf("got %d, want %d", got.StatusCode, test.want)
			}
		})
	}
}

// Signing out ends the console's session and, after confirmation, that of the sign-in.
func TestSignOut(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	browser := p.ConsoleBrowser(models.RoleAdmin)
	cookie := browser.Cookie("_console")
	start := browser.Get("/console")
	_, fields := start.Form("sign-out-form")
	answer := browser.Post("/console/sign-out", fields)
	if answer.StatusCode != http.StatusOK || !strings.Contains(answer.Text, "op.logoutForm") {
		t.Errorf("after signing out: %d %s", answer.StatusCode, answer.Text)
	}
	browser.SetCookie("_console", cookie)
	if got := browser.Visit("/console"); got.StatusCode != http.StatusSeeOther {
		t.Errorf("the session is still valid: %d", got.StatusCode)
	}
}

// A callback that does not match a sign-in of this browser signs nobody in.
func TestForgedCallback(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	victim := p.Browser()
	for _, query := range []string{"", "?code=x", "?code=x&state=y", "?error=access_denied"} {
		answer := victim.Visit("/console/callback" + query)
		if answer.StatusCode == http.StatusOK || victim.Cookie("_console") != "" {
			t.Errorf("%s: %d", query, answer.StatusCode)
		}
	}
	// An attacker's own code in a victim's browser that has started to sign in.
	victim.Visit("/console")
	answer := victim.Visit("/console/callback?code=stolen&state=" + url.QueryEscape("guess"))
	if victim.Cookie("_console") != "" {
		t.Errorf("signed in by a forged callback: %d", answer.StatusCode)
	}
}

func TestForms(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	browser := p.ConsoleBrowser(models.RoleAdmin)
	answer := browser.Post("/console/preferences", url.Values{"theme": {"dark"}})
	if answer.StatusCode != http.StatusForbidden {
		t.Errorf("a form without its token: %d", answer.StatusCode)
	}
	_, fields := browser.Get("/console").Form("theme-form")
	fields.Set("theme", "dark")
	for _, address := range []string{"https://evil.example/", "//evil.example/", `/\evil.example`, ""} {
		fields.Set("return", address)
		answer := browser.Post("/console/preferences", fields)
		if !strings.Contains(answer.Text, page) || !strings.Contains(answer.Text, `data-theme="dark"`) {
			t.Errorf("back to %q: %d %s", address, answer.StatusCode, answer.Request.URL)
		}
	}
}

// A viewer can see but not change; what is for admins is hidden from others.
func TestRoles(t *testing.T) {
	p := servertest.New(t)
	for _, role := range models.OperatorRoles() {
		p.Operator(role)
	}
	for _, role := range []string{models.RoleEditor, models.RoleViewer} {
		browser := p.ConsoleBrowser(role)
		for _, path := range []string{"/console/operators", "/console/tenants", "/console/tenants/new", "/console/operators/invite", "/t/admin/console"} {
			if answer := browser.Get(path); answer.StatusCode != http.StatusForbidden {
				t.Errorf("%s at %s: %d", role, path, answer.StatusCode)
			}
		}
		start := browser.Get("/console")
		if strings.Contains(start.Text, `href="/console/tenants"`) {
			t.Errorf("%s has a link to the tenants", role)
		}
		_, fields := start.Form("sign-out-form")
		fields.Set("id", "shop")
		fields.Set("name", "Shop")
		if answer := browser.Post("/console/tenants/new", fields); answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s can create a tenant: %d", role, answer.StatusCode)
		}
	}
}

func TestSearch(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleViewer)
	p.User("alice")
	name := "100%_sure"
	if err := p.Records().Users.Insert(t.Context(), &models.User{ID: "sure00000001", Name: &name}); err != nil {
		t.Fatal(err)
	}
	if err := p.Records().Organizations.Insert(t.Context(), &models.Organization{ID: "acme00000001", Name: "Northern Acme"}); err != nil {
		t.Fatal(err)
	}
	browser := p.ConsoleBrowser(models.RoleViewer)
	tests := []struct{ query, finds, not string }{
		{"north", "/console/organizations/acme00000001", "alice"},
		{"acme0000", "Northern Acme", "alice"},
		{"ali", "/console/users/", "100%"},
		{"%", "100%", ">alice<"},
		{"audit", "/console/audit-logs", "alice"},
		{"zzz", "No results", "/console/users/"},
		{"demo", "/console/applications/demo-app", "alice"},
	}
	for _, odd := range []string{"%00", "%ff", strings.Repeat("_", 2100), strings.Repeat("%25", 2500)} {
		if answer := browser.Get("/console/search?q=" + odd); answer.StatusCode != http.StatusOK {
			t.Errorf("%.20s: %d", odd, answer.StatusCode)
		}
	}
	for _, path := range []string{"applications", "users", "audit-logs", "signing-keys"} {
		if answer := browser.Get("/console/" + path + "/%ff"); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
	for _, test := range tests {
		answer := browser.Get("/console/search?q=" + url.QueryEscape(test.query))
		_, results, _ := strings.Cut(answer.Text, `id="search-results"`)
		if !strings.Contains(results, test.finds) || strings.Contains(results, test.not) {
			t.Errorf("%s: %s", test.query, results)
		}
	}
}
