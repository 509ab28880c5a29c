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

func (a API) replaceLegacySecret(ctx context.Context, input *idInput) (*applicationOutput, error) {
	application, secret, err := a.ReplaceLegacySecret(ctx, tenant.From(ctx).Store, input.ID)
	if err != nil {
		return nil, err
	}
	return &applicationOutput{Body: bodyOf(application).with(ctx, secret)}, nil
}
