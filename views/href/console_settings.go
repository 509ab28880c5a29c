package href

// Operators is the list of operators and of open invitations.
func (c Console) Operators() string { return c.at("operators") }

// OperatorInvite asks who shall become an operator.
func (c Console) OperatorInvite() string { return c.at("operators", "invite") }

// OperatorInvitationRevoke asks whether an invitation shall be taken back.
func (c Console) OperatorInvitationRevoke(id string) string {
	return c.at("operators", "invitations", id, "revoke")
}

// OperatorRole asks for another role of an operator.
func (c Console) OperatorRole(id string) string { return c.at("operators", id, "role") }

// OperatorRemove asks whether an operator shall be removed.
func (c Console) OperatorRemove(id string) string { return c.at("operators", id, "remove") }

// Tenants is the list of tenants.
func (c Console) Tenants() string { return c.at("tenants") }

// TenantNew asks what a new tenant is called.
func (c Console) TenantNew() string { return c.at("tenants", "new") }

// Tenant is one tenant.
func (c Console) Tenant(id string) string { return c.at("tenants", id) }

// TenantDelete asks whether a tenant shall be deleted.
func (c Console) TenantDelete(id string) string { return c.at("tenants", id, "delete") }
