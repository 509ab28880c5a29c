package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// List lists resources, newest first, and counts all that match. ErrPattern
// and ErrPatternTooSlow: see Search.
func (s Resources) List(ctx context.Context, search Search, page Page) (resources []models.Resource, total int64, err error) {
	err = s.finding(ctx, search, searchedResources(), func(ctx context.Context, s *conn, narrow func(*gorm.DB) *gorm.DB) error {
		query := func() *gorm.DB { return narrow(s.reader(ctx)) }
		resources, total, err = newest(query, page, list[models.Resource])
		return err
	})
	return resources, total, err
}

// OfResources maps the ids of resources to their scopes, by name; resources without
// scopes are left out.
func (s Scopes) OfResources(ctx context.Context, resourceIDs []string) (map[string][]models.Scope, error) {
	byResource := make(map[string][]models.Scope, len(resourceIDs))
	err := inBatches(resourceIDs, func(ids []string) error {
		scopes, err := list[models.Scope](s.reader(ctx).Where("resource_id IN ?", ids).Order("name"))
		for _, scope := range scopes {
			byResource[scope.ResourceID] = append(byResource[scope.ResourceID], scope)
		}
		return err
	})
	return byResource, err
}

// CountByResource maps the ids of resources to the number of their scopes; resources
// without scopes are left out.
func (s Scopes) CountByResource(ctx context.Context, resourceIDs []string) (map[string]int64, error) {
	counts := make(map[string]int64, len(resourceIDs))
	err := inBatches(resourceIDs, func(ids []string) error {
		var rows []struct {
			ResourceID string
			Scopes     int64
		}
		err := s.reader(ctx).Model(&models.Scope{}).Select("resource_id, count(*) AS scopes").
			Where("resource_id IN ?", ids).Group("resource_id").Scan(&rows).Error
		for _, row := range rows {
			counts[row.ResourceID] = row.Scopes
		}
		return translate(err)
	})
	return counts, err
}

// CountRoles counts the tenant and organization roles that have a scope of a resource.
func (s Resources) CountRoles(ctx context.Context, resourceID string) (int64, error) {
	return s.store().Scopes.countRolesOf(ctx, s.reader(ctx).Model(&models.Scope{}).Select("id").Where("resource_id = ?", resourceID))
}

// CountRoles counts the tenant and organization roles that have a scope.
func (s Scopes) CountRoles(ctx context.Context, scopeID string) (int64, error) {
	return s.countRolesOf(ctx, s.reader(ctx).Model(&models.Scope{}).Select("id").Where("id = ?", scopeID))
}

// countRolesOf counts the roles that have any of the scopes that a query selects.
func (s Scopes) countRolesOf(ctx context.Context, scopeIDs *gorm.DB) (int64, error) {
	ofTenant, err := count(s.reader(ctx).Model(&models.RoleScope{}).
		Where("scope_id IN (?)", scopeIDs).Distinct("role_id"))
	if err != nil {
		return 0, err
	}
	ofOrganizations, err := count(s.reader(ctx).Model(&models.OrganizationRoleResourceScope{}).
		Where("scope_id IN (?)", scopeIDs).Distinct("organization_role_id"))
	return ofTenant + ofOrganizations, err
}
