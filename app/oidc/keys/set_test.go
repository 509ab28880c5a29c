package keys_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/google/go-cmp/cmp"

	"portico/app/ground/tenant"
	"portico/app/oidc/keys"
	"portico/app/oidc/protocol"
	"portico/models"
	"portico/models/store"
)

func TestSignAndVerify(t *testing.T) {
	h := ensured(t)
	must(t, h.keys.EnsureAlgorithm(t.Context(), h.records(), "ES384"))
	set := h.set(t)
	tests := []struct{ name, algorithm, typ, want string }{
		{"the default", "", keys.TypeJWT, "ES256"},
		{"ES256", "ES256", keys.TypeAccessToken, "ES256"},
		{"ES384", "ES384", keys.TypeJWT, "ES384"},
		{"RS256", "RS256", keys.TypeAccessToken, "RS256"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			token := sign(t, set, test.algorithm, test.typ, "alice")
			got := header(t, token)
			if got.Algorithm != test.want || got.KeyID != h.stages(t, test.want)[models.KeyCurrent] {
				t.Errorf("signed with %s %s", got.Algorithm, got.KeyID)
			}
			if got.ExtraHeaders[jose.HeaderType] != test.typ {
				t.Errorf("typ %v, not %s", got.ExtraHeaders[jose.HeaderType], test.typ)
			}
			var read claims
			must(t, set.Verify(token, test.typ, &read))
			if read.Subject != "alice" {
				t.Errorf("read %+v", read)
			}
		})
	}
}

func TestSignRefuses(t *testing.T) {
	set := ensured(t).set(t)
	tests := []struct {
		name, algorithm, typ string
		claims               any
	}{
		{"an algorithm without keys", "ES384", keys.TypeJWT, claims{}},
		{"none", "none", keys.TypeJWT, claims{}},
		{"an unknown type", "ES256", "logout", claims{}},
		{"claims that are not JSON", "ES256", keys.TypeJWT, func() {}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if token, err := set.Sign(test.algorithm, test.typ, test.claims); err == nil {
				t.Errorf("signed %s", token)
			}
		})
	}
}

func TestVerifyAfterRotation(t *testing.T) {
	h := ensured(t)
	token := sign(t, h.set(t), "", keys.TypeJWT, "alice")
	h.rotate(t)
	if err := h.set(t).Verify(token, keys.TypeJWT, &claims{}); err != nil {
		t.Errorf("a token of the previous key: %v", err)
	}
	h.rotate(t)
	if err := h.set(t).Verify(token, keys.TypeJWT, &claims{}); err == nil {
		t.Error("a token of a removed key was accepted")
	}
}

// A node that has not seen the rotation yet already knows the new key.
func TestNextKeyIsPublishedAndVerifies(t *testing.T) {
	h := ensured(t)
	before := h.set(t)
	h.rotate(t)
	token := sign(t, h.set(t), "", keys.TypeJWT, "alice")
	must(t, before.Verify(token, keys.TypeJWT, &claims{}))
}

func TestVerifyRefuses(t *testing.T) {
	h := newHouse(t, models.TenantDefault, "other")
	for _, id := range []string{models.TenantDefault, "other"} {
		must(t, h.keys.Ensure(t.Context(), h.db.Tenant(id)))
	}
	set := h.set(t)
	other, err := h.keys.Set(t.Context(), h.tenant(t, "other"))
	must(t, err)
	token := sign(t, set, "ES256", keys.TypeJWT, "alice")
	parts := strings.Split(token, ".")
	kid := header(t, token).KeyID
	rsaKid := header(t, sign(t, set, "RS256", keys.TypeJWT, "alice")).KeyID
	attacker, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	public := set.JWKS()

	tests := []struct{ name, token string }{
		{"empty", ""},
		{"no signature", parts[0] + "." + parts[1] + "."},
		{"other claims", parts[0] + "." + encode(`{"sub":"mallory"}`) + "." + parts[2]},
		{"another part", token + ".x"},
		{"space", " " + token},
		{"JSON serialization", `{"protected":"` + parts[0] + `","payload":"` + parts[1] + `","signature":"` + parts[2] + `"}`},
		{"an access token", sign(t, set, "ES256", keys.TypeAccessToken, "alice")},
		{"another tenant's key", sign(t, other, "ES256", keys.TypeJWT, "alice")},
		{"alg none", encode(`{"alg":"none","kid":"`+kid+`"}`) + "." + parts[1] + "."},
		{"alg None", encode(`{"alg":"None","kid":"`+kid+`"}`) + "." + parts[1] + "."},
		{"no alg", encode(`{"kid":"`+kid+`"}`) + "." + parts[1] + "." + parts[2]},
		{"the public key as an HMAC key", forge(t, jose.HS256, public, kid, nil)},
		{"a foreign key under our kid", forge(t, jose.ES256, attacker, kid, nil)},
		{"a foreign key under our RSA kid", forge(t, jose.ES256, attacker, rsaKid, nil)},
		{"an embedded key", forge(t, jose.ES256, attacker, kid, map[jose.HeaderKey]any{
			"jwk": jose.JSONWebKey{Key: &attacker.PublicKey},
		})},
		{"the address of a key", forge(t, jose.ES256, attacker, kid, map[jose.HeaderKey]any{
			"jku": "https://evil.example/jwks", "x5u": "https://evil.example/x5",
		})},
		{"kid is a path", forge(t, jose.ES256, attacker, "../../dev/null", nil)},
		{"kid is SQL", forge(t, jose.ES256, attacker, "' OR 1=1 --", nil)},
		{"kid is an address", forge(t, jose.ES256, attacker, "https://evil.example/key", nil)},
		{"no kid", forge(t, jose.ES256, attacker, "", nil)},
		{"kid of another type", encode(`{"alg":"ES256","kid":["`+kid+`"]}`) + "." + parts[1] + "." + parts[2]},
		{"an unknown critical header", encode(`{"alg":"ES256","crit":["x"],"x":1,"kid":"`+kid+`"}`) + "." + parts[1] + "." + parts[2]},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if err := set.Verify(test.token, keys.TypeJWT, &claims{}); err == nil {
				t.Errorf("accepted %s", test.token)
			}
		})
	}
	must(t, set.Verify(token, keys.TypeJWT, &claims{})) // the token they are made from is valid
}

// forge signs claims with a key that is not the tenant's.
func forge(t *testing.T, algorithm jose.SignatureAlgorithm, key any, kid string, extra map[jose.HeaderKey]any) string {
	t.Helper()
	options := new(jose.SignerOptions).WithType(keys.TypeJWT)
	for name, value := range extra {
		options.WithHeader(name, value)
	}
	if kid != "" {
		options.WithHeader("kid", kid)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: key}, options)
	must(t, err)
	signed, err := signer.Sign([]byte(`{"sub":"mallory"}`))
	must(t, err)
	token, err := signed.CompactSerialize()
	must(t, err)
	return token
}

func encode(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

func TestJWKS(t *testing.T) {
	h := ensured(t)
	h.rotate(t)
	var published struct {
		Keys []map[string]string `json:"keys"` // fails unless every member is a string
	}
	must(t, json.Unmarshal(h.set(t).JWKS(), &published))

	members := map[string][]string{
		"ES256": {"alg", "crv", "kid", "kty", "use", "x", "y"},
		"RS256": {"alg", "e", "kid", "kty", "n", "use"},
	}
	var kids, want []string
	for _, key := range published.Keys {
		kids = append(kids, key["kid"])
		if diff := cmp.Diff(members[key["alg"]], slices.Sorted(maps.Keys(key))); diff != "" {
			t.Errorf("members of %v: %s", key, diff)
		}
		if key["use"] != "sig" {
			t.Errorf("use %s", key["use"])
		}
	}
	ec, rsa := h.stages(t, "ES256"), h.stages(t, "RS256")
	want = append(want, ec[models.KeyCurrent], ec[models.KeyNext], ec[models.KeyPrevious])
	want = append(want, rsa[models.KeyCurrent], rsa[models.KeyNext])
	if diff := cmp.Diff(want, kids); diff != "" {
		t.Error(diff)
	}
}

func TestSetWithoutKeys(t *testing.T) {
	set := newHouse(t, models.TenantDefault).set(t)
	if got := string(set.JWKS()); got != `{"keys":[]}` {
		t.Errorf("JWKS %s", got)
	}
	if len(set.Algorithms()) != 0 {
		t.Errorf("algorithms %v", set.Algorithms())
	}
}

func TestSetIsCachedPerRevision(t *testing.T) {
	h := ensured(t)
	stale := h.tenant(t, models.TenantDefault)
	first := h.set(t)
	if h.set(t) != first {
		t.Error("the set was made twice for one revision")
	}
	h.rotate(t)
	second := h.set(t)
	if second == first {
		t.Fatal("a rotation did not replace the set")
	}
	cached, err := h.keys.Set(t.Context(), stale)
	must(t, err)
	if cached != second {
		t.Error("a request with an older revision replaced the newer set")
	}
}

func TestServiceSignsAndVerifies(t *testing.T) {
	h := ensured(t)
	here := h.tenant(t, models.TenantDefault)
	token, err := h.keys.Sign(t.Context(), here, "", keys.TypeJWT, claims{"alice"})
	must(t, err)
	var read claims
	must(t, h.keys.VerifyHint(t.Context(), here, token, &read))
	if read.Subject != "alice" {
		t.Errorf("read %+v", read)
	}
	access := sign(t, h.set(t), "", keys.TypeAccessToken, "alice")
	if err := h.keys.VerifyHint(t.Context(), here, access, &read); !isBad(err) {
		t.Errorf("an access token as an ID token: %v", err)
	}
}

// isBad reports whether an error means that a token is invalid.
func isBad(err error) bool {
	var bad *protocol.Error
	return errors.As(err, &bad)
}

// Unreadable keys say nothing about a token; the published document stays up.
func TestUnreadableKeys(t *testing.T) {
	h := ensured(t)
	held := h.set(t)
	genuine := sign(t, held, "", keys.TypeJWT, "alice")
	here := h.tenant(t, models.TenantDefault)
	changed := &tenant.Tenant{Tenant: here.Tenant, Store: here.Store}
	changed.Revision++
	must(t, h.db.Close())
	var read claims
	for _, token := range []string{genuine, "no token"} {
		if err := h.keys.VerifyHint(t.Context(), changed, token, &read); !errors.Is(err, store.ErrUnavailable) || isBad(err) {
			t.Errorf("%s: %v", token, err)
		}
	}
	if _, err := h.keys.Sign(t.Context(), changed, "", keys.TypeJWT, read); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("signed: %v", err)
	}
	if published, err := h.keys.Published(t.Context(), changed); published != held || err != nil {
		t.Errorf("published: %v", err)
	}
	changed.CreatedAt++ // another tenant with the same id
	if published, err := h.keys.Published(t.Context(), changed); published != nil || !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("published of another: %v", err)
	}
}

func FuzzVerify(f *testing.F) {
	set := ensured(f).set(f)
	genuine := sign(f, set, "", keys.TypeJWT, "alice")
	f.Add(genuine)
	f.Add(encode(`{"alg":"none"}`) + "." + encode(`{"sub":"alice"}`) + ".")
	f.Add("..")
	f.Add(strings.Repeat("e30.", 3))
	f.Fuzz(func(t *testing.T, token string) {
		var read claims
		if err := set.Verify(token, keys.TypeJWT, &read); err == nil && read.Subject != "alice" {
			t.Errorf("accepted %s as %+v", token, read)
		}
	})
}

func BenchmarkSign(b *testing.B) {
	set := ensured(b).set(b)
	for _, algorithm := range []string{"ES256", "RS256"} {
		b.Run(algorithm, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sign(b, set, algorithm, keys.TypeAccessToken, "alice")
			}
		})
	}
}
