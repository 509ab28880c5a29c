package models

// VerificationAttempts counts the failed verifications of one person.
type VerificationAttempts struct {
	TenantID string `gorm:"primaryKey"`
	// Subject is "user:<id>", or "identifier:<digest>" for an identifier that no user has.
	Subject      string `gorm:"primaryKey"`
	Count        int64
	WindowEndsAt int64 // epoch ms; a later attempt starts a new window
	BlockedUntil int64 // epoch ms; 0: not blocked
}
