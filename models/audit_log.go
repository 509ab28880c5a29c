package models

// AuditResult is how an audited act ended.
type AuditResult string

// The results.
const (
	AuditSuccess AuditResult = "Success"
	AuditError   AuditResult = "Error"
)

// AuditLog is one audited act. It never holds a secret.
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
	Count     int64          // acts merged into this row
	Payload   map[string]any `gorm:"serializer:json"`
	CreatedAt int64          `gorm:"autoCreateTime:false"`
}
