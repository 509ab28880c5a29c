package customjwt

import "portico/models"

// Examples are whole scripts for a kind of tokens: Example, and one that asks a service
// of the tenant's own and may deny access.
func Examples(kind models.TokenKind) []string {
	if kind == models.TokenClientCredentials {
		return []string{Example(kind), `/**
 * Asks a service where the machine is, and refuses tokens while it is blocked.
 */
const getCustomJwtClaims = async ({ token, environmentVariables, api }) => {
  const reply = await fetch(environmentVariables.FLEET_URL + '/machines/' + token.clientId);
  const { blocked, site } = await reply.json();
  if (blocked) {
    api.denyAccess('This machine is blocked.');
  }
  return { site };
};
`}
	}
	return []string{Example(kind), `/**
 * Asks a billing service for the plan, and keeps out users whose account is on hold.
 */
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
`}
}
