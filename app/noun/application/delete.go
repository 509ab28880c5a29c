package application

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/models"
	"portico/models/store"
)

// Delete removes an application with its secrets, grants and tokens, and
// publishes Application.Deleted. Those that the installation serves itself
// cannot be deleted: they would be there again at the next start. Faults:
// entity.not_found, application.protected_application.
func (s *Service) Delete(ctx context.Context, records *store.Store, id string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		application, err := hold(ctx, tx, id)
		if err != nil {
			return err
		}
		if id == models.DemoApplicationID {
			return protected("it would be there again at the next start")
		}
		if err := tx.Applications.Delete(ctx, id); err != nil {
			return err
		}
		was, _ := event.Difference(fields(application), nil)
		return s.Events.Publish(ctx, tx, event.Event{Key: event.ApplicationDeleted, ApplicationID: id, Before: was})
	})
	if err != nil {
		return fmt.Errorf("delete application: %w", err)
	}
	return nil
}
