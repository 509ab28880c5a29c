package application

import (
	"bytes"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/go-jose/go-jose/v4"

	"portico/models"
)

// minRSABits is the minimum size of an RSA modulus (RFC 7518, section 3.3).
const minRSABits = 2048

// checkKeys accepts the client's public keys by value or by URL, not both
// (RFC 7591, section 2).
func checkKeys(application *models.Application) error {
	metadata := application.CustomClientMetadata
	if metadata.JWKS != nil && metadata.JWKSURI != "" {
		return invalid("jwksUri", "and jwks exclude each other")
	}
	if metadata.JWKSURI != "" {
		if err := checkJWKSURI(metadata.JWKSURI); err != nil {
			return invalid("jwksUri", "%w", err)
		}
	}
	if metadata.JWKS != nil {
		if err := checkJWKS(metadata.JWKS); err != nil {
			return invalid("jwks", "%w", err)
		}
	}
	return nil
}

func checkJWKSURI(text string) error {
	uri, err := parseURI(text)
	if err != nil {
		return err
	}
	if uri.Scheme != "https" && uri.Scheme != "http" {
		return errors.New("must have the scheme https")
	}
	return checkWeb(uri)
}

func checkJWKS(set map[string]any) error {
	keys, _ := set["keys"].([]any)
	if len(keys) == 0 {
		return errors.New(`must be an object whose member "keys" lists one key or more`)
	}
	var ids []string
	for _, key := range keys {
		parsed, err := parseJWK(key)
		if err != nil {
			return err
		}
		if slices.Contains(ids, parsed.KeyID) {
			return errors.New("must have keys with different kid")
		}
		ids = append(ids, parsed.KeyID)
	}
	return nil
}

// parseJWK parses a public key. It looks for private and symmetric members by
// name, so that none is stored in a key that the parser would accept as public.
func parseJWK(key any) (*jose.JSONWebKey, error) {
	members, isObject := key.(map[string]any)
	if !isObject {
		return nil, errors.New("must list objects")
	}
	for _, name := range []string{"d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"} {
		if _, has := members[name]; has {
			return nil, fmt.Errorf("must have public keys only, and one has the private member %q", name)
		}
	}
	text, err := json.Marshal(members)
	if err != nil || bytes.Contains(text, []byte(`\u0000`)) {
		return nil, errors.New("must be JSON without NUL")
	}
	parsed := new(jose.JSONWebKey)
	if err := parsed.UnmarshalJSON(text); err != nil || !parsed.IsPublic() || !parsed.Valid() {
		return nil, errors.New("must have keys of the types EC, RSA and OKP, and one is not valid")
	}
	if rsaKey, isRSA := parsed.Key.(*rsa.PublicKey); isRSA && rsaKey.N.BitLen() < minRSABits {
		return nil, fmt.Errorf("must have RSA keys of %d bits or more", minRSABits)
	}
	return parsed, nil
}
