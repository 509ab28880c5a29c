package organizationrole

import (
	"context"
	"fmt"
	"slices"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// The names that the API gives to the ids of permissions.
const (
	fieldOrganizationScopes = "organizationScopeIds"
	fieldResourceScopes     = "scopeIds"
)

// Permissions are the ids of permissions of both kinds.
type Permissions struct {
	OrganizationScopeIDs, ResourceScopeIDs []string
}

// IsEmpty reports whether no permission is named.
func (p Permissions) IsEmpty() bool {
	return len(p.OrganizationScopeIDs) == 0 && len(p.ResourceScopeIDs) == 0
}

// atMost leaves each id once. Fault: guard.invalid_input for more than a thousand
// of a kind.
func (p Permissions) atMost() (Permissions, error) {
	scopes, err := rule.AtMost(fieldOrganizationScopes, p.OrganizationScopeIDs)
	if err != nil {
		return Permissions{}, err
	}
	resourceScopes, err := rule.AtMost(fieldResourceScopes, p.ResourceScopeIDs)
	return Permissions{OrganizationScopeIDs: scopes, ResourceScopeIDs: resourceScopes}, err
}

// without are the permissions that other does not name, each once.
func (p Permissions) without(other Permissions) Permissions {
	return Permissions{
		OrganizationScopeIDs: missing(p.OrganizationScopeIDs, other.OrganizationScopeIDs),
		ResourceScopeIDs:     missing(p.ResourceScopeIDs, other.ResourceScopeIDs),
	}
}

// missing are the ids that are not among others, each once.
func missing(ids, others []string) []string {
	isKnown := make(map[string]bool, len(others))
	for _, id := range others {
		isKnown[id] = true
	}
	var left []string
	for _, id := range ids {
		if !isKnown[id] {
			isKnown[id] = true
			left = append(left, id)
		}
	}
	return left
}

// AddPermissions puts permissions into a role; those that are in it stay. It
// publishes OrganizationRole.Scopes.Updated if that changes anything. Faults:
// entity.not_found, entity.relation_foreign_key_not_found when a permission does
// not exist, role.management_api_scopes_not_assignable_to_user_role,
// guard.invalid_input for more than a thousand.
func (s *Service) AddPermissions(ctx context.Context, records *store.Store, roleID string, more Permissions) error {
	return s.changePermissions(ctx, records, roleID, func(Permissions) (added, removed Permissions, err error) {
		return more, Permissions{}, nil
	})
}

// SetOrganizationScopes leaves exactly these permissions of organizations in a
// role. Faults are those of AddPermissions.
func (s *Service) SetOrganizationScopes(ctx context.Context, records *store.Store, roleID string, ids []string) error {
	return s.changePermissions(ctx, records, roleID, func(was Permissions) (added, removed Permissions, err error) {
		return Permissions{OrganizationScopeIDs: ids},
			Permissions{OrganizationScopeIDs: missing(was.OrganizationScopeIDs, ids)}, nil
	})
}

// SetResourceScopes leaves exactly these scopes of resources in a role. Faults
// are those of AddPermissions.
func (s *Service) SetResourceScopes(ctx context.Context, records *store.Store, roleID string, ids []string) error {
	return s.changePermissions(ctx, records, roleID, func(was Permissions) (added, removed Permissions, err error) {
		return Permissions{ResourceScopeIDs: ids},
			Permissions{ResourceScopeIDs: missing(was.ResourceScopeIDs, ids)}, nil
	})
}

// RemovePermissions takes permissions out of a role, and publishes
// OrganizationRole.Scopes.Updated. Fault: entity.not_found, also for a permission
// that is not in the role.
func (s *Service) RemovePermissions(ctx context.Context, records *store.Store, roleID string, fewer Permissions) error {
	return s.changePermissions(ctx, records, roleID, func(was Permissions) (added, removed Permissions, err error) {
		if !fewer.without(was).IsEmpty() {
			return added, removed, rule.Missing("such permission in organization role " + roleID)
		}
		return Permissions{}, fewer, nil
	})
}

// changePermissions changes what a role gives. decide says what shall be in the
// role and what shall not, given what is in it.
func (s *Service) changePermissions(ctx context.Context, records *store.Store, roleID string,
	decide func(was Permissions) (added, removed Permissions, err error),
) error {
	managementAPIs, err := s.managementAPIs(ctx, records)
	if err != nil {
		return err
	}
	err = records.InTx(ctx, func(tx *store.Store) error {
		if _, err := holdRole(ctx, tx, roleID); err != nil {
			return err
		}
		was, err := permissionsOf(ctx, tx, roleID)
		if err != nil {
			return err
		}
		added, removed, err := decide(was)
		if err != nil {
			return err
		}
		given, err := give(ctx, tx, roleID, added.without(was), managementAPIs)
		if err != nil {
			return err
		}
		taken, err := take(ctx, tx, roleID, removed)
		if err != nil || given.isEmpty() && taken.isEmpty() {
			return err
		}
		return s.Events.Publish(ctx, tx, roleEvent(event.OrganizationRoleScopesUpdated, roleID, taken.fields(), given.fields()))
	})
	if err != nil {
		return fmt.Errorf("change permissions of organization role: %w", err)
	}
	return nil
}

// permissionsOf reads what is in a role.
func permissionsOf(ctx context.Context, records *store.Store, roleID string) (Permissions, error) {
	filter := store.OrganizationRolePermissionFilter{RoleIDs: []string{roleID}}
	found, _, err := records.OrganizationRoles.Permissions(ctx, filter, store.Page{})
	if err != nil {
		return Permissions{}, fmt.Errorf("read permissions of organization role %s: %w", roleID, err)
	}
	var permissions Permissions
	for _, permission := range found {
		if permission.IsOfResource() {
			permissions.ResourceScopeIDs = append(permissions.ResourceScopeIDs, permission.ID)
		} else {
			permissions.OrganizationScopeIDs = append(permissions.OrganizationScopeIDs, permission.ID)
		}
	}
	return permissions, nil
}

// give puts permissions into a role in which they are not yet; none of the
// Management APIs with these indicators.
func give(ctx context.Context, tx *store.Store, roleID string, added Permissions, managementAPIs []string) (labels, error) {
	added, err := added.atMost()
	if err != nil {
		return labels{}, err
	}
	found, scopes, err := label(ctx, tx, added)
	if err != nil {
		return labels{}, err
	}
	if len(found.scopes) < len(added.OrganizationScopeIDs) {
		return labels{}, rule.Unknown(fieldOrganizationScopes, "a permission does not exist")
	}
	if len(found.resourceScopes) < len(added.ResourceScopeIDs) {
		return labels{}, rule.Unknown(fieldResourceScopes, "a scope does not exist")
	}
	for _, scope := range scopes {
		if slices.Contains(managementAPIs, scope.Resource.Indicator) {
			return labels{}, managementAPI(scope)
		}
	}
	if err := tx.OrganizationRoles.AddScopes(ctx, roleID, added.OrganizationScopeIDs); err != nil {
		return labels{}, rule.OrUnknown(fieldOrganizationScopes, err)
	}
	if err := tx.OrganizationRoles.AddResourceScopes(ctx, roleID, added.ResourceScopeIDs); err != nil {
		return labels{}, rule.OrUnknown(fieldResourceScopes, err)
	}
	return found, nil
}

// managementAPIs are the indicators whose scopes no role may have. They are read
// before a transaction, which holds a connection of its own.
func (s *Service) managementAPIs(ctx context.Context, records *store.Store) ([]string, error) {
	indicators, err := s.ManagementAPIs(ctx, records.TenantID())
	if err != nil {
		return nil, fmt.Errorf("list Management APIs: %w", err)
	}
	return indicators, nil
}

// take takes permissions out of the role that they are in.
func take(ctx context.Context, tx *store.Store, roleID string, removed Permissions) (labels, error) {
	found, _, err := label(ctx, tx, removed)
	if err != nil {
		return labels{}, err
	}
	if err := tx.OrganizationRoles.RemoveScopes(ctx, roleID, removed.OrganizationScopeIDs); err != nil {
		return labels{}, err
	}
	return found, tx.OrganizationRoles.RemoveResourceScopes(ctx, roleID, removed.ResourceScopeIDs)
}

// labels are permissions as an event tells of them: those of organizations by
// name, scopes by the indicator of their resource and name.
type labels struct {
	scopes, resourceScopes []string
}

func (l labels) isEmpty() bool { return len(l.scopes) == 0 && len(l.resourceScopes) == 0 }

// fields are the labels by the names of the API.
func (l labels) fields() map[string]any {
	_, fields := event.Difference(nil, map[string]any{"scopes": l.scopes, "resourceScopes": l.resourceScopes})
	return fields
}

// label reads what permissions are called; those that do not exist are left out.
func label(ctx context.Context, records *store.Store, ids Permissions) (labels, []models.ResourceScope, error) {
	var found labels
	var all []models.ResourceScope
	for some := range slices.Chunk(ids.OrganizationScopeIDs, rule.MaxAtOnce) {
		scopes, _, err := records.OrganizationScopes.List(ctx, store.OrganizationScopeFilter{IDs: some}, store.Page{})
		if err != nil {
			return labels{}, nil, fmt.Errorf("read organization scopes: %w", err)
		}
		for _, scope := range scopes {
			found.scopes = append(found.scopes, scope.Name)
		}
	}
	for some := range slices.Chunk(ids.ResourceScopeIDs, rule.MaxAtOnce) {
		scopes, _, err := records.Scopes.ListWithResources(ctx, store.ResourceScopeFilter{IDs: some}, store.Page{})
		if err != nil {
			return labels{}, nil, fmt.Errorf("read scopes: %w", err)
		}
		for _, scope := range scopes {
			found.resourceScopes = append(found.resourceScopes, scope.Resource.Indicator+" "+scope.Name)
		}
		all = append(all, scopes...)
	}
	slices.Sort(found.scopes)
	slices.Sort(found.resourceScopes)
	return found, all, nil
}
