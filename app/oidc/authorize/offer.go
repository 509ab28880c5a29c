package authorize

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/permission"
	"portico/app/oidc/protocol"
	"portico/app/oidc/request"
	"portico/models"
	"portico/models/store"
)

// offered lists what a request would give the application: the requested scopes that
// the user's roles allow, by resource as in models.Consent. The roles may be the
// tenant's or in any organization: which organization applies is known only when a
// token is requested.
func offered(ctx context.Context, r *request.Request, userID string) (map[string][]string, error) {
	offer := map[string][]string{models.ConsentedUserData: r.Scopes.Intersect(protocol.IdentityScopes())}
	for _, resource := range r.Resources {
		names, err := permission.Grantable(ctx, r.Tenant.Store, userID, resource)
		if err != nil {
			return nil, err
		}
		offer[resource.ID] = r.Askable(resource, names)
	}
	if r.AsksOrganizations {
		names, err := permission.Grantable(ctx, r.Tenant.Store, userID, nil)
		if err != nil {
			return nil, err
		}
		offer[models.ConsentedOrganizations] = r.Askable(nil, names)
	}
	return offer, nil
}

// shown is offered with the scopes of individually requested claims, as the consent
// page shows it.
func shown(ctx context.Context, r *request.Request, userID string) (map[string][]string, error) {
	offer, err := offered(ctx, r, userID)
	if err != nil {
		return nil, err
	}
	offer[models.ConsentedUserData] = r.Shown()
	return offer, nil
}

// granted lists the scopes of a grant: what is offered and, by a third-party
// application, consented to. It leaves out of the request the claims that the user has
// not consented to.
func granted(ctx context.Context, r *request.Request, userID string) (protocol.Scopes, error) {
	offer, err := offered(ctx, r, userID)
	if err != nil {
		return nil, err
	}
	if r.Client.IsThirdParty {
		consent, err := r.Tenant.Store.Consents.Get(ctx, userID, r.Client.ID)
		if errors.Is(err, store.ErrNotFound) {
			return nil, protocol.NewError(protocol.ConsentRequired, "the user has taken the consent back")
		}
		if err != nil {
			return nil, fmt.Errorf("read consent of user %s: %w", userID, err)
		}
		for key, names := range offer {
			offer[key] = protocol.Scopes(names).Intersect(consent.Scopes[key])
		}
		r.Claims = r.Claims.Of(consent.Scopes[models.ConsentedUserData])
	}
	var allowed []string
	for _, names := range offer {
		allowed = append(allowed, names...)
	}
	return r.Scopes.Intersect(allowed), nil
}

// isGranted reports whether the user has consented to everything that a third-party
// application requests, and to the organization that the request names, if any.
func isGranted(ctx context.Context, r *request.Request, userID string) (scopes, organization bool, err error) {
	consent, err := r.Tenant.Store.Consents.Get(ctx, userID, r.Client.ID)
	if errors.Is(err, store.ErrNotFound) {
		return false, false, nil
	}
	if err != nil {
		return false, false, fmt.Errorf("read consent of user %s: %w", userID, err)
	}
	offer, err := shown(ctx, r, userID)
	if err != nil {
		return false, false, err
	}
	if r.Organization() == "" {
		return consent.Covers(offer), true, nil
	}
	organization, _, err = r.Tenant.Store.ConsentOrganizations.Access(ctx, userID, r.Client.ID, r.Organization())
	if err != nil {
		return false, false, fmt.Errorf("read consent for organization %s: %w", r.Organization(), err)
	}
	return consent.Covers(offer), organization, nil
}

// Asked lists what a stored request asks a user for, by resource as in models.Consent.
func (e *Endpoint) Asked(ctx context.Context, row *models.Interaction, userID string) (map[string][]string, error) {
	r, err := e.check(ctx, protocol.NewValues(row.Params, row.Resources))
	if err != nil {
		return nil, err
	}
	return shown(ctx, r, userID)
}
