package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// Scopes lists the scopes of a role with their resources, by the names of both, and
// counts all matches. ErrPattern and ErrPatternTooSlow: see Search.
func (s Roles) Scopes(ctx context.Context, roleID string, search Search, page Page) (
	scopes []models.ResourceScope, total int64, err error,
) {
	err = s.finding(ctx, search, searchedRoleScopes(), func(ctx context.Context, s *conn, narrow func(*gorm.DB) *gorm.DB) error {
		query := func() *gorm.DB {
			return narrow(s.resourceScopes(ctx).
				Where("scopes.id IN (SELECT scope_id FROM role_scopes WHERE tenant_id = ? AND role_id = ?)", s.tenant, roleID))
		}
		scopes, total, err = s.scopesWithResources(ctx, query, page)
		return err
	})
	return scopes, total, err
}

// RemoveScope removes a scope from a role. ErrNotFound: the role does not have it.
func (s Roles) RemoveScope(ctx context.Context, roleID, scopeID string) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Where("role_id = ? AND scope_id = ?", roleID, scopeID).Delete(&models.RoleScope{}))
	})
}

// ScopesOf lists the scopes of several roles with their resources, by role.
func (s Roles) ScopesOf(ctx context.Context, roleIDs []string) (map[string][]models.ResourceScope, error) {
	var rows []struct {
		models.Scope
		RoleID string
	}
	err := s.anywhere(ctx).Raw("SELECT scopes.*, given.role_id FROM role_scopes given"+
		" JOIN scopes ON scopes.tenant_id = given.tenant_id AND scopes.id = given.scope_id"+
		" JOIN resources ON resources.tenant_id = scopes.tenant_id AND resources.id = scopes.resource_id"+
		" WHERE given.tenant_id = ? AND given.role_id IN ? ORDER BY resources.name, resources.id, scopes.name",
		s.tenant, distinct(roleIDs)).Scan(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	scopes := make([]models.Scope, 0, len(rows))
	for _, row := range rows {
		scopes = append(scopes, row.Scope)
	}
	whole, err := s.withResources(ctx, scopes)
	byRole := map[string][]models.ResourceScope{}
	for i, scope := range whole {
		byRole[rows[i].RoleID] = append(byRole[rows[i].RoleID], scope)
	}
	return byRole, err
}
