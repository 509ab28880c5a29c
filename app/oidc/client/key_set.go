package client

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/go-jose/go-jose/v4"
)

const (
	// maxKeys bounds the number of verifications that an assertion without kid can cost.
	maxKeys = 50
	// minRSABits is the shortest RSA modulus (RFC 7518, section 3.3).
	minRSABits = 2048
)

// parseKeySet reads the public signing keys of a JWK Set. Keys that are
// unusable here, or private, are left out (RFC 7517, section 5).
func parseKeySet(text []byte) ([]jose.JSONWebKey, error) {
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if err := json.Unmarshal(text, &set); err != nil {
		return nil, fmt.Errorf("decode key set: %w", err)
	}
	if len(set.Keys) > maxKeys {
		return nil, fmt.Errorf("key set has more than %d keys", maxKeys)
	}
	var keys []jose.JSONWebKey
	for _, raw := range set.Keys {
		var key jose.JSONWebKey
		err := json.Unmarshal(raw, &key)
		if err == nil && key.IsPublic() && key.Use != "enc" {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		return nil, errors.New("key set has no public signing key")
	}
	return keys, nil
}

// selector selects the keys that may have made a signature.
type selector struct {
	algorithm jose.SignatureAlgorithm
	kid       string // "": any
}

func (s selector) from(set []jose.JSONWebKey) []any {
	var keys []any
	for i := range set {
		if s.matches(&set[i]) {
			keys = append(keys, set[i].Key)
		}
	}
	return keys
}

func (s selector) matches(key *jose.JSONWebKey) bool {
	if s.kid != "" && s.kid != key.KeyID {
		return false
	}
	if key.Algorithm != "" && key.Algorithm != string(s.algorithm) {
		return false
	}
	switch public := key.Key.(type) {
	case *ecdsa.PublicKey:
		return (s.algorithm == jose.ES256 && public.Curve == elliptic.P256()) ||
			(s.algorithm == jose.ES384 && public.Curve == elliptic.P384())
	case *rsa.PublicKey:
		return (s.algorithm == jose.RS256 || s.algorithm == jose.PS256) && public.N.BitLen() >= minRSABits
	case ed25519.PublicKey:
		return s.algorithm == jose.EdDSA
	default:
		return false
	}
}
