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

// Question asks what an access token carries.
type Question struct {
	// Application gets the token.
	Application *models.Application
	// User is whom the token is about; nil for a machine, which gets its own.
	User *models.User
	// Grant is what the user has granted the application; nil: nothing yet.
	Grant *models.Grant
	// Resource is the resource that the token is for; nil for a token of the
	// organization itself.
	Resource *models.Resource
	// OrganizationID narrows the token to an organization; "" leaves it the tenant's.
	OrganizationID string
}

// Allowed lists the names of the scopes that the token may carry; the caller must
// not change them. The error is a Refusal when there is no such token.
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
	if q.Grant == nil {
		return names, nil
	}
	isGranted := q.granted()
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return !isGranted(name) }), nil
}

// names reads from the tenant's configuration what a machine may do in the
// tenant; what it may do in an organization is not kept there.
func (q Question) names(ctx context.Context, t *tenant.Tenant) ([]string, error) {
	if q.User == nil && q.OrganizationID == "" {
		return t.ApplicationScopes(ctx, q.Application.ID, q.Resource)
	}
	return t.Store.Permissions.Scopes(ctx, q.query())
}

// Grantable lists the names of the scopes that a user may grant an application
// for a resource, or within organizations if it is nil: those of the tenant's
// roles and of the roles in any organization. Which of them count is known when
// a token is asked for.
func Grantable(ctx context.Context, records *store.Store, userID string, resource *models.Resource) ([]string, error) {
	q := Question{User: &models.User{ID: userID}, Resource: resource}
	names, err := records.Permissions.Scopes(ctx, q.query())
	if err != nil {
		return nil, fmt.Errorf("list scopes of user %s: %w", userID, err)
	}
	return names, nil
}

// Answer is what a token carries, and why.
type Answer struct {
	Refusal Refusal // "" when there is a token
	Scopes  []Scope // by name, also when there is no token
}

// Scope is a scope that the roles of a holder give.
type Scope struct {
	Name string
	// IsCarried says that the token carries it if the request asks for it.
	IsCarried bool
	Given     []models.Permission // the roles that give it
}

// Carried lists the names of the scopes that the token carries.
func (a *Answer) Carried() []string {
	names := []string{}
	for _, scope := range a.Scopes {
		if scope.IsCarried {
			names = append(names, scope.Name)
		}
	}
	return names
}

// Explain is Allowed with the roles that give each scope.
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

// granted tells which scopes the user lets the application have: without a grant
// any, since it may still ask for them; and a machine needs nobody's consent.
func (q Question) granted() func(scope string) bool {
	if q.Grant == nil {
		return func(string) bool { return true }
	}
	scopes := strings.Fields(q.Grant.Scope)
	return func(scope string) bool { return slices.Contains(scopes, scope) }
}

func (q Question) query() store.PermissionQuery {
	query := store.PermissionQuery{Holder: q.holder(), OrganizationID: q.OrganizationID}
	if q.Resource != nil {
		query.ResourceID = q.Resource.ID
	}
	return query
}

// holder is whose roles count.
func (q Question) holder() models.Holder {
	if q.User != nil {
		return models.UserHolder(q.User.ID)
	}
	return models.ApplicationHolder(q.Application.ID)
}
