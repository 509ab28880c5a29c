package href

// Organizations lists the organizations.
func (c Console) Organizations() string { return c.at("organizations") }

// OrganizationNew is the form for a new organization.
func (c Console) OrganizationNew() string { return c.at("organizations", "new") }

// Organization is the first tab of an organization: its members.
func (c Console) Organization(id string) string { return c.at("organizations", id) }
