package role

import (
	"context"
	"fmt"
	"slices"

	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// findRoles reads roles that are to be given, each of which must fit. Faults:
// guard.invalid_input, entity.relation_foreign_key_not_found and those of fits.
func findRoles(ctx context.Context, tx *store.Store, roleIDs []string, fits func(*models.Role) error) ([]models.Role, error) {
	ids, err := rule.AtMost("roleIds", roleIDs)
	if err != nil {
		return nil, err
	}
	roles, _, err := tx.Roles.List(ctx, store.RoleFilter{IDs: ids}, store.Page{})
	if err != nil {
		return nil, fmt.Errorf("read roles: %w", err)
	}
	for _, id := range ids {
		if !has(roles, id) {
			return nil, rule.Unknown("roleIds", "there is no role %s", id)
		}
	}
	for i := range roles {
		if err := fits(&roles[i]); err != nil {
			return nil, err
		}
	}
	return roles, nil
}

func has(roles []models.Role, id string) bool {
	return slices.ContainsFunc(roles, func(role models.Role) bool { return role.ID == id })
}

// without are the roles that are not among others.
func without(roles, others []models.Role) []models.Role {
	return slices.DeleteFunc(slices.Clone(roles), func(role models.Role) bool { return has(others, role.ID) })
}

func idsOf(roles []models.Role) []string {
	ids := make([]string, 0, len(roles))
	for _, role := range roles {
		ids = append(ids, role.ID)
	}
	return ids
}

// namesOf are the names of roles, in order.
func namesOf(roles []models.Role) []string {
	names := make([]string, 0, len(roles))
	for _, role := range roles {
		names = append(names, role.Name)
	}
	slices.Sort(names)
	return names
}
