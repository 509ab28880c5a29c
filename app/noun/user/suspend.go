package user

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/session"
	"portico/models/store"
)

// Suspend keeps a user from signing in, ends the user's sessions and revokes
// all grants; or lets a suspended user sign in again. The event
// User.SuspensionStatus.Updated goes with it. Faults: entity.not_found,
// operator.last_admin.
func (s *Service) Suspend(ctx context.Context, records *store.Store, id string, isSuspended bool) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		if isSuspended {
			if err := s.Operators.KeepAnAdmin(ctx, tx, id); err != nil {
				return err
			}
		}
		user, err := hold(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := tx.Users.SetSuspension(ctx, id, isSuspended, s.Now().UnixMilli()); err != nil {
			return err
		}
		if isSuspended {
			if err := session.EndAll(ctx, tx, id); err != nil {
				return err
			}
		}
		was, is := event.Difference(
			map[string]any{"isSuspended": user.IsSuspended}, map[string]any{"isSuspended": isSuspended})
		return s.Events.Publish(ctx, tx, event.Event{Key: event.UserSuspension, UserID: id, Before: was, After: is})
	})
	if err != nil {
		return fmt.Errorf("suspend user: %w", err)
	}
	return nil
}
