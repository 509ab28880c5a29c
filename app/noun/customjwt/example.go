package customjwt

import (
	"context"

	"portico/models"
	"portico/models/store"
)

// Examples are whole scripts for a kind of tokens: one that adds what is known of whom a
// token is for, and one that asks a service of yours and may deny access.
func Examples(kind models.TokenKind) []string {
	if kind == models.TokenClientCredentials {
		return []string{
			`/** Adds what the application's custom data says about it. */
const getCustomJwtClaims = async ({ context }) => {
  const { name, customData } = context.application;
  return { application: name, tier: customData.tier ?? 'standard' };
};
`,
			`/** Refuses tokens while the machine is blocked. */
const getCustomJwtClaims = async ({ token, environmentVariables, api }) => {
  const reply = await fetch(environmentVariables.FLEET_URL + '/machines/' + token.clientId);
  const { blocked, site } = await reply.json();
  if (blocked) {
    api.denyAccess('This machine is blocked.');
  }
  return { site };
};
`,
		}
	}
	return []string{
		`/** Adds the plan from the user's custom data, and their roles in organizations. */
const getCustomJwtClaims = async ({ context }) => {
  const { customData, organizationRoles } = context.user;
  return {
    plan: customData.plan ?? 'free',
    organization_roles: organizationRoles.map(({ organizationId, roleName }) => organizationId + ':' + roleName),
  };
};
`,
		`/** Asks a billing service, and keeps people out whose account is on hold. */
const getCustomJwtClaims = async ({ context, environmentVariables, api }) => {
  const reply = await fetch(environmentVariables.BILLING_URL + '/accounts/' + context.user.id, {
    headers: { authorization: 'Bearer ' + environmentVariables.BILLING_KEY },
  });
  const { plan, onHold } = await reply.json();
  if (onHold) {
    api.denyAccess('Your account is on hold.');
  }
  return { plan };
};
`,
	}
}

// AddExamples saves the first example of each kind that has no script, switched off.
func (s *Service) AddExamples(ctx context.Context, records *store.Store) error {
	for _, kind := range models.TokenKinds() {
		saved, err := s.find(ctx, records, kind)
		if err != nil {
			return err
		}
		if saved != nil {
			continue
		}
		if _, _, err := s.Put(ctx, records, kind, Fields{Script: Examples(kind)[0], IsOff: true}); err != nil {
			return err
		}
	}
	return nil
}
