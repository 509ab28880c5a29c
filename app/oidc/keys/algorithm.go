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
	"portico/models"
)

// rsaBits is the size of RSA keys, the minimum of RFC 7518, section 3.3.
const rsaBits = 2048

// supported lists the algorithms that can sign. A key is used for one only.
func supported() []jose.SignatureAlgorithm {
	names := models.SigningAlgorithms()
	algorithms := make([]jose.SignatureAlgorithm, 0, len(names))
	for _, name := range names {
		algorithms = append(algorithms, jose.SignatureAlgorithm(name))
	}
	return algorithms
}

// CheckAlgorithm returns a *fault.Error of kind Invalid for an algorithm that
// is not supported.
func (s *Service) CheckAlgorithm(algorithm string) error {
	if slices.Contains(models.SigningAlgorithms(), algorithm) {
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
