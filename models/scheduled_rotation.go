package models

// ScheduledRotation is a rotation of a tenant's keys that is due later; until then,
// the key that will sign is published as the next one.
type ScheduledRotation struct {
	TenantID  string `gorm:"primaryKey"`
	Algorithm string `gorm:"primaryKey"`
	AsDefault bool   // the algorithm also becomes the tenant's default
	DueAt     int64  // epoch ms
}
