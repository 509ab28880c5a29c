package event

// Event keys, by noun: <subject>.<act>.
const (
	// Authorization requests, sign-in and sign-up.
	InteractionCreate = "Interaction.Create"
	InteractionEnd    = "Interaction.End"
	SignInCreate      = "Interaction.SignIn.Create"
	SignInIdentifier  = "Interaction.SignIn.Identifier.Submit"
	SignInPassword    = "Interaction.SignIn.Verification.Password.Submit"
	SignInSubmit      = "Interaction.SignIn.Submit"
	RegisterCreate    = "Interaction.Register.Create"
	RegisterSubmit    = "Interaction.Register.Submit"

	// Tokens.
	ExchangeAuthorizationCode = "ExchangeTokenBy.AuthorizationCode"
	ExchangeRefreshToken      = "ExchangeTokenBy.RefreshToken"
	ExchangeClientCredentials = "ExchangeTokenBy.ClientCredentials"
	ExchangeUnknown           = "ExchangeTokenBy.Unknown" // a token request with an unsupported grant type
	RevokeToken               = "RevokeToken"

	// Users.
	UserCreated      = "User.Created"
	UserDataUpdated  = "User.Data.Updated"
	UserSuspension   = "User.SuspensionStatus.Updated"
	UserRolesUpdated = "User.Roles.Updated"
	UserDeleted      = "User.Deleted"
	SessionRevoked   = "Session.Revoked"
	GrantRevoked     = "Grant.Revoked"

	// What users allow third-party applications.
	ConsentGiven         = "Consent.Given"
	ConsentRevoked       = "Consent.Revoked"
	ConsentOrganizations = "Consent.Organizations.Updated"

	// Personal access tokens.
	PersonalTokenCreated = "PersonalAccessToken.Created"
	PersonalTokenUpdated = "PersonalAccessToken.Updated"
	PersonalTokenDeleted = "PersonalAccessToken.Deleted"

	// Applications.
	ApplicationCreated       = "Application.Created"
	ApplicationUpdated       = "Application.Updated"
	ApplicationConsentScopes = "Application.ConsentScopes.Updated"
	ApplicationExperience    = "Application.SignInExperience.Updated"
	ApplicationRolesUpdated  = "Application.Roles.Updated"
	ApplicationDeleted       = "Application.Deleted"
	ApplicationSecretCreated = "ApplicationSecret.Created"
	ApplicationSecretUpdated = "ApplicationSecret.Updated"
	ApplicationSecretDeleted = "ApplicationSecret.Deleted"

	// API resources and their permissions.
	ResourceCreated = "Resource.Created"
	ResourceUpdated = "Resource.Data.Updated"
	ResourceDeleted = "Resource.Deleted"
	ScopeCreated    = "Scope.Created"
	ScopeUpdated    = "Scope.Data.Updated"
	ScopeDeleted    = "Scope.Deleted"

	// Roles.
	RoleCreated       = "Role.Created"
	RoleUpdated       = "Role.Data.Updated"
	RoleScopesUpdated = "Role.Scopes.Updated"
	RoleDeleted       = "Role.Deleted"

	// Organizations.
	OrganizationCreated    = "Organization.Created"
	OrganizationUpdated    = "Organization.Data.Updated"
	OrganizationMembership = "Organization.Membership.Updated"
	OrganizationJITUpdated = "Organization.Provisioning.Updated"
	OrganizationAppAllowed = "Organization.Application.Allowed"
	OrganizationAppBlocked = "Organization.Application.Blocked"
	OrganizationDeleted    = "Organization.Deleted"

	// Invitations to organizations.
	InvitationCreated = "Organization.Invitation.Created"
	InvitationSent    = "Organization.Invitation.Sent"
	InvitationUpdated = "Organization.Invitation.Status.Updated"
	InvitationDeleted = "Organization.Invitation.Deleted"

	// Organization roles and their permissions.
	OrganizationRoleCreated       = "OrganizationRole.Created"
	OrganizationRoleUpdated       = "OrganizationRole.Data.Updated"
	OrganizationRoleScopesUpdated = "OrganizationRole.Scopes.Updated"
	OrganizationRoleDeleted       = "OrganizationRole.Deleted"
	OrganizationScopeCreated      = "OrganizationScope.Created"
	OrganizationScopeUpdated      = "OrganizationScope.Data.Updated"
	OrganizationScopeDeleted      = "OrganizationScope.Deleted"

	// Connectors.
	ConnectorCreated = "Connector.Created"
	ConnectorUpdated = "Connector.Data.Updated"
	ConnectorDeleted = "Connector.Deleted"

	// Operators; recorded in the tenant "admin".
	OperatorInvited         = "Operator.Invited"
	OperatorInvitationTaken = "Operator.Invitation.Accepted"
	OperatorInvitationBack  = "Operator.Invitation.Revoked"
	OperatorRoleUpdated     = "Operator.Role.Updated"
	OperatorScriptsUpdated  = "Operator.Scripts.Updated" // whether the operator may edit scripts
	OperatorRemoved         = "Operator.Removed"

	// Tenants; recorded in the tenant "admin".
	TenantCreated = "Tenant.Created"
	TenantUpdated = "Tenant.Updated"
	TenantDeleted = "Tenant.Deleted"

	// A tenant's signing keys and settings.
	SigningKeysRotated      = "SigningKeys.Rotated"
	SigningKeyDeleted       = "SigningKey.Deleted"
	DefaultAlgorithmUpdated = "SigningKeys.DefaultAlgorithm.Updated"
	SessionConfigUpdated    = "Config.Session.Updated"
	AuditConfigUpdated      = "Config.AuditLogs.Updated"

	// Scripts that add claims to tokens, and their failures.
	JWTCustomizerCreated = "Config.JwtCustomizer.Created"
	JWTCustomizerUpdated = "Config.JwtCustomizer.Updated"
	JWTCustomizerDeleted = "Config.JwtCustomizer.Deleted"
	ScriptOfUserToken    = "JwtCustomizer.AccessToken"
	ScriptOfMachineToken = "JwtCustomizer.ClientCredentials"
)
