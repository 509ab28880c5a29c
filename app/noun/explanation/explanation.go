package explanation

import (
	"context"
	"fmt"
	"time"

	"portico/app/ground/permission"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// Service answers questions about the users of a tenant.
type Service struct {
	Now func() time.Time
}

// Question asks what an access token would contain that an application gets for a
// user now.
type Question struct {
	UserID, ApplicationID string
	// ResourceID is the resource that the token is for; "" asks for a token of the
	// organization itself.
	ResourceID string
	// OrganizationID limits the token to an organization; "" means the whole tenant.
	OrganizationID string
}

// Answer is what a token would contain.
type Answer struct {
	permission.Answer
	// HasGrant reports that the user has signed in to the application for this; if not,
	// the token will contain those of these scopes that the application requests at the
	// next sign-in.
	HasGrant bool
}

// Explain returns what a token would contain now and which role grants each scope.
// Faults: entity.not_found for the user, the application or the resource;
// guard.invalid_input (applicationId).
func (s *Service) Explain(ctx context.Context, records *store.Store, q Question) (*Answer, error) {
	user, err := records.Users.Get(ctx, q.UserID)
	if err != nil {
		return nil, rule.OrMissing("user "+q.UserID, err)
	}
	if q.ApplicationID == "" {
		return nil, rule.Invalid("applicationId", "error.user.rule.application", "is missing")
	}
	application, err := records.Applications.Get(ctx, q.ApplicationID)
	if err != nil {
		return nil, rule.OrMissing("application "+q.ApplicationID, err)
	}
	resource, err := resourceOf(ctx, records, q)
	if err != nil {
		return nil, err
	}
	grant, err := s.grantFor(ctx, records, q, resource)
	if err != nil {
		return nil, err
	}
	scopes, err := records.ConsentScopes.Of(ctx, q.ApplicationID)
	if err != nil {
		return nil, fmt.Errorf("read consent scopes of application %s: %w", q.ApplicationID, err)
	}
	answer, err := permission.Explain(ctx, records, permission.Question{
		Application: application, ConsentScopes: scopes, User: user, Grant: grant, Resource: resource, OrganizationID: q.OrganizationID,
	})
	if err != nil {
		return nil, err
	}
	return &Answer{Answer: *answer, HasGrant: grant != nil}, nil
}

// resourceOf is the resource in question; nil for an organization itself.
func resourceOf(ctx context.Context, records *store.Store, q Question) (*models.Resource, error) {
	if q.ResourceID == "" {
		return nil, nil //nolint:nilnil // an organization has no resource
	}
	resource, err := records.Resources.Get(ctx, q.ResourceID)
	if err != nil {
		return nil, rule.OrMissing("resource "+q.ResourceID, err)
	}
	return resource, nil
}

// grantFor is the newest grant from which such a token could be issued; nil if there
// is none.
func (s *Service) grantFor(ctx context.Context, records *store.Store, q Question, resource *models.Resource) (*models.Grant, error) {
	grants, err := records.Grants.ListGiven(ctx, q.UserID, q.ApplicationID, s.Now().UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("list grants of user %s: %w", q.UserID, err)
	}
	for i := range grants {
		if resource == nil || grants[i].CoversResource(resource.Indicator) {
			return &grants[i], nil
		}
	}
	return nil, nil //nolint:nilnil // nothing has been granted yet
}
