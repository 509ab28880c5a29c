package token

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/permission"
	"portico/app/oidc/issue"
	"portico/app/oidc/protocol"
	"portico/app/oidc/request"
	"portico/models"
	"portico/models/store"
)

// target is what an access token is for: a resource, an organization, or a
// resource within an organization. With none of these it is for the provider's
// own endpoints.
type target struct {
	resource       *models.Resource
	organizationID string
	scopes         protocol.Scopes // of the access token
	identity       protocol.Scopes // identity scopes of the request, which the ID token follows
}

// isSigned distinguishes tokens that others read from the provider's own.
func (t *target) isSigned() bool { return t.resource != nil || t.organizationID != "" }

func (t *target) signed() issue.Target {
	if t.resource == nil {
		return issue.Target{
			Audience: protocol.OrganizationAudience(t.organizationID), OrganizationID: t.organizationID,
			TTL: issue.AccessTokenTTL,
		}
	}
	return issue.Target{
		Audience: t.resource.Indicator, OrganizationID: t.organizationID, TTL: t.resource.AccessTokenTTL,
		Type: t.resource.AccessTokenType, Algorithm: t.resource.AccessTokenSigningAlg,
	}
}

func (t *target) payload() map[string]any {
	payload := map[string]any{"scope": t.scopes.String()}
	if t.resource != nil {
		payload["resource"] = t.resource.Indicator
	}
	if t.organizationID != "" {
		payload["organizationId"] = t.organizationID
	}
	return payload
}

// target limits what is requested to what was granted and applies now.
func (e *Endpoint) target(ctx context.Context, c *call, proven *basis) (*target, error) {
	if proven.User == nil {
		return e.machineTarget(ctx, c, proven)
	}
	scopes, err := narrowed(c, proven.Grant)
	if err != nil {
		return nil, err
	}
	t := &target{organizationID: c.values.Get("organization_id"), identity: scopes.Intersect(request.UserScopes(c.Client))}
	if t.resource, err = e.resource(ctx, c, proven); err != nil {
		return nil, err
	}
	if !t.isSigned() {
		t.scopes = t.identity
		return t, nil
	}
	permitted, err := t.permitted(ctx, proven)
	if err != nil {
		return nil, err
	}
	t.scopes = scopes.Intersect(permitted)
	return t, nil
}

// narrowed returns the granted scopes that the request names, all of them if it
// names none. A scope of the authorization request that was not granted is dropped
// here as it was there; one that was never requested is an error
// (RFC 6749, section 6).
func narrowed(c *call, grant *models.Grant) (protocol.Scopes, error) {
	granted := protocol.ParseScopes(grant.Scope)
	if !c.values.Has("scope") {
		return granted, nil
	}
	asked := protocol.ParseScopes(c.values.Get("scope"))
	if asked.Missing(protocol.ParseScopes(grant.Scope+" "+grant.AskedScope)) != "" {
		return nil, protocol.NewError(protocol.InvalidScope, "scope exceeds what the authorization request asked for")
	}
	return asked.Intersect(granted), nil
}

// machineTarget requires a resource or an organization: a machine has no use for
// the provider's own endpoints.
func (e *Endpoint) machineTarget(ctx context.Context, c *call, proven *basis) (*target, error) {
	t := &target{organizationID: c.values.Get("organization_id")}
	var err error
	if t.resource, err = e.resource(ctx, c, proven); err != nil {
		return nil, err
	}
	if !t.isSigned() {
		if t.resource, err = defaultResource(ctx, proven); err != nil {
			return nil, err
		}
	}
	permitted, err := t.permitted(ctx, proven)
	if err != nil {
		return nil, err
	}
	t.scopes = protocol.ParseScopes(c.values.Get("scope")).Intersect(permitted)
	return t, nil
}

// permitted lists the scopes that a token for the target may carry. It is
// evaluated every time: a membership that has ended yields no token.
func (t *target) permitted(ctx context.Context, proven *basis) ([]string, error) {
	scopes, err := permission.Allowed(ctx, proven.Tenant, t.question(proven))
	if err != nil {
		return nil, refused(err, proven.User == nil)
	}
	return scopes, nil
}

func (t *target) question(proven *basis) permission.Question {
	return permission.Question{
		Application: &proven.Client.Application, ConsentScopes: proven.Client.ConsentScopes,
		User: proven.User, Grant: proven.Grant, Resource: t.resource, OrganizationID: t.organizationID,
	}
}

// confirm looks again, in the transaction in which the token is issued, whether a
// third-party application may act in the organization: it may have been blocked, or the
// user may have changed their mind, while the token was signed.
func (t *target) confirm(ctx context.Context, tx *store.Store, proven *basis) error {
	if t.organizationID == "" || !proven.Client.IsThirdParty {
		return nil
	}
	return refused(permission.Confirm(ctx, tx, t.question(proven)), false)
}

func defaultResource(ctx context.Context, proven *basis) (*models.Resource, error) {
	resource, err := proven.Tenant.Store.Resources.Default(ctx)
	if errors.Is(err, store.ErrNotFound) {
		return nil, protocol.NewError(protocol.InvalidTarget, "resource is missing and there is no default resource")
	}
	if err != nil {
		return nil, fmt.Errorf("find default resource: %w", err)
	}
	return resource, nil
}

// resource is the resource that the request names, nil if none. Users' tokens are
// for resources that their grant names (RFC 8707, section 2.2).
func (e *Endpoint) resource(ctx context.Context, c *call, proven *basis) (*models.Resource, error) {
	// The reserved resource stands for an organization, named by organization_id.
	asked := protocol.Scopes(c.values.Resources()).Without(protocol.ResourceOrganizations)
	if len(asked) < len(c.values.Resources()) && !c.values.Has("organization_id") {
		return nil, protocol.NewError(protocol.InvalidTarget, "organization_id is required for this resource")
	}
	if len(asked) == 0 {
		return nil, nil //nolint:nilnil // a request without a resource is fine
	}
	if len(asked) > 1 {
		return nil, protocol.NewError(protocol.InvalidTarget, "a token is issued for one resource; send one request per resource")
	}
	if proven.Grant != nil && !proven.Grant.CoversResource(asked[0]) {
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
