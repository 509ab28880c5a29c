package models

// Connector is an external service that a tenant has set up, such as a mail server.
type Connector struct {
	TenantID    string         `gorm:"primaryKey"`
	ID          string         `gorm:"primaryKey"`
	ConnectorID string         // the ID of its definition in package connectors
	Sealed      []byte         // the configuration as JSON, encrypted because it contains credentials
	Metadata    map[string]any `gorm:"serializer:json"`
	CreatedAt   int64          `gorm:"autoCreateTime:false"`
}

// SealContext binds the sealed configuration to this record in the vault.
func (c *Connector) SealContext() string { return "connector/" + c.TenantID + "/" + c.ID }
