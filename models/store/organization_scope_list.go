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
	Query      string
	RoleID     string   // those in this role
	IDs, Names []string // any of these; a thousand at most
}

// OrganizationScopes lists the permissions of the template, newest first, and
// counts all that the filter lets through.
func (s *Store) OrganizationScopes(ctx context.Context, filter OrganizationScopeFilter, page Page) (
	scopes []models.OrganizationScope, total int64, err error,
) {
	err = s.containing(ctx, filter.Query, searchedTemplate(),
		func(ctx context.Context, s *Store, narrow func(*gorm.DB) *gorm.DB) error {
			query := func() *gorm.DB {
				query := named(s.reader(ctx), filter.IDs, filter.Names)
				if filter.RoleID != "" {
					query = query.Where("id IN (?)", s.reader(ctx).Model(&models.OrganizationRoleScope{}).
						Select("organization_scope_id").Where("organization_role_id = ?", filter.RoleID))
				}
				return narrow(query)
			}
			scopes, total, err = newest(query, page, list[models.OrganizationScope])
			return err
		})
	return scopes, total, err
}
