package user

import (
	"context"

	"portico/app/ground/fault"
	"portico/models"
	"portico/models/store"
)

// Register is Create for a user who signs up through an application:
// both username and password are required.
func (s *Service) Register(ctx context.Context, records *store.Store, username, password, applicationID string) (*models.User, error) {
	if username == "" {
		return nil, invalidUsername()
	}
	if password == "" {
		return nil, refuseEmpty(ctx, records)
	}
	return s.Create(ctx, records, New{
		Username: username, Password: password, ApplicationID: applicationID, IsRegistering: true,
	})
}

// refuseEmpty is the policy's fault for an empty password, or a generic one if
// the policy has none.
func refuseEmpty(ctx context.Context, records *store.Store) error {
	if err := accepts(ctx, records, "", new(models.User)); err != nil {
		return err
	}
	return fault.New(fault.Unprocessable, "password_rejected.too_short").With("Min", 1).At("password")
}
