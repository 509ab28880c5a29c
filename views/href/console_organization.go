package href

// Organizations lists the organizations.
func (c Console) Organizations() string { return c.at("organizations") }

// OrganizationNew asks what a new organization is called.
func (c Console) OrganizationNew() string { return c.at("organizations", "new") }

// Organization is the first tab of an organization: its members.
func (c Console) Organization(id string) string { return c.at("organizations", id) }

// OrganizationTab is another tab of an organization.
func (c Console) OrganizationTab(id, tab string) string { return c.at("organizations", id, tab) }

// OrganizationDelete asks whether an organization shall be deleted.
func (c Console) OrganizationDelete(id string) string { return c.at("organizations", id, "delete") }

// OrganizationBelow is the address of what stands below the page of an organization.
func (c Console) OrganizationBelow(id string, segments ...string) string {
	return c.at(append([]string{"organizations", id}, segments...)...)
}
