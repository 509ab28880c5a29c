package href

// Roles lists the roles.
func (c Console) Roles() string { return c.at("roles") }

// RoleNew is the form for a new role.
func (c Console) RoleNew() string { return c.at("roles", "new") }

// Role is the first tab of a role.
func (c Console) Role(id string) string { return c.at("roles", id) }
