package user

import (
	"context"
	"fmt"

	"portico/app/event"
	"portico/models/store"
)

// Suspend keeps a user from signing in, ends the user's sessions and revokes
// all grants; or lets a suspended user sign in again. The event
// User.SuspensionStatus.Updated goes with it. Fault: entity.not_found.
func (s *Service) Suspend(ctx context.Context, records *store.Store, id string, isSuspended bool) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		if err := tx.SetUserSuspension(ctx, id, isSuspended, s.Now().UnixMilli()); err != nil {
			return orMissing(id, err)
		}
		if isSuspended {
			if err := endSessions(ctx, tx, id); err != nil {
				return err
			}
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: event.UserSuspension, UserID: id, Payload: map[string]any{"isSuspended": isSuspended},
		})
	})
	if err != nil {
		return fmt.Errorf("suspend user: %w", err)
	}
	return nil
}
