package client_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/google/go-cmp/cmp"

	"portico/app/oidc/client"
	"portico/app/oidc/protocol"
	"portico/models"
)

// signer is a key with its signature algorithm.
type signer struct {
	algorithm jose.SignatureAlgorithm
	kid       string
	key       any
	header    map[jose.HeaderKey]any
}

// pairs are the private keys of the tests, generated once: RSA keys are slow.
var pairs = sync.OnceValue(func() map[jose.SignatureAlgorithm]crypto.Signer {
	p256, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	p384, _ := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	long, _ := rsa.GenerateKey(rand.Reader, 2048)
	_, ed, _ := ed25519.GenerateKey(rand.Reader)
	return map[jose.SignatureAlgorithm]crypto.Signer{
		jose.ES256: p256, jose.ES384: p384, jose.RS256: long, jose.PS256: long, jose.EdDSA: ed,
	}
})

// key is the client's key for an algorithm; for HS256 its secret.
func key(algorithm jose.SignatureAlgorithm) signer {
	if algorithm == jose.HS256 {
		return signer{algorithm: algorithm, key: []byte(goodSecret)}
	}
	return signer{algorithm: algorithm, kid: string(algorithm), key: pairs()[algorithm]}
}

func (s signer) withHeader(name jose.HeaderKey, value any) signer {
	s.header = maps.Clone(s.header)
	if s.header == nil {
		s.header = map[jose.HeaderKey]any{}
	}
	s.header[name] = value
	return s
}

// public is the JWK Set with the public halves of the keys.
func public(t testing.TB, signers ...signer) map[string]any {
	t.Helper()
	var set jose.JSONWebKeySet
	for _, s := range signers {
		set.Keys = append(set.Keys, jose.JSONWebKey{Key: s.key.(crypto.Signer).Public(), KeyID: s.kid, Use: "sig"})
	}
	text, err := json.Marshal(set)
	must(t, err)
	var members map[string]any
	must(t, json.Unmarshal(text, &members))
	return members
}

// assertion is a JWT under construction.
type assertion struct {
	t      testing.TB
	signer signer
	claims map[string]any
}

// assertion starts with valid claims; each has its own jti.
func (h *house) assertion(t testing.TB, by signer, clientID string) assertion {
	t.Helper()
	return assertion{t, by, map[string]any{
		"iss": clientID, "sub": clientID, "aud": issuer, "jti": models.NewID(),
		"exp": h.now.Add(time.Minute).Unix(), "iat": h.now.Unix(),
	}}
}

// with changes a claim; nil removes it.
func (a assertion) with(name string, value any) assertion {
	a.claims = maps.Clone(a.claims)
	a.claims[name] = value
	if value == nil {
		delete(a.claims, name)
	}
	return a
}

func (a assertion) text() string {
	a.t.Helper()
	options := new(jose.SignerOptions).WithType("JWT")
	if a.signer.kid != "" {
		options.WithHeader("kid", a.signer.kid)
	}
	for name, value := range a.signer.header {
		options.WithHeader(name, value)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: a.signer.algorithm, Key: a.signer.key}, options)
	must(a.t, err)
	payload, err := json.Marshal(a.claims)
	must(a.t, err)
	signed, err := signer.Sign(payload)
	must(a.t, err)
	text, err := signed.CompactSerialize()
	must(a.t, err)
	return text
}

func (a assertion) body() []string { return assertionBody(a.text()) }

func assertionBody(text string) []string {
	return []string{"client_assertion_type", assertionType, "client_assertion", text}
}

// outcome sends the assertion.
func (h *house) outcome(t testing.TB, body ...string) outcome {
	t.Helper()
	id, err := h.authenticate(t, "", form(body...))
	return outcomeOf(t, id, err)
}

func denied(description string) outcome {
	return outcome{Code: protocol.InvalidClient, Description: description}
}

func TestAssertionAlgorithms(t *testing.T) {
	h := newHouse(t)
	h.application(t, "secret", models.ApplicationTraditional, models.CustomClientMetadata{
		TokenEndpointAuthMethod: client.MethodSecretJWT,
	})
	h.application(t, "keys", models.ApplicationMachineToMachine, models.CustomClientMetadata{
		TokenEndpointAuthMethod: client.MethodPrivateKeyJWT,
		JWKS:                    public(t, key(jose.ES256), key(jose.ES384), key(jose.RS256), key(jose.PS256), key(jose.EdDSA)),
	})
	for _, name := range client.Algorithms() {
		t.Run(name, func(t *testing.T) {
			id := "keys"
			if name == "HS256" {
				id = "secret"
			}
			got := h.outcome(t, h.assertion(t, key(jose.SignatureAlgorithm(name)), id).body()...)
			if diff := cmp.Diff(outcome{Client: id}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Every rule of RFC 7523, section 3 for both methods.
func TestAssertionClaims(t *testing.T) {
	h := newHouse(t)
	h.application(t, "secret", models.ApplicationTraditional, models.CustomClientMetadata{
		TokenEndpointAuthMethod: client.MethodSecretJWT,
	})
	h.application(t, "keys", models.ApplicationTraditional, models.CustomClientMetadata{
		TokenEndpointAuthMethod: client.MethodPrivateKeyJWT, JWKS: public(t, key(jose.ES256)),
	})
	in := func(d time.Duration) int64 { return h.now.Add(d).Unix() }
	const (
		names    = "client_assertion: iss and sub must both be the client_id"
		audience = "client_assertion: aud must be the issuer, the token endpoint or the address of this endpoint, and nobody else"
		unread   = "client_assertion must be a JWT signed with a supported algorithm, with the client as its subject"
		tooLong  = "client_assertion: exp must be at most one hour ahead"
	)
	tests := []struct {
		name  string
		claim string
		value any
		want  string // "": accepted
	}{
		{"in order", "x", "y", ""},
		{"aud is the endpoint", "aud", tokenEndpoint, ""},
		{"aud is the issuer and the token endpoint", "aud", []string{issuer, tokenEndpoint}, ""},
		{"aud is a list of one", "aud", []string{issuer}, ""},
		{"aud also lists another server", "aud", []string{issuer, "https://other.example"}, audience},
		{"aud lists another server first", "aud", []string{"https://other.example", issuer}, audience},
		{"aud lists the issuer and another endpoint", "aud", []string{issuer, issuer + "/me"}, audience},
		{"aud is another endpoint", "aud", issuer + "/me", audience},
		{"aud is another issuer", "aud", "https://evil.example", audience},
		{"aud with the same prefix", "aud", issuer + "/", audience},
		{"aud is empty", "aud", []string{}, audience},
		{"aud is missing", "aud", nil, audience},
		{"aud is a number", "aud", 1, unread},
		{"iss is another", "iss", "other", names},
		{"iss is missing", "iss", nil, names},
		{"sub is unknown", "sub", "nobody", refusal},
		{"sub is missing", "sub", nil, unread},
		{"sub has NUL", "sub", "a\x00", unread},
		{"exp is missing", "exp", nil, "client_assertion: exp is missing"},
		{"exp is text", "exp", "soon", unread},
		{"exp is huge", "exp", 1e30, unread},
		{"exp is past, within the skew", "exp", in(-59 * time.Second), ""},
		{"exp is past", "exp", in(-60 * time.Second), "client_assertion: expired"},
		{"exp is an hour ahead", "exp", in(61 * time.Minute), ""},
		{"exp is further ahead", "exp", in(61*time.Minute + time.Second), tooLong},
		{"nbf is ahead, within the skew", "nbf", in(time.Minute), ""},
		{"nbf is ahead", "nbf", in(61 * time.Second), "client_assertion: nbf is in the future"},
		{"iat is ahead, within the skew", "iat", in(time.Minute), ""},
		{"iat is ahead", "iat", in(61 * time.Second), "client_assertion: iat is in the future"},
		{"iat is missing", "iat", nil, ""},
		{"jti is missing", "jti", nil, "client_assertion: jti is missing"},
		{"jti is empty", "jti", "", "client_assertion: jti is missing"},
	}
	for _, id := range []string{"secret", "keys"} {
		by := map[string]signer{"secret": key(jose.HS256), "keys": key(jose.ES256)}[id]
		for _, test := range tests {
			t.Run(id+": "+test.name, func(t *testing.T) {
				want := outcome{Client: id}
				if test.want != "" {
					want = denied(test.want)
				}
				got := h.outcome(t, h.assertion(t, by, id).with(test.claim, test.value).body()...)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

func TestAssertionParameters(t *testing.T) {
	h := newHouse(t)
	h.application(t, "secret", models.ApplicationTraditional, models.CustomClientMetadata{
		TokenEndpointAuthMethod: client.MethodSecretJWT,
	})
	text := func() string { return h.assertion(t, key(jose.HS256), "secret").text() }
	badType := outcome{Code: protocol.InvalidRequest, Description: "client_assertion_type must be " + assertionType}
	tests := []struct {
		name string
		body []string
		want outcome
	}{
		{"the same client_id", append(assertionBody(text()), "client_id", "secret"), outcome{Client: "secret"}},
		{
			"another client_id", append(assertionBody(text()), "client_id", "other"),
			outcome{Code: protocol.InvalidRequest, Description: "client_id mismatch"},
		},
		{"no type", []string{"client_assertion", text()}, badType},
		{"another type", []string{"client_assertion", text(), "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"}, badType},
		{
			"no assertion",
			[]string{"client_assertion_type", assertionType, "client_id", "secret"},
			outcome{Code: protocol.InvalidRequest, Description: "client_assertion is missing"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, h.outcome(t, test.body...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSecretAssertionRefuses(t *testing.T) {
	h := newHouse(t)
	metadata := models.CustomClientMetadata{TokenEndpointAuthMethod: client.MethodSecretJWT}
	h.application(t, "secret", models.ApplicationTraditional, metadata)
	h.application(t, "other", models.ApplicationTraditional, models.CustomClientMetadata{})
	h.application(t, "spa", models.ApplicationSPA, models.CustomClientMetadata{})
	with := func(value string) signer { return signer{algorithm: jose.HS256, key: []byte(value)} }
	good := h.assertion(t, key(jose.HS256), "secret").text()
	parts := strings.Split(good, ".")

	tests := []struct {
		name string
		text string
		want outcome
	}{
		{"the second secret", h.assertion(t, with(secondSecret), "secret").text(), outcome{Client: "secret"}},
		{"a wrong secret", h.assertion(t, with(strings.Repeat("x", 32)), "secret").text(), denied(refusal)},
		{"a secret that has expired", h.assertion(t, with(expiredSecret), "secret").text(), denied(refusal)},
		{"a key of the method that is not registered", h.assertion(t, key(jose.ES256), "secret").text(), denied(refusal)},
		{"a client that is registered for secrets only", h.assertion(t, key(jose.HS256), "other").text(), denied(refusal)},
		{"a public client", h.assertion(t, key(jose.HS256), "spa").text(), denied(refusal)},
		{"changed claims", parts[0] + "." + base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"secret"}`)) + "." + parts[2], denied(refusal)},
		{"no signature", parts[0] + "." + parts[1] + ".", denied(refusal)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, h.outcome(t, assertionBody(test.text)...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestKeyAssertionRefuses(t *testing.T) {
	h := newHouse(t)
	keys := public(t, key(jose.ES256), key(jose.RS256))
	h.application(t, "keys", models.ApplicationTraditional, models.CustomClientMetadata{
		TokenEndpointAuthMethod: client.MethodPrivateKeyJWT, JWKS: keys,
	})
	h.application(t, "pinned", models.ApplicationTraditional, models.CustomClientMetadata{
		TokenEndpointAuthMethod: client.MethodPrivateKeyJWT, JWKS: keys, TokenEndpointAuthSigningAlg: "RS256",
	})
	h.application(t, "nothing", models.ApplicationTraditional, models.CustomClientMetadata{
		TokenEndpointAuthMethod: client.MethodPrivateKeyJWT,
	})
	attacker, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	forged := signer{algorithm: jose.ES256, kid: "ES256", key: attacker}
	set, err := json.Marshal(keys)
	must(t, err)
	unread := denied("client_assertion must be a JWT signed with a supported algorithm, with the client as its subject")
	none := func(header string) string {
		payload := strings.Split(h.assertion(t, key(jose.ES256), "keys").text(), ".")[1]
		return base64.RawURLEncoding.EncodeToString([]byte(header)) + "." + payload + "."
	}
	kidless, otherKid := key(jose.RS256), key(jose.ES256)
	kidless.kid, otherKid.kid = "", "RS256"

	tests := []struct {
		name string
		text string
		want outcome
	}{
		{"without kid", h.assertion(t, kidless, "keys").text(), outcome{Client: "keys"}},
		{"the algorithm that is pinned", h.assertion(t, key(jose.RS256), "pinned").text(), outcome{Client: "pinned"}},
		{"an algorithm that is not the pinned one", h.assertion(t, key(jose.ES256), "pinned").text(), denied(refusal)},
		{"the kid of another key", h.assertion(t, otherKid, "keys").text(), denied(refusal)},
		{"a foreign key", h.assertion(t, forged, "keys").text(), denied(refusal)},
		{"a foreign key without kid", h.assertion(t, signer{algorithm: jose.ES256, key: attacker}, "keys").text(), denied(refusal)},
		{"an embedded key", h.assertion(t, forged.withHeader("jwk", jose.JSONWebKey{Key: &attacker.PublicKey}), "keys").text(), denied(refusal)},
		{"the address of a key", h.assertion(t, forged.withHeader("jku", "https://evil.example/jwks").withHeader("x5u", "https://evil.example/x5"), "keys").text(), denied(refusal)},
		{"kid is a path", h.assertion(t, signer{algorithm: jose.ES256, kid: "../../etc/passwd", key: attacker}, "keys").text(), denied(refusal)},
		{"the public keys as an HMAC key", h.assertion(t, signer{algorithm: jose.HS256, key: set}, "keys").text(), denied(refusal)},
		{"the secret", h.assertion(t, key(jose.HS256), "keys").text(), denied(refusal)},
		{"HS512", h.assertion(t, signer{algorithm: jose.HS512, key: set}, "keys").text(), unread},
		{"none", none(`{"alg":"none"}`), unread},
		{"None", none(`{"alg":"nOnE","kid":"ES256"}`), unread},
		{"an unknown critical header", h.assertion(t, key(jose.ES256).withHeader("crit", []string{"x"}).withHeader("x", 1), "keys").text(), denied(refusal)},
		{"a client without keys", h.assertion(t, key(jose.ES256), "nothing").text(), denied("the keys of the client could not be read")},
		{"no JWT", "x", unread},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, h.outcome(t, assertionBody(test.text)...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Registered keys that must not be used.
func TestKeySetsLeaveOut(t *testing.T) {
	h := newHouse(t)
	weak, err := rsa.GenerateKey(rand.Reader, 1024)
	must(t, err)
	good := key(jose.ES256)
	one := func(jwk jose.JSONWebKey) map[string]any {
		text, err := json.Marshal(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{jwk}})
		must(t, err)
		var set map[string]any
		must(t, json.Unmarshal(text, &set))
		return set
	}
	publicKey := good.key.(crypto.Signer).Public()
	odd := public(t, good)
	odd["keys"] = append([]any{map[string]any{"kty": "unknown"}, "text", map[string]any{"kty": "EC"}}, odd["keys"].([]any)...)
	many := public(t, good)
	for range 50 {
		many["keys"] = append(many["keys"].([]any), map[string]any{"kty": "unknown"})
	}
	const unread = "the keys of the client could not be read"

	tests := []struct {
		name string
		set  map[string]any
		by   signer
		want string
	}{
		{"keys of unknown types next to a good one", odd, good, ""},
		{"a key for encryption", one(jose.JSONWebKey{Key: publicKey, KeyID: "ES256", Use: "enc"}), good, unread},
		{"a private key", one(jose.JSONWebKey{Key: good.key, KeyID: "ES256"}), good, unread},
		{"a symmetric key", one(jose.JSONWebKey{Key: []byte(goodSecret), KeyID: "ES256"}), good, unread},
		{"a key for another algorithm", one(jose.JSONWebKey{Key: publicKey, KeyID: "ES256", Algorithm: "ES384"}), good, refusal},
		{"a short RSA key", one(jose.JSONWebKey{Key: &weak.PublicKey, KeyID: "weak"}), signer{algorithm: jose.RS256, kid: "weak", key: weak}, refusal},
		{"too many keys", many, good, unread},
		{"no keys", map[string]any{"keys": []any{}}, good, unread},
		{"no set", map[string]any{"keys": "x"}, good, unread},
	}
	for i, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			id := "client" + string(rune('a'+i))
			h.application(t, id, models.ApplicationTraditional, models.CustomClientMetadata{
				TokenEndpointAuthMethod: client.MethodPrivateKeyJWT, JWKS: test.set,
			})
			want := outcome{Client: id}
			if test.want != "" {
				want = denied(test.want)
			}
			if diff := cmp.Diff(want, h.outcome(t, h.assertion(t, test.by, id).body()...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAssertionIsUsedOnce(t *testing.T) {
	h := newHouse(t)
	for _, id := range []string{"one", "two"} {
		h.application(t, id, models.ApplicationTraditional, models.CustomClientMetadata{
			TokenEndpointAuthMethod: client.MethodSecretJWT,
		})
	}
	used := denied("client_assertion: already used")
	good := h.assertion(t, key(jose.HS256), "one").with("jti", "same")

	forged := good
	forged.signer = signer{algorithm: jose.HS256, key: []byte(strings.Repeat("x", 32))}
	if got := h.outcome(t, forged.body()...); got != denied(refusal) {
		t.Fatalf("forged: %+v", got)
	}
	if got := h.outcome(t, good.body()...); got.Client != "one" {
		t.Errorf("a forgery used the jti up: %+v", got)
	}
	if got := h.outcome(t, good.body()...); got != used {
		t.Errorf("second use: %+v", got)
	}
	if got := h.outcome(t, good.with("exp", h.now.Add(time.Hour).Unix()).body()...); got != used {
		t.Errorf("the jti in another assertion: %+v", got)
	}
	other := h.assertion(t, key(jose.HS256), "two").with("jti", "same")
	if got := h.outcome(t, other.body()...); got.Client != "two" {
		t.Errorf("the jti of another client: %+v", got)
	}

	// As long as the skew accepts it, it is remembered, even after a cleanup.
	h.now = h.now.Add(time.Minute + 59*time.Second)
	must(t, h.db.DeleteExpired(t.Context(), h.now.UnixMilli()))
	if got := h.outcome(t, good.body()...); got != used {
		t.Errorf("after its exp: %+v", got)
	}
}

// An assertion refused for its claims is not remembered.
func TestRefusedAssertionIsNotUsedUp(t *testing.T) {
	h := newHouse(t)
	h.application(t, "secret", models.ApplicationTraditional, models.CustomClientMetadata{
		TokenEndpointAuthMethod: client.MethodSecretJWT,
	})
	good := h.assertion(t, key(jose.HS256), "secret")
	h.outcome(t, good.with("aud", "https://evil.example").body()...)
	if got := h.outcome(t, good.body()...); got.Client != "secret" {
		t.Errorf("%+v", got)
	}
}

func TestConcurrentAssertions(t *testing.T) {
	h := newHouse(t)
	h.application(t, "secret", models.ApplicationTraditional, models.CustomClientMetadata{
		TokenEndpointAuthMethod: client.MethodSecretJWT,
	})
	body := h.assertion(t, key(jose.HS256), "secret").body()
	results := make(chan outcome, 8)
	for range cap(results) {
		go func() { results <- h.outcome(t, body...) }()
	}
	accepted := 0
	for range cap(results) {
		if got := <-results; got.Client != "" {
			accepted++
		}
	}
	if accepted != 1 {
		t.Errorf("accepted %d times", accepted)
	}
}

func FuzzAssertion(f *testing.F) {
	h := newHouse(f)
	h.application(f, "secret", models.ApplicationTraditional, models.CustomClientMetadata{
		TokenEndpointAuthMethod: client.MethodSecretJWT,
	})
	f.Add(h.assertion(f, key(jose.HS256), "secret").text())
	f.Add(h.assertion(f, key(jose.ES256), "secret").text())
	f.Add(h.assertion(f, key(jose.HS256), "nobody").with("aud", []string{"a", "b"}).text())
	f.Add("..")
	f.Add("e30.e30.")
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		id, err := h.send(t, "", protocol.NewValues(map[string]string{
			"client_assertion_type": assertionType, "client_assertion": text,
		}, nil))
		got := outcomeOf(t, id, err)
		if err == nil && got.Client != "secret" {
			t.Errorf("%q is %q", text, got.Client)
		}
		if err != nil && got.Code != protocol.InvalidRequest && got.Code != protocol.InvalidClient {
			t.Errorf("%q: %v", text, err)
		}
	})
}
