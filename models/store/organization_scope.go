package store

import (
	"context"

	"portico/models"
)

// CreateOrganizationScope adds a permission to the template. ErrConflict: the
// name is taken.
func (s *Store) CreateOrganizationScope(ctx context.Context, scope *models.OrganizationScope) error {
	scope.TenantID = s.tenant
	return translate(s.inserter(ctx).Create(scope).Error)
}

// OrganizationScope reads a permission of the template by id.
func (s *Store) OrganizationScope(ctx context.Context, id string) (*models.OrganizationScope, error) {
	return first[models.OrganizationScope](s.reader(ctx).Where("id = ?", id))
}

// HoldOrganizationScope keeps a permission from being changed by others before
// the transaction ends. ErrNotFound: there is none.
func (s *Store) HoldOrganizationScope(ctx context.Context, id string) error {
	return changed(s.writer(ctx).Model(&models.OrganizationScope{}).Where("id = ?", id).Update("id", id))
}

// UpdateOrganizationScope writes the name and the description of a permission.
// ErrConflict: the name is taken.
func (s *Store) UpdateOrganizationScope(ctx context.Context, scope *models.OrganizationScope) error {
	return changed(s.writer(ctx).Model(&models.OrganizationScope{}).Where("id = ?", scope.ID).
		Select("Name", "Description").Updates(scope))
}

// DeleteOrganizationScope removes a permission, also from the roles that give it.
func (s *Store) DeleteOrganizationScope(ctx context.Context, id string) error {
	return changed(s.writer(ctx).Where("id = ?", id).Delete(&models.OrganizationScope{}))
}
