package experience

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/models"
)

// Account is what a user enters to sign up.
type Account struct {
	Username string
	Password string
}

// Register creates a user and starts their session, whose token it returns.
func (s *Service) Register(ctx context.Context, i *models.Interaction, account Account) (string, error) {
	t := tenant.From(ctx)
	if t.Settings.SignInMode != models.SignInAndRegister {
		return "", fault.New(fault.Forbidden, "auth.forbidden")
	}
	user, err := s.Users.Register(ctx, t.Store, account.Username, account.Password, i.ApplicationID)
	if err != nil {
		return "", s.refuse(ctx, i, event.RegisterSubmit, "", fmt.Errorf("register user: %w", err))
	}
	return s.finish(ctx, i, user, event.RegisterSubmit)
}
