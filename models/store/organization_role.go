package store

import (
	"context"
	"slices"

	"portico/models"
)

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

// RemoveOrganizationRoleScopes takes permissions of organizations out of a role;
// those that are not in it do not matter.
func (s *Store) RemoveOrganizationRoleScopes(ctx context.Context, roleID string, scopeIDs []string) error {
	return s.InTx(ctx, func(tx *Store) error {
		for some := range slices.Chunk(scopeIDs, missingBatch) {
			taken := tx.writer(ctx).Where("organization_role_id = ? AND organization_scope_id IN ?", roleID, some)
			if err := taken.Delete(&models.OrganizationRoleScope{}).Error; err != nil {
				return translate(err)
			}
		}
		return nil
	})
}

// RemoveOrganizationRoleResourceScopes takes scopes of resources out of a role;
// those that are not in it do not matter.
func (s *Store) RemoveOrganizationRoleResourceScopes(ctx context.Context, roleID string, scopeIDs []string) error {
	return s.InTx(ctx, func(tx *Store) error {
		for some := range slices.Chunk(scopeIDs, missingBatch) {
			taken := tx.writer(ctx).Where("organization_role_id = ? AND scope_id IN ?", roleID, some)
			if err := taken.Delete(&models.OrganizationRoleResourceScope{}).Error; err != nil {
				return translate(err)
			}
		}
		return nil
	})
}

// OrganizationRole reads a role of the template by id.
func (s *Store) OrganizationRole(ctx context.Context, id string) (*models.OrganizationRole, error) {
	return first[models.OrganizationRole](s.reader(ctx).Where("id = ?", id))
}

// HoldOrganizationRole keeps a role from being changed by others before the
// transaction ends. ErrNotFound: there is none.
func (s *Store) HoldOrganizationRole(ctx context.Context, id string) error {
	return changed(s.writer(ctx).Model(&models.OrganizationRole{}).Where("id = ?", id).Update("id", id))
}

// UpdateOrganizationRole writes the name and the description of a role.
// ErrConflict: the name is taken.
func (s *Store) UpdateOrganizationRole(ctx context.Context, role *models.OrganizationRole) error {
	return changed(s.writer(ctx).Model(&models.OrganizationRole{}).Where("id = ?", role.ID).
		Select("Name", "Description").Updates(role))
}

// DeleteOrganizationRole removes a role, also from everyone who has it and from
// invitations and settings that name it.
func (s *Store) DeleteOrganizationRole(ctx context.Context, id string) error {
	return changed(s.writer(ctx).Where("id = ?", id).Delete(&models.OrganizationRole{}))
}

// OrganizationRoleHolders counts the members who have a role.
func (s *Store) OrganizationRoleHolders(ctx context.Context, id string) (holders models.OrganizationRoleHolders, err error) {
	held := func(table any) (int64, error) {
		return count(s.reader(ctx).Model(table).Where("organization_role_id = ?", id))
	}
	if holders.Users, err = held(&models.OrganizationUserRole{}); err != nil {
		return holders, err
	}
	holders.Applications, err = held(&models.OrganizationApplicationRole{})
	return holders, err
}
