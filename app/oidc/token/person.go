package token

import (
	"context"
	"errors"
	"fmt"

	"portico/app/oidc/issue"
	"portico/app/oidc/protocol"
	"portico/models/store"
)

// errEnded means that a grant, or the user who gave it, no longer exists.
var errEnded = protocol.NewError(protocol.InvalidGrant, "the grant has ended; the user must sign in again")

// person checks, at every use, whether the grant and its user still exist.
func (e *Endpoint) person(ctx context.Context, c *call, grantID string) (issue.Subject, error) {
	subject := c.Subject
	grant, err := c.Tenant.Store.Grants.Live(ctx, grantID, e.now().UnixMilli())
	if errors.Is(err, store.ErrNotFound) {
		return subject, errEnded
	}
	if err != nil {
		return subject, fmt.Errorf("read grant: %w", err)
	}
	user, err := c.Tenant.Store.Users.Get(ctx, grant.UserID)
	if errors.Is(err, store.ErrNotFound) || (err == nil && user.IsSuspended) {
		return subject, errEnded
	}
	if err != nil {
		return subject, fmt.Errorf("read user of grant %s: %w", grant.ID, err)
	}
	subject.Grant, subject.User = grant, user
	return subject, nil
}
