package models

// VerificationAttempts counts the failed verifications of one subject.
type VerificationAttempts struct {
	TenantID string `gorm:"primaryKey"`
	// Subject is "user:<id>", or "identifier:<digest>" if no user has the identifier.
	Subject      string `gorm:"primaryKey"`
	Count        int64
	WindowEndsAt int64 // epoch ms; a later attempt starts a new window
	BlockedUntil int64 // epoch ms; 0: not blocked
}
