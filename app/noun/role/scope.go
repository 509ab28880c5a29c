package role

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// AddScopes puts scopes into a role and publishes Role.Scopes.Updated. It
// returns all scopes of the role. Faults: entity.not_found, role.built_in,
// entity.relation_foreign_key_not_found, role.scope_exists,
// role.management_api_scopes_not_assignable_to_user_role.
func (s *Service) AddScopes(ctx context.Context, records *store.Store, id string, scopeIDs []string) ([]models.ResourceScope, error) {
	ids, err := rule.AtMost("scopeIds", scopeIDs)
	if err != nil {
		return nil, err
	}
	managementAPIs, err := s.ManagementAPIs(ctx, records.TenantID())
	if err != nil {
		return nil, err
	}
	var all []models.ResourceScope
	err = records.InTx(ctx, func(tx *store.Store) error {
		role, err := holdOwn(ctx, tx, id)
		if err != nil {
			return err
		}
		if _, err := findScopes(ctx, tx, role.Type, ids, managementAPIs); err != nil {
			return err
		}
		before, err := scopesOf(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, scope := range before {
			if slices.Contains(ids, scope.ID) {
				return refuse("role.scope_exists", "the scope %s is in the role", scope.ID).At("scopeIds")
			}
		}
		if err := tx.Roles.AddScopes(ctx, id, ids); err != nil {
			return rule.OrUnknown("scopeIds", err)
		}
		all, err = s.publishScopes(ctx, tx, role, before)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("add scopes to role %s: %w", id, err)
	}
	return all, nil
}

// RemoveScope takes a scope out of a role and publishes Role.Scopes.Updated.
// Faults: entity.not_found, role.built_in.
func (s *Service) RemoveScope(ctx context.Context, records *store.Store, id, scopeID string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		role, err := holdOwn(ctx, tx, id)
		if err != nil {
			return err
		}
		before, err := scopesOf(ctx, tx, id)
		if err != nil {
			return err
		}
		err = tx.Roles.RemoveScope(ctx, id, scopeID)
		if errors.Is(err, store.ErrNotFound) {
			return rule.Missing("scope " + scopeID + " in role " + id)
		}
		if err != nil {
			return err
		}
		_, err = s.publishScopes(ctx, tx, role, before)
		return err
	})
	if err != nil {
		return fmt.Errorf("remove scope from role %s: %w", id, err)
	}
	return nil
}

// publishScopes tells what has changed since before, and returns what there is.
func (s *Service) publishScopes(ctx context.Context, tx *store.Store, role *models.Role, before []models.ResourceScope) ([]models.ResourceScope, error) {
	after, err := scopesOf(ctx, tx, role.ID)
	if err != nil {
		return nil, err
	}
	was, is := event.Difference(map[string]any{"scopes": scopeNames(before)}, map[string]any{"scopes": scopeNames(after)})
	if was == nil && is == nil {
		return after, nil
	}
	return after, s.publish(ctx, tx, event.RoleScopesUpdated, role, was, is)
}

func scopesOf(ctx context.Context, records *store.Store, id string) ([]models.ResourceScope, error) {
	scopes, _, err := records.Roles.Scopes(ctx, id, store.Search{}, store.Page{})
	if err != nil {
		return nil, fmt.Errorf("read scopes of role %s: %w", id, err)
	}
	return scopes, nil
}

// scopeNames name scopes with their resources.
func scopeNames(scopes []models.ResourceScope) []string {
	names := []string{}
	for _, scope := range scopes {
		names = append(names, scope.Name+" ("+scope.Resource.Indicator+")")
	}
	return names
}
