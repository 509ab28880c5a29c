package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/actor"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
	"portico/models"
	"portico/models/store"
)

// Authenticator authenticates callers of the Management API of the request's tenant.
type Authenticator struct {
	Tenants interface {
		Get(ctx context.Context, id string) (*tenant.Tenant, error)
	}
	// Tokens returns a *protocol.Error for an invalid token; any other error means that
	// verification failed.
	Tokens interface {
		VerifyAccessToken(ctx context.Context, t *tenant.Tenant, token string, claims any) error
	}
	Now func() time.Time
}

// claims are the access token claims used here (RFC 9068, section 2.2).
type claims struct {
	Issuer   string   `json:"iss"`
	Audience audience `json:"aud"`
	Subject  string   `json:"sub"`
	ClientID string   `json:"client_id"`
	Scope    string   `json:"scope"`
	// OrganizationID is set in tokens that are only valid within an organization.
	OrganizationID string `json:"organization_id"`
	ExpiresAt      int64  `json:"exp"`
	IssuedAt       int64  `json:"iat"`
}

// audience is one value or a list (RFC 7519, section 4.1.3).
type audience []string

func (a *audience) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*a = audience{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(a))
}

// Authenticate adds the actor of the request's bearer token (RFC 6750, section 2.1) to
// the context. The token must be for the tenant's Management API, of a machine of the
// tenant or of an operator. Roles are read every time, so that losing one takes effect
// at once. Faults: 401 auth.authorization_header_missing,
// auth.authorization_token_type_not_supported, auth.unauthorized.
func (a *Authenticator) Authenticate(c *fiber.Ctx) error {
	who, err := a.actor(c.UserContext(), c.Get(fiber.HeaderAuthorization))
	if err != nil {
		return err
	}
	c.SetUserContext(actor.With(c.UserContext(), who))
	return c.Next()
}

func (a *Authenticator) actor(ctx context.Context, header string) (actor.Actor, error) {
	token, err := bearer(header)
	if err != nil {
		return actor.Actor{}, err
	}
	issuing, found, err := a.verify(ctx, token)
	if err != nil {
		return actor.Actor{}, err
	}
	if found.Subject == found.ClientID {
		return machine(ctx, issuing, found)
	}
	return a.operator(ctx, issuing, found)
}

func bearer(header string) (string, error) {
	if header == "" {
		return "", fault.New(fault.Unauthenticated, "auth.authorization_header_missing")
	}
	scheme, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return "", fault.New(fault.Unauthenticated, "auth.authorization_token_type_not_supported")
	}
	return strings.TrimSpace(token), nil
}

// verify finds the tenant that issued the token: the request's own, or the operators'.
func (a *Authenticator) verify(ctx context.Context, token string) (*tenant.Tenant, *claims, error) {
	managed := tenant.From(ctx)
	admin, err := a.Tenants.Get(ctx, models.TenantAdmin)
	if err != nil {
		return nil, nil, fmt.Errorf("read tenant of the operators: %w", err)
	}
	for _, issuing := range []*tenant.Tenant{managed, admin} {
		found := new(claims)
		err := a.Tokens.VerifyAccessToken(ctx, issuing, token, found)
		var bad *protocol.Error
		if errors.As(err, &bad) {
			continue // signed by someone else
		}
		if err != nil {
			return nil, nil, fmt.Errorf("verify access token: %w", err)
		}
		isIntended := found.Issuer == issuing.Issuer() && slices.Contains(found.Audience, managed.ManagementAPI) &&
			found.OrganizationID == ""
		if !isIntended || found.ExpiresAt <= a.Now().Unix() {
			break
		}
		return issuing, found, nil
	}
	return nil, nil, unauthorized(errors.New("no valid access token for " + managed.ManagementAPI))
}

func unauthorized(cause error) error {
	return fault.New(fault.Unauthenticated, "auth.unauthorized").Because(cause)
}

// machine returns the actor for an application, with the access of the scopes it still has.
func machine(ctx context.Context, issuing *tenant.Tenant, found *claims) (actor.Actor, error) {
	application, err := issuing.Application(ctx, found.ClientID)
	if err != nil {
		return actor.Actor{}, orUnauthorized(err)
	}
	resource, err := issuing.Resource(ctx, tenant.From(ctx).ManagementAPI)
	if err != nil {
		return actor.Actor{}, orUnauthorized(err)
	}
	scopes, err := issuing.ApplicationScopes(ctx, application.ID, resource)
	if err != nil {
		return actor.Actor{}, fmt.Errorf("read scopes of application %s: %w", application.ID, err)
	}
	who := actor.Actor{Kind: actor.Application, ID: application.ID, Name: application.Name}
	requested := strings.Fields(found.Scope)
	switch {
	case slices.Contains(requested, models.ScopeAll) && slices.Contains(scopes, models.ScopeAll):
		who.Access = actor.Control
	case slices.Contains(requested, models.ScopeRead) && slices.Contains(scopes, models.ScopeRead):
		who.Access = actor.Read
	}
	return who, nil
}

// operator returns the actor for a user of the tenant "admin" who still has an operator
// role. The token's grant must still exist: signing out everywhere and a new password
// revoke it.
func (a *Authenticator) operator(ctx context.Context, issuing *tenant.Tenant, found *claims) (actor.Actor, error) {
	if issuing.ID != models.TenantAdmin {
		return actor.Actor{}, unauthorized(errors.New("a user of the tenant is no operator"))
	}
	user, err := issuing.Store.Operators.Get(ctx, found.Subject)
	if err != nil {
		return actor.Actor{}, orUnauthorized(err)
	}
	if user.IsSuspended {
		return actor.Actor{}, unauthorized(errors.New("the operator is suspended"))
	}
	grants, err := issuing.Store.Grants.ListGiven(ctx, user.ID, found.ClientID, a.Now().UnixMilli())
	if err != nil {
		return actor.Actor{}, fmt.Errorf("read grants of operator %s: %w", user.ID, err)
	}
	isOlder := func(grant models.Grant) bool { return grant.CreatedAt/1000 <= found.IssuedAt }
	if !slices.ContainsFunc(grants, isOlder) {
		return actor.Actor{}, unauthorized(errors.New("what the operator granted has been taken back"))
	}
	who := actor.OfOperator(user.ID, user.DisplayName(), user.Role)
	who.IsKeptFromScripts = user.IsKeptFromScripts
	requested := strings.Fields(found.Scope)
	switch {
	case slices.Contains(requested, models.ScopeAll):
	case slices.Contains(requested, models.ScopeRead):
		who.Access = min(who.Access, actor.Read)
	default:
		who.Access = actor.None
	}
	return who, nil
}

// orUnauthorized turns store.ErrNotFound into a 401: what the token refers to no longer exists.
func orUnauthorized(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return unauthorized(err)
	}
	return fmt.Errorf("read who calls: %w", err)
}
