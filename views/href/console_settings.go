package href

// Operators is the list of operators and open invitations.
func (c Console) Operators() string { return c.at("operators") }

// OperatorInvite is the form for inviting an operator.
func (c Console) OperatorInvite() string { return c.at("operators", "invite") }

// OperatorInvitationRevoke confirms revoking an invitation.
func (c Console) OperatorInvitationRevoke(id string) string {
	return c.at("operators", "invitations", id, "revoke")
}

// OperatorRole is the form for an operator's role.
func (c Console) OperatorRole(id string) string { return c.at("operators", id, "role") }

// OperatorScripts is the form for whether an operator may edit scripts.
func (c Console) OperatorScripts(id string) string { return c.at("operators", id, "scripts") }

// OperatorRemove confirms removing an operator.
func (c Console) OperatorRemove(id string) string { return c.at("operators", id, "remove") }

// Tenants is the list of tenants.
func (c Console) Tenants() string { return c.at("tenants") }

// TenantNew is the form for a new tenant.
func (c Console) TenantNew() string { return c.at("tenants", "new") }

// Tenant is one tenant.
func (c Console) Tenant(id string) string { return c.at("tenants", id) }

// TenantDelete confirms deleting a tenant.
func (c Console) TenantDelete(id string) string { return c.at("tenants", id, "delete") }
