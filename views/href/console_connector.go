package href

// Connectors is what the tenant sends mail with.
func (c Console) Connectors() string { return c.at("connectors") }

// ConnectorTest sends a mail to try what is set up.
func (c Console) ConnectorTest() string { return c.at("connectors", "test") }

// ConnectorDelete asks whether a connector shall be removed.
func (c Console) ConnectorDelete(id string) string { return c.at("connectors", id, "delete") }
