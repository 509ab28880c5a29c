package store

import (
	"context"

	"portico/models"
)

// ConsentScopes are the scopes that third-party applications may ask users for.
type ConsentScopes struct{ *conn }

// Of reads the scopes of an application, each type by name.
func (s ConsentScopes) Of(ctx context.Context, applicationID string) (models.ConsentScopes, error) {
	var scopes models.ConsentScopes
	err := s.reader(ctx).Model(&models.ApplicationUserScope{}).Where("application_id = ?", applicationID).
		Order("scope").Pluck("scope", &scopes.User).Error
	if err != nil {
		return scopes, translate(err)
	}
	if scopes.Resource, err = s.ofResources(ctx, &models.ApplicationResourceScope{}, applicationID); err != nil {
		return scopes, err
	}
	if scopes.OrganizationResource, err = s.ofResources(ctx, &models.ApplicationOrganizationResourceScope{}, applicationID); err != nil {
		return scopes, err
	}
	given := s.reader(ctx).Model(&models.ApplicationOrganizationScope{}).Select("organization_scope_id").
		Where("application_id = ?", applicationID)
	scopes.Organization, err = list[models.OrganizationScope](s.reader(ctx).Where("id IN (?)", given).Order("name, id"))
	return scopes, err
}

// ofResources lists the scopes of resources in one of the tables, by name.
func (s ConsentScopes) ofResources(ctx context.Context, table any, applicationID string) ([]models.ResourceScope, error) {
	given := s.reader(ctx).Model(table).Select("scope_id").Where("application_id = ?", applicationID)
	scopes, err := list[models.Scope](s.reader(ctx).Where("id IN (?)", given).Order("name, id"))
	if err != nil {
		return nil, err
	}
	return s.withResources(ctx, scopes)
}

// Add lets an application ask for scopes of a type: names of user scopes, else ids.
// Those that it has are ignored. ErrConflict: there is no such scope or application.
func (s ConsentScopes) Add(ctx context.Context, applicationID string, kind models.ConsentScopeType, scopes []string) error {
	if len(scopes) == 0 {
		return nil
	}
	return s.configure(ctx, func(tx *Store) error {
		switch kind {
		case models.ConsentUserScopes:
			return addScopes(ctx, tx, scopes, func(scope string) models.ApplicationUserScope {
				return models.ApplicationUserScope{TenantID: s.tenant, ApplicationID: applicationID, Scope: scope}
			})
		case models.ConsentResourceScopes:
			return addScopes(ctx, tx, scopes, func(id string) models.ApplicationResourceScope {
				return models.ApplicationResourceScope{TenantID: s.tenant, ApplicationID: applicationID, ScopeID: id}
			})
		case models.ConsentOrganizationScopes:
			return addScopes(ctx, tx, scopes, func(id string) models.ApplicationOrganizationScope {
				return models.ApplicationOrganizationScope{TenantID: s.tenant, ApplicationID: applicationID, OrganizationScopeID: id}
			})
		default:
			return addScopes(ctx, tx, scopes, func(id string) models.ApplicationOrganizationResourceScope {
				return models.ApplicationOrganizationResourceScope{TenantID: s.tenant, ApplicationID: applicationID, ScopeID: id}
			})
		}
	})
}

func addScopes[T any](ctx context.Context, tx *Store, scopes []string, row func(string) T) error {
	rows := make([]T, 0, len(scopes))
	for _, scope := range distinct(scopes) {
		rows = append(rows, row(scope))
	}
	return addRows(ctx, tx.conn, rows)
}

// Remove takes a scope from an application: the name of a user scope, else an id.
// ErrNotFound: it does not have it.
func (s ConsentScopes) Remove(ctx context.Context, applicationID string, kind models.ConsentScopeType, scope string) error {
	var row any
	column := "scope_id"
	switch kind {
	case models.ConsentUserScopes:
		row, column = &models.ApplicationUserScope{}, "scope"
	case models.ConsentResourceScopes:
		row = &models.ApplicationResourceScope{}
	case models.ConsentOrganizationScopes:
		row, column = &models.ApplicationOrganizationScope{}, "organization_scope_id"
	case models.ConsentOrganizationResourceScopes:
		row = &models.ApplicationOrganizationResourceScope{}
	default:
		return ErrNotFound
	}
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.writer(ctx).Where("application_id = ? AND "+column+" = ?", applicationID, scope).Delete(row))
	})
}
