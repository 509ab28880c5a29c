package log

import (
	"context"

	"portico/locales"
)

// Event is a kind of event with its name.
type Event struct {
	Key  string // as in app/ground/event
	Name string // message id
}

// EventGroup has the events about a subject.
type EventGroup struct {
	Subject string // message id
	Events  []Event
}

// EventName is the name of an event; an unknown one is shown by its key.
func EventName(ctx context.Context, key string) string {
	for _, group := range EventGroups() {
		for _, event := range group.Events {
			if event.Key == key {
				return locales.T(ctx, event.Name)
			}
		}
	}
	return key
}

// EventGroups lists every event once, in the order of the filter. It
// is here rather than in app/noun/audit because the pages of users and
// applications also name events.
func EventGroups() []EventGroup {
	return []EventGroup{
		{"console.log.subject.signIn", []Event{
			{"Interaction.Create", "console.log.event.authorizationStarted"},
			{"Interaction.SignIn.Create", "console.log.event.signInStarted"},
			{"Interaction.SignIn.Identifier.Submit", "console.log.event.signInIdentifier"},
			{"Interaction.SignIn.Verification.Password.Submit", "console.log.event.signInPassword"},
			{"Interaction.SignIn.Submit", "console.log.event.signIn"},
			{"Interaction.Register.Create", "console.log.event.registerStarted"},
			{"Interaction.Register.Submit", "console.log.event.register"},
			{"Interaction.End", "console.log.event.authorizationAnswered"},
		}},
		{"console.log.subject.tokens", []Event{
			{"ExchangeTokenBy.AuthorizationCode", "console.log.event.exchangeCode"},
			{"ExchangeTokenBy.RefreshToken", "console.log.event.exchangeRefreshToken"},
			{"ExchangeTokenBy.ClientCredentials", "console.log.event.exchangeClientCredentials"},
			{"ExchangeTokenBy.Unknown", "console.log.event.exchangeUnknown"},
			{"JwtCustomizer.AccessToken", "console.log.event.scriptOfUserToken"},
			{"JwtCustomizer.ClientCredentials", "console.log.event.scriptOfMachineToken"},
			{"RevokeToken", "console.log.event.tokenRevoked"},
		}},
		{"console.log.subject.users", []Event{
			{"User.Created", "console.log.event.userCreated"},
			{"User.Data.Updated", "console.log.event.userUpdated"},
			{"User.SuspensionStatus.Updated", "console.log.event.userSuspension"},
			{"User.Deleted", "console.log.event.userDeleted"},
			{"Session.Revoked", "console.log.event.sessionRevoked"},
			{"Grant.Revoked", "console.log.event.grantRevoked"},
			{"Consent.Given", "console.log.event.consentGiven"},
			{"Consent.Revoked", "console.log.event.consentRevoked"},
			{"Consent.Organizations.Updated", "console.log.event.consentOrganizations"},
			{"PersonalAccessToken.Created", "console.log.event.personalTokenCreated"},
			{"PersonalAccessToken.Updated", "console.log.event.personalTokenUpdated"},
			{"PersonalAccessToken.Deleted", "console.log.event.personalTokenDeleted"},
		}},
		{"console.log.subject.applications", []Event{
			{"Application.Created", "console.log.event.applicationCreated"},
			{"Application.Updated", "console.log.event.applicationUpdated"},
			{"Application.ConsentScopes.Updated", "console.log.event.applicationConsentScopes"},
			{"Application.SignInExperience.Updated", "console.log.event.applicationExperience"},
			{"Application.Deleted", "console.log.event.applicationDeleted"},
			{"ApplicationSecret.Created", "console.log.event.secretCreated"},
			{"ApplicationSecret.Updated", "console.log.event.secretUpdated"},
			{"ApplicationSecret.Deleted", "console.log.event.secretDeleted"},
		}},
		{"console.log.subject.roles", []Event{
			{"Resource.Created", "console.log.event.resourceCreated"},
			{"Resource.Data.Updated", "console.log.event.resourceUpdated"},
			{"Resource.Deleted", "console.log.event.resourceDeleted"},
			{"Scope.Created", "console.log.event.scopeCreated"},
			{"Scope.Data.Updated", "console.log.event.scopeUpdated"},
			{"Scope.Deleted", "console.log.event.scopeDeleted"},
			{"Role.Created", "console.log.event.roleCreated"},
			{"Role.Data.Updated", "console.log.event.roleUpdated"},
			{"Role.Deleted", "console.log.event.roleDeleted"},
			{"Role.Scopes.Updated", "console.log.event.roleScopes"},
			{"User.Roles.Updated", "console.log.event.userRoles"},
			{"Application.Roles.Updated", "console.log.event.applicationRoles"},
		}},
		{"console.log.subject.organizations", []Event{
			{"Organization.Created", "console.log.event.organizationCreated"},
			{"Organization.Data.Updated", "console.log.event.organizationUpdated"},
			{"Organization.Deleted", "console.log.event.organizationDeleted"},
			{"Organization.Membership.Updated", "console.log.event.organizationMembership"},
			{"Organization.Provisioning.Updated", "console.log.event.organizationProvisioning"},
			{"Organization.Application.Allowed", "console.log.event.organizationAppAllowed"},
			{"Organization.Application.Blocked", "console.log.event.organizationAppBlocked"},
			{"OrganizationRole.Created", "console.log.event.organizationRoleCreated"},
			{"OrganizationRole.Data.Updated", "console.log.event.organizationRoleUpdated"},
			{"OrganizationRole.Deleted", "console.log.event.organizationRoleDeleted"},
			{"OrganizationRole.Scopes.Updated", "console.log.event.organizationRoleScopes"},
			{"OrganizationScope.Created", "console.log.event.organizationScopeCreated"},
			{"OrganizationScope.Data.Updated", "console.log.event.organizationScopeUpdated"},
			{"OrganizationScope.Deleted", "console.log.event.organizationScopeDeleted"},
			{"Organization.Invitation.Created", "console.log.event.organizationInvited"},
			{"Organization.Invitation.Sent", "console.log.event.organizationInvitationSent"},
			{"Organization.Invitation.Status.Updated", "console.log.event.organizationInvitationUpdated"},
			{"Organization.Invitation.Deleted", "console.log.event.organizationInvitationDeleted"},
		}},
		{"console.log.subject.connectors", []Event{
			{"Connector.Created", "console.log.event.connectorCreated"},
			{"Connector.Data.Updated", "console.log.event.connectorUpdated"},
			{"Connector.Deleted", "console.log.event.connectorDeleted"},
		}},
		{"console.log.subject.operators", []Event{
			{"Operator.Invited", "console.log.event.operatorInvited"},
			{"Operator.Invitation.Accepted", "console.log.event.invitationAccepted"},
			{"Operator.Invitation.Revoked", "console.log.event.invitationRevoked"},
			{"Operator.Role.Updated", "console.log.event.operatorRole"},
			{"Operator.Scripts.Updated", "console.log.event.operatorScripts"},
			{"Operator.Removed", "console.log.event.operatorRemoved"},
		}},
		{"console.log.subject.keys", []Event{
			{"SigningKeys.Rotated", "console.log.event.keysRotated"},
			{"SigningKey.Deleted", "console.log.event.keyDeleted"},
			{"SigningKeys.DefaultAlgorithm.Updated", "console.log.event.defaultAlgorithm"},
		}},
		{"console.log.subject.settings", []Event{
			{"Tenant.Created", "console.log.event.tenantCreated"},
			{"Tenant.Updated", "console.log.event.tenantUpdated"},
			{"Tenant.Deleted", "console.log.event.tenantDeleted"},
			{"Config.Session.Updated", "console.log.event.sessionConfig"},
			{"Config.AuditLogs.Updated", "console.log.event.auditConfig"},
			{"Config.JwtCustomizer.Created", "console.log.event.scriptCreated"},
			{"Config.JwtCustomizer.Updated", "console.log.event.scriptUpdated"},
			{"Config.JwtCustomizer.Deleted", "console.log.event.scriptDeleted"},
		}},
	}
}
