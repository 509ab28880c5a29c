package store

import (
	"context"

	"portico/models"
)

// CreateResource adds a resource. ErrConflict: the indicator is taken.
func (s *Store) CreateResource(ctx context.Context, resource *models.Resource) error {
	return s.configure(ctx, func(tx *Store) error {
		resource.TenantID = s.tenant
		return translate(tx.inserter(ctx).Create(resource).Error)
	})
}

// ResourceByIndicator finds a resource by its indicator, byte for byte.
func (s *Store) ResourceByIndicator(ctx context.Context, indicator string) (*models.Resource, error) {
	return first[models.Resource](s.reader(ctx).Where("indicator = ?", indicator))
}

// DeleteResource removes a resource with its scopes.
func (s *Store) DeleteResource(ctx context.Context, id string) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Where("id = ?", id).Delete(&models.Resource{}))
	})
}

// DefaultResource finds the resource used by requests that name none.
func (s *Store) DefaultResource(ctx context.Context) (*models.Resource, error) {
	return first[models.Resource](s.reader(ctx).Where("is_default = ?", true))
}

// CreateScope adds a scope. ErrConflict: the resource has one of that name.
func (s *Store) CreateScope(ctx context.Context, scope *models.Scope) error {
	return s.configure(ctx, func(tx *Store) error {
		scope.TenantID = s.tenant
		return translate(tx.inserter(ctx).Create(scope).Error)
	})
}

// Scopes lists a resource's scopes by name.
func (s *Store) Scopes(ctx context.Context, resourceID string) ([]models.Scope, error) {
	return list[models.Scope](s.reader(ctx).Where("resource_id = ?", resourceID).Order("name"))
}
