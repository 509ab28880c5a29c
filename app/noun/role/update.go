package role

import (
	"context"
	"fmt"
	"strings"

	"portico/app/ground/event"
	"portico/models"
	"portico/models/store"
)

// Changes are what may be changed of a role; nil leaves a field as it is.
type Changes struct {
	Name, Description *string
	IsDefault         *bool
}

// Update changes a role by the rules of Create, and publishes Role.Data.Updated
// if that changes anything. Faults: entity.not_found, role.built_in and those
// of Create.
func (s *Service) Update(ctx context.Context, records *store.Store, id string, changes Changes) (*models.Role, error) {
	var updated *models.Role
	err := records.InTx(ctx, func(tx *store.Store) error {
		before, err := holdOwn(ctx, tx, id)
		if err != nil {
			return err
		}
		after := *before
		changes.apply(&after)
		if err := check(&after); err != nil {
			return err
		}
		updated = &after
		was, is := event.Difference(told(before, nil), told(&after, nil))
		if was == nil && is == nil {
			return nil
		}
		if err := tx.Roles.Update(ctx, &after); err != nil {
			return orNameInUse(after.Name, err)
		}
		return s.publish(ctx, tx, event.RoleUpdated, &after, was, is)
	})
	if err != nil {
		return nil, fmt.Errorf("change role: %w", err)
	}
	return updated, nil
}

func (c Changes) apply(role *models.Role) {
	if c.Name != nil {
		role.Name = strings.TrimSpace(*c.Name)
	}
	if c.Description != nil {
		role.Description = strings.TrimSpace(*c.Description)
	}
	if c.IsDefault != nil {
		role.IsDefault = *c.IsDefault
	}
}
