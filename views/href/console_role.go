package href

// Roles lists the roles.
func (c Console) Roles() string { return c.at("roles") }
