package request

import (
	"context"
	"fmt"

	"portico/app/oidc/protocol"
)

// scopes keeps the scopes that somebody here knows and ignores the others
// (OpenID Connect Core 1.0, section 3.1.2.1); what the person may have of them
// is decided when they are known. offline_access counts only when the person
// is asked (section 11).
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
	if !r.Has(protocol.PromptConsent) {
		r.Scopes = r.Scopes.Without(protocol.ScopeOfflineAccess)
	}
	if r.Client.IsThirdParty {
		return thirdParty(r)
	}
	return nil
}

// thirdParty keeps a third-party application to what people can be asked for:
// another identity scope is an error, scopes of resources are cut.
func thirdParty(r *Request) error {
	allowed := []string{
		protocol.ScopeOpenID, protocol.ScopeOfflineAccess, protocol.ScopeProfile,
		protocol.ScopeEmail, protocol.ScopePhone, protocol.ScopeAddress,
	}
	if scope := r.Scopes.Intersect(protocol.IdentityScopes()).Missing(allowed); scope != "" {
		return protocol.NewError(protocol.InvalidScope, "third-party applications cannot request "+scope)
	}
	r.Scopes = r.Scopes.Intersect(allowed)
	return nil
}
