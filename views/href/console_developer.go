package href

// Keys is the list of signing keys.
func (c Console) Keys() string { return c.at("signing-keys") }

// KeysRotate confirms rotating the signing keys.
func (c Console) KeysRotate() string { return c.at("signing-keys", "rotate") }

// KeyDelete confirms deleting a signing key.
func (c Console) KeyDelete(id string) string { return c.at("signing-keys", id, "delete") }

// Logs is the list of audit logs.
func (c Console) Logs() string { return c.at("audit-logs") }

// LogRetention is the form for how long audit logs are retained.
func (c Console) LogRetention() string { return c.at("audit-logs", "retention") }

// Log is one audit log.
func (c Console) Log(id string) string { return c.at("audit-logs", id) }
