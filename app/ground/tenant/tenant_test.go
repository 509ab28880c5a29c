package tenant_test

import (
	"context"
	"errors"
	"testing"

	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

func newService(t *testing.T) (*tenant.Service, *store.DB) {
	t.Helper()
	db := storetest.SQLite(t)
	for _, id := range []string{models.TenantDefault, "shop"} {
		record := &models.Tenant{ID: id, Name: id, DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings()}
		if err := db.CreateTenant(t.Context(), record); err != nil {
			t.Fatal(err)
		}
	}
	return tenant.NewService(db, "https://id.example", "https://default.logto.app/api"), db
}

func get(t *testing.T, s *tenant.Service, id string) *tenant.Tenant {
	t.Helper()
	found, err := s.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAddresses(t *testing.T) {
	s, _ := newService(t)
	if got := get(t, s, models.TenantDefault); got.Issuer() != "https://id.example/oidc" || got.URL("/x") != "https://id.example/x" {
		t.Errorf("default: %s, %s", got.Issuer(), got.URL("/x"))
	}
	if got := get(t, s, "shop"); got.Issuer() != "https://id.example/t/shop/oidc" || got.URL("/x") != "https://id.example/t/shop/x" {
		t.Errorf("named: %s, %s", got.Issuer(), got.URL("/x"))
	}
	if _, err := s.Get(t.Context(), "nobody"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("unknown tenant: %v", err)
	}
}

// The configuration is cached until something changes, and then read again.
func TestCacheLastsForOneRevision(t *testing.T) {
	s, db := newService(t)
	before := get(t, s, models.TenantDefault)
	if again := get(t, s, models.TenantDefault); again != before {
		t.Error("an unchanged tenant is read twice")
	}
	if _, err := before.Application(t.Context(), "app"); !errors.Is(err, store.ErrNotFound) {
		t.Fatalf("before it exists: %v", err)
	}
	records := db.Tenant(models.TenantDefault)
	application := &models.Application{ID: "app", Name: "One", Type: models.ApplicationTraditional}
	if err := records.Applications.Insert(t.Context(), application); err != nil {
		t.Fatal(err)
	}
	after := get(t, s, models.TenantDefault)
	if after == before {
		t.Fatal("the change is not visible")
	}
	found, err := after.Application(t.Context(), "app")
	if err != nil || found.Name != "One" {
		t.Fatalf("after: %v, %v", found, err)
	}
	if again, err := after.Application(t.Context(), "app"); again != found || err != nil {
		t.Error("an unchanged application is read twice")
	}
	if _, err := get(t, s, "shop").Application(t.Context(), "app"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another tenant sees it: %v", err)
	}
	if err := records.Applications.Delete(t.Context(), "app"); err != nil {
		t.Fatal(err)
	}
	if _, err := get(t, s, models.TenantDefault).Application(t.Context(), "app"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("after it was deleted: %v", err)
	}
}

// A new secret takes effect with the next request although applications are cached.
func TestCacheSeesNewSecrets(t *testing.T) {
	s, db := newService(t)
	records := db.Tenant(models.TenantDefault)
	if err := records.Applications.Insert(t.Context(), &models.Application{ID: "app", Type: models.ApplicationTraditional}); err != nil {
		t.Fatal(err)
	}
	count := func() int {
		found, err := get(t, s, models.TenantDefault).Application(t.Context(), "app")
		if err != nil {
			t.Fatal(err)
		}
		return len(found.Secrets)
	}
	if got := count(); got != 0 {
		t.Fatalf("%d secrets", got)
	}
	secret := &models.Secret{Holder: models.ApplicationHolder("app"), Name: "one", Sealed: []byte{1}, Digest: models.Digest("x")}
	if err := records.Secrets.Insert(t.Context(), secret); err != nil {
		t.Fatal(err)
	}
	if got := count(); got != 1 {
		t.Errorf("%d secrets after one was added", got)
	}
}

func TestContext(t *testing.T) {
	s, _ := newService(t)
	shop := get(t, s, "shop")
	if tenant.From(tenant.With(t.Context(), shop)) != shop || tenant.From(context.Background()) != nil {
		t.Error("the context does not carry the tenant")
	}
}
