package application_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"

	"portico/app/noun/application"
	"portico/models"
)

// set makes a JWK Set as it arrives in a request.
func set(t *testing.T, keys ...jose.JSONWebKey) map[string]any {
	t.Helper()
	text, err := json.Marshal(jose.JSONWebKeySet{Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	decoded := map[string]any{}
	if err := json.Unmarshal(text, &decoded); err != nil {
		t.Fatal(err)
	}
	return decoded
}

func ecKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestAuthenticationFitsTheType(t *testing.T) {
	keys := set(t, jose.JSONWebKey{Key: ecKey(t).Public(), KeyID: "k"})
	confidential := []string{"", "client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt"}
	accepted := map[models.ApplicationType][]string{
		models.ApplicationTraditional: confidential, models.ApplicationMachineToMachine: confidential,
		models.ApplicationSPA: {"", "none"}, models.ApplicationNative: {"", "none"},
	}
	all := append([]string{"none", "tls_client_auth", "Client_Secret_Basic"}, confidential...)
	for kind, methods := range accepted {
		t.Run(string(kind), func(t *testing.T) {
			var trials []trial
			for _, method := range all {
				field, says := "tokenEndpointAuthMethod", string(kind)
				for _, fits := range methods {
					if fits == method {
						field, says = "", ""
					}
				}
				trials = append(trials, trial{"method " + method, func(n *application.New) {
					n.CustomClientMetadata.TokenEndpointAuthMethod = method
					n.CustomClientMetadata.JWKS = keys
				}, field, says})
			}
			try(t, kind, trials)
		})
	}
}

func TestAuthenticationNeedsKeys(t *testing.T) {
	keys := set(t, jose.JSONWebKey{Key: ecKey(t).Public(), KeyID: "k"})
	const uri = "https://app.example.com/jwks"
	given := func(jwks map[string]any, jwksURI string) func(*application.New) {
		return func(n *application.New) {
			n.CustomClientMetadata.TokenEndpointAuthMethod = "private_key_jwt"
			n.CustomClientMetadata.JWKS, n.CustomClientMetadata.JWKSURI = jwks, jwksURI
		}
	}
	try(t, models.ApplicationTraditional, []trial{
		{"none", given(nil, ""), "tokenEndpointAuthMethod", "jwks or jwksUri"},
		{"by value", given(keys, ""), "", ""},
		{"by address", given(nil, uri), "", ""},
		{"both", given(keys, uri), "jwksUri", "exclude"},
		{"address on loopback", given(nil, "http://localhost:3000/jwks"), "", ""},
		{"address without https", given(nil, "http://app.example.com/jwks"), "jwksUri", "https"},
		{"address with a private scheme", given(nil, "com.example.app:/jwks"), "jwksUri", "https"},
		{"address of a file", given(nil, "file:///etc/passwd"), "jwksUri", "https"},
		{"address with a fragment", given(nil, uri+"#x"), "jwksUri", "fragment"},
		{"address with a user name", given(nil, "https://a:b@app.example.com/jwks"), "jwksUri", "user name"},
	})
}

func TestAssertionAlgorithms(t *testing.T) {
	keys := set(t, jose.JSONWebKey{Key: ecKey(t).Public(), KeyID: "k"})
	signed := func(method, algorithm string) func(*application.New) {
		return func(n *application.New) {
			n.CustomClientMetadata.TokenEndpointAuthMethod = method
			n.CustomClientMetadata.TokenEndpointAuthSigningAlg = algorithm
			n.CustomClientMetadata.JWKS = keys
		}
	}
	const field = "tokenEndpointAuthSigningAlg"
	try(t, models.ApplicationTraditional, []trial{
		{"secret, HS256", signed("client_secret_jwt", "HS256"), "", ""},
		{"secret, HS512 needs a longer key", signed("client_secret_jwt", "HS512"), field, "HS256"},
		{"secret, ES256", signed("client_secret_jwt", "ES256"), field, "HS256"},
		{"key, ES256", signed("private_key_jwt", "ES256"), "", ""},
		{"key, EdDSA", signed("private_key_jwt", "EdDSA"), "", ""},
		{"key, HS256", signed("private_key_jwt", "HS256"), field, "ES256"},
		{"key, none", signed("private_key_jwt", "none"), field, "ES256"},
		{"key, any", signed("private_key_jwt", ""), "", ""},
		{"no assertion", signed("client_secret_basic", "ES256"), field, "private_key_jwt"},
		{"any method", signed("", "ES256"), field, "private_key_jwt"},
	})
}

func TestIDTokenAlgorithms(t *testing.T) {
	var trials []trial
	for algorithm, field := range map[string]string{
		"": "", "ES256": "", "RS256": "", "ES384": "",
		"none": "idTokenSignedResponseAlg", "HS256": "idTokenSignedResponseAlg", "PS256": "idTokenSignedResponseAlg",
		"es256": "idTokenSignedResponseAlg",
	} {
		trials = append(trials, trial{"algorithm " + algorithm, func(n *application.New) {
			n.CustomClientMetadata.IDTokenSignedResponseAlg = algorithm
		}, field, ""})
	}
	try(t, models.ApplicationSPA, trials)
}

func TestKeys(t *testing.T) {
	private := ecKey(t)
	strong, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	weak := &rsa.PublicKey{N: new(big.Int).SetBit(big.NewInt(1), 1023, 1), E: 65537}
	public := jose.JSONWebKey{Key: private.Public(), KeyID: "ec"}
	with := func(member string, value any) map[string]any {
		decoded := set(t, public)
		decoded["keys"].([]any)[0].(map[string]any)[member] = value
		return decoded
	}
	tests := []struct {
		name string
		jwks map[string]any
		says string
	}{
		{"EC", set(t, public), ""},
		{"RSA", set(t, jose.JSONWebKey{Key: strong.Public(), KeyID: "rsa"}), ""},
		{"two keys", set(t, public, jose.JSONWebKey{Key: strong.Public(), KeyID: "rsa"}), ""},
		{"one key without kid", set(t, jose.JSONWebKey{Key: private.Public()}), ""},

		{"empty object", map[string]any{}, "lists one key"},
		{"no keys", set(t), "lists one key"},
		{"keys is not a list", map[string]any{"keys": "x"}, "lists one key"},
		{"a key is not an object", map[string]any{"keys": []any{"x"}}, "objects"},
		{"same kid twice", set(t, public, jose.JSONWebKey{Key: strong.Public(), KeyID: "ec"}), "different kid"},
		{"private EC", set(t, jose.JSONWebKey{Key: private, KeyID: "ec"}), `"d"`},
		{"private RSA", set(t, jose.JSONWebKey{Key: strong, KeyID: "rsa"}), "private"},
		{"symmetric", set(t, jose.JSONWebKey{Key: []byte("0123456789abcdef0123456789abcdef"), KeyID: "oct"}), `"k"`},
		{"public key with a private member", with("priv", "x"), "private"},
		{"private member that is null", with("d", nil), "private"},
		{"weak RSA", set(t, jose.JSONWebKey{Key: weak, KeyID: "rsa"}), "2048"},
		{"point off the curve", with("x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), "not valid"},
		{"unknown type", with("kty", "XYZ"), "not valid"},
		{"no type", with("kty", ""), "not valid"},
		{"NUL", with("kid", "a\x00"), "NUL"},
	}
	var trials []trial
	for _, test := range tests {
		field := "jwks"
		if test.says == "" {
			field = ""
		}
		trials = append(trials, trial{test.name, func(n *application.New) {
			n.CustomClientMetadata.JWKS = test.jwks
		}, field, test.says})
	}
	try(t, models.ApplicationTraditional, trials)
}

// Only first-party applications that can authenticate may introspect others' tokens.
func TestIntrospectionSettings(t *testing.T) {
	const served, server = "introspectionResources", "isResourceServer"
	serves := func(indicators ...string) func(*application.New) {
		return func(n *application.New) { n.CustomClientMetadata.IntrospectionResources = indicators }
	}
	isServer := func(n *application.New) { n.CustomClientMetadata.IsResourceServer = true }
	third := func(change func(*application.New)) func(*application.New) {
		return func(n *application.New) {
			n.IsThirdParty = true
			change(n)
		}
	}
	for _, kind := range []models.ApplicationType{models.ApplicationTraditional, models.ApplicationMachineToMachine} {
		try(t, kind, []trial{
			{"one", serves("https://api.example/"), "", ""},
			{"several", serves("https://api.example/", "urn:shop"), "", ""},
			{"opaque tokens", isServer, "", ""},
			{"a fragment", serves("https://api.example/#a"), served, "indicators"},
			{"no URI", serves("api"), served, "indicators"},
			{"an organization", serves("urn:logto:organization:x"), served, "indicators"},
			{"empty", serves(""), served, "indicators"},
			{"NUL", serves("urn:a\x00"), served, "indicators"},
			{"too many", serves(strings.Split(strings.Repeat("urn:a ", 100)+"urn:a", " ")...), served, "at most"},
		})
	}
	for _, kind := range []models.ApplicationType{models.ApplicationSPA, models.ApplicationNative} {
		try(t, kind, []trial{
			{"public", serves("https://api.example/"), served, "authenticate"},
			{"public, opaque tokens", isServer, server, "authenticate"},
		})
	}
	try(t, models.ApplicationTraditional, []trial{
		{"third party", third(serves("https://api.example/")), served, "own"},
		{"third party, opaque tokens", third(isServer), server, "own"},
	})
}
