package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// narrow lets only those through who have a role or have it not. The ids of
// those who have it are gathered once, and users, newest first, held against
// them: as a join, planners read everyone before the first where many have the
// role, or look for few among all. What most users have is looked up user by
// user: the first of them are soon found.
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

// isCommon reports whether most users have the role that a filter asks for.
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

// isByRole says that the ids of those who have a role are gathered.
func (f UserFilter) isByRole() bool { return f.RoleID != "" || f.ExcludeRoleID != "" }

// countFiltered counts the users whom a filter lets through, in query; where it
// asks for a role alone, those with the role are counted and not looked for.
func (s Users) countFiltered(ctx context.Context, filter UserFilter, query *gorm.DB) (int64, error) {
	isOfOne := (filter.RoleID == "") != (filter.ExcludeRoleID == "")
	if len(filter.Search.Terms)+len(filter.WithoutIDs) > 0 || filter.IDs != nil || filter.ExcludeOrganizationID != "" || !isOfOne {
		return count(query.Model(&models.User{}))
	}
	with, err := s.store().Assignments.count(ctx, models.HolderUser, filter.RoleID+filter.ExcludeRoleID)
	if err != nil || filter.RoleID != "" {
		return with, err
	}
	all, err := s.Count(ctx)
	return all - with, err
}
