package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// Scopes are the permissions of resources.
type Scopes struct{ Table[models.Scope] }

func openScopes(c *conn) Scopes {
	return Scopes{newTable(c, func(r *models.Scope) (tenant, id *string) { return &r.TenantID, &r.ID }, "Name", "Description").asConfiguration()}
}

// Get reads a scope of a resource by its id.
func (s Scopes) Get(ctx context.Context, resourceID, id string) (*models.Scope, error) {
	return first[models.Scope](s.reader(ctx).Where("resource_id = ? AND id = ?", resourceID, id))
}

// Of lists a resource's scopes by name.
func (s Scopes) Of(ctx context.Context, resourceID string) ([]models.Scope, error) {
	return list[models.Scope](s.reader(ctx).Where("resource_id = ?", resourceID).Order("name"))
}

// List lists a resource's scopes that match, by name, and counts all matches.
// ErrPattern and ErrPatternTooSlow: see Search.
func (s Scopes) List(ctx context.Context, resourceID string, search Search, page Page) (
	scopes []models.Scope, total int64, err error,
) {
	err = s.finding(ctx, search, searchedScopes(), func(ctx context.Context, s *conn, narrow func(*gorm.DB) *gorm.DB) error {
		query := func() *gorm.DB {
			return narrow(s.reader(ctx).Model(&models.Scope{}).Where("resource_id = ?", resourceID))
		}
		scopes, total, err = ordered[models.Scope](query, "name", page)
		return err
	})
	return scopes, total, err
}

// Update writes a scope's name and description. ErrNotFound: the resource has no
// such scope. ErrConflict: the resource has another one with that name.
func (s Scopes) Update(ctx context.Context, scope *models.Scope) error {
	return s.change(ctx, func(c *conn) error {
		return changed(c.writer(ctx).Model(&models.Scope{}).Where("resource_id = ? AND id = ?", scope.ResourceID, scope.ID).
			Select(s.updated).Updates(scope))
	})
}

// Delete removes a scope of a resource, also from all roles.
func (s Scopes) Delete(ctx context.Context, resourceID, id string) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Where("resource_id = ? AND id = ?", resourceID, id).Delete(&models.Scope{}))
	})
}

// SetID changes a scope's id, also in the roles that have it.
func (s Scopes) SetID(ctx context.Context, scope *models.Scope, id string) error {
	return s.configure(ctx, func(tx *Store) error {
		from, name := scope.ID, scope.Name
		one := func() *gorm.DB { return tx.writer(ctx).Model(&models.Scope{}).Where("id = ?", from) }
		// The name is unique in the resource: the old row must give it up first.
		if err := changed(one().Update("name", name+" "+from)); err != nil {
			return err
		}
		scope.ID = id
		if err := tx.Scopes.Insert(ctx, scope); err != nil {
			return err
		}
		for _, assigned := range []any{
			&models.RoleScope{}, &models.OrganizationRoleResourceScope{},
			&models.ApplicationResourceScope{}, &models.ApplicationOrganizationResourceScope{},
		} {
			if err := tx.writer(ctx).Model(assigned).Where("scope_id = ?", from).Update("scope_id", id).Error; err != nil {
				return translate(err)
			}
		}
		return changed(one().Delete(&models.Scope{}))
	})
}
