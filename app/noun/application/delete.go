package application

import (
	"context"

	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// Delete removes an application with its secrets, grants and tokens, and
// publishes Application.Deleted. Built-in applications
// cannot be deleted: the next start would create them again. Faults:
// entity.not_found, application.protected_application, auth.forbidden for a machine that
// the actor may not control.
func (s *Service) Delete(ctx context.Context, records *store.Store, id string) error {
	return s.kind().Delete(ctx, records, id, func(tx *store.Store, _ *models.Application) (map[string]any, error) {
		if id == models.DemoApplicationID {
			return nil, protected("the next start would create it again")
		}
		return nil, noun.CheckControl(ctx, tx, id)
	})
}
