package store

import (
	"context"
	"slices"

	"portico/models"
)

// OrganizationRoles are the roles that members have in organizations.
type OrganizationRoles struct{ Table[models.OrganizationRole] }

func openOrganizationRoles(c *conn) OrganizationRoles {
	return OrganizationRoles{newTable(c, func(r *models.OrganizationRole) (tenant, id *string) { return &r.TenantID, &r.ID }, "Name", "Description")}
}

// AddScopes adds organization permissions to a role, ignoring those it already has.
// ErrConflict: the role or a permission does not exist.
func (s OrganizationRoles) AddScopes(ctx context.Context, roleID string, scopeIDs []string) error {
	rows := make([]models.OrganizationRoleScope, 0, len(scopeIDs))
	for _, id := range scopeIDs {
		rows = append(rows, models.OrganizationRoleScope{TenantID: s.tenant, OrganizationRoleID: roleID, OrganizationScopeID: id})
	}
	return addRows(ctx, s.conn, rows)
}

// AddResourceScopes adds scopes of resources to a role, ignoring those it already
// has. ErrConflict: the role or a scope does not exist.
func (s OrganizationRoles) AddResourceScopes(ctx context.Context, roleID string, scopeIDs []string) error {
	rows := make([]models.OrganizationRoleResourceScope, 0, len(scopeIDs))
	for _, id := range scopeIDs {
		rows = append(rows, models.OrganizationRoleResourceScope{TenantID: s.tenant, OrganizationRoleID: roleID, ScopeID: id})
	}
	return addRows(ctx, s.conn, rows)
}

// Names lists the names of all organization permissions.
func (s OrganizationScopes) Names(ctx context.Context) ([]string, error) {
	var names []string
	err := s.reader(ctx).Model(&models.OrganizationScope{}).Order("name").Pluck("name", &names).Error
	return names, translate(err)
}

// RemoveScopes removes organization permissions from a role, ignoring those it does
// not have.
func (s OrganizationRoles) RemoveScopes(ctx context.Context, roleID string, scopeIDs []string) error {
	return s.inTx(ctx, func(tx *Store) error {
		for batch := range slices.Chunk(scopeIDs, missingBatch) {
			rows := tx.writer(ctx).Where("organization_role_id = ? AND organization_scope_id IN ?", roleID, batch)
			if err := rows.Delete(&models.OrganizationRoleScope{}).Error; err != nil {
				return translate(err)
			}
		}
		return nil
	})
}

// RemoveResourceScopes removes scopes of resources from a role, ignoring those it
// does not have.
func (s OrganizationRoles) RemoveResourceScopes(ctx context.Context, roleID string, scopeIDs []string) error {
	return s.inTx(ctx, func(tx *Store) error {
		for batch := range slices.Chunk(scopeIDs, missingBatch) {
			rows := tx.writer(ctx).Where("organization_role_id = ? AND scope_id IN ?", roleID, batch)
			if err := rows.Delete(&models.OrganizationRoleResourceScope{}).Error; err != nil {
				return translate(err)
			}
		}
		return nil
	})
}

// Holders counts the members who have a role.
func (s OrganizationRoles) Holders(ctx context.Context, id string) (holders models.OrganizationRoleHolders, err error) {
	held := func(table any) (int64, error) {
		return count(s.reader(ctx).Model(table).Where("organization_role_id = ?", id))
	}
	if holders.Users, err = held(&models.OrganizationUserRole{}); err != nil {
		return holders, err
	}
	holders.Applications, err = held(&models.OrganizationApplicationRole{})
	return holders, err
}
