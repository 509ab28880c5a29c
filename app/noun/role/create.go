package role

import (
	"context"
	"fmt"
	"strings"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// New is what a role is created from.
type New struct {
	Name, Description string
	Type              models.RoleType // empty: for users
	// IsDefault gives the role to every user who is created later.
	IsDefault bool
	ScopeIDs  []string
}

// Create adds a role with its scopes and publishes Role.Created. Faults:
// guard.invalid_input (name, description, type), role.name_in_use,
// role.internal_role_violation, role.default_for_users_only and those of AddScopes.
func (s *Service) Create(ctx context.Context, records *store.Store, fields New) (*models.Role, error) {
	role := &models.Role{
		ID: models.NewID(), Name: strings.TrimSpace(fields.Name), Description: strings.TrimSpace(fields.Description),
		Type: fields.Type, IsDefault: fields.IsDefault, CreatedAt: s.Now().UnixMilli(),
	}
	if role.Type == "" {
		role.Type = models.RoleUser
	}
	if err := check(role); err != nil {
		return nil, err
	}
	scopeIDs, err := rule.AtMost("scopeIds", fields.ScopeIDs)
	if err != nil {
		return nil, err
	}
	managementAPIs, err := s.ManagementAPIs(ctx, records.TenantID())
	if err != nil {
		return nil, err
	}
	err = records.InTx(ctx, func(tx *store.Store) error {
		scopes, err := findScopes(ctx, tx, role.Type, scopeIDs, managementAPIs)
		if err != nil {
			return err
		}
		if err := tx.Roles.Insert(ctx, role); err != nil {
			return orNameInUse(role.Name, err)
		}
		if err := tx.Roles.AddScopes(ctx, role.ID, scopeIDs); err != nil {
			return rule.OrUnknown("scopeIds", err)
		}
		_, is := event.Difference(nil, told(role, scopes))
		return s.publish(ctx, tx, event.RoleCreated, role, nil, is)
	})
	if err != nil {
		return nil, fmt.Errorf("create role: %w", err)
	}
	return role, nil
}

// told is a role as an event tells of it, by the names of the API.
func told(role *models.Role, scopes []models.ResourceScope) map[string]any {
	return map[string]any{
		"name": role.Name, "description": role.Description, "type": role.Type, "isDefault": role.IsDefault,
		"scopes": scopeNames(scopes),
	}
}

// publish tells of a change of a role, which the payload names.
func (s *Service) publish(ctx context.Context, tx *store.Store, key string, role *models.Role, was, is map[string]any) error {
	return s.Events.Publish(ctx, tx, event.Event{
		Key: key, Before: was, After: is, Payload: map[string]any{"roleId": role.ID, "role": role.Name},
	})
}
