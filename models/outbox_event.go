package models

// OutboxEvent is an event that is to be delivered. It is written in the
// transaction of what happened, so it is there exactly if that is.
type OutboxEvent struct {
	// ID is given by the database. Events about the same record have ascending
	// ids, for whoever changes a record holds it; unrelated transactions may
	// commit in another order than that of their ids, so no reader may remember
	// the last id that it saw.
	ID            int64 `gorm:"primaryKey"`
	TenantID      string
	Key           string
	UserID        string // "" where the event is not about a user
	ApplicationID string // "" where the event is not about an application
	// Before, After and Payload are those of the event; never a secret.
	Before    map[string]any `gorm:"serializer:json"`
	After     map[string]any `gorm:"serializer:json"`
	Payload   map[string]any `gorm:"serializer:json"`
	Origin    OutboxOrigin   `gorm:"serializer:json"`
	CreatedAt int64          `gorm:"autoCreateTime:false"` // epoch ms
}

// TableName is that of the table: it is one outbox.
func (OutboxEvent) TableName() string { return "outbox" }

// OutboxOrigin is where the request came from that caused an event; empty for
// what the command line or the server itself did.
type OutboxOrigin struct {
	IP        string `json:"ip,omitempty"`
	UserAgent string `json:"userAgent,omitempty"`
	RequestID string `json:"requestId,omitempty"`
}
