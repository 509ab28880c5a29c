package user

import (
	"context"
	"fmt"

	"portico/app/event"
	"portico/models/store"
)

// Delete removes a user with sessions, grants and roles; what was audited
// stays. The event User.Deleted goes with it. Fault: entity.not_found.
func (s *Service) Delete(ctx context.Context, records *store.Store, id string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		if err := tx.DeleteUser(ctx, id); err != nil {
			return orMissing(id, err)
		}
		return s.Events.Publish(ctx, tx, event.Event{Key: event.UserDeleted, UserID: id})
	})
	if err != nil {
		return fmt.Errorf("delete user: %w", err)
	}
	return nil
}
