package href

// Keys is the list of signing keys.
func (c Console) Keys() string { return c.at("signing-keys") }

// KeysRotate confirms rotating the signing keys.
func (c Console) KeysRotate() string { return c.at("signing-keys", "rotate") }

// KeyDelete confirms deleting a signing key.
func (c Console) KeyDelete(id string) string { return c.at("signing-keys", id, "delete") }

// CustomJWT is the page of the scripts that add claims to tokens.
func (c Console) CustomJWT() string { return c.at("customize-jwt") }

// Script is the editor of the script for a kind of tokens, as the paths of the
// Management API name it.
func (c Console) Script(kind string) string { return c.at("customize-jwt", kind) }

// Logs is the list of audit logs.
func (c Console) Logs() string { return c.at("audit-logs") }

// LogRetention is the form for how long audit logs are retained.
func (c Console) LogRetention() string { return c.at("audit-logs", "retention") }

// Log is one audit log.
func (c Console) Log(id string) string { return c.at("audit-logs", id) }
