package href

// Roles lists the roles.
func (c Console) Roles() string { return c.at("roles") }

// RoleNew asks what a new role is.
func (c Console) RoleNew() string { return c.at("roles", "new") }

// Role is the first tab of a role.
func (c Console) Role(id string) string { return c.at("roles", id) }
