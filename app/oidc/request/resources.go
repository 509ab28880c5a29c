package request

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"portico/app/oidc/protocol"
	"portico/models"
	"portico/models/store"
)

// resources finds the requested resources, or the tenant's default one
// (RFC 8707, section 2). Indicators are compared byte for byte.
func resources(ctx context.Context, r *Request) error {
	asked := r.Values.Resources()
	if len(asked) == 0 {
		return defaultResource(ctx, r)
	}
	for _, indicator := range asked {
		if indicator == protocol.ResourceOrganizations {
			r.AsksOrganizations = true
			continue
		}
		if !isIndicator(indicator) {
			return protocol.NewError(protocol.InvalidTarget, "resource must be an absolute URI without fragment")
		}
		resource, err := r.Tenant.Resource(ctx, indicator)
		if errors.Is(err, store.ErrNotFound) {
			return protocol.NewError(protocol.InvalidTarget, "no API resource has this indicator")
		}
		if err != nil {
			return fmt.Errorf("find resource: %w", err)
		}
		if !r.mayAskFor(resource) {
			return protocol.NewError(protocol.InvalidTarget, "this application may not request this API resource")
		}
		r.Resources = append(r.Resources, resource)
	}
	return nil
}

func defaultResource(ctx context.Context, r *Request) error {
	resource, err := r.Tenant.Store.Resources.Default(ctx)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find default resource: %w", err)
	}
	if r.mayAskFor(resource) {
		r.Resources = []*models.Resource{resource}
	}
	return nil
}

func isIndicator(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.IsAbs() && !strings.Contains(text, "#")
}
