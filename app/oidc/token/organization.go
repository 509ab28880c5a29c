package token

import (
	"context"
	"errors"
	"fmt"

	"portico/app/oidc/protocol"
	"portico/models"
	"portico/models/store"
)

// personsOrganization is the organization that the request names; "" when it
// names none. Whether the person is in it is asked each time: a membership that
// has ended yields no token.
func personsOrganization(ctx context.Context, c *call, proven *basis) (string, error) {
	id := c.values.Get("organization_id")
	if id == "" {
		return "", nil
	}
	if !proven.Grant.CoversOrganizations() {
		failure := protocol.NewError(protocol.InsufficientScope, "the refresh token lacks the scope "+protocol.ScopeOrganizations)
		failure.Scope = protocol.ScopeOrganizations
		return "", failure
	}
	organization, err := proven.Tenant.Store.Members.Membership(ctx, id, models.UserHolder(proven.User.ID))
	if errors.Is(err, store.ErrNotFound) {
		return "", protocol.NewError(protocol.AccessDenied, "user is not a member of the organization")
	}
	if err != nil {
		return "", fmt.Errorf("read membership of user %s: %w", proven.User.ID, err)
	}
	// Nobody has a second factor in this version.
	if organization.IsMFARequired {
		return "", protocol.NewError(protocol.AccessDenied, "the organization requires multi-factor authentication")
	}
	return id, nil
}

// machinesOrganization is personsOrganization for a machine, which has no
// factors and whose scopes nobody granted.
func machinesOrganization(ctx context.Context, c *call, proven *basis) (string, error) {
	id := c.values.Get("organization_id")
	if id == "" {
		return "", nil
	}
	_, err := proven.Tenant.Store.Members.Membership(ctx, id, models.ApplicationHolder(proven.Client.ID))
	if errors.Is(err, store.ErrNotFound) {
		return "", protocol.NewError(protocol.AccessDenied, "the application is not in the organization")
	}
	if err != nil {
		return "", fmt.Errorf("read membership of application %s: %w", proven.Client.ID, err)
	}
	return id, nil
}
