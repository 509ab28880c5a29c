package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// manyHolders is from how many users on a list of those with a role looks at
// every user, newest first, and not at everyone with the role first.
const manyHolders = 10_000

// roleNarrowing narrows users by a role.
type roleNarrowing struct {
	sql  string // "" when it narrows nothing
	args []any
	// counted counts the users when nothing else narrows them; nil when they must
	// be counted one by one.
	counted func() (int64, error)
}

func (n roleNarrowing) narrow(query *gorm.DB) *gorm.DB {
	if n.sql == "" {
		return query
	}
	return query.Where(n.sql, n.args...)
}

// usersByRole reads how a filter narrows users by a role.
func (s *Store) usersByRole(ctx context.Context, filter UserFilter) (roleNarrowing, error) {
	const held = "(SELECT user_id FROM user_roles WHERE tenant_id = ? AND role_id = ?)"
	switch {
	case filter.RoleID != "" && filter.ExcludeRoleID != "":
		return roleNarrowing{
			sql:  "id IN " + held + " AND id NOT IN " + held,
			args: []any{s.tenant, filter.RoleID, s.tenant, filter.ExcludeRoleID},
		}, nil
	case filter.ExcludeRoleID != "":
		return roleNarrowing{
			sql: "id NOT IN " + held, args: []any{s.tenant, filter.ExcludeRoleID},
			counted: func() (int64, error) { return s.countUsersWithout(ctx, filter.ExcludeRoleID) },
		}, nil
	case filter.RoleID == "":
		return roleNarrowing{}, nil
	}
	total, err := s.countUsersWith(ctx, filter.RoleID)
	if err != nil {
		return roleNarrowing{}, err
	}
	narrowing := roleNarrowing{
		sql: "id IN " + held, args: []any{s.tenant, filter.RoleID},
		counted: func() (int64, error) { return total, nil },
	}
	if total > manyHolders {
		// A count and no EXISTS: no planner turns it into a join that reads everyone
		// before the first.
		narrowing.sql = "(SELECT COUNT(*) FROM user_roles held" +
			" WHERE held.tenant_id = ? AND held.user_id = users.id AND held.role_id = ?) > 0"
	}
	return narrowing, nil
}

func (s *Store) countUsersWith(ctx context.Context, roleID string) (int64, error) {
	return count(s.reader(ctx).Model(&models.UserRole{}).Where("role_id = ?", roleID))
}

func (s *Store) countUsersWithout(ctx context.Context, roleID string) (int64, error) {
	all, err := s.CountUsers(ctx)
	if err != nil {
		return 0, err
	}
	with, err := s.countUsersWith(ctx, roleID)
	return all - with, err
}
