package application

import (
	"context"
	"fmt"

	"portico/models"
	"portico/models/store"
)

// firstSecret is the name of the secret that comes with an application.
const firstSecret = "Default secret"

// addSecret stores the application's first secret; an empty value is none.
func (s *Service) addSecret(ctx context.Context, tx *store.Store, applicationID, value string) error {
	if value == "" {
		return nil
	}
	secret := &models.ApplicationSecret{
		TenantID: tx.TenantID(), ApplicationID: applicationID, Name: firstSecret,
		Digest: models.Digest(value), CreatedAt: s.Now().UnixMilli(),
	}
	var err error
	if secret.Sealed, err = s.Vault.Seal(secret.SealContext(), []byte(value)); err != nil {
		return fmt.Errorf("seal secret: %w", err)
	}
	return tx.CreateApplicationSecret(ctx, secret)
}
