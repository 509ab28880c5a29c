package request

import (
	"context"
	"fmt"

	"portico/app/oidc/protocol"
)

// scopes returns the known scopes and ignores the others (OpenID Connect Core 1.0,
// section 3.1.2.1); which of them the user may have is decided once the user is
// known.
func scopes(ctx context.Context, r *Request) error {
	asked := protocol.ParseScopes(r.Values.Get("scope"))
	known := protocol.IdentityScopes()
	for _, resource := range r.Resources {
		offered, err := r.Tenant.Store.Scopes.Of(ctx, resource.ID)
		if err != nil {
			return fmt.Errorf("list scopes of resource %s: %w", resource.ID, err)
		}
		for _, scope := range offered {
			known = append(known, scope.Name)
		}
	}
	if r.AsksOrganizations {
		offered, err := r.Tenant.Store.OrganizationScopes.Names(ctx)
		if err != nil {
			return fmt.Errorf("list permissions of organizations: %w", err)
		}
		known = append(known, offered...)
	}
	r.Scopes = asked.Intersect(known)
	if !r.mayStayConnected() {
		r.Scopes = r.Scopes.Without(protocol.ScopeOfflineAccess)
	}
	if r.Client.IsThirdParty {
		return thirdParty(r)
	}
	return nil
}

// mayStayConnected reports whether offline_access is honoured (OpenID Connect Core
// 1.0, section 11). A third party's is shown on the consent page. First-party
// applications have it by the operator's decision, unless they are configured to
// require consent.
func (r *Request) mayStayConnected() bool {
	always := r.Client.CustomClientMetadata.AlwaysIssueRefreshToken
	return r.Client.IsThirdParty || always == nil || *always || r.Has(protocol.PromptConsent)
}

// thirdParty limits a third-party application to ThirdPartyScopes: any other
// identity scope is an error, scopes of resources are dropped.
func thirdParty(r *Request) error {
	allowed := protocol.ThirdPartyScopes()
	if scope := r.Scopes.Intersect(protocol.IdentityScopes()).Missing(allowed); scope != "" {
		return protocol.NewError(protocol.InvalidScope, "third-party applications cannot request "+scope)
	}
	r.Scopes = r.Scopes.Intersect(allowed)
	return nil
}
