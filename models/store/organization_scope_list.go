package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// OrganizationScopeFilter narrows a list of permissions of organizations; empty
// fields narrow nothing.
type OrganizationScopeFilter struct {
	// Query stands somewhere in the id, the name or the description, in any case.
	Query               string
	RoleID, WithoutRole string   // those in a role, and those that are not in one
	IDs, Names          []string // any of these; a thousand at most
	WithoutIDs          []string // none of these; a thousand at most
}

// List lists the permissions of the template, newest first, and
// counts all that the filter lets through.
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

// scopesOf selects the ids of the permissions of organizations in a role.
func (s OrganizationRoles) scopesOf(ctx context.Context, roleID string) *gorm.DB {
	return s.reader(ctx).Model(&models.OrganizationRoleScope{}).
		Select("organization_scope_id").Where("organization_role_id = ?", roleID)
}
