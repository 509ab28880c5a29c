package application

import (
	"context"
	"fmt"

	"portico/models"
	"portico/models/store"
)

// LegacySecret is what the API shows as "secret" of an application, for
// programs from the time when there was one only: the value of the oldest
// secret that has not expired, "" when there is none.
func (s *Service) LegacySecret(ctx context.Context, records *store.Store, application *models.Application) (string, error) {
	if application.IsPublic() {
		return "", nil
	}
	kept, err := records.ApplicationSecrets.List(ctx, application.ID)
	if err != nil {
		return "", fmt.Errorf("read secrets: %w", err)
	}
	for _, secret := range kept {
		if secret.IsExpired(s.Now().UnixMilli()) {
			continue
		}
		opened, err := s.open(&secret)
		if err != nil {
			return "", err
		}
		return opened.Value, nil
	}
	return "", nil
}

// ReplaceLegacySecret puts a fresh secret in the place of the one that came
// with the application ("Default secret"): the old value is refused from then
// on. The other secrets stay. It returns the application and the fresh value.
// Faults: entity.not_found, also when there is no such secret any more,
// application.protected_application.
func (s *Service) ReplaceLegacySecret(ctx context.Context, records *store.Store, id string) (*models.Application, string, error) {
	fresh := s.newFirstSecret()
	var application *models.Application
	err := records.InTx(ctx, func(tx *store.Store) error {
		if err := s.removeSecret(ctx, tx, id, firstSecret); err != nil {
			return err
		}
		if err := s.addSecret(ctx, tx, id, fresh); err != nil {
			return err
		}
		var err error
		application, err = tx.Applications.Get(ctx, id)
		return err
	})
	if err != nil {
		return nil, "", fmt.Errorf("replace secret: %w", err)
	}
	return application, fresh.Value, nil
}

func (s *Service) newFirstSecret() Secret {
	return Secret{Name: firstSecret, Value: models.NewSecret(), CreatedAt: s.Now().UnixMilli()}
}
