package models

// AuditResult is the outcome of an audited event.
type AuditResult string

// The results.
const (
	AuditSuccess AuditResult = "Success"
	AuditError   AuditResult = "Error"
)

// AuditLog is one audited event. It never contains a secret.
type AuditLog struct {
	TenantID      string `gorm:"primaryKey"`
	ID            string `gorm:"primaryKey"`
	Key           string // for example ExchangeTokenBy.AuthorizationCode
	Result        AuditResult
	UserID        string
	ApplicationID string
	IP            string
	UserAgent     string
	// Reason is the error code of a failure.
	Reason    string
	Count     int64          // events merged into this row
	Payload   map[string]any `gorm:"serializer:json"`
	CreatedAt int64          `gorm:"autoCreateTime:false"`
}
