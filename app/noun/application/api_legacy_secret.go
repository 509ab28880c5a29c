package application

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
)

func (a API) registerLegacySecret(to *api.API) {
	api.Register(to, api.Operation{
		ID: "DeleteApplicationLegacySecret", Status: http.StatusOK, Route: "DELETE /applications/{id}/legacy-secret", Tag: apiTag,
		Errors: []int{400, 404, 422}, Summary: "Put a fresh secret in the place of the one that came with the application",
		Description: "The old value is refused from then on; the other secrets stay.",
	}, a.replaceLegacySecret)
}

func (a API) replaceLegacySecret(ctx context.Context, input *api.IDPath) (*api.Output[applicationBody], error) {
	application, secret, err := a.ReplaceLegacySecret(ctx, tenant.From(ctx).Store, input.ID)
	return api.One(application, err, withSecret(ctx, secret))
}
