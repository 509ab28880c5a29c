package customjwt

import (
	"context"
	"fmt"

	"portico/models"
	"portico/models/store"
)

// The types below are the context of a script, as the contract of scripts has it:
// everything about whom a token is for, and no secret.

// scriptContext is the argument's member context.
type scriptContext struct {
	User         *userContext         `json:"user,omitempty"`
	Application  *applicationContext  `json:"application,omitempty"`
	Organization *organizationContext `json:"organization,omitempty"`
}

type userContext struct {
	ID                     string                    `json:"id"`
	Username               *string                   `json:"username"`
	PrimaryEmail           *string                   `json:"primaryEmail"`
	PrimaryPhone           *string                   `json:"primaryPhone"`
	Name                   *string                   `json:"name"`
	Avatar                 *string                   `json:"avatar"`
	CustomData             map[string]any            `json:"customData"`
	Identities             map[string]any            `json:"identities"`
	LastSignInAt           *int64                    `json:"lastSignInAt"`
	CreatedAt              int64                     `json:"createdAt"`
	UpdatedAt              int64                     `json:"updatedAt"`
	Profile                models.Profile            `json:"profile"`
	ApplicationID          *string                   `json:"applicationId"`
	IsSuspended            bool                      `json:"isSuspended"`
	HasPassword            bool                      `json:"hasPassword"`
	SSOIdentities          []any                     `json:"ssoIdentities"`
	MFAVerificationFactors []any                     `json:"mfaVerificationFactors"`
	Roles                  []roleContext             `json:"roles"`
	Organizations          []memberContext           `json:"organizations"`
	OrganizationRoles      []organizationRoleContext `json:"organizationRoles"`
}

type roleContext struct {
	ID          string         `json:"id"`
	Name        string         `json:"name"`
	Description string         `json:"description"`
	Scopes      []scopeContext `json:"scopes"`
}

type scopeContext struct {
	ID          string          `json:"id"`
	Name        string          `json:"name"`
	Description *string         `json:"description"`
	ResourceID  string          `json:"resourceId"`
	Resource    resourceContext `json:"resource"`
}

type resourceContext struct {
	TenantID       string `json:"tenantId"`
	ID             string `json:"id"`
	Name           string `json:"name"`
	Indicator      string `json:"indicator"`
	IsDefault      bool   `json:"isDefault"`
	AccessTokenTTL int64  `json:"accessTokenTtl"`
}

type memberContext struct {
	ID          string  `json:"id"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
}

type organizationRoleContext struct {
	OrganizationID string `json:"organizationId"`
	RoleID         string `json:"roleId"`
	RoleName       string `json:"roleName"`
}

type organizationContext struct {
	memberContext
	CustomData map[string]any `json:"customData"`
}

type applicationContext struct {
	TenantID             string                      `json:"tenantId"`
	ID                   string                      `json:"id"`
	Name                 string                      `json:"name"`
	Description          *string                     `json:"description"`
	Type                 models.ApplicationType      `json:"type"`
	OIDCClientMetadata   models.OIDCClientMetadata   `json:"oidcClientMetadata"`
	CustomClientMetadata models.CustomClientMetadata `json:"customClientMetadata"`
	CustomData           map[string]any              `json:"customData"`
	IsThirdParty         bool                        `json:"isThirdParty"`
	CreatedAt            int64                       `json:"createdAt"`
}

// contextOf reads the context for a token: of a user, nil for a machine, in an
// organization, "" for none. Its queries are of the user's roles with their scopes and
// organizations, and the organization.
func contextOf(ctx context.Context, records *store.Store, user *models.User, application *models.Application, organizationID string) (*scriptContext, error) {
	found := &scriptContext{}
	if application != nil {
		found.Application = applicationContextOf(application)
	}
	if user != nil {
		var err error
		if found.User, err = readUserContext(ctx, records, user); err != nil {
			return nil, err
		}
	}
	if organizationID == "" {
		return found, nil
	}
	organization, err := records.Organizations.Get(ctx, organizationID)
	if err != nil {
		return nil, fmt.Errorf("read organization: %w", err)
	}
	found.Organization = &organizationContext{
		memberContext: memberContext{organization.ID, organization.Name, organization.Description},
		CustomData:    orEmpty(organization.CustomData),
	}
	return found, nil
}

func readUserContext(ctx context.Context, records *store.Store, user *models.User) (*userContext, error) {
	found := userContextOf(user)
	held, err := records.Assignments.Of(ctx, models.HolderUser, []string{user.ID})
	if err != nil {
		return nil, fmt.Errorf("list roles of user %s: %w", user.ID, err)
	}
	if roles := held[user.ID]; len(roles) > 0 {
		if found.Roles, err = roleContexts(ctx, records, roles); err != nil {
			return nil, err
		}
	}
	memberships, err := records.Members.Memberships(ctx, models.UserHolder(user.ID))
	if err != nil {
		return nil, fmt.Errorf("list organizations of user %s: %w", user.ID, err)
	}
	for _, m := range memberships {
		found.Organizations = append(found.Organizations, memberContext{m.ID, m.Name, m.Description})
		for _, role := range m.Roles {
			found.OrganizationRoles = append(found.OrganizationRoles, organizationRoleContext{m.ID, role.ID, role.Name})
		}
	}
	return found, nil
}

// userContextOf is the part of the context that is in the user's record; its lists are
// never null.
func userContextOf(user *models.User) *userContext {
	found := &userContext{
		ID: user.ID, Username: user.Username, PrimaryEmail: user.PrimaryEmail, PrimaryPhone: user.PrimaryPhone,
		Name: user.Name, Avatar: user.Avatar, CustomData: orEmpty(user.CustomData), Identities: map[string]any{},
		CreatedAt: user.CreatedAt, UpdatedAt: user.UpdatedAt, Profile: user.Profile, ApplicationID: user.ApplicationID,
		IsSuspended: user.IsSuspended, HasPassword: user.PasswordHash != "",
		SSOIdentities: []any{}, MFAVerificationFactors: []any{},
		Roles: []roleContext{}, Organizations: []memberContext{}, OrganizationRoles: []organizationRoleContext{},
	}
	if user.LastSignInAt != 0 {
		found.LastSignInAt = &user.LastSignInAt
	}
	return found
}

func roleContexts(ctx context.Context, records *store.Store, roles []models.Role) ([]roleContext, error) {
	ids := make([]string, 0, len(roles))
	for _, role := range roles {
		ids = append(ids, role.ID)
	}
	scopes, err := records.Roles.ScopesOf(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("list scopes of roles: %w", err)
	}
	found := make([]roleContext, 0, len(roles))
	for _, role := range roles {
		given := []scopeContext{}
		for _, scope := range scopes[role.ID] {
			of := scope.Resource
			given = append(given, scopeContext{
				ID: scope.ID, Name: scope.Name, Description: scope.Description, ResourceID: scope.ResourceID,
				Resource: resourceContext{of.TenantID, of.ID, of.Name, of.Indicator, of.IsDefault, of.AccessTokenTTL},
			})
		}
		found = append(found, roleContext{role.ID, role.Name, role.Description, given})
	}
	return found, nil
}

func applicationContextOf(a *models.Application) *applicationContext {
	return &applicationContext{
		TenantID: a.TenantID, ID: a.ID, Name: a.Name, Description: a.Description, Type: a.Type,
		OIDCClientMetadata: a.OIDCClientMetadata, CustomClientMetadata: a.CustomClientMetadata,
		CustomData: orEmpty(a.CustomData), IsThirdParty: a.IsThirdParty, CreatedAt: a.CreatedAt,
	}
}

func orEmpty(data map[string]any) map[string]any {
	if data == nil {
		return map[string]any{}
	}
	return data
}
