package href

// Users is the list of users.
func (c Console) Users() string { return c.at("users") }

// UserNew is the form for a new user.
func (c Console) UserNew() string { return c.at("users", "new") }

// User is the first tab of a user.
func (c Console) User(id string) string { return c.at("users", id) }
