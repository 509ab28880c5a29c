package keys

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"fmt"
	"slices"

	"github.com/go-jose/go-jose/v4"

	"portico/app/ground/fault"
)

// rsaBits is the size of RSA keys; RFC 7518, section 3.3 asks for at least as much.
const rsaBits = 2048

// supported are the algorithms that can sign (RFC 7518, section 3.1). Nothing
// symmetric and never "none": a key is only ever used for its own algorithm.
func supported() []jose.SignatureAlgorithm {
	return []jose.SignatureAlgorithm{jose.ES256, jose.RS256, jose.ES384}
}

// checkAlgorithm returns a *fault.Error of kind Invalid for an algorithm that cannot sign here.
func checkAlgorithm(algorithm string) error {
	if slices.Contains(supported(), jose.SignatureAlgorithm(algorithm)) {
		return nil
	}
	return fault.New(fault.Invalid, "request.invalid_input").At("algorithm").
		Because(fmt.Errorf("unknown signing algorithm %q", algorithm))
}

// generate makes the private key of a supported algorithm.
func generate(algorithm string) (crypto.Signer, error) {
	switch algorithm {
	case string(jose.ES256):
		return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	case string(jose.ES384):
		return ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	case string(jose.RS256):
		return rsa.GenerateKey(rand.Reader, rsaBits)
	default:
		return nil, fmt.Errorf("unknown signing algorithm %q", algorithm)
	}
}
