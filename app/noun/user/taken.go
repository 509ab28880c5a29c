package user

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/fault"
	"portico/models"
	"portico/models/store"
)

// search finds the user who has an identifier.
type search struct {
	noun, field string // in the code of the fault, and in the API
	value       *string
	find        func(context.Context, string) (*models.User, error)
}

// refuseTaken reports which of the user's identifiers another user has. Faults:
// user.username_already_in_use, user.email_already_in_use,
// user.phone_already_in_use.
func refuseTaken(ctx context.Context, records *store.Store, user *models.User) error {
	for _, search := range []search{
		{"username", "username", user.Username, records.Users.ByUsername},
		{"username", "username", user.UsernameKey, records.Users.ByUsernameKey},
		{"email", "primaryEmail", user.EmailKey, records.Users.ByEmail},
		{"phone", "primaryPhone", user.PrimaryPhone, records.Users.ByPhone},
	} {
		if search.value == nil {
			continue
		}
		found, err := search.find(ctx, *search.value)
		if err == nil && found.ID != user.ID {
			return fault.New(fault.Unprocessable, "user."+search.noun+"_already_in_use").At(search.field).
				Because(fmt.Errorf("%s: another user has it", search.noun))
		}
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("look for %s: %w", search.noun, err)
		}
	}
	return nil
}

// sayTaken explains a conflict: another user was faster. Other errors are unchanged.
func sayTaken(ctx context.Context, records *store.Store, user *models.User, err error) error {
	if !errors.Is(err, store.ErrConflict) {
		return err
	}
	if taken := refuseTaken(ctx, records, user); taken != nil {
		return taken
	}
	return err
}
