package event

// Keys of changes to who may do what, and where.
const (
	ResourceCreated         = "Resource.Created"
	ResourceUpdated         = "Resource.Data.Updated"
	ResourceDeleted         = "Resource.Deleted"
	ScopeCreated            = "Scope.Created"
	ScopeUpdated            = "Scope.Data.Updated"
	ScopeDeleted            = "Scope.Deleted"
	RoleCreated             = "Role.Created"
	RoleUpdated             = "Role.Data.Updated"
	RoleDeleted             = "Role.Deleted"
	RoleScopesUpdated       = "Role.Scopes.Updated"
	UserRolesUpdated        = "User.Roles.Updated"
	ApplicationRolesUpdated = "Application.Roles.Updated"

	OrganizationRoleCreated       = "OrganizationRole.Created"
	OrganizationRoleUpdated       = "OrganizationRole.Data.Updated"
	OrganizationRoleDeleted       = "OrganizationRole.Deleted"
	OrganizationRoleScopesUpdated = "OrganizationRole.Scopes.Updated"
	OrganizationScopeCreated      = "OrganizationScope.Created"
	OrganizationScopeUpdated      = "OrganizationScope.Data.Updated"
	OrganizationScopeDeleted      = "OrganizationScope.Deleted"

	OrganizationCreated    = "Organization.Created"
	OrganizationUpdated    = "Organization.Data.Updated"
	OrganizationDeleted    = "Organization.Deleted"
	OrganizationMembership = "Organization.Membership.Updated"
	OrganizationJITUpdated = "Organization.Provisioning.Updated"

	InvitationCreated = "Organization.Invitation.Created"
	InvitationSent    = "Organization.Invitation.Sent"
	InvitationUpdated = "Organization.Invitation.Status.Updated"
	InvitationDeleted = "Organization.Invitation.Deleted"

	ConnectorCreated = "Connector.Created"
	ConnectorUpdated = "Connector.Data.Updated"
	ConnectorDeleted = "Connector.Deleted"
)
