package tenant_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"portico/app/ground/fault"
	"portico/app/noun/tenant"
	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

func wantFault(t *testing.T, err error, kind fault.Kind, code string) {
	t.Helper()
	if f := fault.From(err); err == nil || f.Kind != kind || f.Code != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

// A new tenant works immediately: discovery, keys, its API for operators.
func TestCreate(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleEditor)
	if _, err := p.Tenancy.Create(t.Context(), tenant.New{ID: "shop-2", Name: "Shop 二"}); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/t/shop-2/oidc/.well-known/openid-configuration", "/t/shop-2/oidc/jwks"} {
		if answer := p.API(http.MethodGet, path, "", ""); answer.StatusCode != http.StatusOK || len(answer.Text) < 100 {
			t.Errorf("%s: %d %s", path, answer.StatusCode, answer.Text)
		}
	}
	token := p.OperatorToken(models.RoleEditor, "shop-2")
	if answer := p.API(http.MethodGet, "/t/shop-2/api/configs/oidc/private-keys", token, ""); answer.StatusCode != http.StatusOK {
		t.Errorf("API: %d %s", answer.StatusCode, answer.Text)
	}
	_, err := p.Tenancy.Create(t.Context(), tenant.New{ID: "shop-2", Name: "Again"})
	wantFault(t, err, fault.Unprocessable, "tenant.id_in_use")
}

func TestCreateRefuses(t *testing.T) {
	p := servertest.New(t)
	tests := []struct{ name, id, title string }{
		{"no id", "", "Shop"},
		{"one letter", "s", "Shop"},
		{"too long", strings.Repeat("s", 21), "Shop"},
		{"digit first", "1shop", "Shop"},
		{"dash last", "shop-", "Shop"},
		{"capital", "Shop", "Shop"},
		{"slash", "a/b", "Shop"},
		{"NUL", "a\x00b", "Shop"},
		{"no name", "shop", " "},
		{"invisible name", "shop", "\u202eShop"},
		{"long name", "shop", strings.Repeat("s", 129)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := p.Tenancy.Create(t.Context(), tenant.New{ID: test.id, Name: test.title})
			wantFault(t, err, fault.Invalid, "guard.invalid_input")
		})
	}
}

// Nothing of a deleted tenant remains, and its ID is free again.
func TestDelete(t *testing.T) {
	p := servertest.New(t)
	for _, builtIn := range []string{models.TenantDefault, models.TenantAdmin} {
		wantFault(t, p.Tenancy.Delete(t.Context(), builtIn), fault.Unprocessable, "tenant.built_in")
	}
	wantFault(t, p.Tenancy.Delete(t.Context(), "nobody"), fault.Missing, "entity.not_found")
	for range 2 {
		if _, err := p.Tenancy.Create(t.Context(), tenant.New{ID: "shop", Name: "Shop"}); err != nil {
			t.Fatal(err)
		}
		if answer := p.API(http.MethodGet, "/t/shop/api/status", "", ""); answer.StatusCode != http.StatusNoContent {
			t.Errorf("status: %d", answer.StatusCode)
		}
		if err := p.Tenancy.Delete(t.Context(), "shop"); err != nil {
			t.Fatal(err)
		}
		if answer := p.API(http.MethodGet, "/t/shop/api/status", "", ""); answer.StatusCode != http.StatusNotFound {
			t.Errorf("status after deletion: %d", answer.StatusCode)
		}
		_, err := p.DB.Tenant(models.TenantAdmin).Resources.ByIndicator(t.Context(), "https://shop.logto.app/api")
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the operators' resource is left: %v", err)
		}
		wantFault(t, p.Tenancy.Delete(t.Context(), "shop"), fault.Missing, "entity.not_found")
		_, err = p.Tenancy.Rename(t.Context(), "shop", "Again")
		wantFault(t, err, fault.Missing, "entity.not_found")
		_, err = p.Tenancy.Create(t.Context(), tenant.New{ID: "shop", Name: "Too early"})
		wantFault(t, err, fault.Unprocessable, "tenant.being_deleted")
		removeDeleted(t, p)
	}
}

// removeDeleted does what a server does in the background.
func removeDeleted(t *testing.T, p *servertest.Provider) {
	t.Helper()
	if err := p.Tenancy.RemoveDeleted(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// Run removes what was deleted before it started, and later deletions immediately.
func TestRun(t *testing.T) {
	p := servertest.New(t)
	deleted := func() int {
		tenants, err := p.DB.DeletedTenants(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return len(tenants)
	}
	makeAndDelete := func() {
		t.Helper()
		if _, err := p.Tenancy.Create(t.Context(), tenant.New{ID: "shop", Name: "Shop"}); err != nil {
			t.Fatal(err)
		}
		if err := p.Tenancy.Delete(t.Context(), "shop"); err != nil {
			t.Fatal(err)
		}
	}
	waitForRun := func() {
		t.Helper()
		for begun := time.Now(); deleted() > 0; time.Sleep(10 * time.Millisecond) {
			if time.Since(begun) > 30*time.Second {
				t.Fatal("the deleted tenant is still there")
			}
		}
	}
	makeAndDelete()
	if deleted() != 1 {
		t.Fatal("nothing remains for Run")
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		p.Tenancy.Run(ctx)
		close(ended)
	}()
	waitForRun()
	makeAndDelete()
	waitForRun()
	stop()
	<-ended
}

func TestRename(t *testing.T) {
	p := servertest.New(t)
	renamed, err := p.Tenancy.Rename(t.Context(), models.TenantDefault, "Acme")
	if err != nil || renamed.Name != "Acme" {
		t.Errorf("got %+v, %v", renamed, err)
	}
	if found, err := p.Tenants.Get(t.Context(), models.TenantDefault); err != nil || found.Name != "Acme" {
		t.Errorf("the old name still counts: %v", err)
	}
	_, err = p.Tenancy.Rename(t.Context(), "nobody", "Acme")
	wantFault(t, err, fault.Missing, "entity.not_found")
}

func TestSessionTTL(t *testing.T) {
	p := servertest.New(t)
	for _, bad := range []int64{-1, 0, 59, 366 * 24 * 3600} {
		wantFault(t, p.Tenancy.SetSessionTTL(t.Context(), p.Records(), bad), fault.Invalid, "guard.invalid_input")
	}
	if err := p.Tenancy.SetSessionTTL(t.Context(), p.Records(), 3600); err != nil {
		t.Fatal(err)
	}
	if found, err := p.Tenants.Get(t.Context(), models.TenantDefault); err != nil || found.Settings.SessionTTL != 3600 {
		t.Errorf("the old life still counts: %v", err)
	}
	rows := p.Audited()
	if len(rows) != 1 || rows[0].Key != "Config.Session.Updated" {
		t.Errorf("audited %+v", rows)
	}
}

// A tenant with the ID of a deleted one inherits nothing, even though the same
// process served both.
func TestCreateAgain(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	create := func(name string) {
		t.Helper()
		if _, err := p.Tenancy.Create(t.Context(), tenant.New{ID: "shop", Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	keys := func() string { return p.API(http.MethodGet, "/t/shop/oidc/jwks", "", "").Text }
	create("Old")
	old := p.DB.Tenant("shop")
	machine, secret, err := p.Applications.Create(t.Context(), old, servertest.Registration{Name: "Job", Type: models.ApplicationMachineToMachine})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Applications.SetManagementAPI(t.Context(), old, machine.ID, true); err != nil {
		t.Fatal(err)
	}
	ask := func() *servertest.Response {
		return p.PostForm("/t/shop/oidc/token", url.Values{
			"grant_type": {"client_credentials"}, "client_id": {machine.ID}, "client_secret": {secret},
			"resource": {"https://shop.logto.app/api"}, "scope": {"all"},
		}, nil)
	}
	token, _ := ask().JSON()["access_token"].(string)
	if answer := p.API(http.MethodGet, "/t/shop/api/users", token, ""); answer.StatusCode != http.StatusOK {
		t.Fatalf("before: %d %s", answer.StatusCode, answer.Text)
	}
	before := keys()
	if err := p.Tenancy.Delete(t.Context(), "shop"); err != nil {
		t.Fatal(err)
	}
	p.Advance(time.Minute)
	removeDeleted(t, p)
	create("New")
	if answer := p.API(http.MethodGet, "/t/shop/api/users", token, ""); answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("the old token: %d %s", answer.StatusCode, answer.Text)
	}
	if answer := ask(); answer.StatusCode == http.StatusOK {
		t.Errorf("the old secret: %s", answer.Text)
	}
	if keys() == before {
		t.Error("the old keys are published")
	}
	if found, err := p.Tenants.Get(t.Context(), "shop"); err != nil || found.Name != "New" {
		t.Errorf("served is %+v, %v", found, err)
	}
}

// Operators and tenants belong to no tenant: another tenant's API cannot manage them.
func TestInstallationWideOperations(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	if _, err := p.Tenancy.Create(t.Context(), tenant.New{ID: "shop", Name: " Shop "}); err != nil {
		t.Fatal(err)
	}
	token := p.OperatorToken(models.RoleAdmin, "shop")
	for _, path := range []string{"/t/shop/api/tenants", "/t/shop/api/operators", "/t/shop/api/operator-invitations"} {
		if answer := p.API(http.MethodGet, path, token, ""); answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
	token = p.OperatorToken(models.RoleAdmin, models.TenantDefault)
	if answer := p.API(http.MethodGet, "/api/tenants", token, ""); !strings.Contains(answer.Text, `"name":"Shop"`) {
		t.Errorf("%d %s", answer.StatusCode, answer.Text)
	}
}
