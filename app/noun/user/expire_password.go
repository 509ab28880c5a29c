package user

import (
	"context"

	"portico/app/ground/event"
	"portico/models"
	"portico/models/store"
)

// ExpirePassword makes the user's next sign-in ask for a new password, or no
// longer; existing sessions continue. It publishes User.Data.Updated if
// anything changed. Fault: entity.not_found.
func (s *Service) ExpirePassword(ctx context.Context, records *store.Store, id string, isExpired bool) error {
	return s.kind().Change(ctx, records, id, func(tx *store.Store, user *models.User) error {
		if user.IsPasswordExpired == isExpired {
			return nil
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
}
