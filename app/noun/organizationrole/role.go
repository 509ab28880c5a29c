package organizationrole

import (
	"context"
	"fmt"
	"strings"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// Service manages the organization template of each tenant.
type Service struct {
	Events *event.Publisher
	Now    func() time.Time
	// ManagementAPIs lists the indicators of the Management APIs among a tenant's
	// resources.
	ManagementAPIs func(ctx context.Context, tenantID string) ([]string, error)
}

func (s *Service) roles() noun.Kind[models.OrganizationRole] {
	return noun.Kind[models.OrganizationRole]{
		Name:    "organization role",
		Records: func(records *store.Store) noun.Records[models.OrganizationRole] { return records.OrganizationRoles },
		Check:   checkRole, Conflict: nameInUse[models.OrganizationRole], Facts: roleFacts,
		Subject: func(role *models.OrganizationRole) event.Event {
			return event.Event{Payload: map[string]any{"organizationRoleId": role.ID}}
		},
		Created: event.OrganizationRoleCreated, Updated: event.OrganizationRoleUpdated, Deleted: event.OrganizationRoleDeleted,
		Events: s.Events,
	}
}

// NewRole is the input for creating a role.
type NewRole struct {
	Name        string
	Description string          // empty: none
	Type        models.RoleType // "" is User
	Permissions Permissions
}

// CreateRole adds a role with its permissions, and publishes
// OrganizationRole.Created. Faults: guard.invalid_input,
// entity.unique_integrity_violation if the name is taken, and those of
// AddPermissions.
func (s *Service) CreateRole(ctx context.Context, records *store.Store, fields NewRole) (*models.OrganizationRole, error) {
	role := &models.OrganizationRole{
		ID: models.NewID(), Name: strings.TrimSpace(fields.Name), Description: noun.OrNone(fields.Description),
		Type: fields.Type, CreatedAt: s.Now().UnixMilli(),
	}
	if role.Type == "" {
		role.Type = models.RoleUser
	}
	managementAPIs, err := s.ManagementAPIs(ctx, records.TenantID())
	if err != nil {
		return nil, err
	}
	err = s.roles().Create(ctx, records, role, func(tx *store.Store, role *models.OrganizationRole) (map[string]any, error) {
		facts := map[string]any{}
		for _, kind := range kinds() {
			names, err := kind.give(ctx, tx, role.ID, fields.Permissions[kind.PermissionKind], managementAPIs)
			if err != nil {
				return nil, err
			}
			facts[kind.fact] = names
		}
		return facts, nil
	})
	if err != nil {
		return nil, err
	}
	return role, nil
}

// RoleChanges are the changeable fields of a role; nil leaves a field unchanged.
type RoleChanges struct {
	Name        *string
	Description *string // empty: none
	// Type must be the current type; "" leaves it out.
	Type models.RoleType
}

// UpdateRole changes a role by the rules of CreateRole, and publishes
// OrganizationRole.Data.Updated if anything changed. Faults:
// entity.not_found, guard.invalid_input, entity.unique_integrity_violation, and
// request.invalid_input for a different type.
func (s *Service) UpdateRole(ctx context.Context, records *store.Store, id string, changes RoleChanges) (*models.OrganizationRole, error) {
	return s.roles().Update(ctx, records, id, func(role *models.OrganizationRole) error {
		if changes.Type != "" && changes.Type != role.Type {
			return typeChanged(role.Type, changes.Type)
		}
		if changes.Name != nil {
			role.Name = strings.TrimSpace(*changes.Name)
		}
		if changes.Description != nil {
			role.Description = noun.OrNone(*changes.Description)
		}
		return nil
	})
}

// DeleteRole deletes a role, which all its holders lose, and publishes
// OrganizationRole.Deleted. Fault: entity.not_found.
func (s *Service) DeleteRole(ctx context.Context, records *store.Store, id string) error {
	return s.roles().Delete(ctx, records, id, nil)
}

const (
	maxNameLength        = 128 // characters
	maxDescriptionLength = 256
)

// checkRole rejects a role that breaks a rule.
func checkRole(role *models.OrganizationRole) error {
	if !rule.IsName(role.Name, maxNameLength) {
		return rule.Invalid("name", "error.organizationRole.roleName", "must have 1 to %d characters, all of them visible", maxNameLength)
	}
	if role.Type != models.RoleUser && role.Type != models.RoleMachineToMachine {
		return rule.Invalid("type", "error.organizationRole.roleType", "must be %s or %s", models.RoleUser, models.RoleMachineToMachine)
	}
	return checkDescription(role.Description)
}

func checkDescription(text *string) error {
	if !rule.IsText(noun.Text(text), maxDescriptionLength) {
		return rule.Invalid("description", "error.organizationRole.summary", "must be text of at most %d characters", maxDescriptionLength)
	}
	return nil
}

func typeChanged(from, to models.RoleType) error {
	f := fault.New(fault.Unprocessable, "request.invalid_input")
	f.Message = "error.organizationRole.typeStays"
	return f.At("type").Because(fmt.Errorf("is %s, asked for %s", from, to))
}

// nameInUse is the fault for the taken name of a role or a permission.
func nameInUse[T any](_ *T, cause error) error {
	return rule.Against("entity.unique_integrity_violation", "%w", cause).At("name")
}

func roleFacts(role *models.OrganizationRole) map[string]any {
	return map[string]any{"name": role.Name, "description": role.Description, "type": role.Type}
}
