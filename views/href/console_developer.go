package href

// Keys is the list of signing keys.
func (c Console) Keys() string { return c.at("signing-keys") }

// KeysRotate asks whether the signing keys shall be rotated.
func (c Console) KeysRotate() string { return c.at("signing-keys", "rotate") }

// KeyDelete asks whether a signing key shall be deleted.
func (c Console) KeyDelete(id string) string { return c.at("signing-keys", id, "delete") }

// Logs is the list of audit logs.
func (c Console) Logs() string { return c.at("audit-logs") }

// Log is one audit log.
func (c Console) Log(id string) string { return c.at("audit-logs", id) }
