package href

// OrganizationInvitations lists the invitations into an organization.
func (c Console) OrganizationInvitations(id string) string {
	return c.at("organizations", id, "invitations")
}

// OrganizationInvite asks who shall be invited into an organization.
func (c Console) OrganizationInvite(id string) string {
	return c.at("organizations", id, "invitations", "new")
}

// OrganizationInvitationSend sends the mail of an invitation again.
func (c Console) OrganizationInvitationSend(id, invitationID string) string {
	return c.at("organizations", id, "invitations", invitationID, "send")
}

// OrganizationInvitationRevoke takes an invitation back.
func (c Console) OrganizationInvitationRevoke(id, invitationID string) string {
	return c.at("organizations", id, "invitations", invitationID, "revoke")
}

// OrganizationInvitationDelete asks whether an invitation shall be deleted.
func (c Console) OrganizationInvitationDelete(id, invitationID string) string {
	return c.at("organizations", id, "invitations", invitationID, "delete")
}
