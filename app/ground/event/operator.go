package event

// Keys of what operators do to the installation: they are recorded in the
// tenant "admin".
const (
	OperatorInvited         = "Operator.Invited"
	OperatorInvitationTaken = "Operator.Invitation.Accepted"
	OperatorInvitationBack  = "Operator.Invitation.Revoked"
	OperatorRoleUpdated     = "Operator.Role.Updated"
	OperatorRemoved         = "Operator.Removed"
	TenantCreated           = "Tenant.Created"
	TenantUpdated           = "Tenant.Updated"
	TenantDeleted           = "Tenant.Deleted"
	SigningKeyDeleted       = "SigningKey.Deleted"
	DefaultAlgorithmUpdated = "SigningKeys.DefaultAlgorithm.Updated"
	SessionConfigUpdated    = "Config.Session.Updated"
	AuditConfigUpdated      = "Config.AuditLogs.Updated"
)
