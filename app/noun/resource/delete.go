package resource

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/models/store"
)

// Delete removes a resource with its scopes, which all roles lose, and publishes
// Resource.Deleted. Faults: entity.not_found,
// resource.cannot_delete_management_api.
func (s *Service) Delete(ctx context.Context, records *store.Store, id string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		resource, err := s.hold(ctx, tx, id, codeCannotDelete)
		if err != nil {
			return err
		}
		if err := tx.Resources.Delete(ctx, id); err != nil {
			return err
		}
		return s.publish(ctx, tx, event.ResourceDeleted, id, stateOf(resource), nil)
	})
	if err != nil {
		return fmt.Errorf("delete resource: %w", err)
	}
	return nil
}
