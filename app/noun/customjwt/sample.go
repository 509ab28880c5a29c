package customjwt

import (
	"context"
	"encoding/json"
	"fmt"

	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// Starter is the script that an editor begins with.
func Starter(kind models.TokenKind) string {
	if kind == models.TokenClientCredentials {
		return `/**
 * Adds claims to the access tokens of machines.
 *
 * token and context say what the token is and which application it is for;
 * environmentVariables are the values set below; api.denyAccess(message) refuses the token.
 */
const getCustomJwtClaims = async ({ token, context, environmentVariables, api }) => {
  return {};
};
`
	}
	return `/**
 * Adds claims to the access tokens of users.
 *
 * token and context say what the token is and whom it is for;
 * environmentVariables are the values set below; api.denyAccess(message) refuses the token.
 */
const getCustomJwtClaims = async ({ token, context, environmentVariables, api }) => {
  return {};
};
`
}

// Example is a script that does something with what it gets.
func Example(kind models.TokenKind) string {
	if kind == models.TokenClientCredentials {
		return `/**
 * Tells APIs which application calls them, and refuses applications that are marked as blocked.
 */
const getCustomJwtClaims = async ({ token, context, environmentVariables, api }) => {
  const { application } = context;
  if (application.customData.blocked) {
    api.denyAccess('This application is blocked.');
  }
  return { app_name: application.name };
};
`
	}
	return `/**
 * Tells APIs the roles of the user, here and in the organization that the token is for.
 */
const getCustomJwtClaims = async ({ token, context, environmentVariables, api }) => {
  const { user, organization } = context;
  const inOrganization = user.organizationRoles
    .filter((role) => role.organizationId === organization?.id)
    .map((role) => role.roleName);
  return {
    roles: user.roles.map((role) => role.name),
    organization_roles: inOrganization,
    plan: user.customData.plan ?? 'free',
  };
};
`
}

// Sample is what a script is tested with.
type Sample struct {
	Token, Context map[string]any
}

// Invented returns a sample of nobody in particular.
func Invented(kind models.TokenKind) (Sample, error) {
	name, email := "Ann Example", "ann@example.com"
	description := "Example"
	issuance := Issuance{
		Application: &models.Application{
			ID: "application0000000000", Name: "Example application", Type: models.ApplicationTraditional,
			OIDCClientMetadata: models.OIDCClientMetadata{RedirectURIs: []string{}, PostLogoutRedirectURIs: []string{}},
		},
		TokenID: "token0000000000000000", Audience: "https://api.example.com/", Scope: "read write",
	}
	about := &scriptContext{Application: applicationContextOf(issuance.Application)}
	if kind == models.TokenClientCredentials {
		about.Application.Type = models.ApplicationMachineToMachine
		return sampleOf(issuance, about)
	}
	issuance.User = &models.User{
		ID: "user00000000", Name: &name, PrimaryEmail: &email, CustomData: map[string]any{"plan": "free"}, CreatedAt: 1_700_000_000_000,
		UpdatedAt: 1_700_000_000_000,
	}
	issuance.Grant = &models.Grant{ID: "grant0000000000000000", SessionID: "session00000000000000"}
	issuance.GrantType = "authorization_code"
	about.User = userContextOf(issuance.User)
	about.User.Organizations = []memberContext{{"organization", "Example organization", &description}}
	about.User.OrganizationRoles = []organizationRoleContext{{"organization", "organization-role", "admin"}}
	about.User.Roles = []roleContext{{"role00000000000000000", "reader", "Reads", []scopeContext{{
		ID: "scope0000000000000000", Name: "read", ResourceID: "resource0000000000000",
		Resource: resourceContext{ID: "resource0000000000000", Name: "Example API", Indicator: issuance.Audience, AccessTokenTTL: 3600},
	}}}}
	return sampleOf(issuance, about)
}

// SampleOfUser returns a sample with the context of a user, in an organization unless it
// is "". Faults: entity.not_found, auth.forbidden.
func (s *Service) SampleOfUser(ctx context.Context, records *store.Store, userID, organizationID string) (Sample, error) {
	if err := mayEdit(ctx); err != nil {
		return Sample{}, err
	}
	user, err := records.Users.Get(ctx, userID)
	if err != nil {
		return Sample{}, rule.OrMissing("user "+userID, err)
	}
	sample, err := Invented(models.TokenAccess)
	if err != nil {
		return Sample{}, err
	}
	about, err := contextOf(ctx, records, user, nil, organizationID)
	if err != nil {
		return Sample{}, rule.OrMissing("organization "+organizationID, err)
	}
	sample.Token["accountId"] = user.ID
	sample.Context, err = objectOf(about)
	return sample, err
}

// SampleOfApplication returns a sample with the context of a machine. Faults:
// entity.not_found, auth.forbidden.
func (s *Service) SampleOfApplication(ctx context.Context, records *store.Store, applicationID string) (Sample, error) {
	if err := mayEdit(ctx); err != nil {
		return Sample{}, err
	}
	application, err := records.Applications.Get(ctx, applicationID)
	if err != nil {
		return Sample{}, rule.OrMissing("application "+applicationID, err)
	}
	sample, err := Invented(models.TokenClientCredentials)
	if err != nil {
		return Sample{}, err
	}
	about, err := contextOf(ctx, records, nil, application, "")
	if err != nil {
		return Sample{}, err
	}
	sample.Token["clientId"] = application.ID
	sample.Context, err = objectOf(about)
	return sample, err
}

func sampleOf(issuance Issuance, about *scriptContext) (Sample, error) {
	var sample Sample
	var err error
	if sample.Token, err = objectOf(tokenOf(issuance)); err != nil {
		return sample, err
	}
	sample.Context, err = objectOf(about)
	return sample, err
}

// objectOf is a value as a JSON object.
func objectOf(value any) (map[string]any, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("write sample: %w", err)
	}
	object, err := models.UnmarshalObject(text)
	if err != nil {
		return nil, fmt.Errorf("read sample: %w", err)
	}
	return object, nil
}
