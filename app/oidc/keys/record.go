package keys

import (
	"crypto"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"github.com/go-jose/go-jose/v4"

	"portico/models"
)

// use is the public key use of every key here (RFC 7517, section 4.2).
const use = "sig"

// New generates a key pair and seals its private half, without storing it. Its id is the RFC 7638
// thumbprint: unique, and it reveals nothing about the tenant.
func (s *Service) New(tenantID, algorithm string, status models.KeyStatus) (*models.SigningKey, error) {
	private, err := generate(algorithm)
	if err != nil {
		return nil, fmt.Errorf("generate %s key: %w", algorithm, err)
	}
	pair := jose.JSONWebKey{Key: private, Algorithm: algorithm, Use: use}
	thumbprint, err := pair.Thumbprint(crypto.SHA256)
	if err != nil {
		return nil, fmt.Errorf("name %s key: %w", algorithm, err)
	}
	pair.KeyID = base64.RawURLEncoding.EncodeToString(thumbprint)
	public, err := json.Marshal(pair.Public())
	if err != nil {
		return nil, fmt.Errorf("encode public key: %w", err)
	}
	plain, err := json.Marshal(pair)
	if err != nil {
		return nil, fmt.Errorf("encode private key: %w", err)
	}
	sealed, err := s.Vault.Seal(sealContext(tenantID, pair.KeyID), plain)
	if err != nil {
		return nil, fmt.Errorf("seal private key: %w", err)
	}
	return &models.SigningKey{
		TenantID: tenantID, ID: pair.KeyID, Algorithm: algorithm, Status: status,
		Public: string(public), Sealed: sealed, CreatedAt: s.Now().UnixMilli(),
	}, nil
}

// openPrivate decrypts a record's private key.
func (s *Service) openPrivate(record *models.SigningKey) (*jose.JSONWebKey, error) {
	plain, err := s.Vault.Open(sealContext(record.TenantID, record.ID), record.Sealed)
	if err != nil {
		return nil, fmt.Errorf("open signing key %s: %w", record.ID, err)
	}
	var pair jose.JSONWebKey
	if err := json.Unmarshal(plain, &pair); err != nil {
		return nil, fmt.Errorf("decode signing key %s: %w", record.ID, err)
	}
	if private, isRSA := pair.Key.(*rsa.PrivateKey); isRSA {
		// A decoded key lacks these values and would recompute them for every signature.
		private.Precompute()
	}
	return &pair, nil
}

// readPublic decodes the public key of a record.
func readPublic(id, algorithm, text string) (*jose.JSONWebKey, error) {
	var public jose.JSONWebKey
	if err := json.Unmarshal([]byte(text), &public); err != nil {
		return nil, fmt.Errorf("decode public key %s: %w", id, err)
	}
	if !public.IsPublic() || public.KeyID != id || public.Algorithm != algorithm {
		return nil, fmt.Errorf("public key %s is not the one of its record", id)
	}
	return &public, nil
}

// sealContext names where a private key is stored, so that it opens nowhere else.
func sealContext(tenantID, kid string) string {
	return "signing_key/" + tenantID + "/" + kid
}
