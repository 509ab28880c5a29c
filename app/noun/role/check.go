package role

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

const (
	// maxLength bounds name and description, in characters.
	maxLength = 128
	// internalPrefix begins names that programs of the peer keep for themselves.
	internalPrefix = "#internal:"
)

// check holds a role against every rule that needs only the role.
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
		return refuse("role.default_for_users_only", "the role is for %s", role.Type).At("isDefault")
	}
	return nil
}

// orNameInUse turns store.ErrConflict into the fault role.name_in_use.
func orNameInUse(name string, err error) error {
	if errors.Is(err, store.ErrConflict) {
		return refuse("role.name_in_use", "%w", err).At("name")
	}
	return fmt.Errorf("write role %q: %w", name, err)
}

// findScopes reads scopes that are to go into roles of a type. Faults:
// entity.relation_foreign_key_not_found,
// role.management_api_scopes_not_assignable_to_user_role.
func findScopes(ctx context.Context, tx *store.Store, kind models.RoleType, ids, managementAPIs []string) ([]models.ResourceScope, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	scopes, _, err := tx.Scopes.ListWithResources(ctx, store.ResourceScopeFilter{IDs: ids}, store.Page{})
	if err != nil {
		return nil, fmt.Errorf("read scopes: %w", err)
	}
	found := make(map[string]bool, len(scopes))
	for _, scope := range scopes {
		found[scope.ID] = true
		if kind == models.RoleUser && slices.Contains(managementAPIs, scope.Resource.Indicator) {
			return nil, refuse("role.management_api_scopes_not_assignable_to_user_role",
				"the scope %s is of %s", scope.ID, scope.Resource.Indicator).At("scopeIds")
		}
	}
	for _, id := range ids {
		if !found[id] {
			return nil, rule.Unknown("scopeIds", "there is no scope %s", id)
		}
	}
	return scopes, nil
}
