package log

import (
	"context"

	"portico/locales"
)

// EventGroup has the keys of the events about a subject, as app/ground/event names both.
type EventGroup struct {
	Subject string
	Keys    []string
}

// EventName is an event in plain words; one that is not known is its key.
func EventName(ctx context.Context, key string) string {
	id, known := eventTexts()[key]
	if !known {
		return key
	}
	return locales.T(ctx, id)
}

// eventTexts has the message of each event.
func eventTexts() map[string]string {
	return map[string]string{
		"Interaction.Create":                              "console.log.event.authorizationStarted",
		"Interaction.End":                                 "console.log.event.authorizationAnswered",
		"Interaction.SignIn.Create":                       "console.log.event.signInStarted",
		"Interaction.SignIn.Identifier.Submit":            "console.log.event.signInIdentifier",
		"Interaction.SignIn.Verification.Password.Submit": "console.log.event.signInPassword",
		"Interaction.SignIn.Submit":                       "console.log.event.signIn",
		"Interaction.Register.Create":                     "console.log.event.registerStarted",
		"Interaction.Register.Submit":                     "console.log.event.register",
		"ExchangeTokenBy.AuthorizationCode":               "console.log.event.exchangeCode",
		"ExchangeTokenBy.RefreshToken":                    "console.log.event.exchangeRefreshToken",
		"ExchangeTokenBy.ClientCredentials":               "console.log.event.exchangeClientCredentials",
		"ExchangeTokenBy.Unknown":                         "console.log.event.exchangeUnknown",
		"RevokeToken":                                     "console.log.event.tokenRevoked",
		"User.Created":                                    "console.log.event.userCreated",
		"User.Data.Updated":                               "console.log.event.userUpdated",
		"User.SuspensionStatus.Updated":                   "console.log.event.userSuspension",
		"User.Deleted":                                    "console.log.event.userDeleted",
		"Session.Revoked":                                 "console.log.event.sessionRevoked",
		"Grant.Revoked":                                   "console.log.event.grantRevoked",
		"PersonalAccessToken.Created":                     "console.log.event.personalTokenCreated",
		"PersonalAccessToken.Updated":                     "console.log.event.personalTokenUpdated",
		"PersonalAccessToken.Deleted":                     "console.log.event.personalTokenDeleted",
		"Application.Created":                             "console.log.event.applicationCreated",
		"Application.Updated":                             "console.log.event.applicationUpdated",
		"Application.Deleted":                             "console.log.event.applicationDeleted",
		"ApplicationSecret.Created":                       "console.log.event.secretCreated",
		"ApplicationSecret.Updated":                       "console.log.event.secretUpdated",
		"ApplicationSecret.Deleted":                       "console.log.event.secretDeleted",
		"Resource.Created":                                "console.log.event.resourceCreated",
		"Resource.Data.Updated":                           "console.log.event.resourceUpdated",
		"Resource.Deleted":                                "console.log.event.resourceDeleted",
		"Scope.Created":                                   "console.log.event.scopeCreated",
		"Scope.Data.Updated":                              "console.log.event.scopeUpdated",
		"Scope.Deleted":                                   "console.log.event.scopeDeleted",
		"Role.Created":                                    "console.log.event.roleCreated",
		"Role.Data.Updated":                               "console.log.event.roleUpdated",
		"Role.Deleted":                                    "console.log.event.roleDeleted",
		"Role.Scopes.Updated":                             "console.log.event.roleScopes",
		"User.Roles.Updated":                              "console.log.event.userRoles",
		"Application.Roles.Updated":                       "console.log.event.applicationRoles",
		"OrganizationRole.Created":                        "console.log.event.organizationRoleCreated",
		"OrganizationRole.Data.Updated":                   "console.log.event.organizationRoleUpdated",
		"OrganizationRole.Deleted":                        "console.log.event.organizationRoleDeleted",
		"OrganizationRole.Scopes.Updated":                 "console.log.event.organizationRoleScopes",
		"OrganizationScope.Created":                       "console.log.event.organizationScopeCreated",
		"OrganizationScope.Data.Updated":                  "console.log.event.organizationScopeUpdated",
		"OrganizationScope.Deleted":                       "console.log.event.organizationScopeDeleted",
		"Organization.Created":                            "console.log.event.organizationCreated",
		"Organization.Data.Updated":                       "console.log.event.organizationUpdated",
		"Organization.Deleted":                            "console.log.event.organizationDeleted",
		"Organization.Membership.Updated":                 "console.log.event.organizationMembership",
		"Organization.Provisioning.Updated":               "console.log.event.organizationProvisioning",
		"Organization.Invitation.Created":                 "console.log.event.organizationInvited",
		"Organization.Invitation.Sent":                    "console.log.event.organizationInvitationSent",
		"Organization.Invitation.Status.Updated":          "console.log.event.organizationInvitationUpdated",
		"Organization.Invitation.Deleted":                 "console.log.event.organizationInvitationDeleted",
		"Connector.Created":                               "console.log.event.connectorCreated",
		"Connector.Data.Updated":                          "console.log.event.connectorUpdated",
		"Connector.Deleted":                               "console.log.event.connectorDeleted",
		"Operator.Invited":                                "console.log.event.operatorInvited",
		"Operator.Invitation.Accepted":                    "console.log.event.invitationAccepted",
		"Operator.Invitation.Revoked":                     "console.log.event.invitationRevoked",
		"Operator.Role.Updated":                           "console.log.event.operatorRole",
		"Operator.Removed":                                "console.log.event.operatorRemoved",
		"SigningKeys.Rotated":                             "console.log.event.keysRotated",
		"SigningKey.Deleted":                              "console.log.event.keyDeleted",
		"SigningKeys.DefaultAlgorithm.Updated":            "console.log.event.defaultAlgorithm",
		"Tenant.Created":                                  "console.log.event.tenantCreated",
		"Tenant.Updated":                                  "console.log.event.tenantUpdated",
		"Tenant.Deleted":                                  "console.log.event.tenantDeleted",
		"Config.Session.Updated":                          "console.log.event.sessionConfig",
		"Config.AuditLogs.Updated":                        "console.log.event.auditConfig",
	}
}

// subjectName is what the events of a group are about.
func subjectName(ctx context.Context, subject string) string {
	switch subject {
	case "signIn":
		return locales.T(ctx, "console.log.subject.signIn")
	case "tokens":
		return locales.T(ctx, "console.log.subject.tokens")
	case "users":
		return locales.T(ctx, "console.log.subject.users")
	case "applications":
		return locales.T(ctx, "console.log.subject.applications")
	case "roles":
		return locales.T(ctx, "console.log.subject.roles")
	case "organizations":
		return locales.T(ctx, "console.log.subject.organizations")
	case "connectors":
		return locales.T(ctx, "console.log.subject.connectors")
	case "operators":
		return locales.T(ctx, "console.log.subject.operators")
	case "keys":
		return locales.T(ctx, "console.log.subject.keys")
	case "settings":
		return locales.T(ctx, "console.log.subject.settings")
	}
	return subject
}
