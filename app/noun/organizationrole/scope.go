package organizationrole

import (
	"context"
	"strings"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

func (s *Service) scopes() noun.Kind[models.OrganizationScope] {
	return noun.Kind[models.OrganizationScope]{
		Name:    "organization scope",
		Records: func(records *store.Store) noun.Records[models.OrganizationScope] { return records.OrganizationScopes },
		Check:   checkScope, Conflict: nameInUse[models.OrganizationScope], Facts: scopeFacts,
		Subject: func(scope *models.OrganizationScope) event.Event {
			return event.Event{Payload: map[string]any{"organizationScopeId": scope.ID}}
		},
		Created: event.OrganizationScopeCreated, Updated: event.OrganizationScopeUpdated, Deleted: event.OrganizationScopeDeleted,
		Events: s.Events,
	}
}

// NewScope is the input for creating a permission.
type NewScope struct {
	Name        string
	Description string // empty: none
}

// CreateScope adds a permission, and publishes OrganizationScope.Created. Faults:
// guard.invalid_input, entity.unique_integrity_violation if the name is taken.
func (s *Service) CreateScope(ctx context.Context, records *store.Store, fields NewScope) (*models.OrganizationScope, error) {
	scope := &models.OrganizationScope{
		ID: models.NewID(), Name: fields.Name, Description: noun.OrNone(fields.Description), CreatedAt: s.Now().UnixMilli(),
	}
	if err := s.scopes().Create(ctx, records, scope, nil); err != nil {
		return nil, err
	}
	return scope, nil
}

// ScopeChanges are the changeable fields of a permission; nil leaves a field unchanged.
type ScopeChanges struct {
	Name        *string
	Description *string // empty: none
}

// UpdateScope changes a permission by the rules of CreateScope, and publishes
// OrganizationScope.Data.Updated if anything changed. Faults:
// entity.not_found, and those of CreateScope.
func (s *Service) UpdateScope(ctx context.Context, records *store.Store, id string, changes ScopeChanges) (*models.OrganizationScope, error) {
	return s.scopes().Update(ctx, records, id, func(scope *models.OrganizationScope) error {
		if changes.Name != nil {
			scope.Name = *changes.Name
		}
		if changes.Description != nil {
			scope.Description = noun.OrNone(*changes.Description)
		}
		return nil
	})
}

// DeleteScope deletes a permission, also from the roles that grant it, and
// publishes OrganizationScope.Deleted. Fault: entity.not_found.
func (s *Service) DeleteScope(ctx context.Context, records *store.Store, id string) error {
	return s.scopes().Delete(ctx, records, id, func(tx *store.Store, _ *models.OrganizationScope) (map[string]any, error) {
		roles, _, err := tx.OrganizationRoles.List(ctx, store.OrganizationRoleFilter{ScopeID: id}, store.Page{Limit: rule.MaxAtOnce})
		return map[string]any{"organizationRoles": noun.IDs(roles, nameOf)}, err
	})
}

// checkScope rejects a permission that breaks a rule. Its name must be a
// scope-token (RFC 6749, section 3.3).
func checkScope(scope *models.OrganizationScope) error {
	isOutside := func(c rune) bool { return c < '!' || c > '~' || c == '"' || c == '\\' }
	if scope.Name == "" || len(scope.Name) > maxNameLength || strings.ContainsFunc(scope.Name, isOutside) {
		return rule.Invalid("name", "error.organizationRole.scopeName",
			"must have 1 to %d printable ASCII characters without space, \" and \\", maxNameLength)
	}
	return checkDescription(scope.Description)
}

func idOf(role models.OrganizationRole) string { return role.ID }

func nameOf(role models.OrganizationRole) string { return role.Name }

func scopeFacts(scope *models.OrganizationScope) map[string]any {
	return map[string]any{"name": scope.Name, "description": scope.Description}
}
