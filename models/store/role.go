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

// AddScopes adds scopes to a role, ignoring those it already has. ErrConflict: the
// role or a scope does not exist.
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

// Default lists the roles of a type that every new holder gets.
func (s Roles) Default(ctx context.Context, kind models.RoleType) ([]models.Role, error) {
	return list[models.Role](s.reader(ctx).Where("type = ? AND is_default = ?", kind, true).Order("id"))
}
