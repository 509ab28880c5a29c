package application

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
)

func (s *Service) registerLegacySecret(a *api.API) {
	api.Register(a, api.Operation{
		ID: "DeleteApplicationLegacySecret", Method: http.MethodDelete, Path: "/applications/{id}/legacy-secret", Tag: apiTag,
		Summary:     "Put a fresh secret in the place of the one that came with the application",
		Description: "The old value is refused from then on; the other secrets stay.",
		Errors:      []int{400, 404, 422},
	}, s.apiReplaceLegacySecret)
}

func (s *Service) apiReplaceLegacySecret(ctx context.Context, input *idInput) (*applicationOutput, error) {
	application, secret, err := s.ReplaceLegacySecret(ctx, tenant.From(ctx).Store, input.ID)
	if err != nil {
		return nil, err
	}
	return &applicationOutput{Body: bodyOf(application).with(ctx, secret)}, nil
}
