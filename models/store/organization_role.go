package store

import (
	"context"

	"portico/models"
)

// CreateOrganizationScope adds a permission to the template. ErrConflict: the
// name is taken.
func (s *Store) CreateOrganizationScope(ctx context.Context, scope *models.OrganizationScope) error {
	scope.TenantID = s.tenant
	return translate(s.inserter(ctx).Create(scope).Error)
}

// CreateOrganizationRole adds a role to the template. ErrConflict: the name is taken.
func (s *Store) CreateOrganizationRole(ctx context.Context, role *models.OrganizationRole) error {
	role.TenantID = s.tenant
	return translate(s.inserter(ctx).Create(role).Error)
}

// AddOrganizationRoleScopes puts permissions of organizations into a role; those
// that are in it stay. ErrConflict: the role or a permission does not exist.
func (s *Store) AddOrganizationRoleScopes(ctx context.Context, roleID string, scopeIDs []string) error {
	rows := make([]models.OrganizationRoleScope, 0, len(scopeIDs))
	for _, id := range scopeIDs {
		rows = append(rows, models.OrganizationRoleScope{TenantID: s.tenant, OrganizationRoleID: roleID, OrganizationScopeID: id})
	}
	return addRows(ctx, s, rows)
}

// AddOrganizationRoleResourceScopes puts scopes of resources into a role; those
// that are in it stay. ErrConflict: the role or a scope does not exist.
func (s *Store) AddOrganizationRoleResourceScopes(ctx context.Context, roleID string, scopeIDs []string) error {
	rows := make([]models.OrganizationRoleResourceScope, 0, len(scopeIDs))
	for _, id := range scopeIDs {
		rows = append(rows, models.OrganizationRoleResourceScope{TenantID: s.tenant, OrganizationRoleID: roleID, ScopeID: id})
	}
	return addRows(ctx, s, rows)
}

// OrganizationScopeNames lists the names of all permissions of the template.
func (s *Store) OrganizationScopeNames(ctx context.Context) ([]string, error) {
	var names []string
	err := s.reader(ctx).Model(&models.OrganizationScope{}).Order("name").Pluck("name", &names).Error
	return names, translate(err)
}
