package store

import (
	"context"

	"gorm.io/gorm/clause"

	"portico/models"
)

// CreateResource adds a resource. ErrConflict: the indicator is taken.
func (s *Store) CreateResource(ctx context.Context, resource *models.Resource) error {
	return s.configure(ctx, func(tx *Store) error {
		resource.TenantID = s.tenant
		return translate(tx.inserter(ctx).Create(resource).Error)
	})
}

// Resource reads a resource by id.
func (s *Store) Resource(ctx context.Context, id string) (*models.Resource, error) {
	return first[models.Resource](s.reader(ctx).Where("id = ?", id))
}

// ResourceByIndicator finds a resource by its indicator, byte for byte.
func (s *Store) ResourceByIndicator(ctx context.Context, indicator string) (*models.Resource, error) {
	return first[models.Resource](s.reader(ctx).Where("indicator = ?", indicator))
}

// HoldResource keeps a resource and its scopes from being changed by others who
// hold it before the transaction ends. ErrNotFound: there is none.
func (s *Store) HoldResource(ctx context.Context, id string) error {
	return changed(s.writer(ctx).Model(&models.Resource{}).Where("id = ?", id).Update("id", id))
}

// HoldResources holds all resources, always in the same order: see HoldResource.
func (s *Store) HoldResources(ctx context.Context) error {
	// SQLite has no such locks and leaves the clause out; there one writes at a time.
	_, err := list[models.Resource](s.writer(ctx).Clauses(clause.Locking{Strength: "UPDATE"}).Select("id").Order("id"))
	return err
}

// UpdateResource writes a resource's name, life of tokens and whether it is the
// default. ErrConflict: another one is.
func (s *Store) UpdateResource(ctx context.Context, resource *models.Resource) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Model(&models.Resource{}).Where("id = ?", resource.ID).
			Select("Name", "AccessTokenTTL", "IsDefault").Updates(resource))
	})
}

// DeleteResource removes a resource with its scopes, which the roles lose.
func (s *Store) DeleteResource(ctx context.Context, id string) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Where("id = ?", id).Delete(&models.Resource{}))
	})
}

// DefaultResource finds the resource used by requests that name none.
func (s *Store) DefaultResource(ctx context.Context) (*models.Resource, error) {
	return first[models.Resource](s.reader(ctx).Where("is_default = ?", true))
}
