package signingkey_test

import (
	"errors"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/google/go-cmp/cmp"

	"portico/app/ground/fault"
	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

// house is an installation whose default tenant has its initial keys.
type house struct{ *servertest.Provider }

func newHouse(t *testing.T) house {
	t.Helper()
	return house{servertest.New(t)}
}

func (h house) rotate(t *testing.T, algorithm string) []models.SigningKey {
	t.Helper()
	h.Advance(time.Hour)
	left, err := h.SigningKeys.Rotate(t.Context(), h.Records(), algorithm, false)
	must(t, err)
	return left
}

// stages reads the ids of an algorithm's keys by stage.
func (h house) stages(t *testing.T, algorithm string) map[models.KeyStatus]string {
	t.Helper()
	keys, err := h.Records().SigningKeys.List(t.Context())
	must(t, err)
	stages := map[models.KeyStatus]string{}
	for _, key := range keys {
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

// signer is the provider's signer.
type signer interface {
	Sign(algorithm, typ string, claims any) (string, error)
	Algorithms() []string
}

func (h house) set(t *testing.T) signer {
	t.Helper()
	tenant, err := h.Tenants.Get(t.Context(), models.TenantDefault)
	must(t, err)
	set, err := h.Keys.Set(t.Context(), tenant)
	must(t, err)
	return set
}

// signs returns the algorithm that signs a token when this one is requested.
func (h house) signs(t *testing.T, algorithm string) string {
	t.Helper()
	token, err := h.set(t).Sign(algorithm, "JWT", map[string]string{"sub": "x"})
	must(t, err)
	signed, err := jose.ParseSignedCompact(token, []jose.SignatureAlgorithm{jose.ES256, jose.ES384, jose.RS256})
	must(t, err)
	return signed.Signatures[0].Protected.Algorithm
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestRotateMovesOneStageOn(t *testing.T) {
	h := newHouse(t)
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
	h := newHouse(t)
	before := h.stages(t, "RS256")
	h.rotate(t, "ES256")
	if diff := cmp.Diff(before, h.stages(t, "RS256")); diff != "" {
		t.Error(diff)
	}
}

// Without an algorithm, the keys that sign are rotated: those of access tokens and those
// of ID tokens.
func TestRotateUnnamed(t *testing.T) {
	h := newHouse(t)
	before := map[string]map[models.KeyStatus]string{"ES256": h.stages(t, "ES256"), "RS256": h.stages(t, "RS256")}
	for _, key := range h.rotate(t, "") {
		if key.Algorithm != "ES256" {
			t.Errorf("a %s key is returned", key.Algorithm)
		}
	}
	for algorithm, was := range before {
		is := h.stages(t, algorithm)
		if is[models.KeyPrevious] != was[models.KeyCurrent] || is[models.KeyCurrent] != was[models.KeyNext] {
			t.Errorf("%s: from %v to %v", algorithm, was, is)
		}
	}
	must(t, h.SigningKeys.SetDefault(t.Context(), h.Records(), "RS256"))
	was, stored := h.stages(t, "RS256"), h.stages(t, "ES256")
	h.rotate(t, "")
	if is := h.stages(t, "RS256"); is[models.KeyCurrent] != was[models.KeyNext] {
		t.Errorf("RS256, the default of both: from %v to %v", was, is)
	}
	if diff := cmp.Diff(stored, h.stages(t, "ES256")); diff != "" {
		t.Errorf("ES256, which is not used by default: %s", diff)
	}
}

func TestRotateWithoutNextKey(t *testing.T) {
	h := newHouse(t)
	before := h.stages(t, "ES256")
	must(t, h.Records().SigningKeys.Delete(t.Context(), before[models.KeyNext]))
	h.rotate(t, "ES256")
	after := h.stages(t, "ES256")
	if after[models.KeyPrevious] != before[models.KeyCurrent] || after[models.KeyCurrent] == "" || after[models.KeyNext] == "" {
		t.Errorf("from %v to %v", before, after)
	}
}

func TestRotateMakesAnAlgorithmThatIsNew(t *testing.T) {
	h := newHouse(t)
	left := h.rotate(t, "ES384")
	if len(left) != 2 {
		t.Errorf("%d keys, not current and next", len(left))
	}
	if got := h.signs(t, "ES384"); got != "ES384" {
		t.Errorf("signed with %s", got)
	}
}

func TestRotateIsAllOrNothing(t *testing.T) {
	h := newHouse(t)
	before := h.stages(t, "ES256")
	failure := errors.New("stop")
	err := h.Records().InTx(t.Context(), func(tx *store.Store) error {
		if _, err := h.SigningKeys.Rotate(t.Context(), tx, "ES256", false); err != nil {
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
	h := newHouse(t)
	must(t, h.SigningKeys.SetDefault(t.Context(), h.Records(), "ES384"))
	if diff := cmp.Diff([]string{"ES384", "ES256", "RS256"}, h.set(t).Algorithms()); diff != "" {
		t.Error(diff)
	}
	if got := h.signs(t, ""); got != "ES384" {
		t.Errorf("signed with %s", got)
	}
	before := h.stages(t, "ES384")
	h.rotate(t, "")
	if after := h.stages(t, "ES384"); after[models.KeyPrevious] != before[models.KeyCurrent] {
		t.Error("the rotation without an algorithm did not take the default")
	}
}

func TestUnknownAlgorithm(t *testing.T) {
	h := newHouse(t)
	for _, algorithm := range []string{"none", "HS256", "ES512", "es256", " "} {
		_, rotate := h.SigningKeys.Rotate(t.Context(), h.Records(), algorithm, false)
		for name, err := range map[string]error{
			"Rotate":     rotate,
			"SetDefault": h.SigningKeys.SetDefault(t.Context(), h.Records(), algorithm),
		} {
			if fault.From(err).Kind != fault.Invalid {
				t.Errorf("%s %q: %v", name, algorithm, err)
			}
		}
	}
}

// A confirmation is for one rotation: a second one would invalidate more tokens than
// announced. Of several concurrent calls one succeeds.
func TestRotateFrom(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *store.DB{"SQLite": storetest.SQLite, "Postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			db := open(t)
			tenant := &models.Tenant{ID: "shop", Name: "Shop", DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings()}
			must(t, db.CreateTenant(t.Context(), tenant))
			h := newHouse(t)
			records := db.Tenant("shop")
			must(t, h.Keys.EnsureAlgorithm(t.Context(), records, "ES256"))
			shown := currentOf(t, records)
			failures := make(chan error, 4)
			for range cap(failures) {
				go func() { failures <- h.SigningKeys.RotateFrom(t.Context(), records, "ES256", shown) }()
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
