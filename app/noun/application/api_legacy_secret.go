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
		Errors: []int{400, 404, 422}, Summary: "Replace the application's original secret with a new one",
		Description: "The old value stops working immediately; the other secrets are kept.",
	}, a.replaceLegacySecret)
}

func (a API) replaceLegacySecret(ctx context.Context, input *api.IDPath) (*api.Output[applicationBody], error) {
	application, secret, err := a.ReplaceLegacySecret(ctx, tenant.From(ctx).Store, input.ID)
	return api.One(application, err, withSecret(ctx, secret))
}
