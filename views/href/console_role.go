package href

// Roles lists the roles.
func (c Console) Roles() string { return c.at("roles") }

// RoleNew asks what a new role is.
func (c Console) RoleNew() string { return c.at("roles", "new") }

// Role is the first tab of a role.
func (c Console) Role(id string) string { return c.at("roles", id) }

// RoleTab is another tab of a role.
func (c Console) RoleTab(id, tab string) string { return c.at("roles", id, tab) }

// RoleAssign asks what shall be put into a tab of a role: permissions, users or
// applications.
func (c Console) RoleAssign(id, tab string) string { return c.at("roles", id, tab, "assign") }

// RoleRemove asks whether one thing on a tab of a role shall be taken out.
func (c Console) RoleRemove(id, tab, thingID string) string {
	return c.at("roles", id, tab, thingID, "remove")
}

// RoleDelete asks whether a role shall be deleted.
func (c Console) RoleDelete(id string) string { return c.at("roles", id, "delete") }
