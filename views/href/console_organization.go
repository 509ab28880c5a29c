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

// OrganizationMembersAdd asks who shall become a member of an organization.
func (c Console) OrganizationMembersAdd(id string) string {
	return c.at("organizations", id, "members", "add")
}

// OrganizationMemberRoles asks for the roles of a member of an organization.
func (c Console) OrganizationMemberRoles(id, userID string) string {
	return c.at("organizations", id, "members", userID, "roles")
}

// OrganizationMemberRemove asks whether a member of an organization shall be removed.
func (c Console) OrganizationMemberRemove(id, userID string) string {
	return c.at("organizations", id, "members", userID, "remove")
}

// OrganizationMachinesAdd asks which machines shall join an organization.
func (c Console) OrganizationMachinesAdd(id string) string {
	return c.at("organizations", id, "machines", "add")
}

// OrganizationMachineRoles asks for the roles of a machine in an organization.
func (c Console) OrganizationMachineRoles(id, applicationID string) string {
	return c.at("organizations", id, "machines", applicationID, "roles")
}

// OrganizationMachineRemove asks whether a machine shall be removed from an organization.
func (c Console) OrganizationMachineRemove(id, applicationID string) string {
	return c.at("organizations", id, "machines", applicationID, "remove")
}

// UserOrganizationsAdd asks which organizations a user shall join.
func (c Console) UserOrganizationsAdd(id string) string {
	return c.at("users", id, "organizations", "add")
}

// UserOrganizationLeave asks whether a user shall be removed from an organization.
func (c Console) UserOrganizationLeave(id, organizationID string) string {
	return c.at("users", id, "organizations", organizationID, "remove")
}

// ApplicationOrganizationsAdd asks which organizations a machine shall join.
func (c Console) ApplicationOrganizationsAdd(id string) string {
	return c.at("applications", id, "organizations", "add")
}

// ApplicationOrganizationLeave asks whether a machine shall be removed from an organization.
func (c Console) ApplicationOrganizationLeave(id, organizationID string) string {
	return c.at("applications", id, "organizations", organizationID, "remove")
}
