package models

// Connector is a service that the tenant has set up, for example a mail server.
type Connector struct {
	TenantID    string         `gorm:"primaryKey"`
	ID          string         `gorm:"primaryKey"`
	ConnectorID string         // what it is: the id of a definition in package connectors
	Sealed      []byte         // the configuration as JSON, encrypted: it holds credentials
	Metadata    map[string]any `gorm:"serializer:json"`
	CreatedAt   int64          `gorm:"autoCreateTime:false"`
}

// SealContext names the place of the sealed configuration to the vault.
func (c *Connector) SealContext() string { return "connector/" + c.TenantID + "/" + c.ID }
