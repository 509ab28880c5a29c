package user

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/session"
	"portico/models"
	"portico/models/store"
)

// Suspend prevents a user from signing in, ends the user's sessions and revokes
// all grants and consents; or reactivates a suspended user. It publishes
// User.SuspensionStatus.Updated, and Operator.Removed for an operator
// who is suspended. Faults: entity.not_found, operator.last_admin.
func (s *Service) Suspend(ctx context.Context, records *store.Store, id string, isSuspended bool) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		var operator *models.Operator
		if isSuspended {
			var err error
			if operator, err = s.Operators.Leave(ctx, tx, id); err != nil {
				return err
			}
		}
		user, err := s.kind().Hold(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := tx.Users.SetSuspension(ctx, id, isSuspended, s.Now().UnixMilli()); err != nil {
			return err
		}
		if isSuspended {
			if err := session.Expel(ctx, tx, id); err != nil {
				return err
			}
		}
		return s.publishSuspension(ctx, tx, user, isSuspended, operator != nil)
	})
	if err != nil {
		return fmt.Errorf("suspend user: %w", err)
	}
	return nil
}

// publishSuspension publishes that a user, as they were before, was suspended or
// reactivated.
func (s *Service) publishSuspension(ctx context.Context, tx *store.Store, user *models.User, isSuspended, isOperator bool) error {
	was, is := event.Difference(
		map[string]any{"isSuspended": user.IsSuspended}, map[string]any{"isSuspended": isSuspended})
	if isOperator && isSuspended && !user.IsSuspended {
		removed := event.Event{Key: event.OperatorRemoved, UserID: user.ID, Before: was, After: is}
		if err := s.Events.Publish(ctx, tx, removed); err != nil {
			return err
		}
	}
	return s.Events.Publish(ctx, tx, event.Event{Key: event.UserSuspension, UserID: user.ID, Before: was, After: is})
}
