package thirdparty

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// Scopes are scopes by type: names of user scopes, else ids.
type Scopes map[models.ConsentScopeType][]string

// Scopes reads what an application may ask users for; a first-party application has
// nothing. Fault: entity.not_found.
func (s *Service) Scopes(ctx context.Context, records *store.Store, applicationID string) (models.ConsentScopes, error) {
	if _, err := s.kind().Get(ctx, records, applicationID); err != nil {
		return models.ConsentScopes{}, err
	}
	return scopesOf(ctx, records, applicationID)
}

// AddScopes lets a third-party application ask users for more; what it already may ask
// for stays. It publishes Application.ConsentScopes.Updated if anything changed.
// Faults: entity.not_found, application.third_party_application_only,
// application.user_consent_scopes_not_found with the unknown ids,
// application.consent_management_api_scopes_not_allowed, guard.invalid_input for unknown
// user scopes and for more than a thousand of a type.
func (s *Service) AddScopes(ctx context.Context, records *store.Store, applicationID string, more Scopes) error {
	managementAPIs, err := s.ManagementAPIs(ctx, records.TenantID()) // outside the transaction
	if err != nil {
		return err
	}
	return s.changeScopes(ctx, records, applicationID, func(tx *store.Store, application *models.Application) error {
		if err := checkThirdParty(application); err != nil {
			return err
		}
		if err := check(ctx, tx, more, managementAPIs); err != nil {
			return err
		}
		for _, kind := range models.ConsentScopeTypes() {
			err := tx.ConsentScopes.Add(ctx, applicationID, kind, more[kind])
			if errors.Is(err, store.ErrConflict) {
				return rule.Against("application.user_consent_scopes_not_found", "deleted at the same time: %w", err)
			}
			if err != nil {
				return fmt.Errorf("store %s: %w", kind, err)
			}
		}
		return nil
	})
}

// RemoveScope no longer lets an application ask users for a scope: the name of a user
// scope, else an id. It publishes Application.ConsentScopes.Updated. Fault:
// entity.not_found, also for a scope that the application may not ask for.
func (s *Service) RemoveScope(ctx context.Context, records *store.Store, applicationID string, kind models.ConsentScopeType, scope string) error {
	return s.changeScopes(ctx, records, applicationID, func(tx *store.Store, _ *models.Application) error {
		err := tx.ConsentScopes.Remove(ctx, applicationID, kind, scope)
		if errors.Is(err, store.ErrNotFound) {
			return rule.Missing(string(kind) + " " + scope + " of application " + applicationID)
		}
		return err
	})
}

// changeScopes changes what an application may ask for, and publishes the difference.
func (s *Service) changeScopes(ctx context.Context, records *store.Store, applicationID string,
	change func(*store.Store, *models.Application) error,
) error {
	return s.kind().Change(ctx, records, applicationID, func(tx *store.Store, application *models.Application) error {
		before, err := scopesOf(ctx, tx, applicationID)
		if err != nil {
			return err
		}
		if err := change(tx, application); err != nil {
			return err
		}
		after, err := scopesOf(ctx, tx, applicationID)
		if err != nil {
			return err
		}
		return s.kind().Publish(ctx, tx, event.ApplicationConsentScopes, application, facts(before), facts(after))
	})
}

func scopesOf(ctx context.Context, records *store.Store, applicationID string) (models.ConsentScopes, error) {
	scopes, err := records.ConsentScopes.Of(ctx, applicationID)
	if err != nil {
		return scopes, fmt.Errorf("read consent scopes of application %s: %w", applicationID, err)
	}
	return scopes, nil
}

// check rejects scopes that no application may ask for, and those that do not exist.
func check(ctx context.Context, tx *store.Store, scopes Scopes, managementAPIs []string) error {
	unknown := map[string]any{}
	for _, kind := range models.ConsentScopeTypes() {
		ids, err := rule.IDs(fieldOf(kind), scopes[kind])
		if err != nil {
			return err
		}
		found, err := find(ctx, tx, kind, ids, managementAPIs)
		if err != nil {
			return err
		}
		if missing := noun.Except(ids, found); len(missing) > 0 {
			unknown["invalid"+strings.ToUpper(fieldOf(kind)[:1])+fieldOf(kind)[1:]] = missing
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	f := rule.Against("application.user_consent_scopes_not_found", "unknown: %v", unknown)
	f.Params = unknown
	return f
}

// find lists those of the scopes that exist.
func find(ctx context.Context, tx *store.Store, kind models.ConsentScopeType, ids, managementAPIs []string) ([]string, error) {
	switch {
	case kind == models.ConsentUserScopes:
		if unknown := noun.Except(ids, models.UserScopes()); len(unknown) > 0 {
			return nil, rule.Invalid(fieldOf(kind), "error.thirdParty.userScopes", "must be some of %v", models.UserScopes())
		}
		return ids, nil
	case len(ids) == 0:
		return nil, nil
	case kind == models.ConsentOrganizationScopes:
		found, _, err := tx.OrganizationScopes.List(ctx, store.OrganizationScopeFilter{IDs: ids}, store.Page{})
		if err != nil {
			return nil, fmt.Errorf("read organization scopes: %w", err)
		}
		return noun.IDs(found, func(scope models.OrganizationScope) string { return scope.ID }), nil
	}
	found, _, err := tx.Scopes.ListWithResources(ctx, store.ResourceScopeFilter{IDs: ids}, store.Page{})
	if err != nil {
		return nil, fmt.Errorf("read scopes: %w", err)
	}
	for _, scope := range found {
		if slices.Contains(managementAPIs, scope.Resource.Indicator) {
			return nil, rule.Against("application.consent_management_api_scopes_not_allowed",
				"the scope %s is of %s", scope.ID, scope.Resource.Indicator).At(fieldOf(kind))
		}
	}
	return noun.IDs(found, func(scope models.ResourceScope) string { return scope.ID }), nil
}

// fieldOf returns the API field for scopes of a type.
func fieldOf(kind models.ConsentScopeType) string {
	switch kind {
	case models.ConsentUserScopes:
		return "userScopes"
	case models.ConsentResourceScopes:
		return "resourceScopes"
	case models.ConsentOrganizationScopes:
		return "organizationScopes"
	case models.ConsentOrganizationResourceScopes:
		return "organizationResourceScopes"
	}
	return ""
}

// facts name the scopes in events.
func facts(scopes models.ConsentScopes) map[string]any {
	ofResources := func(scopes []models.ResourceScope) []string {
		return noun.Names(scopes, func(scope models.ResourceScope) string { return scope.Name + " (" + scope.Resource.Indicator + ")" })
	}
	return map[string]any{
		fieldOf(models.ConsentUserScopes):                 scopes.User,
		fieldOf(models.ConsentResourceScopes):             ofResources(scopes.Resource),
		fieldOf(models.ConsentOrganizationScopes):         noun.Names(scopes.Organization, func(scope models.OrganizationScope) string { return scope.Name }),
		fieldOf(models.ConsentOrganizationResourceScopes): ofResources(scopes.OrganizationResource),
	}
}
