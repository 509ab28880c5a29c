package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

// Ids of the records that every tenant of the suite has. The foreign ones exist
// only in the other tenants.
const (
	app            = "app"
	user           = "user"
	session        = "session"
	interaction    = "interaction"
	grant          = "grant"
	resource       = "resource"
	scope          = "scope"
	role           = "role"
	machineRole    = "machine-role"
	memberRole     = "member-role" // of organizations
	memberScope    = "member-scope"
	key            = "key"
	consoleSession = "console-session"
	invitation     = "invitation"
	indicator      = "https://api.example/v1"
	foreign        = "foreign"
	absent         = "absent"
)

func ptr[T any](value T) *T { return &value }

// digest stands in for a SHA-256 digest.
func digest(of string) []byte { return []byte("digest of " + of) }

// The records below have a value in every field, so that a column that is not
// written or read is noticed. A label makes them differ between tenants.

func newTenant(id, label string) *models.Tenant {
	settings := models.DefaultTenantSettings()
	settings.BrandColor = "#" + label
	settings.PasswordPolicy.RejectWords = []string{label}
	return &models.Tenant{
		ID: id, Name: label, DefaultAlgorithm: "ES256", Revision: 1, Settings: settings, CreatedAt: now,
	}
}

func newApplication(id, label string) *models.Application {
	return &models.Application{
		ID: id, Name: label, Description: ptr("about " + label),
		Type: models.ApplicationTraditional, IsThirdParty: true,
		OIDCClientMetadata: models.OIDCClientMetadata{
			RedirectURIs: []string{"https://" + label + ".example/callback"}, PostLogoutRedirectURIs: []string{},
		},
		CustomClientMetadata: models.CustomClientMetadata{IDTokenTTL: 60, RotateRefreshToken: ptr(false)},
		CustomData:           map[string]any{"label": label, "list": []any{true, "two", nil}},
		CreatedAt:            now,
	}
}

func newSecret(applicationID, name, label string) *models.Secret {
	return &models.Secret{
		Holder: models.ApplicationHolder(applicationID), Name: name, Sealed: []byte("sealed\x00" + label), Digest: digest(label),
		ExpiresAt: now + 1, CreatedAt: now,
	}
}

func newUser(id, label string) *models.User {
	user := &models.User{
		ID: id, Username: ptr("Ada-" + id), UsernameKey: ptr("ada-" + id),
		PrimaryEmail: ptr("Ada." + id + "@Example.com"), EmailKey: ptr("ada." + id + "@example.com"), EmailVerifiedAt: now,
		PrimaryPhone: ptr("+1555" + id), PhoneVerifiedAt: now,
		Name: ptr(label), Avatar: ptr("https://example.com/" + label),
		Profile:    models.Profile{GivenName: label, Address: &models.Address{Country: "CH"}},
		CustomData: map[string]any{"label": label}, PasswordHash: "$argon2id$" + label,
		ApplicationID: ptr(app), IsSuspended: true, LastSignInAt: now, CreatedAt: now, UpdatedAt: now,
	}
	user.SearchKey = models.SearchKeyOf(user)
	return user
}

// newBareUser has no values that must be unique.
func newBareUser(id string) *models.User {
	user := &models.User{ID: id, CustomData: map[string]any{}, CreatedAt: now}
	user.SearchKey = models.SearchKeyOf(user)
	return user
}

func newSession(id, userID, label string) *models.Session {
	return &models.Session{
		ID: id, Digest: digest(id), UserID: userID, AuthTime: now, AMR: []string{"pwd", label},
		IP: "192.0.2.1", UserAgent: label, ExpiresAt: now + 1, CreatedAt: now,
	}
}

func newInteraction(id, label string) *models.Interaction {
	return &models.Interaction{
		ID: id, Digest: digest(id), ApplicationID: app,
		Params: map[string]string{"state": label}, Resources: []string{indicator},
		SessionID: session, ConsentedBy: user, Denied: true, ExpiresAt: now + 1, CreatedAt: now,
	}
}

func newGrant(id, label string) *models.Grant {
	return &models.Grant{
		ID: id, UserID: user, ApplicationID: app, SessionID: session, Scope: "openid " + label,
		Resources: []string{indicator}, Claims: `{"userinfo":{}}`, ACR: "1", AMR: []string{"pwd"}, AuthTime: now,
		HasOfflineAccess: true, ExpiresAt: now + 1, CreatedAt: now,
	}
}

func newCode(of, grantID, label string) *models.AuthorizationCode {
	return &models.AuthorizationCode{
		Digest: digest(of), GrantID: grantID, ApplicationID: app, RedirectURI: "https://" + label + ".example/callback",
		CodeChallenge: "challenge", Nonce: label, ExpiresAt: now + 1,
	}
}

func newRefreshToken(of, grantID string) *models.RefreshToken {
	return &models.RefreshToken{Digest: digest(of), GrantID: grantID, Generation: 3, IssuedAt: now, ExpiresAt: now + 1}
}

func newAccessToken(of, grantID, label string) *models.AccessToken {
	return &models.AccessToken{Digest: digest(of), GrantID: grantID, Scope: label, ExpiresAt: now + 1, CreatedAt: now}
}

func newResource(id, indicator, label string) *models.Resource {
	return &models.Resource{ID: id, Name: label, Indicator: indicator, AccessTokenTTL: 60, CreatedAt: now}
}

func newScope(id, resourceID, name, label string) *models.Scope {
	return &models.Scope{ID: id, ResourceID: resourceID, Name: name, Description: ptr(label), CreatedAt: now}
}

func newRole(id, name, label string, kind models.RoleType) *models.Role {
	return &models.Role{ID: id, Name: name, Description: label, Type: kind, IsDefault: true, CreatedAt: now}
}

func newOrganizationRole(id, name, label string, kind models.RoleType) *models.OrganizationRole {
	return &models.OrganizationRole{ID: id, Name: name, Description: ptr(label), Type: kind, CreatedAt: now}
}

func newOrganizationScope(id, name, label string) *models.OrganizationScope {
	return &models.OrganizationScope{ID: id, Name: name, Description: ptr(label), CreatedAt: now}
}

func newSigningKey(id, label string, status models.KeyStatus) *models.SigningKey {
	return &models.SigningKey{
		ID: id, Algorithm: "ES256", Status: status, Public: `{"kid":"` + label + `"}`,
		Sealed: []byte("sealed\x00" + label), CreatedAt: now, RotatedAt: now,
	}
}

func newAuditLog(id, label string) models.AuditLog {
	return models.AuditLog{
		ID: id, Key: "Interaction.Create", Result: models.AuditError, UserID: user, ApplicationID: app,
		IP: "192.0.2.1", UserAgent: label, Reason: "access_denied", Count: 2,
		Payload: map[string]any{"label": label}, CreatedAt: now,
	}
}

func newOutboxEvent(label string) *models.OutboxEvent {
	return &models.OutboxEvent{
		Key: "User.Data.Updated", UserID: user, ApplicationID: app,
		Before: map[string]any{"name": "before"}, After: map[string]any{"name": label}, Payload: map[string]any{"x": "y"},
		Origin: models.OutboxOrigin{IP: "192.0.2.1", UserAgent: "agent", RequestID: "r"}, CreatedAt: now,
	}
}

func newConsoleSession(id, grantID string) *models.ConsoleSession {
	return &models.ConsoleSession{
		ID: id, Digest: digest(id), GrantID: grantID, UserID: user, ExpiresAt: now + 1, CreatedAt: now,
	}
}

func newInvitation(id string) *models.OperatorInvitation {
	return &models.OperatorInvitation{
		ID: id, Digest: digest(id), Role: models.RoleEditor, InviterID: user, ExpiresAt: now + 1, CreatedAt: now,
	}
}

// populate creates a tenant with one record of each kind.
func populate(t *testing.T, db *store.DB, id string) {
	t.Helper()
	ctx, s := t.Context(), db.Tenant(id)
	ok(t, db.CreateTenant(ctx, newTenant(id, id)))
	ok(t, s.Applications.Insert(ctx, newApplication(app, id)))
	ok(t, s.Secrets.Insert(ctx, newSecret(app, "default", id)))
	ok(t, s.Users.Insert(ctx, newUser(user, id)))
	ok(t, s.Sessions.Insert(ctx, newSession(session, user, id)))
	ok(t, s.Interactions.Insert(ctx, newInteraction(interaction, id)))
	ok(t, s.Grants.Insert(ctx, newGrant(grant, id)))
	ok(t, s.AuthorizationCodes.Insert(ctx, newCode("code", grant, id)))
	ok(t, s.RefreshTokens.Insert(ctx, newRefreshToken("refresh token", grant)))
	ok(t, s.AccessTokens.Insert(ctx, newAccessToken("access token", grant, id)))
	ok(t, s.Resources.Insert(ctx, newResource(resource, indicator, id)))
	ok(t, s.Scopes.Insert(ctx, newScope(scope, resource, "read", id)))
	ok(t, s.Roles.Insert(ctx, newRole(role, "reader", id, models.RoleUser)))
	ok(t, s.Roles.AddScopes(ctx, role, []string{scope}))
	ok(t, s.Roles.Insert(ctx, newRole(machineRole, "machine", id, models.RoleMachineToMachine)))
	ok(t, s.Roles.AddScopes(ctx, machineRole, []string{scope}))
	ok(t, s.Assignments.Give(ctx, models.UserHolder(user), role))
	ok(t, s.Assignments.Give(ctx, models.ApplicationHolder(app), machineRole))
	ok(t, s.OrganizationRoles.Insert(ctx, newOrganizationRole(memberRole, "member", id, models.RoleUser)))
	ok(t, s.OrganizationScopes.Insert(ctx, newOrganizationScope(memberScope, "read:files", id)))
	ok(t, s.OrganizationRoles.AddScopes(ctx, memberRole, []string{memberScope}))
	ok(t, s.OrganizationRoles.AddResourceScopes(ctx, memberRole, []string{scope}))
	populateConsent(t, s, app, id)
	ok(t, s.SigningKeys.Insert(ctx, newSigningKey(key, id, models.KeyCurrent)))
	ok(t, s.AuditLogs.Add(ctx, newAuditLog("audit", id)))
	ok(t, s.Outbox.Add(ctx, newOutboxEvent(id)))
	populateJWTCustomizers(t, s, id)
	ok(t, s.ConsoleSessions.Insert(ctx, newConsoleSession(consoleSession, grant)))
	ok(t, s.OperatorInvitations.Insert(ctx, newInvitation(invitation)))
	if id != "own" {
		populateForeign(t, s)
	}
}

// populateForeign adds records that the tenant own does not have.
func populateForeign(t *testing.T, s *store.Store) {
	t.Helper()
	ctx := t.Context()
	ok(t, s.Applications.Insert(ctx, newApplication(foreign, foreign)))
	ok(t, s.Users.Insert(ctx, newUser(foreign, foreign)))
	ok(t, s.Sessions.Insert(ctx, newSession(foreign, user, foreign)))
	ok(t, s.Interactions.Insert(ctx, newInteraction(foreign, foreign)))
	ok(t, s.Grants.Insert(ctx, newGrant(foreign, foreign)))
	ok(t, s.AuthorizationCodes.Insert(ctx, newCode(foreign, grant, foreign)))
	ok(t, s.RefreshTokens.Insert(ctx, newRefreshToken(foreign, grant)))
	ok(t, s.AccessTokens.Insert(ctx, newAccessToken(foreign, grant, foreign)))
	fallback := newResource(foreign, "https://foreign.example", foreign)
	fallback.IsDefault = true
	ok(t, s.Resources.Insert(ctx, fallback))
	ok(t, s.Scopes.Insert(ctx, newScope(foreign, resource, foreign, foreign)))
	ok(t, s.Roles.Insert(ctx, newRole(foreign, foreign, foreign, models.RoleUser)))
	ok(t, s.Roles.AddScopes(ctx, foreign, []string{foreign}))
	ok(t, s.Assignments.Give(ctx, models.UserHolder(user), foreign))
	ok(t, s.OrganizationRoles.Insert(ctx, newOrganizationRole(foreign, foreign, foreign, models.RoleUser)))
	ok(t, s.OrganizationScopes.Insert(ctx, newOrganizationScope(foreign, foreign, foreign)))
	ok(t, s.OrganizationRoles.AddScopes(ctx, memberRole, []string{foreign}))
	ok(t, s.OrganizationRoles.AddResourceScopes(ctx, memberRole, []string{foreign}))
	populateConsent(t, s, foreign, foreign)
	ok(t, s.SigningKeys.Insert(ctx, newSigningKey(foreign, foreign, models.KeyNext)))
	ok(t, s.AuditLogs.Add(ctx, newAuditLog(foreign, foreign)))
	ok(t, s.ConsoleSessions.Insert(ctx, newConsoleSession(foreign, grant)))
	ok(t, s.OperatorInvitations.Insert(ctx, newInvitation(foreign)))
	createOperatorRoles(t, s)
	ok(t, s.Assignments.Give(ctx, models.UserHolder(user), adminRole))
}

// read reads everything that a tenant of the suite has, including secrets and tokens.
func read(t *testing.T, s *store.Store) []any {
	t.Helper()
	ctx := t.Context()
	var all []any
	collect := func(value any, err error) {
		t.Helper()
		ok(t, err)
		all = append(all, value)
	}
	collectList := func(value any, _ int64, err error) {
		t.Helper()
		collect(value, err)
	}
	collectList(s.OrganizationRoles.List(ctx, store.OrganizationRoleFilter{}, store.Page{}))
	collectList(s.OrganizationScopes.List(ctx, store.OrganizationScopeFilter{}, store.Page{}))
	given := store.OrganizationRolePermissionFilter{RoleIDs: []string{memberRole}}
	collectList(s.OrganizationRoles.Permissions(ctx, given, store.Page{}))
	collect(s.Tenant.Get(ctx))
	collect(s.Secrets.List(ctx, models.ApplicationHolder(app)))
	collect(s.Grants.ListGiven(ctx, user, app, now))
	collect(s.Resources.Default(ctx))
	collect(s.Scopes.Of(ctx, resource))
	collect(s.Permissions.Scopes(ctx, store.PermissionQuery{Holder: models.UserHolder(user), ResourceID: resource}))
	collect(s.Permissions.Scopes(ctx, store.PermissionQuery{Holder: models.ApplicationHolder(app), ResourceID: resource}))
	collect(s.Roles.ByName(ctx, "reader"))
	collect(s.Roles.Default(ctx, models.RoleUser))
	collect(s.Assignments.Of(ctx, models.HolderUser, []string{user, foreign}))
	collect(s.Assignments.Of(ctx, models.HolderApplication, []string{app, foreign}))
	collect(s.Roles.ScopesOf(ctx, []string{role, machineRole, foreign}))
	collect(s.Roles.Default(ctx, models.RoleMachineToMachine))
	collect(s.Resources.Get(ctx, foreign))
	collect(s.Scopes.Get(ctx, resource, foreign))
	collect(s.SigningKeys.List(ctx))
	collect(s.AuditLogs.Newest(ctx, store.AuditLogFilter{}, 100))
	collect(s.Outbox.List(ctx, 100))
	collect(s.JWTCustomizers.List(ctx))
	collect(s.JWTCustomizers.Versions(ctx, models.TokenAccess))
	collect(s.JWTCustomizerCases.List(ctx, models.TokenAccess))
	collect(s.Resources.ByIndicator(ctx, indicator))
	collect(s.OperatorInvitations.List(ctx, now))
	collect(s.Operators.List(ctx))
	for _, id := range []string{app, foreign} {
		collect(s.Applications.Get(ctx, id))
		collect(s.ConsentScopes.Of(ctx, id))
		collect(s.SignInExperiences.Get(ctx, id))
		collectList(s.Consents.OfApplication(ctx, id, store.Page{}))
	}
	for _, id := range []string{user, foreign} {
		collect(s.Users.Get(ctx, id))
	}
	for _, id := range []string{session, foreign} {
		collect(s.Sessions.ByDigest(ctx, digest(id), now))
	}
	for _, id := range []string{interaction, foreign} {
		collect(s.Interactions.Get(ctx, id))
	}
	for _, of := range []string{consoleSession, foreign} {
		collect(s.ConsoleSessions.ByDigest(ctx, digest(of), now))
	}
	for _, of := range []string{"code", foreign} {
		collect(s.AuthorizationCodes.ByDigest(ctx, digest(of)))
	}
	for _, of := range []string{"refresh token", foreign} {
		collect(s.RefreshTokens.ByDigest(ctx, digest(of)))
	}
	for _, of := range []string{"access token", foreign} {
		collect(s.AccessTokens.ByDigest(ctx, digest(of), now))
	}
	return all
}
