package permission

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

// Question asks which scopes an access token has.
type Question struct {
	// Application is the client that gets the token.
	Application *models.Application
	// ConsentScopes are what it may ask users for if it is a third party's.
	ConsentScopes models.ConsentScopes
	// User is the subject of the token; nil if a machine gets a token for itself.
	User *models.User
	// Grant is what the user has granted the application; nil means nothing yet.
	Grant *models.Grant
	// Resource is the token's audience; nil for an organization token.
	Resource *models.Resource
	// OrganizationID restricts the token to an organization; "" means none.
	OrganizationID string
}

// Allowed lists the names of the scopes that the token may have; the caller must not
// modify the slice. The error is a Refusal if no such token may be issued.
func Allowed(ctx context.Context, t *tenant.Tenant, q Question) ([]string, error) {
	refusal, err := q.refusal(ctx, t.Store)
	if err != nil {
		return nil, err
	}
	if refusal != "" {
		return nil, refusal
	}
	names, err := q.names(ctx, t)
	if err != nil {
		return nil, fmt.Errorf("list scopes of %s %s: %w", q.holder().Kind, q.holder().ID, err)
	}
	if q.Grant == nil && !q.Application.IsThirdParty {
		return names, nil
	}
	isGranted := q.granted()
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !isGranted(name) }), nil
}

// names returns the names of the permitted scopes. A machine's scopes in the tenant
// are cached with its configuration, those in an organization are not.
func (q Question) names(ctx context.Context, t *tenant.Tenant) ([]string, error) {
	if q.User == nil && q.OrganizationID == "" {
		return t.ApplicationScopes(ctx, q.Application.ID, q.Resource)
	}
	return t.Store.Permissions.Scopes(ctx, q.query())
}

// Grantable lists the names of the scopes that a user may grant an application for a
// resource, or within organizations if it is nil: those of the tenant's roles and of
// the roles in any organization. Which of them apply is decided when a token is
// requested.
func Grantable(ctx context.Context, records *store.Store, userID string, resource *models.Resource) ([]string, error) {
	q := Question{User: &models.User{ID: userID}, Resource: resource}
	names, err := records.Permissions.Scopes(ctx, q.query())
	if err != nil {
		return nil, fmt.Errorf("list scopes of user %s: %w", userID, err)
	}
	return names, nil
}

// Answer explains which scopes a token has.
type Answer struct {
	Refusal Refusal // "" if the token may be issued
	Scopes  []Scope // by name, also if it is refused
}

// Scope is a scope that the roles of a holder grant.
type Scope struct {
	Name string
	// IsCarried reports whether the token has it if the request asks for it.
	IsCarried bool
	Given     []models.Permission // the roles that grant it
}

// Carried lists the names of the scopes that the token has.
func (a *Answer) Carried() []string {
	names := []string{}
	for _, scope := range a.Scopes {
		if scope.IsCarried {
			names = append(names, scope.Name)
		}
	}
	return names
}

// Explain is Allowed with the roles that grant each scope.
func Explain(ctx context.Context, records *store.Store, q Question) (*Answer, error) {
	refusal, err := q.refusal(ctx, records)
	if err != nil {
		return nil, err
	}
	answer := &Answer{Refusal: refusal}
	if refusal == RefusedNothing {
		return answer, nil
	}
	permissions, err := records.Permissions.List(ctx, q.query())
	if err != nil {
		return nil, fmt.Errorf("list permissions of %s %s: %w", q.holder().Kind, q.holder().ID, err)
	}
	isGranted := q.granted()
	for _, permission := range permissions { // ordered by scope
		last := len(answer.Scopes) - 1
		if last >= 0 && answer.Scopes[last].Name == permission.Scope {
			answer.Scopes[last].Given = append(answer.Scopes[last].Given, permission)
			continue
		}
		answer.Scopes = append(answer.Scopes, Scope{
			Name: permission.Scope, IsCarried: refusal == "" && isGranted(permission.Scope),
			Given: []models.Permission{permission},
		})
	}
	return answer, nil
}

// granted returns a function that reports whether the user has granted a scope, and a
// third-party application may still ask for it. Without a grant all count, since the
// application may still ask for them and machines need no consent.
func (q Question) granted() func(scope string) bool {
	isGranted := func(string) bool { return true }
	if q.Grant != nil {
		scopes := strings.Fields(q.Grant.Scope)
		isGranted = func(scope string) bool { return slices.Contains(scopes, scope) }
	}
	if !q.Application.IsThirdParty {
		return isGranted
	}
	askable := q.ConsentScopes.Of(q.resourceID(), q.OrganizationID != "")
	return func(scope string) bool { return isGranted(scope) && slices.Contains(askable, scope) }
}

func (q Question) query() store.PermissionQuery {
	query := store.PermissionQuery{Holder: q.holder(), ResourceID: q.resourceID(), OrganizationID: q.OrganizationID}
	if q.Application != nil && q.Application.IsThirdParty && q.OrganizationID == "" {
		query.ConsentedTo = q.Application.ID
	}
	return query
}

// resourceID is the id of the resource; "" means organizations.
func (q Question) resourceID() string {
	if q.Resource == nil {
		return ""
	}
	return q.Resource.ID
}

// holder returns whose roles count.
func (q Question) holder() models.Holder {
	if q.User != nil {
		return models.UserHolder(q.User.ID)
	}
	return models.ApplicationHolder(q.Application.ID)
}
