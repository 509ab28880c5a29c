package href

// Applications is the list of applications.
func (c Console) Applications() string { return c.at("applications") }

// ApplicationNew is the form for a new application.
func (c Console) ApplicationNew() string { return c.at("applications", "new") }

// Application is the first tab of an application.
func (c Console) Application(id string) string { return c.at("applications", id) }
