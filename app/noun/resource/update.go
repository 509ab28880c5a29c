package resource

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// Changes are what may be changed of a resource; nil leaves a field as it is. The
// indicator cannot be changed.
type Changes struct {
	Name           *string
	AccessTokenTTL *int64 // seconds
	// IsDefault makes the resource the one that is meant by requests that name
	// none, in place of the one that is; false leaves none.
	IsDefault *bool
}

// Update changes a resource by the rules of Create, and publishes
// Resource.Data.Updated if that changes anything; also for the resource that is
// the default no longer. Faults: entity.not_found, guard.invalid_input,
// resource.cannot_modify_management_api.
func (s *Service) Update(ctx context.Context, records *store.Store, id string, changes Changes) (*models.Resource, error) {
	var updated *models.Resource
	err := records.InTx(ctx, func(tx *store.Store) error {
		if changes.IsDefault != nil { // two resources change
			if err := tx.Resources.HoldAll(ctx); err != nil {
				return err
			}
		}
		before, err := s.hold(ctx, tx, id, codeCannotModify)
		if err != nil {
			return err
		}
		after := *before
		changes.apply(&after)
		updated = &after
		if err := check(&after); err != nil || after == *before {
			return err
		}
		if err := s.replaceDefault(ctx, tx, before, &after); err != nil {
			return err
		}
		return s.write(ctx, tx, before, &after)
	})
	if err != nil {
		return nil, fmt.Errorf("change resource: %w", err)
	}
	return updated, nil
}

// replaceDefault makes room for a resource that becomes the default.
func (s *Service) replaceDefault(ctx context.Context, tx *store.Store, before, after *models.Resource) error {
	if before.IsDefault || !after.IsDefault {
		return nil
	}
	last, err := tx.Resources.Default(ctx)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return rule.OrMissing("default resource", err)
	}
	ordinary := *last
	ordinary.IsDefault = false
	return s.write(ctx, tx, last, &ordinary)
}

func (s *Service) write(ctx context.Context, tx *store.Store, before, after *models.Resource) error {
	if err := tx.Resources.Update(ctx, after); err != nil {
		return err
	}
	return s.publish(ctx, tx, event.ResourceUpdated, after.ID, stateOf(before), stateOf(after))
}

func (c Changes) apply(resource *models.Resource) {
	if c.Name != nil {
		resource.Name = strings.TrimSpace(*c.Name)
	}
	if c.AccessTokenTTL != nil {
		resource.AccessTokenTTL = *c.AccessTokenTTL
	}
	if c.IsDefault != nil {
		resource.IsDefault = *c.IsDefault
	}
}
