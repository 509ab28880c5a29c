package consent

import (
	"context"
	"fmt"
	"slices"

	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// OfUser lists what a user has allowed third-party applications, the latest first, and
// counts it.
func (s *Service) OfUser(ctx context.Context, records *store.Store, userID string, page store.Page) ([]models.ConsentDetails, int64, error) {
	consents, total, err := records.Consents.OfUser(ctx, userID, page)
	if err != nil {
		return nil, 0, fmt.Errorf("read consents of user %s: %w", userID, err)
	}
	details, err := describe(ctx, records, userID, consents)
	return details, total, err
}

// Get reads what a user has allowed an application. Fault: entity.not_found.
func (s *Service) Get(ctx context.Context, records *store.Store, userID, applicationID string) (*models.ConsentDetails, error) {
	consent, err := records.Consents.Get(ctx, userID, applicationID)
	if err != nil {
		return nil, missing(userID, applicationID, err)
	}
	details, err := describe(ctx, records, userID, []models.Consent{*consent})
	if err != nil || len(details) == 0 {
		return nil, err
	}
	return &details[0], nil
}

// missing is the fault of a consent that could not be read.
func missing(userID, applicationID string, err error) error {
	return rule.OrMissing("consent of user "+userID+" to application "+applicationID, err)
}

// describe adds to the consents of a user what people see of them. Whatever is deleted
// meanwhile is left out.
func describe(ctx context.Context, records *store.Store, userID string, consents []models.Consent) ([]models.ConsentDetails, error) {
	names, err := readNames(ctx, records, consents)
	if err != nil {
		return nil, err
	}
	chosen, err := records.ConsentOrganizations.OfUser(ctx, userID)
	if err != nil {
		return nil, fmt.Errorf("read organizations of consents: %w", err)
	}
	organizations, err := withNames(ctx, records, chosen)
	if err != nil {
		return nil, err
	}
	details := make([]models.ConsentDetails, 0, len(consents))
	for _, consent := range consents {
		application, ok := names.applications[consent.ApplicationID]
		if !ok {
			continue
		}
		details = append(details, models.ConsentDetails{
			Consent: consent, Application: application, Experience: names.experiences[application.ID],
			UserScopes:         consent.Scopes[models.ConsentedUserData],
			OrganizationScopes: names.organizationScopesOf(consent), Resources: names.resourcesOf(consent),
			Organizations: organizations[consent.ApplicationID+" "+consent.UserID],
		})
	}
	return details, nil
}

// names are the records that consents refer to.
type names struct {
	applications       map[string]models.Application
	experiences        map[string]models.ApplicationSignInExperience
	resources          []models.Resource // by id
	scopes             map[string][]models.Scope
	organizationScopes []models.OrganizationScope
}

func readNames(ctx context.Context, records *store.Store, consents []models.Consent) (names, error) {
	read := names{applications: map[string]models.Application{}}
	ids := noun.IDs(consents, func(consent models.Consent) string { return consent.ApplicationID })
	applications, err := records.Applications.ByID(ctx, ids)
	if err != nil {
		return read, fmt.Errorf("read applications: %w", err)
	}
	for _, application := range applications {
		read.applications[application.ID] = application
	}
	if read.experiences, err = records.SignInExperiences.Of(ctx, ids); err != nil {
		return read, fmt.Errorf("read sign-in experiences: %w", err)
	}
	var resourceIDs []string
	hasOrganizations := false
	for _, consent := range consents {
		for key := range consent.Scopes {
			switch key {
			case models.ConsentedUserData:
			case models.ConsentedOrganizations:
				hasOrganizations = true
			default:
				resourceIDs = append(resourceIDs, key)
			}
		}
	}
	if read.resources, err = records.Resources.ByID(ctx, resourceIDs); err != nil {
		return read, fmt.Errorf("read resources: %w", err)
	}
	if read.scopes, err = records.Scopes.OfResources(ctx, resourceIDs); err != nil {
		return read, fmt.Errorf("read scopes: %w", err)
	}
	if hasOrganizations {
		read.organizationScopes, _, err = records.OrganizationScopes.List(ctx, store.OrganizationScopeFilter{}, store.Page{})
	}
	return read, err
}

func (n names) organizationScopesOf(consent models.Consent) []models.OrganizationScope {
	var scopes []models.OrganizationScope
	for _, scope := range n.organizationScopes {
		if slices.Contains(consent.Scopes[models.ConsentedOrganizations], scope.Name) {
			scopes = append(scopes, scope)
		}
	}
	return scopes
}

func (n names) resourcesOf(consent models.Consent) []models.ConsentedResource {
	var resources []models.ConsentedResource
	for _, resource := range n.resources {
		consented := models.ConsentedResource{Resource: resource}
		for _, scope := range n.scopes[resource.ID] {
			if slices.Contains(consent.Scopes[resource.ID], scope.Name) {
				consented.Scopes = append(consented.Scopes, scope)
			}
		}
		if len(consented.Scopes) > 0 {
			resources = append(resources, consented)
		}
	}
	return resources
}
