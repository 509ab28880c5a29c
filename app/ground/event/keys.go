package event

// ExchangeUnknown is the key of token requests with a grant type that is none of ours.
const ExchangeUnknown = "ExchangeTokenBy.Unknown"

// Subject is what events are about.
type Subject string

// The subjects, as people look for them.
const (
	SubjectSignIn        Subject = "signIn"
	SubjectTokens        Subject = "tokens"
	SubjectUsers         Subject = "users"
	SubjectApplications  Subject = "applications"
	SubjectRoles         Subject = "roles"
	SubjectOrganizations Subject = "organizations"
	SubjectConnectors    Subject = "connectors"
	SubjectOperators     Subject = "operators"
	SubjectKeys          Subject = "keys"
	SubjectSettings      Subject = "settings"
)

// Group has the keys of the events about a subject.
type Group struct {
	Subject Subject
	Keys    []string
}

// Keys lists the key of every event once, by subject.
func Keys() []Group {
	return []Group{
		{SubjectSignIn, []string{
			InteractionCreate, SignInCreate, SignInIdentifier, SignInPassword, SignInSubmit,
			RegisterCreate, RegisterSubmit, InteractionEnd,
		}},
		{SubjectTokens, []string{
			ExchangeAuthorizationCode, ExchangeRefreshToken, ExchangeClientCredentials, ExchangeUnknown, RevokeToken,
		}},
		{SubjectUsers, []string{
			UserCreated, UserDataUpdated, UserSuspension, UserDeleted, SessionRevoked, GrantRevoked,
			PersonalTokenCreated, PersonalTokenUpdated, PersonalTokenDeleted,
		}},
		{SubjectApplications, []string{
			ApplicationCreated, ApplicationUpdated, ApplicationDeleted,
			ApplicationSecretCreated, ApplicationSecretUpdated, ApplicationSecretDeleted,
		}},
		{SubjectRoles, []string{
			ResourceCreated, ResourceUpdated, ResourceDeleted, ScopeCreated, ScopeUpdated, ScopeDeleted,
			RoleCreated, RoleUpdated, RoleDeleted, RoleScopesUpdated, UserRolesUpdated, ApplicationRolesUpdated,
		}},
		{SubjectOrganizations, []string{
			OrganizationCreated, OrganizationUpdated, OrganizationDeleted, OrganizationMembership, OrganizationJITUpdated,
			OrganizationRoleCreated, OrganizationRoleUpdated, OrganizationRoleDeleted, OrganizationRoleScopesUpdated,
			OrganizationScopeCreated, OrganizationScopeUpdated, OrganizationScopeDeleted,
			InvitationCreated, InvitationSent, InvitationUpdated, InvitationDeleted,
		}},
		{SubjectConnectors, []string{ConnectorCreated, ConnectorUpdated, ConnectorDeleted}},
		{SubjectOperators, []string{
			OperatorInvited, OperatorInvitationTaken, OperatorInvitationBack, OperatorRoleUpdated, OperatorRemoved,
		}},
		{SubjectKeys, []string{SigningKeysRotated, SigningKeyDeleted, DefaultAlgorithmUpdated}},
		{SubjectSettings, []string{TenantCreated, TenantUpdated, TenantDeleted, SessionConfigUpdated, AuditConfigUpdated}},
	}
}
