package models

// RetiredKey is the public half of a key that rotation has removed. It proves
// who an ID token of before was issued for, when the token comes back as a hint
// (OpenID Connect Core 1.0, section 3.1.2.1), and nothing else.
type RetiredKey struct {
	TenantID  string `gorm:"primaryKey"`
	ID        string `gorm:"primaryKey"` // the kid
	Algorithm string
	Public    string // the public JWK, JSON
	ExpiresAt int64  // epoch ms; when the last session that began under the key is over
}
