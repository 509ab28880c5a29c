package store

import (
	"context"

	"gorm.io/gorm/clause"

	"portico/models"
)

// Assignments say which user or application has which role.
type Assignments struct{ *conn }

// AssignUserRoles gives roles to users; those who have one keep it.
// ErrConflict: a user or a role does not exist.
func (s Assignments) AssignUserRoles(ctx context.Context, userIDs, roleIDs []string) error {
	var rows []models.UserRole
	for _, userID := range userIDs {
		for _, roleID := range roleIDs {
			rows = append(rows, models.UserRole{TenantID: s.tenant, UserID: userID, RoleID: roleID})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return translate(s.inserter(ctx).Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(rows, rowsAtOnce).Error)
}

// rowsAtOnce bounds the values of one insertion.
const rowsAtOnce = 1000

// UnassignUserRoles takes roles from a user; those that the user has not got count as taken.
func (s Assignments) UnassignUserRoles(ctx context.Context, userID string, roleIDs []string) error {
	return translate(s.writer(ctx).Where("user_id = ? AND role_id IN ?", userID, distinct(roleIDs)).
		Delete(&models.UserRole{}).Error)
}

// AssignApplicationRoles gives roles to applications; those that have one keep
// it. ErrConflict: an application or a role does not exist.
func (s Assignments) AssignApplicationRoles(ctx context.Context, applicationIDs, roleIDs []string) error {
	var rows []models.ApplicationRole
	for _, applicationID := range applicationIDs {
		for _, roleID := range roleIDs {
			rows = append(rows, models.ApplicationRole{TenantID: s.tenant, ApplicationID: applicationID, RoleID: roleID})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return s.configure(ctx, func(tx *Store) error {
		return translate(tx.inserter(ctx).Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(rows, rowsAtOnce).Error)
	})
}

// UnassignApplicationRoles takes roles from an application; those that it has
// not got count as taken.
func (s Assignments) UnassignApplicationRoles(ctx context.Context, applicationID string, roleIDs []string) error {
	return s.configure(ctx, func(tx *Store) error {
		return translate(tx.writer(ctx).Where("application_id = ? AND role_id IN ?", applicationID, distinct(roleIDs)).
			Delete(&models.ApplicationRole{}).Error)
	})
}

// OfUsers maps the ids of users to their roles, by name; who has none is
// left out.
func (s Assignments) OfUsers(ctx context.Context, userIDs []string) (map[string][]models.Role, error) {
	return s.rolesOf(ctx, "user_roles", "user_id", userIDs)
}

// OfApplications maps the ids of applications to their roles, by name;
// what has none is left out.
func (s Assignments) OfApplications(ctx context.Context, applicationIDs []string) (map[string][]models.Role, error) {
	return s.rolesOf(ctx, "application_roles", "application_id", applicationIDs)
}

func (s Assignments) rolesOf(ctx context.Context, held, holder string, ids []string) (map[string][]models.Role, error) {
	var rows []struct {
		models.Role
		HolderID string
	}
	err := s.anywhere(ctx).Raw("SELECT roles.*, held."+holder+" AS holder_id FROM "+held+" held"+
		" JOIN roles ON roles.tenant_id = held.tenant_id AND roles.id = held.role_id"+
		" WHERE held.tenant_id = ? AND held."+holder+" IN ? ORDER BY roles.name", s.tenant, distinct(ids)).Scan(&rows).Error
	if err != nil {
		return nil, translate(err)
	}
	roles := map[string][]models.Role{}
	for _, row := range rows {
		roles[row.HolderID] = append(roles[row.HolderID], row.Role)
	}
	return roles, nil
}

// ByID finds the users of some ids; ids without a user are left out.
func (s Users) ByID(ctx context.Context, ids []string) ([]models.User, error) {
	return list[models.User](s.reader(ctx).Where("id IN ?", distinct(ids)).Order("id"))
}

// ByID finds the applications of some ids; ids without one are left out.
func (s Applications) ByID(ctx context.Context, ids []string) ([]models.Application, error) {
	return list[models.Application](s.reader(ctx).Where("id IN ?", distinct(ids)).Order("id"))
}
