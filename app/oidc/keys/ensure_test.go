package keys_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/fault"
	"portico/models"
)

func TestEnsureMakesCurrentAndNext(t *testing.T) {
	h := ensured(t)
	for _, algorithm := range []string{"ES256", "RS256"} {
		stages := h.stages(t, algorithm)
		if stages[models.KeyCurrent] == "" || stages[models.KeyNext] == "" || stages[models.KeyPrevious] != "" {
			t.Errorf("%s: %v", algorithm, stages)
		}
	}
	if stages := h.stages(t, "ES384"); len(stages) != 0 {
		t.Errorf("ES384 was made before it was needed: %v", stages)
	}
}

func TestEnsureLeavesExistingKeysAlone(t *testing.T) {
	h := ensured(t)
	before := h.stages(t, "ES256")
	must(t, h.keys.Ensure(t.Context(), h.records()))
	if diff := cmp.Diff(before, h.stages(t, "ES256")); diff != "" {
		t.Error(diff)
	}

	must(t, h.records().SigningKeys.Delete(t.Context(), before[models.KeyNext]))
	must(t, h.keys.Ensure(t.Context(), h.records()))
	after := h.stages(t, "ES256")
	if after[models.KeyCurrent] != before[models.KeyCurrent] {
		t.Error("the current key was replaced")
	}
	if after[models.KeyNext] == "" || after[models.KeyNext] == before[models.KeyNext] {
		t.Errorf("the missing next key was not made: %v", after)
	}
}

func TestEnsureConcurrently(t *testing.T) {
	h := newHouse(t, models.TenantDefault)
	failures := make(chan error, 4)
	for range cap(failures) {
		go func() { failures <- h.keys.EnsureAlgorithm(t.Context(), h.records(), "ES384") }()
	}
	for range cap(failures) {
		if err := <-failures; err != nil {
			t.Error(err)
		}
	}
	if stages := h.stages(t, "ES384"); len(stages) != 2 {
		t.Errorf("stages %v", stages)
	}
}

func TestEnsureWithoutTenant(t *testing.T) {
	h := newHouse(t)
	if err := h.keys.Ensure(t.Context(), h.db.Tenant("nowhere")); err == nil {
		t.Error("keys for a tenant that does not exist")
	}
}

func TestUnknownAlgorithm(t *testing.T) {
	h := ensured(t)
	for _, algorithm := range []string{"", "none", "HS256", "ES512", "es256", " "} {
		for name, err := range map[string]error{
			"CheckAlgorithm":  h.keys.CheckAlgorithm(algorithm),
			"EnsureAlgorithm": h.keys.EnsureAlgorithm(t.Context(), h.records(), algorithm),
		} {
			if fault.From(err).Kind != fault.Invalid {
				t.Errorf("%s %q: %v", name, algorithm, err)
			}
		}
		if _, err := h.keys.New(models.TenantDefault, algorithm, models.KeyNext); err == nil {
			t.Errorf("made a key of %q", algorithm)
		}
	}
}

func TestPrivateKeysAreSealed(t *testing.T) {
	h := ensured(t)
	records, err := h.records().SigningKeys.List(t.Context())
	must(t, err)
	for _, key := range records {
		for _, member := range []string{`"d"`, `"p"`, `"q"`, `"dp"`} {
			if strings.Contains(key.Public, member) || strings.Contains(string(key.Sealed), member) {
				t.Errorf("key %s shows its member %s", key.ID, member)
			}
		}
	}
}

// A sealed key copied to another row or tenant must not open there.
func TestSealedKeyOpensInItsPlaceOnly(t *testing.T) {
	h := newHouse(t, models.TenantDefault, "other")
	must(t, h.keys.EnsureAlgorithm(t.Context(), h.db.Tenant("other"), "ES256"))
	foreign, err := h.db.Tenant("other").SigningKeys.List(t.Context())
	must(t, err)
	for _, key := range foreign {
		must(t, h.records().SigningKeys.Insert(t.Context(), &key))
	}
	if _, err := h.keys.Set(t.Context(), h.tenant(t, models.TenantDefault)); err == nil {
		t.Error("a key of another tenant opened")
	}
}
