package store

import (
	"context"

	"gorm.io/gorm/clause"

	"portico/models"
)

// Roles are the roles of a tenant, with their scopes.
type Roles struct{ Table[models.Role] }

func openRoles(c *conn) Roles {
	return Roles{newTable(c, func(r *models.Role) (tenant, id *string) { return &r.TenantID, &r.ID }, "Name", "Description", "IsDefault").asConfiguration()}
}

// ByName finds a role by its name.
func (s Roles) ByName(ctx context.Context, name string) (*models.Role, error) {
	return first[models.Role](s.reader(ctx).Where("name = ?", name))
}

// AddScopes puts scopes into a role; those that are in it stay. ErrConflict:
// the role or a scope does not exist.
func (s Roles) AddScopes(ctx context.Context, roleID string, scopeIDs []string) error {
	return s.configure(ctx, func(tx *Store) error { return tx.Roles.addScopes(ctx, roleID, scopeIDs) })
}

func (s Roles) addScopes(ctx context.Context, roleID string, scopeIDs []string) error {
	rows := make([]models.RoleScope, 0, len(scopeIDs))
	for _, id := range scopeIDs {
		rows = append(rows, models.RoleScope{TenantID: s.tenant, RoleID: roleID, ScopeID: id})
	}
	if len(rows) == 0 {
		return nil
	}
	return translate(s.inserter(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&rows).Error)
}

// AssignUserRole gives a user a role; a repeat changes nothing. ErrConflict:
// the user or the role does not exist.
func (s Assignments) AssignUserRole(ctx context.Context, userID, roleID string) error {
	row := models.UserRole{TenantID: s.tenant, UserID: userID, RoleID: roleID}
	return translate(s.inserter(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error)
}

// AssignApplicationRole gives an application a role; a repeat changes nothing.
// ErrConflict: the application or the role does not exist.
func (s Assignments) AssignApplicationRole(ctx context.Context, applicationID, roleID string) error {
	return s.configure(ctx, func(tx *Store) error {
		row := models.ApplicationRole{TenantID: s.tenant, ApplicationID: applicationID, RoleID: roleID}
		return translate(tx.inserter(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error)
	})
}

// Default lists the roles of a type that every new holder gets.
func (s Roles) Default(ctx context.Context, kind models.RoleType) ([]models.Role, error) {
	return list[models.Role](s.reader(ctx).Where("type = ? AND is_default = ?", kind, true).Order("id"))
}

// UnassignApplicationRole takes a role from an application. ErrNotFound: it has not got it.
func (s Assignments) UnassignApplicationRole(ctx context.Context, applicationID, roleID string) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Where("application_id = ? AND role_id = ?", applicationID, roleID).
			Delete(&models.ApplicationRole{}))
	})
}

// ApplicationHasRole reports whether an application has a role of this name.
func (s Assignments) ApplicationHasRole(ctx context.Context, applicationID, roleName string) (bool, error) {
	named := s.reader(ctx).Model(&models.Role{}).Select("id").Where("name = ?", roleName)
	held, err := count(s.reader(ctx).Model(&models.ApplicationRole{}).
		Where("application_id = ? AND role_id IN (?)", applicationID, named))
	return held > 0, err
}

// UserRoleNames lists the names of a user's roles.
func (s Assignments) UserRoleNames(ctx context.Context, userID string) ([]string, error) {
	var names []string
	err := s.anywhere(ctx).Raw("SELECT roles.name FROM user_roles held"+s.joinInOrder()+
		"roles ON roles.tenant_id = held.tenant_id AND roles.id = held.role_id"+
		" WHERE held.tenant_id = ? AND held.user_id = ? ORDER BY roles.name", s.tenant, userID).Scan(&names).Error
	return names, translate(err)
}
