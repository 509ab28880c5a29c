package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// OrganizationScopeFilter narrows a list of organization permissions; empty fields
// are ignored.
type OrganizationScopeFilter struct {
	// Query is text that the id, the name or the description must contain, ignoring case.
	Query               string
	RoleID, WithoutRole string   // only those in, or not in, this role
	IDs, Names          []string // any of these, at most a thousand
	WithoutIDs          []string // none of these, at most a thousand
}

// List lists organization permissions, newest first, and counts all matches.
func (s OrganizationScopes) List(ctx context.Context, filter OrganizationScopeFilter, page Page) (
	scopes []models.OrganizationScope, total int64, err error,
) {
	err = s.finding(ctx, Anywhere(filter.Query), searchedTemplate(),
		func(ctx context.Context, s *conn, narrow func(*gorm.DB) *gorm.DB) error {
			query := func() *gorm.DB {
				query := named(s.reader(ctx), filter.IDs, filter.Names)
				if filter.RoleID != "" {
					query = query.Where("id IN (?)", s.store().OrganizationRoles.scopesOf(ctx, filter.RoleID))
				}
				if filter.WithoutRole != "" {
					query = query.Where("id NOT IN (?)", s.store().OrganizationRoles.scopesOf(ctx, filter.WithoutRole))
				}
				if len(filter.WithoutIDs) > 0 {
					query = query.Where("id NOT IN ?", distinct(filter.WithoutIDs))
				}
				return narrow(query)
			}
			scopes, total, err = newest(query, page, list[models.OrganizationScope])
			return err
		})
	return scopes, total, err
}

// scopesOf selects the ids of the organization permissions in a role.
func (s OrganizationRoles) scopesOf(ctx context.Context, roleID string) *gorm.DB {
	return s.reader(ctx).Model(&models.OrganizationRoleScope{}).
		Select("organization_scope_id").Where("organization_role_id = ?", roleID)
}
