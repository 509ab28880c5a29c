package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// CreateScope adds a scope. ErrConflict: the resource has one of that name.
func (s *Store) CreateScope(ctx context.Context, scope *models.Scope) error {
	return s.configure(ctx, func(tx *Store) error {
		scope.TenantID = s.tenant
		return translate(tx.inserter(ctx).Create(scope).Error)
	})
}

// Scope reads a scope of a resource by its id.
func (s *Store) Scope(ctx context.Context, resourceID, id string) (*models.Scope, error) {
	return first[models.Scope](s.reader(ctx).Where("resource_id = ? AND id = ?", resourceID, id))
}

// Scopes lists a resource's scopes by name.
func (s *Store) Scopes(ctx context.Context, resourceID string) ([]models.Scope, error) {
	return list[models.Scope](s.reader(ctx).Where("resource_id = ?", resourceID).Order("name"))
}

// SearchScopes lists those of a resource's scopes that match, by name, and counts
// all of them. ErrPattern and ErrPatternTooSlow: see Search.
func (s *Store) SearchScopes(ctx context.Context, resourceID string, search Search, page Page) (
	scopes []models.Scope, total int64, err error,
) {
	found, err := s.condition(search, searchedScopes())
	if err != nil {
		return nil, 0, err
	}
	err = s.searching(ctx, found, func(ctx context.Context, s *Store) error {
		query := func() *gorm.DB {
			return found.narrow(s.reader(ctx).Model(&models.Scope{}).Where("resource_id = ?", resourceID))
		}
		if scopes, err = list[models.Scope](page.of(query().Order("name"))); err != nil {
			return err
		}
		isKnown := false
		if total, isKnown = page.total(len(scopes)); !isKnown {
			total, err = count(query())
		}
		return err
	})
	return scopes, total, err
}

// UpdateScope writes a scope's name and description. ErrConflict: the resource
// has another one of that name.
func (s *Store) UpdateScope(ctx context.Context, scope *models.Scope) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Model(&models.Scope{}).Where("resource_id = ? AND id = ?", scope.ResourceID, scope.ID).
			Select("Name", "Description").Updates(scope))
	})
}

// DeleteScope removes a scope of a resource, which the roles lose.
func (s *Store) DeleteScope(ctx context.Context, resourceID, id string) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Where("resource_id = ? AND id = ?", resourceID, id).Delete(&models.Scope{}))
	})
}
