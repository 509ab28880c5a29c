package role

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/models/store"
)

// Delete removes a role, which everyone who has it loses, and publishes
// Role.Deleted. Faults: entity.not_found, role.built_in.
func (s *Service) Delete(ctx context.Context, records *store.Store, id string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		role, err := holdOwn(ctx, tx, id)
		if err != nil {
			return err
		}
		scopes, err := scopesOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := tx.Roles.Delete(ctx, id); err != nil {
			return err
		}
		was, _ := event.Difference(told(role, scopes), nil)
		return s.publish(ctx, tx, event.RoleDeleted, role, was, nil)
	})
	if err != nil {
		return fmt.Errorf("delete role: %w", err)
	}
	return nil
}
