package permission

import (
	"context"
	"errors"
	"fmt"

	"portico/models"
	"portico/models/store"
)

// Refusal is the reason why no token may be issued. It is an error, so that it
// cannot be overlooked.
type Refusal string

// The refusals.
const (
	RefusedNothing    Refusal = "nothingAsked"          // neither a resource nor an organization
	RefusedMachine    Refusal = "machine"               // users do not sign in to machines
	RefusedSuspended  Refusal = "suspended"             // the user is suspended
	RefusedThirdParty Refusal = "thirdParty"            // the third-party application may not ask for the resource
	RefusedScope      Refusal = "organizationsNotAsked" // the application did not ask for organizations
	RefusedNotMember  Refusal = "notMember"             // the holder is not a member of the organization
	RefusedMFA        Refusal = "mfaRequired"           // the organization requires a second factor
	RefusedBlocked    Refusal = "blocked"               // the organization does not allow the application
	RefusedConsent    Refusal = "notConsented"          // the user has not allowed the application there
)

// Error implements error.
func (r Refusal) Error() string { return "no access token: " + string(r) }

// refusal returns the first reason not to issue a token; "" if there is none.
func (q Question) refusal(ctx context.Context, records *store.Store) (Refusal, error) {
	switch {
	case q.Resource == nil && q.OrganizationID == "":
		return RefusedNothing, nil
	case q.User == nil: // machines need no consent
	case q.Application.Type == models.ApplicationMachineToMachine:
		return RefusedMachine, nil
	case q.User.IsSuspended:
		return RefusedSuspended, nil
	case q.Application.IsThirdParty && q.Resource != nil && !q.ConsentScopes.HasResource(q.Resource.ID):
		return RefusedThirdParty, nil
	case q.Application.IsThirdParty && q.OrganizationID != "" && !q.ConsentScopes.HasOrganizations():
		return RefusedScope, nil
	case q.OrganizationID != "" && q.Grant != nil && !q.Grant.CoversOrganizations():
		return RefusedScope, nil
	}
	if q.OrganizationID == "" {
		return "", nil
	}
	return q.outside(ctx, records)
}

// outside refuses a holder who is not a member of the organization or may not act in it.
func (q Question) outside(ctx context.Context, records *store.Store) (Refusal, error) {
	holder := q.holder()
	organization, err := records.Members.Membership(ctx, q.OrganizationID, holder)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return RefusedNotMember, nil
	case err != nil:
		return "", fmt.Errorf("read membership of %s %s: %w", holder.Kind, holder.ID, err)
	// No user has a second factor in this version; machines need none.
	case organization.IsMFARequired && holder.Kind == models.HolderUser:
		return RefusedMFA, nil
	case !q.Application.IsThirdParty:
		return "", nil
	}
	return q.unconsented(ctx, records)
}

// unconsented refuses a third-party application that may not act in the organization.
func (q Question) unconsented(ctx context.Context, records *store.Store) (Refusal, error) {
	isAllowed, isBlocked, err := records.ConsentOrganizations.Access(ctx, q.User.ID, q.Application.ID, q.OrganizationID)
	switch {
	case err != nil:
		return "", fmt.Errorf("read consent of user %s for organization %s: %w", q.User.ID, q.OrganizationID, err)
	case isBlocked:
		return RefusedBlocked, nil
	case !isAllowed:
		return RefusedConsent, nil
	}
	return "", nil
}

// Confirm fails with a Refusal if no such token may be issued. It is for a second look
// in the transaction in which the token is issued.
func Confirm(ctx context.Context, records *store.Store, q Question) error {
	refusal, err := q.refusal(ctx, records)
	if err != nil || refusal == "" {
		return err
	}
	return refusal
}
