package resource

import (
	"context"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// scopes are the scopes of a locked resource: nobody else can change them.
func (s *Service) scopes(resourceID string) noun.Kind[models.Scope] {
	return noun.Kind[models.Scope]{
		Name: "scope",
		Records: func(records *store.Store) noun.Records[models.Scope] {
			return scopeRecords{records.Scopes, resourceID}
		},
		Check: checkScope, Conflict: scopeNameExists, Facts: scopeFacts,
		Subject: func(scope *models.Scope) event.Event {
			return event.Event{Payload: map[string]any{"resourceId": scope.ResourceID, "scopeId": scope.ID}}
		},
		Created: event.ScopeCreated, Updated: event.ScopeUpdated, Deleted: event.ScopeDeleted, Events: s.Events,
	}
}

// scopeRecords are the records of the scopes of one resource.
type scopeRecords struct {
	store.Scopes
	resourceID string
}

func (r scopeRecords) Get(ctx context.Context, id string) (*models.Scope, error) {
	return r.Scopes.Get(ctx, r.resourceID, id)
}

// Hold only reads: the resource is locked.
func (r scopeRecords) Hold(ctx context.Context, id string) (*models.Scope, error) {
	return r.Get(ctx, id)
}

func (r scopeRecords) Delete(ctx context.Context, id string) error {
	return r.Scopes.Delete(ctx, r.resourceID, id)
}

// NewScope is the input for creating a scope.
type NewScope struct {
	Name        string
	Description string // empty: none
}

// CreateScope adds a scope to a resource and publishes Scope.Created. Faults:
// entity.not_found, guard.invalid_input, scope.name_with_space,
// scope.name_exists, resource.cannot_modify_management_api.
func (s *Service) CreateScope(ctx context.Context, records *store.Store, resourceID string, fields NewScope) (*models.Scope, error) {
	scope := &models.Scope{
		ID: models.NewID(), ResourceID: resourceID, Name: fields.Name, Description: noun.OrNone(fields.Description),
		CreatedAt: s.Now().UnixMilli(),
	}
	err := s.kind().Change(ctx, records, resourceID, func(tx *store.Store, _ *models.Resource) error {
		return s.scopes(resourceID).Create(ctx, tx, scope, nil)
	})
	if err != nil {
		return nil, err
	}
	return scope, nil
}

// ScopeChanges are the changeable fields of a scope; nil leaves a field unchanged.
type ScopeChanges struct {
	Name        *string
	Description *string // empty: none
}

// UpdateScope changes a scope by the rules of CreateScope, and publishes
// Scope.Data.Updated if anything changed. Roles keep it. Faults are
// those of CreateScope.
func (s *Service) UpdateScope(ctx context.Context, records *store.Store, resourceID, id string, changes ScopeChanges) (*models.Scope, error) {
	var updated *models.Scope
	err := s.kind().Change(ctx, records, resourceID, func(tx *store.Store, _ *models.Resource) (err error) {
		updated, err = s.scopes(resourceID).Update(ctx, tx, id, func(scope *models.Scope) error {
			if changes.Name != nil {
				scope.Name = *changes.Name
			}
			if changes.Description != nil {
				scope.Description = noun.OrNone(*changes.Description)
			}
			return nil
		})
		return err
	})
	return updated, err
}

// DeleteScope deletes a scope, which all roles lose, and publishes Scope.Deleted.
// Faults: entity.not_found, resource.cannot_modify_management_api.
func (s *Service) DeleteScope(ctx context.Context, records *store.Store, resourceID, id string) error {
	return s.kind().Change(ctx, records, resourceID, func(tx *store.Store, _ *models.Resource) error {
		return s.scopes(resourceID).Delete(ctx, tx, id, nil)
	})
}

func scopeNameExists(_ *models.Scope, cause error) error {
	return rule.Against("scope.name_exists", "%w", cause).At("name")
}

func scopeFacts(scope *models.Scope) map[string]any {
	return map[string]any{"name": scope.Name, "description": scope.Description}
}
