package href

// Connectors is the page of the mail server.
func (c Console) Connectors() string { return c.at("connectors") }

// ConnectorTest sends a test mail.
func (c Console) ConnectorTest() string { return c.at("connectors", "test") }

// ConnectorDelete confirms deleting a connector.
func (c Console) ConnectorDelete(id string) string { return c.at("connectors", id, "delete") }
