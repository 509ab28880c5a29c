package request

import (
	"context"
	"fmt"

	"portico/app/oidc/protocol"
	"portico/models"
)

// scopes returns the known scopes and ignores the others (OpenID Connect Core 1.0,
// section 3.1.2.1); which of them the user may have is decided once the user is
// known.
func scopes(ctx context.Context, r *Request) error {
	asked := protocol.ParseScopes(r.Values.Get("scope"))
	if scope := asked.Intersect(protocol.IdentityScopes()).Missing(UserScopes(r.Client)); scope != "" {
		return protocol.NewError(protocol.InvalidScope, "this application may not request "+scope)
	}
	r.asksWithin = asked.Has(protocol.ScopeOrganizations)
	known := protocol.IdentityScopes()
	for _, resource := range r.Resources {
		offered, err := r.scopesOf(ctx, resource)
		if err != nil {
			return err
		}
		known = append(known, offered...)
	}
	if r.AsksOrganizations {
		offered, err := r.organizationScopes(ctx)
		if err != nil {
			return err
		}
		known = append(known, offered...)
	}
	r.Scopes = asked.Intersect(known)
	if !r.mayStayConnected() {
		r.Scopes = r.Scopes.Without(protocol.ScopeOfflineAccess)
	}
	return nil
}

// scopesOf lists the scopes of a resource that the application may request.
func (r *Request) scopesOf(ctx context.Context, resource *models.Resource) ([]string, error) {
	if r.Client.IsThirdParty {
		return r.Client.ConsentScopes.Of(resource.ID, r.asksWithin), nil
	}
	offered, err := r.Tenant.Store.Scopes.Of(ctx, resource.ID)
	if err != nil {
		return nil, fmt.Errorf("list scopes of resource %s: %w", resource.ID, err)
	}
	names := make([]string, 0, len(offered))
	for _, scope := range offered {
		names = append(names, scope.Name)
	}
	return names, nil
}

// organizationScopes lists the permissions of organizations that the application may
// request.
func (r *Request) organizationScopes(ctx context.Context) ([]string, error) {
	if r.Client.IsThirdParty {
		return r.Client.ConsentScopes.Of("", r.asksWithin), nil
	}
	names, err := r.Tenant.Store.OrganizationScopes.Names(ctx)
	if err != nil {
		return nil, fmt.Errorf("list permissions of organizations: %w", err)
	}
	return names, nil
}

// mayStayConnected reports whether offline_access is honoured (OpenID Connect Core
// 1.0, section 11). A third party's is shown on the consent page. First-party
// applications have it by the operator's decision, unless they are configured to
// require consent.
func (r *Request) mayStayConnected() bool {
	always := r.Client.CustomClientMetadata.AlwaysIssueRefreshToken
	return r.Client.IsThirdParty || always == nil || *always || r.Has(protocol.PromptConsent)
}
