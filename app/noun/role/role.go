package role

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

// Service manages the roles of a tenant and their holders.
type Service struct {
	Events    *event.Publisher
	Operators operators
	// ManagementAPIs lists the indicators of the Management APIs that are resources
	// of a tenant: its own, and in the tenant "admin" those of all.
	ManagementAPIs func(ctx context.Context, tenantID string) ([]string, error)
	Now            func() time.Time
}

// operators protects the last admin.
type operators interface {
	// KeepAnAdmin fails if a user who stops being an operator, or loses the role
	// admin, is the last admin.
	KeepAnAdmin(ctx context.Context, tx *store.Store, leavingID string) error
}

func (s *Service) kind() noun.Kind[models.Role] {
	return noun.Kind[models.Role]{
		Name:    "role",
		Records: func(records *store.Store) noun.Records[models.Role] { return records.Roles },
		Check:   check, Protect: protect, Conflict: nameInUse, Facts: facts,
		Subject: func(role *models.Role) event.Event {
			return event.Event{Payload: map[string]any{"roleId": role.ID, "role": role.Name}}
		},
		Created: event.RoleCreated, Updated: event.RoleUpdated, Deleted: event.RoleDeleted, Events: s.Events,
	}
}

// New is the input for creating a role.
type New struct {
	Name, Description string
	Type              models.RoleType // empty: for users
	// IsDefault assigns the role to every user created later.
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
	managementAPIs, err := s.ManagementAPIs(ctx, records.TenantID())
	if err != nil {
		return nil, err
	}
	err = s.kind().Create(ctx, records, role, func(tx *store.Store, role *models.Role) (map[string]any, error) {
		scopes, err := findScopes(ctx, tx, role.Type, fields.ScopeIDs, managementAPIs)
		if err != nil {
			return nil, err
		}
		if err := tx.Roles.AddScopes(ctx, role.ID, noun.IDs(scopes, scopeID)); err != nil {
			return nil, rule.OrUnknown("scopeIds", err)
		}
		return scopeFacts(scopes), nil
	})
	if err != nil {
		return nil, err
	}
	return role, nil
}

// Changes are the changeable fields of a role; nil leaves a field unchanged.
type Changes struct {
	Name, Description *string
	IsDefault         *bool
}

// Update changes a role by the rules of Create, and publishes Role.Data.Updated
// if anything changed. Faults: entity.not_found, role.built_in and those
// of Create.
func (s *Service) Update(ctx context.Context, records *store.Store, id string, changes Changes) (*models.Role, error) {
	return s.kind().Update(ctx, records, id, func(role *models.Role) error {
		noun.SetText(&role.Name, changes.Name)
		noun.SetText(&role.Description, changes.Description)
		noun.Set(&role.IsDefault, changes.IsDefault)
		return nil
	})
}

// Delete deletes a role, which all its holders lose, and publishes
// Role.Deleted. Faults: entity.not_found, role.built_in.
func (s *Service) Delete(ctx context.Context, records *store.Store, id string) error {
	return s.kind().Delete(ctx, records, id, func(tx *store.Store, role *models.Role) (map[string]any, error) {
		scopes, err := scopesOf(ctx, tx, id)
		return scopeFacts(scopes), err
	})
}

const (
	// maxLength bounds name and description, in characters.
	maxLength = 128
	// internalPrefix is the prefix of reserved names.
	internalPrefix = "#internal:"
)

// check checks the rules that need only the role itself.
func check(role *models.Role) error {
	switch {
	case !rule.IsName(role.Name, maxLength):
		return rule.Invalid("name", "error.role.name", "must have 1 to %d characters, all of them visible", maxLength)
	case strings.HasPrefix(strings.ToLower(role.Name), internalPrefix):
		return fault.New(fault.Forbidden, "role.internal_role_violation").At("name").
			Because(fmt.Errorf("the name begins with %q", internalPrefix))
	case !rule.IsName(role.Description, maxLength):
		return rule.Invalid("description", "error.role.summary", "must have 1 to %d characters, all of them visible", maxLength)
	case role.Type != models.RoleUser && role.Type != models.RoleMachineToMachine:
		return rule.Invalid("type", "error.role.type", "must be %s or %s", models.RoleUser, models.RoleMachineToMachine)
	case role.IsDefault && role.Type != models.RoleUser:
		return rule.Against("role.default_for_users_only", "the role is for %s", role.Type).At("isDefault")
	}
	return nil
}

// protect refuses to change a built-in role.
func protect(role *models.Role) error {
	if role.IsBuiltIn() {
		return rule.Against("role.built_in", "the program relies on the role %s", role.Name)
	}
	return nil
}

func nameInUse(_ *models.Role, cause error) error {
	return rule.Against("role.name_in_use", "%w", cause).At("name")
}

func facts(role *models.Role) map[string]any {
	return map[string]any{
		"name": role.Name, "description": role.Description, "type": role.Type, "isDefault": role.IsDefault,
	}
}
