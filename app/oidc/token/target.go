package token

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"portico/app/oidc/protocol"
	"portico/models"
	"portico/models/store"
)

// target is what an access token is for.
type target struct {
	resource *models.Resource // nil: the provider's own endpoints
	scopes   protocol.Scopes  // of the access token
	identity protocol.Scopes  // identity scopes of the request, which the ID token follows
}

// scope is the answer's scope member: always there, but for a token of a
// resource without a scope.
func (t *target) scope() *string {
	text := t.scopes.String()
	if text == "" && t.resource != nil {
		return nil
	}
	return &text
}

func (t *target) payload() map[string]any {
	payload := map[string]any{"scope": t.scopes.String()}
	if t.resource != nil {
		payload["resource"] = t.resource.Indicator
	}
	return payload
}

// target cuts what is asked for to what was granted and holds now.
func (e *Endpoint) target(ctx context.Context, c *call, proven *basis) (*target, error) {
	if proven.User == nil {
		return e.machineTarget(ctx, c, proven)
	}
	granted := protocol.ParseScopes(proven.Grant.Scope)
	asked := granted
	if c.values.Has("scope") {
		asked = protocol.ParseScopes(c.values.Get("scope"))
		if missing := asked.Missing(granted); missing != "" {
			return nil, protocol.NewError(protocol.InvalidScope, "scope holds more than was granted")
		}
	}
	identity := asked.Intersect(protocol.IdentityScopes())
	resource, err := e.resource(ctx, c, proven)
	if err != nil || resource == nil {
		return &target{scopes: identity, identity: identity}, err
	}
	permitted, err := proven.Tenant.Store.PermittedScopes(ctx, store.PermissionQuery{UserID: proven.User.ID, ResourceID: resource.ID})
	if err != nil {
		return nil, fmt.Errorf("list scopes of user %s: %w", proven.User.ID, err)
	}
	return &target{resource: resource, scopes: asked.Intersect(permitted), identity: identity}, nil
}

// machineTarget needs a resource: a machine has no business with the
// provider's own endpoints.
func (e *Endpoint) machineTarget(ctx context.Context, c *call, proven *basis) (*target, error) {
	resource, err := e.resource(ctx, c, proven)
	if err != nil {
		return nil, err
	}
	if resource == nil {
		resource, err = proven.Tenant.Store.DefaultResource(ctx)
		if errors.Is(err, store.ErrNotFound) {
			return nil, protocol.NewError(protocol.InvalidTarget, "resource is missing and there is no default one")
		}
		if err != nil {
			return nil, fmt.Errorf("find default resource: %w", err)
		}
	}
	permitted, err := proven.Tenant.ApplicationScopes(ctx, proven.Client.ID, resource)
	if err != nil {
		return nil, fmt.Errorf("list scopes of application %s: %w", proven.Client.ID, err)
	}
	asked := protocol.ParseScopes(c.values.Get("scope"))
	return &target{resource: resource, scopes: asked.Intersect(permitted)}, nil
}

// resource is the one that the request names; nil when it names none. People's
// tokens are for resources that their grant names (RFC 8707, section 2.2).
func (e *Endpoint) resource(ctx context.Context, c *call, proven *basis) (*models.Resource, error) {
	asked := c.values.Resources()
	if len(asked) == 0 {
		return nil, nil //nolint:nilnil // no resource is an ordinary request
	}
	if len(asked) > 1 {
		return nil, protocol.NewError(protocol.InvalidTarget, "a token is for one resource; send one request for each")
	}
	if proven.Grant != nil && !slices.Contains(proven.Grant.Resources, asked[0]) {
		return nil, protocol.NewError(protocol.InvalidTarget, "this resource was not granted")
	}
	resource, err := proven.Tenant.Resource(ctx, asked[0])
	if errors.Is(err, store.ErrNotFound) {
		return nil, protocol.NewError(protocol.InvalidTarget, "no API resource has this indicator")
	}
	if err != nil {
		return nil, fmt.Errorf("find resource: %w", err)
	}
	return resource, nil
}
