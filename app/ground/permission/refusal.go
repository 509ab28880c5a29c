package permission

import (
	"context"
	"errors"
	"fmt"

	"portico/models"
	"portico/models/store"
)

// Refusal says why there is no token. It is an error, so that nobody issues one
// by overlooking it.
type Refusal string

// The refusals.
const (
	RefusedNothing    Refusal = "nothingAsked"          // neither a resource nor an organization
	RefusedMachine    Refusal = "machine"               // nobody signs in to the application
	RefusedSuspended  Refusal = "suspended"             // the user may not sign in
	RefusedThirdParty Refusal = "thirdParty"            // a third-party application gets no permissions
	RefusedScope      Refusal = "organizationsNotAsked" // the application did not ask for organizations
	RefusedNotMember  Refusal = "notMember"             // the holder is not in the organization
	RefusedMFA        Refusal = "mfaRequired"           // the organization requires a second factor
)

// Error implements error.
func (r Refusal) Error() string { return "no access token: " + string(r) }

// refusal is the first reason why there is no token; "" if there is none.
func (q Question) refusal(ctx context.Context, records *store.Store) (Refusal, error) {
	if q.Resource == nil && q.OrganizationID == "" {
		return RefusedNothing, nil
	}
	if q.User == nil {
		return q.machineRefusal(ctx, records)
	}
	switch {
	case q.Application.Type == models.ApplicationMachineToMachine:
		return RefusedMachine, nil
	case q.User.IsSuspended:
		return RefusedSuspended, nil
	case q.Application.IsThirdParty:
		return RefusedThirdParty, nil
	case q.OrganizationID == "":
		return "", nil
	case q.Grant != nil && !q.Grant.CoversOrganizations():
		return RefusedScope, nil
	}
	organization, err := records.Members.Membership(ctx, q.OrganizationID, models.UserHolder(q.User.ID))
	switch {
	case errors.Is(err, store.ErrNotFound):
		return RefusedNotMember, nil
	case err != nil:
		return "", fmt.Errorf("read membership of user %s: %w", q.User.ID, err)
	case organization.IsMFARequired: // nobody has a second factor in this version
		return RefusedMFA, nil
	}
	return "", nil
}

// machineRefusal knows neither factors nor grants: a machine has none.
func (q Question) machineRefusal(ctx context.Context, records *store.Store) (Refusal, error) {
	if q.OrganizationID == "" {
		return "", nil
	}
	_, err := records.Members.Membership(ctx, q.OrganizationID, models.ApplicationHolder(q.Application.ID))
	if errors.Is(err, store.ErrNotFound) {
		return RefusedNotMember, nil
	}
	if err != nil {
		return "", fmt.Errorf("read membership of application %s: %w", q.Application.ID, err)
	}
	return "", nil
}
