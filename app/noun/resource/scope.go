package resource

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// NewScope is what a scope is created from.
type NewScope struct {
	Name        string
	Description string // empty: none
}

// ScopeChanges are what may be changed of a scope; nil leaves a field as it is.
type ScopeChanges struct {
	Name        *string
	Description *string // empty: none
}

// CreateScope adds a scope to a resource and publishes Scope.Created. Faults:
// entity.not_found, guard.invalid_input, scope.name_with_space,
// scope.name_exists, resource.cannot_modify_management_api.
func (s *Service) CreateScope(ctx context.Context, records *store.Store, resourceID string, fields NewScope) (*models.Scope, error) {
	scope := &models.Scope{
		ID: models.NewID(), ResourceID: resourceID, Name: fields.Name, Description: orNone(fields.Description),
		CreatedAt: s.Now().UnixMilli(),
	}
	err := records.InTx(ctx, func(tx *store.Store) error {
		if _, err := s.hold(ctx, tx, resourceID, codeCannotModify); err != nil {
			return err
		}
		if err := checkScope(scope); err != nil {
			return err
		}
		if err := orNameExists(tx.Scopes.Insert(ctx, scope)); err != nil {
			return err
		}
		return s.publishScope(ctx, tx, event.ScopeCreated, nil, scope)
	})
	if err != nil {
		return nil, fmt.Errorf("create scope: %w", err)
	}
	return scope, nil
}

// UpdateScope changes a scope by the rules of CreateScope, and publishes
// Scope.Data.Updated if that changes anything. The roles keep it. Faults are
// those of CreateScope.
func (s *Service) UpdateScope(ctx context.Context, records *store.Store, resourceID, id string, changes ScopeChanges) (*models.Scope, error) {
	var updated *models.Scope
	err := records.InTx(ctx, func(tx *store.Store) error {
		before, err := s.holdScope(ctx, tx, resourceID, id)
		if err != nil {
			return err
		}
		after := *before
		changes.apply(&after)
		updated = &after
		if err := checkScope(&after); err != nil {
			return err
		}
		if was, is := event.Difference(stateOfScope(before), stateOfScope(&after)); was == nil && is == nil {
			return nil
		}
		if err := orNameExists(tx.Scopes.Update(ctx, &after)); err != nil {
			return err
		}
		return s.publishScope(ctx, tx, event.ScopeUpdated, before, &after)
	})
	if err != nil {
		return nil, fmt.Errorf("change scope: %w", err)
	}
	return updated, nil
}

// DeleteScope removes a scope, which all roles lose, and publishes Scope.Deleted.
// Faults: entity.not_found, resource.cannot_modify_management_api.
func (s *Service) DeleteScope(ctx context.Context, records *store.Store, resourceID, id string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		scope, err := s.holdScope(ctx, tx, resourceID, id)
		if err != nil {
			return err
		}
		if err := tx.Scopes.Delete(ctx, resourceID, id); err != nil {
			return err
		}
		return s.publishScope(ctx, tx, event.ScopeDeleted, scope, nil)
	})
	if err != nil {
		return fmt.Errorf("delete scope: %w", err)
	}
	return nil
}

// holdScope reads a scope that may be changed; it holds the resource.
func (s *Service) holdScope(ctx context.Context, tx *store.Store, resourceID, id string) (*models.Scope, error) {
	if _, err := s.hold(ctx, tx, resourceID, codeCannotModify); err != nil {
		return nil, err
	}
	scope, err := tx.Scopes.Get(ctx, resourceID, id)
	if err != nil {
		return nil, rule.OrMissing("scope "+id, err)
	}
	return scope, nil
}

// orNameExists names the only conflict that a scope of a resource that is held
// can meet.
func orNameExists(err error) error {
	if errors.Is(err, store.ErrConflict) {
		return fault.New(fault.Unprocessable, "scope.name_exists").At("name").Because(err)
	}
	return err
}

// publishScope tells of a change of a scope; nil: there is none before, or after.
func (s *Service) publishScope(ctx context.Context, tx *store.Store, key string, before, after *models.Scope) error {
	scope := after
	if scope == nil {
		scope = before
	}
	was, is := event.Difference(stateOfScope(before), stateOfScope(after))
	return s.Events.Publish(ctx, tx, event.Event{
		Key: key, Before: was, After: is,
		Payload: map[string]any{"resourceId": scope.ResourceID, "scopeId": scope.ID},
	})
}

// stateOfScope is a scope as an event tells of it, by the names of the API.
func stateOfScope(scope *models.Scope) map[string]any {
	if scope == nil {
		return nil
	}
	return map[string]any{"name": scope.Name, "description": scope.Description}
}

func (c ScopeChanges) apply(scope *models.Scope) {
	if c.Name != nil {
		scope.Name = *c.Name
	}
	if c.Description != nil {
		scope.Description = orNone(*c.Description)
	}
}

func orNone(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
