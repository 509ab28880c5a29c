package models

// KeyStatus is the stage of a signing key's life.
type KeyStatus string

// The stages: the next key is published but not yet used, the current key signs,
// a previous key only verifies.
const (
	KeyNext     KeyStatus = "Next"
	KeyCurrent  KeyStatus = "Current"
	KeyPrevious KeyStatus = "Previous"
)

// SigningAlgorithms lists the algorithms that can sign (RFC 7518, section 3.1).
// Nothing symmetric and never "none".
func SigningAlgorithms() []string { return []string{"ES256", "RS256", "ES384"} }

// SigningKey is one key pair of a tenant.
type SigningKey struct {
	TenantID  string `gorm:"primaryKey"`
	ID        string `gorm:"primaryKey"` // the kid
	Algorithm string // one of SigningAlgorithms
	Status    KeyStatus
	Public    string // the public JWK, JSON
	Sealed    []byte // the private JWK, JSON, encrypted under the key-encryption key
	CreatedAt int64  `gorm:"autoCreateTime:false"`
	RotatedAt int64  // epoch ms when it became Previous; 0 before
}
