package organizationrole

import (
	"context"
	"fmt"
	"slices"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// Permissions are the IDs of permissions, by kind.
type Permissions map[models.PermissionKind][]string

// AddPermissions adds permissions to a role; those already granted stay. It
// publishes OrganizationRole.Scopes.Updated if anything changed. Faults:
// entity.not_found, entity.relation_foreign_key_not_found when a permission does
// not exist, role.management_api_scopes_not_assignable_to_user_role,
// guard.invalid_input for more than a thousand of a kind.
func (s *Service) AddPermissions(ctx context.Context, records *store.Store, roleID string, more Permissions) error {
	return s.changePermissions(ctx, records, roleID, func(kind models.PermissionKind, before []string) ([]string, error) {
		return append(slices.Clone(before), more[kind]...), nil
	})
}

// SetPermissions replaces a role's permissions of a kind. Faults are those of
// AddPermissions.
func (s *Service) SetPermissions(ctx context.Context, records *store.Store, roleID string, of models.PermissionKind, ids []string) error {
	return s.changePermissions(ctx, records, roleID, func(kind models.PermissionKind, before []string) ([]string, error) {
		if kind != of {
			return before, nil
		}
		return ids, nil
	})
}

// RemovePermissions removes permissions from a role, and publishes
// OrganizationRole.Scopes.Updated. Fault: entity.not_found, also for a permission
// that the role does not grant.
func (s *Service) RemovePermissions(ctx context.Context, records *store.Store, roleID string, fewer Permissions) error {
	return s.changePermissions(ctx, records, roleID, func(kind models.PermissionKind, before []string) ([]string, error) {
		if unknown := noun.Except(fewer[kind], before); len(unknown) > 0 {
			return nil, rule.Missing("permission " + unknown[0] + " in organization role " + roleID)
		}
		return noun.Except(before, fewer[kind]), nil
	})
}

// changePermissions replaces the permissions of a role, kind by kind, with the
// result of change.
func (s *Service) changePermissions(ctx context.Context, records *store.Store, roleID string,
	change func(kind models.PermissionKind, before []string) (after []string, err error),
) error {
	managementAPIs, err := s.ManagementAPIs(ctx, records.TenantID()) // outside the transaction
	if err != nil {
		return err
	}
	return s.roles().Change(ctx, records, roleID, func(tx *store.Store, role *models.OrganizationRole) error {
		before, err := permissionsOf(ctx, tx, roleID)
		if err != nil {
			return err
		}
		taken, given := map[string]any{}, map[string]any{}
		for _, kind := range kinds() {
			was := before[kind.PermissionKind]
			is, err := change(kind.PermissionKind, was)
			if err != nil {
				return err
			}
			added, err := kind.give(ctx, tx, roleID, noun.Except(is, was), managementAPIs)
			if err != nil {
				return err
			}
			removed, err := kind.take(ctx, tx, roleID, noun.Except(was, is))
			if err != nil {
				return err
			}
			addFact(given, kind.fact, added)
			addFact(taken, kind.fact, removed)
		}
		return s.roles().Publish(ctx, tx, event.OrganizationRoleScopesUpdated, role, taken, given)
	})
}

func addFact(facts map[string]any, name string, names []string) {
	if len(names) > 0 {
		facts[name] = names
	}
}

// permissionsOf reads the permissions that a role grants.
func permissionsOf(ctx context.Context, records *store.Store, roleID string) (Permissions, error) {
	filter := store.OrganizationRolePermissionFilter{RoleIDs: []string{roleID}}
	found, _, err := records.OrganizationRoles.Permissions(ctx, filter, store.Page{})
	if err != nil {
		return nil, fmt.Errorf("read permissions of organization role %s: %w", roleID, err)
	}
	permissions := Permissions{}
	for _, permission := range found {
		permissions[permission.Kind()] = append(permissions[permission.Kind()], permission.ID)
	}
	return permissions, nil
}

// kind is what distinguishes a kind of permissions.
type kind struct {
	models.PermissionKind
	field string // of the IDs in the API
	fact  string // of the names in events
	// find reads permissions, a thousand at most; missing ones are left out.
	find        func(ctx context.Context, records *store.Store, ids []string) ([]permission, error)
	add, remove func(roles store.OrganizationRoles, ctx context.Context, roleID string, ids []string) error
}

// permission is a permission of either kind.
type permission struct {
	id        string
	indicator string // of its resource; "" for one of organizations
	name      string // as in events
}

// kinds lists the kinds of permissions.
func kinds() []kind {
	return []kind{
		{
			PermissionKind: models.PermissionOrganization, field: "organizationScopeIds", fact: "scopes", find: findScopes,
			add: store.OrganizationRoles.AddScopes, remove: store.OrganizationRoles.RemoveScopes,
		},
		{
			PermissionKind: models.PermissionAPI, field: "scopeIds", fact: "resourceScopes", find: findResourceScopes,
			add: store.OrganizationRoles.AddResourceScopes, remove: store.OrganizationRoles.RemoveResourceScopes,
		},
	}
}

func findScopes(ctx context.Context, records *store.Store, ids []string) (found []permission, err error) {
	scopes, _, err := records.OrganizationScopes.List(ctx, store.OrganizationScopeFilter{IDs: ids}, store.Page{})
	for _, scope := range scopes {
		found = append(found, permission{id: scope.ID, name: scope.Name})
	}
	return found, err
}

func findResourceScopes(ctx context.Context, records *store.Store, ids []string) (found []permission, err error) {
	scopes, _, err := records.Scopes.ListWithResources(ctx, store.ResourceScopeFilter{IDs: ids}, store.Page{})
	for _, scope := range scopes {
		indicator := scope.Resource.Indicator
		found = append(found, permission{id: scope.ID, indicator: indicator, name: indicator + " " + scope.Name})
	}
	return found, err
}

// give adds permissions that a role does not grant yet, and returns their
// names. None may belong to the Management APIs with these indicators.
func (k kind) give(ctx context.Context, tx *store.Store, roleID string, ids, managementAPIs []string) ([]string, error) {
	ids, err := rule.AtMost(k.field, ids)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	found, err := k.find(ctx, tx, ids)
	if err != nil {
		return nil, fmt.Errorf("read permissions: %w", err)
	}
	if err := noun.AllFound(k.field, ids, found, func(p permission) string { return p.id }); err != nil {
		return nil, err
	}
	for _, permission := range found {
		if slices.Contains(managementAPIs, permission.indicator) {
			return nil, managementAPI(permission)
		}
	}
	if err := k.add(tx.OrganizationRoles, ctx, roleID, ids); err != nil {
		return nil, rule.OrUnknown(k.field, err)
	}
	return noun.Names(found, nameOfPermission), nil
}

// take removes permissions that a role grants, and returns their names.
func (k kind) take(ctx context.Context, tx *store.Store, roleID string, ids []string) ([]string, error) {
	var taken []permission
	for some := range slices.Chunk(ids, rule.MaxAtOnce) {
		found, err := k.find(ctx, tx, some)
		if err != nil {
			return nil, fmt.Errorf("read permissions: %w", err)
		}
		taken = append(taken, found...)
	}
	return noun.Names(taken, nameOfPermission), k.remove(tx.OrganizationRoles, ctx, roleID, ids)
}

func nameOfPermission(p permission) string { return p.name }

// managementAPI refuses a scope of a Management API.
func managementAPI(scope permission) error {
	f := rule.Against("role.management_api_scopes_not_assignable_to_user_role", "scope %s is of %s", scope.id, scope.indicator)
	f.Message = "error.organizationRole.managementScopes"
	return f
}
