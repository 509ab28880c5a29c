package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// narrow keeps only users with, or without, a role. The ids of the role's holders are
// collected once, and users, newest first, checked against them. With a join, planners
// would read all holders of a common role before returning the first, or scan all
// users for the few holders of a rare one. A role that most users have is looked up
// user by user, since the first matches are found quickly.
func (f UserFilter) narrow(query *gorm.DB, tenant string, isCommon bool) *gorm.DB {
	const held = "(SELECT user_id FROM user_roles WHERE tenant_id = ? AND role_id = ?)"
	switch {
	case f.RoleID != "" && isCommon:
		query = query.Where("(SELECT COUNT(*) FROM user_roles held"+
			" WHERE held.tenant_id = ? AND held.user_id = users.id AND held.role_id = ?) > 0", tenant, f.RoleID)
	case f.RoleID != "":
		query = query.Where("(id IN "+held+") IS TRUE", tenant, f.RoleID)
	}
	if f.ExcludeRoleID != "" {
		query = query.Where("id NOT IN "+held, tenant, f.ExcludeRoleID)
	}
	return withoutIDs(withIDs(query, f.IDs), f.WithoutIDs)
}

// isCommon reports whether most users have the filter's role.
func (s Users) isCommon(ctx context.Context, filter UserFilter) (bool, error) {
	if filter.RoleID == "" {
		return false, nil
	}
	with, err := s.store().Assignments.count(ctx, models.HolderUser, filter.RoleID)
	if err != nil || with == 0 {
		return false, err
	}
	all, err := s.Count(ctx)
	return 2*with > all, err
}

// isByRole reports whether the query collects the ids of a role's holders.
func (f UserFilter) isByRole() bool { return f.RoleID != "" || f.ExcludeRoleID != "" }

// countFiltered counts the users that match a filter with query. If the filter has
// nothing but a role, it counts the role's holders instead.
func (s Users) countFiltered(ctx context.Context, filter UserFilter, query *gorm.DB) (int64, error) {
	hasOneRole := (filter.RoleID == "") != (filter.ExcludeRoleID == "")
	if len(filter.Search.Terms)+len(filter.WithoutIDs) > 0 || filter.IDs != nil || filter.ExcludeOrganizationID != "" || !hasOneRole {
		return count(query.Model(&models.User{}))
	}
	with, err := s.store().Assignments.count(ctx, models.HolderUser, filter.RoleID+filter.ExcludeRoleID)
	if err != nil || filter.RoleID != "" {
		return with, err
	}
	all, err := s.Count(ctx)
	return all - with, err
}
