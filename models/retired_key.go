package models

// RetiredKey is the public half of a key that rotation has removed. It only
// verifies older ID tokens that come back as hints (OpenID Connect Core 1.0,
// section 3.1.2.1).
type RetiredKey struct {
	TenantID  string `gorm:"primaryKey"`
	ID        string `gorm:"primaryKey"` // the kid
	Algorithm string
	Public    string // the public JWK, JSON
	ExpiresAt int64  // epoch ms; when the last session that began under the key expires
}
