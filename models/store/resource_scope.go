package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// ResourceScopeFilter narrows a list of the scopes of all resources; empty fields
// are ignored.
type ResourceScopeFilter struct {
	// Query is text that the name of the scope or its resource must contain, ignoring case.
	Query string
	// WithoutRole and WithoutOrganizationRole leave out the scopes in the role with
	// this id.
	WithoutRole, WithoutOrganizationRole string
	// IDs are the only scopes to find, WithoutIDs those to leave out.
	IDs, WithoutIDs []string
	// WithoutIndicators leaves out the scopes of these resources, such as the
	// Management API.
	WithoutIndicators []string
}

func (f ResourceScopeFilter) narrow(query *gorm.DB, tenant string) *gorm.DB {
	if f.WithoutRole != "" {
		query = query.Where("scopes.id NOT IN (SELECT scope_id FROM role_scopes WHERE tenant_id = ? AND role_id = ?)",
			tenant, f.WithoutRole)
	}
	if f.WithoutOrganizationRole != "" {
		query = query.Where("scopes.id NOT IN (SELECT scope_id FROM organization_role_resource_scopes"+
			" WHERE tenant_id = ? AND organization_role_id = ?)", tenant, f.WithoutOrganizationRole)
	}
	if f.IDs != nil {
		query = query.Where("scopes.id IN ?", distinct(f.IDs))
	}
	if len(f.WithoutIDs) > 0 {
		query = query.Where("scopes.id NOT IN ?", distinct(f.WithoutIDs))
	}
	if len(f.WithoutIndicators) > 0 {
		query = query.Where("resources.indicator NOT IN ?", f.WithoutIndicators)
	}
	return query
}

// ListWithResources lists scopes with their resources, by the names of both, and
// counts all matches. ErrPattern: the query is not text.
func (s Scopes) ListWithResources(ctx context.Context, filter ResourceScopeFilter, page Page) (
	scopes []models.ResourceScope, total int64, err error,
) {
	err = s.finding(ctx, Anywhere(filter.Query), searchedResourceScopes(), func(ctx context.Context, s *conn, narrow func(*gorm.DB) *gorm.DB) error {
		query := func() *gorm.DB { return narrow(filter.narrow(s.resourceScopes(ctx), s.tenant)) }
		scopes, total, err = s.scopesWithResources(ctx, query, page)
		return err
	})
	return scopes, total, err
}

func (s *conn) resourceScopes(ctx context.Context) *gorm.DB {
	return s.anywhere(ctx).Model(&models.Scope{}).
		Joins("JOIN resources ON resources.tenant_id = scopes.tenant_id AND resources.id = scopes.resource_id").
		Where("scopes.tenant_id = ?", s.tenant)
}

// scopesWithResources reads a page of resourceScopes, by the names of both.
func (s *conn) scopesWithResources(ctx context.Context, query func() *gorm.DB, page Page) ([]models.ResourceScope, int64, error) {
	rows, err := list[models.Scope](page.of(query().Select("scopes.*").Order("resources.name, resources.id, scopes.name")))
	if err != nil {
		return nil, 0, err
	}
	total, err := page.counted(len(rows), query)
	if err != nil {
		return nil, 0, err
	}
	scopes, err := s.withResources(ctx, rows)
	return scopes, total, err
}

// withResources reads the resources of scopes.
func (s *conn) withResources(ctx context.Context, scopes []models.Scope) ([]models.ResourceScope, error) {
	if len(scopes) == 0 {
		return nil, nil
	}
	ids := make([]string, 0, len(scopes))
	for _, scope := range scopes {
		ids = append(ids, scope.ResourceID)
	}
	resources, err := list[models.Resource](s.reader(ctx).Where("id IN ?", distinct(ids)))
	if err != nil {
		return nil, err
	}
	byID := make(map[string]models.Resource, len(resources))
	for _, resource := range resources {
		byID[resource.ID] = resource
	}
	whole := make([]models.ResourceScope, 0, len(scopes))
	for _, scope := range scopes {
		whole = append(whole, models.ResourceScope{Scope: scope, Resource: byID[scope.ResourceID]})
	}
	return whole, nil
}
