package user

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/models/store"
)

// ExpirePassword lets the user's next sign-in ask for a new password, or no
// longer; whoever is signed in stays so. It publishes User.Data.Updated if that
// changes anything. Fault: entity.not_found.
func (s *Service) ExpirePassword(ctx context.Context, records *store.Store, id string, isExpired bool) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		user, err := hold(ctx, tx, id)
		if err != nil || user.IsPasswordExpired == isExpired {
			return err
		}
		if err := tx.Passwords.Expire(ctx, id, isExpired, s.Now().UnixMilli()); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: event.UserDataUpdated, UserID: id,
			Before: map[string]any{"isPasswordExpired": user.IsPasswordExpired},
			After:  map[string]any{"isPasswordExpired": isExpired},
		})
	})
	if err != nil {
		return fmt.Errorf("expire password: %w", err)
	}
	return nil
}
