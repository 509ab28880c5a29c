package models

// OutboxEvent is an event to be delivered. It is written in the transaction of
// the change it describes, so it exists exactly if the change does.
type OutboxEvent struct {
	// ID is assigned by the database. Events about the same record have ascending
	// IDs, because a change locks its record; unrelated transactions may commit in
	// a different order than that of their IDs, so a reader must not rely on
	// the last ID that it saw.
	ID            int64 `gorm:"primaryKey"`
	TenantID      string
	Key           string
	UserID        string // "" where the event is not about a user
	ApplicationID string // "" where the event is not about an application
	// Before, After and Payload are copied from the event; never a secret.
	Before    map[string]any `gorm:"serializer:json"`
	After     map[string]any `gorm:"serializer:json"`
	Payload   map[string]any `gorm:"serializer:json"`
	Origin    OutboxOrigin   `gorm:"serializer:json"`
	CreatedAt int64          `gorm:"autoCreateTime:false"` // epoch ms
}

// TableName is singular: there is one outbox.
func (OutboxEvent) TableName() string { return "outbox" }

// OutboxOrigin is the origin of the request that caused an event; empty for
// changes by the command line or the server itself.
type OutboxOrigin struct {
	IP        string `json:"ip,omitempty"`
	UserAgent string `json:"userAgent,omitempty"`
	RequestID string `json:"requestId,omitempty"`
}
