package application

import (
	"context"
	"fmt"

	"portico/models"
	"portico/models/store"
)

// firstSecret is the name of the secret that comes with an application.
const firstSecret = "Default secret"

// SecretContext names the place of a secret's sealed value to the vault.
func SecretContext(tenantID, applicationID, name string) string {
	return "application_secret/" + tenantID + "/" + applicationID + "/" + name
}

// addSecret stores the application's first secret; an empty value is none.
func (s *Service) addSecret(ctx context.Context, tx *store.Store, applicationID, value string) error {
	if value == "" {
		return nil
	}
	sealed, err := s.Vault.Seal(SecretContext(tx.TenantID(), applicationID, firstSecret), []byte(value))
	if err != nil {
		return fmt.Errorf("seal secret: %w", err)
	}
	return tx.CreateApplicationSecret(ctx, &models.ApplicationSecret{
		ApplicationID: applicationID, Name: firstSecret,
		Sealed: sealed, Digest: models.Digest(value), CreatedAt: s.Now().UnixMilli(),
	})
}
