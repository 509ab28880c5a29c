package application

import (
	"context"
	"fmt"

	"portico/models"
	"portico/models/store"
)

// ReplaceLegacySecret replaces the secret that was created with the application
// ("Default secret"): the old value is rejected from then on. Other
// secrets are unaffected. It returns the application and the new value. Faults:
// entity.not_found, also if that secret was deleted,
// application.protected_application.
func (s *Service) ReplaceLegacySecret(ctx context.Context, records *store.Store, id string) (*models.Application, string, error) {
	var application *models.Application
	var fresh string
	err := records.InTx(ctx, func(tx *store.Store) (err error) {
		if fresh, err = s.Secrets.ReplaceFirst(ctx, tx, models.ApplicationHolder(id)); err != nil {
			return err
		}
		application, err = tx.Applications.Get(ctx, id)
		return err
	})
	if err != nil {
		return nil, "", fmt.Errorf("replace secret: %w", err)
	}
	return application, fresh, nil
}
