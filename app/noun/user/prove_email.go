package user

import (
	"context"
	"errors"
	"strings"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/models"
	"portico/models/store"
)

// ProveEmail records that a user has proven to have an email address, for example
// with a link sent to it: it becomes the address of a user without one,
// and verified, and the user joins the organizations of its domain. It publishes
// User.Data.Updated if anything changed. Faults: entity.not_found,
// user.has_other_email, user.email_already_in_use.
func (s *Service) ProveEmail(ctx context.Context, records *store.Store, id, email string) error {
	return s.kind().Change(ctx, records, id, func(tx *store.Store, user *models.User) error {
		changes := map[string]any{"emailVerified": true}
		switch {
		case user.EmailKey == nil:
			if err := s.setEmail(user, email); err != nil {
				return err
			}
			changes["primaryEmail"] = email
		case *user.EmailKey != strings.ToLower(email):
			return fault.New(fault.Unprocessable, "user.has_other_email").
				Because(errors.New("the user has another address than the one that was shown"))
		case user.EmailVerifiedAt != 0:
			return nil
		}
		return s.prove(ctx, tx, user, changes)
	})
}

func (s *Service) prove(ctx context.Context, tx *store.Store, user *models.User, changes map[string]any) error {
	if err := refuseTaken(ctx, tx, user); err != nil {
		return err
	}
	now := s.Now().UnixMilli()
	user.EmailVerifiedAt, user.UpdatedAt = now, now
	err := tx.Users.Update(ctx, user)
	if errors.Is(err, store.ErrConflict) { // another user was faster
		return fault.New(fault.Unprocessable, "user.email_already_in_use").At("primaryEmail").Because(err)
	}
	if err != nil {
		return err
	}
	err = s.Events.Publish(ctx, tx, event.Event{Key: event.UserDataUpdated, UserID: user.ID, After: changes})
	if err != nil || s.Organizations == nil {
		return err
	}
	return s.Organizations.Provision(ctx, tx, user)
}
