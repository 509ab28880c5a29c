package href

// Users is the list of people.
func (c Console) Users() string { return c.at("users") }

// UserNew asks who a new user is.
func (c Console) UserNew() string { return c.at("users", "new") }

// User is the first tab of a user.
func (c Console) User(id string) string { return c.at("users", id) }

// UserBelow is the address of what stands below the page of a user.
func (c Console) UserBelow(id string, segments ...string) string {
	return c.at(append([]string{"users", id}, segments...)...)
}

// UserTab is another tab of a user.
func (c Console) UserTab(id, tab string) string { return c.at("users", id, tab) }

// UserPassword asks for a new password of a user.
func (c Console) UserPassword(id string) string { return c.at("users", id, "password") }

// UserSuspension asks whether a user shall be suspended or let in again.
func (c Console) UserSuspension(id string) string { return c.at("users", id, "suspension") }

// UserDelete asks whether a user shall be deleted.
func (c Console) UserDelete(id string) string { return c.at("users", id, "delete") }

// UserSessionEnd asks whether one session of a user shall end.
func (c Console) UserSessionEnd(id, sessionID string) string {
	return c.at("users", id, "sessions", sessionID, "end")
}

// UserGrantRevoke asks whether what a user granted an application shall be taken back.
func (c Console) UserGrantRevoke(id, grantID string) string {
	return c.at("users", id, "grants", grantID, "revoke")
}

// UserSignOut asks whether a user shall be signed out everywhere.
func (c Console) UserSignOut(id string) string { return c.at("users", id, "sign-out") }
