package user

import (
	"context"
	"errors"
	"fmt"
	"time"

	"portico/app/event"
	"portico/app/fault"
	"portico/app/password"
	"portico/models/store"
)

// Service changes and finds the users of a tenant.
type Service struct {
	Hasher *password.Hasher
	Events *event.Publisher
	Now    func() time.Time
	// CaseSensitiveUsername tells "Ann" from "ann".
	CaseSensitiveUsername bool
}

// invalid is the fault of a field that breaks a rule of its form.
func invalid(field, format string, args ...any) error {
	cause := fmt.Errorf(field+": "+format, args...)
	return fault.New(fault.Invalid, "guard.invalid_input").At(field).Because(cause)
}

// orMissing turns store.ErrNotFound into the fault entity.not_found.
func orMissing(id string, err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return fault.New(fault.Missing, "entity.not_found").Because(fmt.Errorf("there is no user %s", id))
	}
	return err
}

// endSessions signs a user out everywhere: it ends the sessions and revokes
// every grant, with or without offline access.
func endSessions(ctx context.Context, tx *store.Store, id string) error {
	if err := tx.DeleteUserSessions(ctx, id); err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	if err := tx.DeleteUserGrants(ctx, id); err != nil {
		return fmt.Errorf("revoke grants: %w", err)
	}
	return nil
}
