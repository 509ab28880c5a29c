package user

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// Question asks what an access token would carry that an application gets for a
// user now.
type Question struct {
	UserID, ApplicationID string
	// ResourceID is the resource that the token is for; "" asks for a token of the
	// organization itself.
	ResourceID string
	// OrganizationID narrows the token to an organization; "" leaves it the tenant's.
	OrganizationID string
}

// Refusal says why there would be no token.
type Refusal string

// The refusals; they are the token endpoint's.
const (
	RefusedSuspended  Refusal = "suspended"             // the user may not sign in
	RefusedMachine    Refusal = "machine"               // nobody signs in to the application
	RefusedThirdParty Refusal = "thirdParty"            // a third-party application gets no permissions
	RefusedNotMember  Refusal = "notMember"             // the user is not in the organization
	RefusedMFA        Refusal = "mfaRequired"           // the organization wants a second factor
	RefusedNothing    Refusal = "nothingAsked"          // neither a resource nor an organization
	RefusedScope      Refusal = "organizationsNotAsked" // the application did not ask for organizations
)

// Answer is what a token would carry.
type Answer struct {
	Refusal Refusal // "" when there would be a token
	// HasGrant says that the user has signed in to the application for this; else
	// it gets what it asks for of these scopes at the next sign-in.
	HasGrant bool
	Scopes   []Explained // by name
}

// Explained is a scope that the user may have.
type Explained struct {
	Name      string
	IsCarried bool // the application was granted it, or may still ask for it
	Given     []models.Permission
}

// Carried lists the scopes that the token would carry.
func (a *Answer) Carried() []string {
	names := []string{}
	for _, scope := range a.Scopes {
		if scope.IsCarried && a.Refusal == "" {
			names = append(names, scope.Name)
		}
	}
	return names
}

// Explain says what a token would carry now and which role gives each scope. It
// reads what the token endpoint reads. Faults: entity.not_found for the user, the
// application or the resource; guard.invalid_input (applicationId).
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
	answer := &Answer{}
	if answer.Refusal, err = refusalOf(ctx, records, q, user, application); err != nil {
		return nil, err
	}
	granted, err := s.grantFor(ctx, records, q, resource)
	if err != nil {
		return nil, err
	}
	answer.HasGrant = granted != nil
	if answer.Refusal == "" && granted != nil && q.OrganizationID != "" && !granted.CoversOrganizations() {
		answer.Refusal = RefusedScope
	}
	if answer.Refusal == RefusedNothing {
		return answer, nil
	}
	permissions, err := records.Permissions.List(ctx, store.PermissionQuery{
		UserID: q.UserID, ResourceID: q.ResourceID, OrganizationID: q.OrganizationID,
	})
	if err != nil {
		return nil, fmt.Errorf("list permissions of user %s: %w", q.UserID, err)
	}
	answer.Scopes = explained(permissions, granted)
	return answer, nil
}

// resourceOf is the resource that is asked about; nil for an organization itself.
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

func refusalOf(ctx context.Context, records *store.Store, q Question, user *models.User, application *models.Application) (Refusal, error) {
	switch {
	case q.ResourceID == "" && q.OrganizationID == "":
		return RefusedNothing, nil
	case application.Type == models.ApplicationMachineToMachine:
		return RefusedMachine, nil
	case user.IsSuspended:
		return RefusedSuspended, nil
	case application.IsThirdParty:
		return RefusedThirdParty, nil
	case q.OrganizationID == "":
		return "", nil
	}
	organization, err := records.Members.Membership(ctx, q.OrganizationID, models.UserHolder(q.UserID))
	switch {
	case errors.Is(err, store.ErrNotFound):
		return RefusedNotMember, nil
	case err != nil:
		return "", fmt.Errorf("read membership of user %s: %w", q.UserID, err)
	case organization.IsMFARequired:
		return RefusedMFA, nil
	}
	return "", nil
}

// grantFor is the newest grant of which such a token could come; nil if there
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
	return nil, nil //nolint:nilnil // nothing was granted yet
}

// explained gathers the permissions by scope; they come in its order.
func explained(permissions []models.Permission, granted *models.Grant) []Explained {
	var scopes []Explained
	for _, permission := range permissions {
		if last := len(scopes) - 1; last >= 0 && scopes[last].Name == permission.Scope {
			scopes[last].Given = append(scopes[last].Given, permission)
			continue
		}
		scopes = append(scopes, Explained{
			Name: permission.Scope, IsCarried: granted == nil || granted.Has(permission.Scope),
			Given: []models.Permission{permission},
		})
	}
	return scopes
}
