package organizationrole

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// NewScope is what a permission is created from.
type NewScope struct {
	Name        string
	Description string // empty: none
}

// CreateScope adds a permission, and publishes OrganizationScope.Created. Faults:
// guard.invalid_input, entity.unique_integrity_violation when the name is taken.
func (s *Service) CreateScope(ctx context.Context, records *store.Store, fields NewScope) (*models.OrganizationScope, error) {
	scope := &models.OrganizationScope{
		ID: models.NewID(), Name: fields.Name, Description: orNone(fields.Description), CreatedAt: s.Now().UnixMilli(),
	}
	if err := checkScope(scope); err != nil {
		return nil, err
	}
	err := records.InTx(ctx, func(tx *store.Store) error {
		err := tx.OrganizationScopes.Insert(ctx, scope)
		if errors.Is(err, store.ErrConflict) {
			return taken(err)
		}
		if err != nil {
			return err
		}
		_, is := event.Difference(nil, scopeFields(scope))
		return s.Events.Publish(ctx, tx, scopeEvent(event.OrganizationScopeCreated, scope.ID, nil, is))
	})
	if err != nil {
		return nil, fmt.Errorf("create organization scope: %w", err)
	}
	return scope, nil
}

// ScopeChanges are what may be changed of a permission; nil leaves a field as it is.
type ScopeChanges struct {
	Name        *string
	Description *string // empty: none
}

// UpdateScope changes a permission by the rules of CreateScope, and publishes
// OrganizationScope.Data.Updated if that changes anything. Faults:
// entity.not_found, and those of CreateScope.
func (s *Service) UpdateScope(ctx context.Context, records *store.Store, id string, changes ScopeChanges) (*models.OrganizationScope, error) {
	var updated *models.OrganizationScope
	err := records.InTx(ctx, func(tx *store.Store) error {
		before, err := holdScope(ctx, tx, id)
		if err != nil {
			return err
		}
		after := *before
		updated = &after
		if changes.Name != nil {
			updated.Name = *changes.Name
		}
		if changes.Description != nil {
			updated.Description = orNone(*changes.Description)
		}
		if err := checkScope(updated); err != nil {
			return err
		}
		was, is := event.Difference(scopeFields(before), scopeFields(updated))
		if was == nil && is == nil {
			return nil
		}
		err = tx.OrganizationScopes.Update(ctx, updated)
		if errors.Is(err, store.ErrConflict) {
			return taken(err)
		}
		if err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, scopeEvent(event.OrganizationScopeUpdated, id, was, is))
	})
	if err != nil {
		return nil, fmt.Errorf("change organization scope: %w", err)
	}
	return updated, nil
}

// DeleteScope removes a permission, also from the roles that give it, and
// publishes OrganizationScope.Deleted. Fault: entity.not_found.
func (s *Service) DeleteScope(ctx context.Context, records *store.Store, id string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		scope, err := holdScope(ctx, tx, id)
		if err != nil {
			return err
		}
		roles, _, err := tx.OrganizationRoles.List(ctx, store.OrganizationRoleFilter{ScopeID: id}, store.Page{Limit: rule.MaxAtOnce})
		if err != nil {
			return err
		}
		if err := tx.OrganizationScopes.Delete(ctx, id); err != nil {
			return err
		}
		fields := scopeFields(scope)
		fields["organizationRoles"] = roleNames(roles)
		was, _ := event.Difference(fields, nil)
		return s.Events.Publish(ctx, tx, scopeEvent(event.OrganizationScopeDeleted, id, was, nil))
	})
	if err != nil {
		return fmt.Errorf("delete organization scope: %w", err)
	}
	return nil
}

func roleNames(roles []models.OrganizationRole) (names []string) {
	for _, role := range roles {
		names = append(names, role.Name)
	}
	return names
}

// scopeFields is a permission as an event tells of it, by the names of the API.
func scopeFields(scope *models.OrganizationScope) map[string]any {
	return map[string]any{"name": scope.Name, "description": scope.Description}
}

func scopeEvent(key, id string, was, is map[string]any) event.Event {
	return event.Event{Key: key, Payload: map[string]any{"organizationScopeId": id}, Before: was, After: is}
}
