package user

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/models/store"
)

// Delete deletes a user with sessions, grants, tokens and roles; audit logs
// remain. It publishes User.Deleted, and Operator.Removed for an
// operator. The operators are locked before the user, as everywhere. Faults: entity.not_found, operator.last_admin.
func (s *Service) Delete(ctx context.Context, records *store.Store, id string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		operator, err := s.Operators.Leave(ctx, tx, id)
		if err != nil {
			return err
		}
		user, err := s.kind().Hold(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := tx.Users.Delete(ctx, id); err != nil {
			return err
		}
		if operator != nil {
			removed := event.Event{Key: event.OperatorRemoved, UserID: id, Before: map[string]any{"role": operator.Role}}
			if err := s.Events.Publish(ctx, tx, removed); err != nil {
				return err
			}
		}
		return s.kind().Publish(ctx, tx, event.UserDeleted, user, facts(user), nil)
	})
	if err != nil {
		return fmt.Errorf("delete user: %w", err)
	}
	return nil
}
