package role

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// AddScopes adds scopes to a role and publishes Role.Scopes.Updated. It returns
// all scopes of the role. Faults: entity.not_found, role.built_in,
// guard.invalid_input for too many, entity.relation_foreign_key_not_found,
// role.scope_exists, role.management_api_scopes_not_assignable_to_user_role.
func (s *Service) AddScopes(ctx context.Context, records *store.Store, id string, scopeIDs []string) ([]models.ResourceScope, error) {
	managementAPIs, err := s.ManagementAPIs(ctx, records.TenantID())
	if err != nil {
		return nil, err
	}
	return s.changeScopes(ctx, records, id, func(tx *store.Store, role *models.Role, before []models.ResourceScope) error {
		scopes, err := findScopes(ctx, tx, role.Type, scopeIDs, managementAPIs)
		if err != nil {
			return err
		}
		for _, scope := range scopes {
			if noun.Has(before, scopeID, scope.ID) {
				return rule.Against("role.scope_exists", "the role already has the scope %s", scope.ID).At("scopeIds")
			}
		}
		return rule.OrUnknown("scopeIds", tx.Roles.AddScopes(ctx, id, noun.IDs(scopes, scopeID)))
	})
}

// RemoveScope removes a scope from a role and publishes Role.Scopes.Updated.
// Faults: entity.not_found, role.built_in.
func (s *Service) RemoveScope(ctx context.Context, records *store.Store, id, scopeID string) error {
	_, err := s.changeScopes(ctx, records, id, func(tx *store.Store, _ *models.Role, _ []models.ResourceScope) error {
		err := tx.Roles.RemoveScope(ctx, id, scopeID)
		if errors.Is(err, store.ErrNotFound) {
			return rule.Missing("scope " + scopeID + " in role " + id)
		}
		return err
	})
	return err
}

// changeScopes changes the scopes of a role, publishes what changed, and
// returns the resulting scopes.
func (s *Service) changeScopes(ctx context.Context, records *store.Store, id string,
	change func(tx *store.Store, role *models.Role, before []models.ResourceScope) error,
) (after []models.ResourceScope, err error) {
	err = s.kind().Change(ctx, records, id, func(tx *store.Store, role *models.Role) error {
		before, err := scopesOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := change(tx, role, before); err != nil {
			return err
		}
		if after, err = scopesOf(ctx, tx, id); err != nil {
			return err
		}
		return s.kind().Publish(ctx, tx, event.RoleScopesUpdated, role, scopeFacts(before), scopeFacts(after))
	})
	return after, err
}

// findScopes reads scopes to be added to roles of a type.
func findScopes(ctx context.Context, tx *store.Store, kind models.RoleType, scopeIDs, managementAPIs []string) (
	[]models.ResourceScope, error,
) {
	ids, err := rule.IDs("scopeIds", scopeIDs)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	scopes, _, err := tx.Scopes.ListWithResources(ctx, store.ResourceScopeFilter{IDs: ids}, store.Page{})
	if err != nil {
		return nil, fmt.Errorf("read scopes: %w", err)
	}
	for _, scope := range scopes {
		if kind == models.RoleUser && slices.Contains(managementAPIs, scope.Resource.Indicator) {
			return nil, fault.New(fault.Invalid, "role.management_api_scopes_not_assignable_to_user_role").At("scopeIds").
				Because(fmt.Errorf("the scope %s is of %s", scope.ID, scope.Resource.Indicator))
		}
	}
	return scopes, noun.AllFound("scopeIds", ids, scopes, scopeID)
}

func scopesOf(ctx context.Context, records *store.Store, id string) ([]models.ResourceScope, error) {
	scopes, _, err := records.Roles.Scopes(ctx, id, store.Search{}, store.Page{})
	if err != nil {
		return nil, fmt.Errorf("read scopes of role %s: %w", id, err)
	}
	return scopes, nil
}

func scopeID(scope models.ResourceScope) string { return scope.ID }

// scopeFacts name scopes with their resources.
func scopeFacts(scopes []models.ResourceScope) map[string]any {
	return map[string]any{"scopes": noun.IDs(scopes, func(scope models.ResourceScope) string {
		return scope.Name + " (" + scope.Resource.Indicator + ")"
	})}
}
