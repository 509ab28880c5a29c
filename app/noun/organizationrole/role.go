package organizationrole

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"portico/app/ground/event"
	"portico/models"
	"portico/models/store"
)

// NewRole is what a role is created from.
type NewRole struct {
	Name        string
	Description string          // empty: none
	Type        models.RoleType // "" is User
	Permissions Permissions
}

// CreateRole adds a role with its permissions, and publishes
// OrganizationRole.Created. Faults: guard.invalid_input,
// entity.unique_integrity_violation when the name is taken, and those of
// AddPermissions.
func (s *Service) CreateRole(ctx context.Context, records *store.Store, fields NewRole) (*models.OrganizationRole, error) {
	role := &models.OrganizationRole{
		ID: models.NewID(), Name: strings.TrimSpace(fields.Name), Description: orNone(fields.Description),
		Type: fields.Type, CreatedAt: s.Now().UnixMilli(),
	}
	if role.Type == "" {
		role.Type = models.RoleUser
	}
	if err := checkRole(role); err != nil {
		return nil, err
	}
	managementAPIs, err := s.managementAPIs(ctx, records)
	if err != nil {
		return nil, err
	}
	err = records.InTx(ctx, func(tx *store.Store) error {
		err := tx.OrganizationRoles.Insert(ctx, role)
		if errors.Is(err, store.ErrConflict) {
			return taken(err)
		}
		if err != nil {
			return err
		}
		given, err := give(ctx, tx, role.ID, fields.Permissions, managementAPIs)
		if err != nil {
			return err
		}
		_, is := event.Difference(nil, roleFields(role, given))
		return s.Events.Publish(ctx, tx, roleEvent(event.OrganizationRoleCreated, role.ID, nil, is))
	})
	if err != nil {
		return nil, fmt.Errorf("create organization role: %w", err)
	}
	return role, nil
}

// RoleChanges are what may be changed of a role; nil leaves a field as it is.
type RoleChanges struct {
	Name        *string
	Description *string // empty: none
	// Type must be the one that the role has.
	Type *models.RoleType
}

// UpdateRole changes a role by the rules of CreateRole, and publishes
// OrganizationRole.Data.Updated if that changes anything. Faults:
// entity.not_found, guard.invalid_input, entity.unique_integrity_violation, and
// request.invalid_input for another type.
func (s *Service) UpdateRole(ctx context.Context, records *store.Store, id string, changes RoleChanges) (*models.OrganizationRole, error) {
	var updated *models.OrganizationRole
	err := records.InTx(ctx, func(tx *store.Store) error {
		before, err := holdRole(ctx, tx, id)
		if err != nil {
			return err
		}
		after := *before
		updated = &after
		if err := changes.apply(updated); err != nil {
			return err
		}
		if err := checkRole(updated); err != nil {
			return err
		}
		was, is := event.Difference(roleFields(before, labels{}), roleFields(updated, labels{}))
		if was == nil && is == nil {
			return nil
		}
		err = tx.OrganizationRoles.Update(ctx, updated)
		if errors.Is(err, store.ErrConflict) {
			return taken(err)
		}
		if err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, roleEvent(event.OrganizationRoleUpdated, id, was, is))
	})
	if err != nil {
		return nil, fmt.Errorf("change organization role: %w", err)
	}
	return updated, nil
}

func (c RoleChanges) apply(role *models.OrganizationRole) error {
	if c.Type != nil && *c.Type != role.Type {
		return typeChanged(role.Type, *c.Type)
	}
	if c.Name != nil {
		role.Name = strings.TrimSpace(*c.Name)
	}
	if c.Description != nil {
		role.Description = orNone(*c.Description)
	}
	return nil
}

// DeleteRole removes a role, also from all who have it, and publishes
// OrganizationRole.Deleted. Fault: entity.not_found.
func (s *Service) DeleteRole(ctx context.Context, records *store.Store, id string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		role, err := holdRole(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := tx.OrganizationRoles.Delete(ctx, id); err != nil {
			return err
		}
		was, _ := event.Difference(roleFields(role, labels{}), nil)
		return s.Events.Publish(ctx, tx, roleEvent(event.OrganizationRoleDeleted, id, was, nil))
	})
	if err != nil {
		return fmt.Errorf("delete organization role: %w", err)
	}
	return nil
}

// roleFields is a role as an event tells of it, by the names of the API.
func roleFields(role *models.OrganizationRole, given labels) map[string]any {
	return map[string]any{
		"name": role.Name, "description": role.Description, "type": role.Type,
		"scopes": given.scopes, "resourceScopes": given.resourceScopes,
	}
}

func roleEvent(key, id string, was, is map[string]any) event.Event {
	return event.Event{Key: key, Payload: map[string]any{"organizationRoleId": id}, Before: was, After: is}
}
