package request

import (
	"slices"

	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
	"portico/models"
)

// UserScopes lists the identity scopes that an application may request: a third-party
// application those of its consent scopes, and the two that name no data.
func UserScopes(application *tenant.Application) []string {
	if !application.IsThirdParty {
		return protocol.IdentityScopes()
	}
	return slices.Concat([]string{protocol.ScopeOpenID, protocol.ScopeOfflineAccess}, application.ConsentScopes.User)
}

// mayAskFor reports whether the application may request a resource. For a third party's
// at least one of its scopes is among the consent scopes.
func (r *Request) mayAskFor(resource *models.Resource) bool {
	return !r.Client.IsThirdParty || r.Client.ConsentScopes.HasResource(resource.ID)
}

// Askable limits the scopes of a resource, nil for those of organizations, to what the
// request asks for and the application may have.
func (r *Request) Askable(resource *models.Resource, scopes []string) []string {
	asked := r.Scopes.Intersect(scopes)
	if !r.Client.IsThirdParty {
		return asked
	}
	resourceID := ""
	if resource != nil {
		resourceID = resource.ID
	}
	return asked.Intersect(r.Client.ConsentScopes.Of(resourceID, r.asksWithin))
}

// Shown lists the identity scopes that the consent page shows: the requested ones, and
// those that the individually requested claims belong to.
func (r *Request) Shown() protocol.Scopes {
	shown := r.Scopes.Intersect(protocol.IdentityScopes())
	return shown.With(r.Claims.Scopes().Intersect(UserScopes(r.Client)))
}

// Organization is the organization that the request names for the consent page, if it
// asks for organizations at all.
func (r *Request) Organization() string {
	if !r.Scopes.Has(protocol.ScopeOrganizations) {
		return ""
	}
	return r.Values.Get("organization_id")
}
