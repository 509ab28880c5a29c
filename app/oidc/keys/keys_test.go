package keys_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"portico/app/ground/tenant"
	"portico/app/ground/vault"
	"portico/app/oidc/keys"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

// house is an installation with tenants and a fixed clock.
type house struct {
	db      *store.DB
	tenants *tenant.Service
	keys    *keys.Service
	now     time.Time
}

func newHouse(t testing.TB, tenantIDs ...string) *house {
	t.Helper()
	safe, err := vault.New(bytes.Repeat([]byte{7}, vault.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	h := &house{db: storetest.SQLite(t), now: time.UnixMilli(1_800_000_000_000)}
	h.tenants = tenant.NewService(h.db, "https://id.example.com", "https://default.logto.app/api")
	h.keys = &keys.Service{Vault: safe, Now: func() time.Time { return h.now }}
	for _, id := range tenantIDs {
		record := &models.Tenant{
			ID: id, Name: id, DefaultAlgorithm: "ES256", Revision: 1, Settings: models.DefaultTenantSettings(),
		}
		if err := h.db.CreateTenant(t.Context(), record); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// ensured is a house with one tenant that has its first keys.
func ensured(t testing.TB) *house {
	t.Helper()
	h := newHouse(t, models.TenantDefault)
	must(t, h.keys.Ensure(t.Context(), h.records()))
	return h
}

func (h *house) records() *store.Store { return h.db.Tenant(models.TenantDefault) }

func (h *house) tenant(t testing.TB, id string) *tenant.Tenant {
	t.Helper()
	found, err := h.tenants.Get(t.Context(), id)
	must(t, err)
	return found
}

func (h *house) set(t testing.TB) *keys.Set {
	t.Helper()
	set, err := h.keys.Set(t.Context(), h.tenant(t, models.TenantDefault))
	must(t, err)
	return set
}

// rotate moves each ES256 key on by one stage, as app/noun/signingkey does.
func (h *house) rotate(t testing.TB) {
	t.Helper()
	ctx, records, stages := t.Context(), h.records(), h.stages(t, "ES256")
	if previous := stages[models.KeyPrevious]; previous != "" {
		must(t, records.SigningKeys.Delete(ctx, previous))
	}
	for _, move := range []struct{ from, to models.KeyStatus }{
		{models.KeyCurrent, models.KeyPrevious}, {models.KeyNext, models.KeyCurrent},
	} {
		moved := &models.SigningKey{ID: stages[move.from], Status: move.to}
		must(t, records.SigningKeys.Update(ctx, moved))
	}
	next, err := h.keys.New(models.TenantDefault, "ES256", models.KeyNext)
	must(t, err)
	must(t, records.SigningKeys.Insert(ctx, next))
}

// stages reads the ids of an algorithm's keys by stage.
func (h *house) stages(t testing.TB, algorithm string) map[models.KeyStatus]string {
	t.Helper()
	records, err := h.records().SigningKeys.List(t.Context())
	must(t, err)
	stages := map[models.KeyStatus]string{}
	for _, key := range records {
		if key.Algorithm != algorithm {
			continue
		}
		if stages[key.Status] != "" {
			t.Fatalf("two %s keys of %s", key.Status, algorithm)
		}
		stages[key.Status] = key.ID
	}
	return stages
}

type claims struct {
	Subject string `json:"sub"`
}

func sign(t testing.TB, set *keys.Set, algorithm, typ, subject string) string {
	t.Helper()
	token, err := set.Sign(algorithm, typ, claims{subject})
	must(t, err)
	return token
}

// header reads a token's header.
func header(t testing.TB, token string) jose.Header {
	t.Helper()
	signed, err := jose.ParseSignedCompact(token, []jose.SignatureAlgorithm{jose.ES256, jose.ES384, jose.RS256})
	must(t, err)
	return signed.Signatures[0].Protected
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
