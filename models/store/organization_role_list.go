package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// OrganizationRoleFilter narrows a list of organization roles; empty fields are
// ignored.
type OrganizationRoleFilter struct {
	// Query is text that the id, the name or the description must contain, ignoring case.
	Query      string
	Types      []models.RoleType // any of these
	IDs, Names []string          // any of these, at most a thousand
	ScopeID    string            // only roles that grant this organization permission
}

// List lists the organization roles, newest first, and counts all matches.
func (s OrganizationRoles) List(ctx context.Context, filter OrganizationRoleFilter, page Page) (
	roles []models.OrganizationRole, total int64, err error,
) {
	err = s.finding(ctx, Anywhere(filter.Query), searchedTemplate(),
		func(ctx context.Context, s *conn, narrow func(*gorm.DB) *gorm.DB) error {
			query := func() *gorm.DB {
				query := named(s.reader(ctx), filter.IDs, filter.Names)
				if len(filter.Types) > 0 {
					query = query.Where("type IN ?", filter.Types)
				}
				if filter.ScopeID != "" {
					query = query.Where("id IN (?)", s.reader(ctx).Model(&models.OrganizationRoleScope{}).
						Select("organization_role_id").Where("organization_scope_id = ?", filter.ScopeID))
				}
				return narrow(query)
			}
			roles, total, err = newest(query, page, list[models.OrganizationRole])
			return err
		})
	return roles, total, err
}

// searchedTemplate returns how organization roles and permissions are searched.
func searchedTemplate() searched {
	fields := []string{"id", "name", "description"}
	return searched{fields: fields, columns: fields}
}

// named narrows a query to these ids and names.
func named(query *gorm.DB, ids, names []string) *gorm.DB {
	if len(ids) > 0 {
		query = query.Where("id IN ?", distinct(ids))
	}
	if len(names) > 0 {
		query = query.Where("name IN ?", distinct(names))
	}
	return query
}
