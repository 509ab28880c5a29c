package keys_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/fault"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
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
		t.Errorf("ES384 was made before it was asked for: %v", stages)
	}
}

func TestEnsureKeepsWhatIsThere(t *testing.T) {
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

func TestEnsureAtTheSameTime(t *testing.T) {
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

func TestRotateMovesOneStageOn(t *testing.T) {
	h := ensured(t)
	first := h.stages(t, "ES256")

	h.rotate(t, "")
	second := h.stages(t, "ES256")
	if second[models.KeyPrevious] != first[models.KeyCurrent] || second[models.KeyCurrent] != first[models.KeyNext] {
		t.Fatalf("from %v to %v", first, second)
	}

	left := h.rotate(t, "ES256")
	third := h.stages(t, "ES256")
	want := map[models.KeyStatus]string{
		models.KeyPrevious: second[models.KeyCurrent],
		models.KeyCurrent:  second[models.KeyNext],
		models.KeyNext:     left[0].ID,
	}
	if diff := cmp.Diff(want, third); diff != "" {
		t.Error(diff)
	}
	if len(left) != 3 {
		t.Errorf("%d keys are left, not 3", len(left))
	}
	for _, key := range left {
		if retired := key.RotatedAt != 0; retired != (key.Status == models.KeyPrevious) {
			t.Errorf("%s key: rotated at %d", key.Status, key.RotatedAt)
		}
	}
}

func TestRotateLeavesOtherAlgorithmsAlone(t *testing.T) {
	h := ensured(t)
	before := h.stages(t, "RS256")
	h.rotate(t, "ES256")
	if diff := cmp.Diff(before, h.stages(t, "RS256")); diff != "" {
		t.Error(diff)
	}
}

func TestRotateWithoutNextKey(t *testing.T) {
	h := ensured(t)
	before := h.stages(t, "ES256")
	must(t, h.records().SigningKeys.Delete(t.Context(), before[models.KeyNext]))
	h.rotate(t, "ES256")
	after := h.stages(t, "ES256")
	if after[models.KeyPrevious] != before[models.KeyCurrent] || after[models.KeyCurrent] == "" || after[models.KeyNext] == "" {
		t.Errorf("from %v to %v", before, after)
	}
}

func TestRotateMakesAnAlgorithmThatIsNew(t *testing.T) {
	h := ensured(t)
	left := h.rotate(t, "ES384")
	if len(left) != 2 {
		t.Errorf("%d keys, not current and next", len(left))
	}
	if got := header(t, sign(t, h.set(t), "ES384", "JWT", "x")).Algorithm; got != "ES384" {
		t.Errorf("signed with %s", got)
	}
}

func TestRotateIsAllOrNothing(t *testing.T) {
	h := ensured(t)
	before := h.stages(t, "ES256")
	failure := errors.New("stop")
	err := h.records().InTx(t.Context(), func(tx *store.Store) error {
		if _, err := h.keys.Rotate(t.Context(), tx, "ES256", false); err != nil {
			return err
		}
		return failure
	})
	if !errors.Is(err, failure) {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, h.stages(t, "ES256")); diff != "" {
		t.Error(diff)
	}
}

func TestSetDefault(t *testing.T) {
	h := ensured(t)
	must(t, h.keys.SetDefault(t.Context(), h.records(), "ES384"))
	set := h.set(t)
	if diff := cmp.Diff([]string{"ES384", "ES256", "RS256"}, set.Algorithms()); diff != "" {
		t.Error(diff)
	}
	if got := header(t, sign(t, set, "", "JWT", "x")).Algorithm; got != "ES384" {
		t.Errorf("signed with %s", got)
	}
	before := h.stages(t, "ES384")
	h.rotate(t, "")
	if after := h.stages(t, "ES384"); after[models.KeyPrevious] != before[models.KeyCurrent] {
		t.Error("the rotation without an algorithm did not take the default")
	}
}

func TestUnknownAlgorithm(t *testing.T) {
	h := ensured(t)
	for _, algorithm := range []string{"none", "HS256", "ES512", "es256", " "} {
		_, rotate := h.keys.Rotate(t.Context(), h.records(), algorithm, false)
		for name, err := range map[string]error{
			"Rotate":          rotate,
			"SetDefault":      h.keys.SetDefault(t.Context(), h.records(), algorithm),
			"EnsureAlgorithm": h.keys.EnsureAlgorithm(t.Context(), h.records(), algorithm),
		} {
			if fault.From(err).Kind != fault.Invalid {
				t.Errorf("%s %q: %v", name, algorithm, err)
			}
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

// A sealed key that was copied to another row or tenant must not open there.
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

// Who confirmed a rotation confirmed this one: a second one would end tokens
// that nobody was told of. Of several at once one succeeds.
func TestRotateFrom(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "Postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			db := open(t)
			tenant := &models.Tenant{ID: "shop", Name: "Shop", DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings()}
			must(t, db.CreateTenant(t.Context(), tenant))
			h := newHouse(t, models.TenantDefault)
			records := db.Tenant("shop")
			must(t, h.keys.EnsureAlgorithm(t.Context(), records, "ES256"))
			shown := currentOf(t, records)
			failures := make(chan error, 4)
			for range cap(failures) {
				go func() { failures <- h.keys.RotateFrom(t.Context(), records, "ES256", shown) }()
			}
			rotated := 0
			for range cap(failures) {
				err := <-failures
				if err == nil {
					rotated++
				} else if f := fault.From(err); f.Kind != fault.Conflict || f.Code != "oidc.key_rotated_meanwhile" {
					t.Errorf("got %v", err)
				}
			}
			if rotated != 1 || currentOf(t, records) == shown {
				t.Errorf("%d rotations", rotated)
			}
		})
	}
}

func currentOf(t *testing.T, records *store.Store) string {
	t.Helper()
	all, err := records.SigningKeys.List(t.Context())
	must(t, err)
	for _, key := range all {
		if key.Status == models.KeyCurrent {
			return key.ID
		}
	}
	return ""
}
