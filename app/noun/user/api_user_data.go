package user

import (
	"context"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models"
)

type (
	customDataInput struct {
		UserID string `path:"userId"`
		Body   struct {
			CustomData map[string]any `json:"customData" doc:"Members to set; the others are kept"`
		}
	}
	profileInput struct {
		UserID string `path:"userId"`
		Body   struct {
			Profile ProfileChanges `json:"profile" doc:"Fields to set; an empty string removes a field, the others are kept"`
		}
	}
)

func (a API) registerData(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListUserCustomData", Route: "GET /users/{userId}/custom-data", Tag: apiTag, Errors: []int{400, 404},
		Summary: "Get a user's custom data",
	}, a.customData)
	api.Register(to, api.Operation{
		ID: "UpdateUserCustomData", Route: "PATCH /users/{userId}/custom-data", Tag: apiTag, Errors: []int{400, 404},
		Summary: "Set members of a user's custom data",
	}, a.mergeCustomData)
	api.Register(to, api.Operation{
		ID: "UpdateUserProfile", Route: "PATCH /users/{userId}/profile", Tag: apiTag, Errors: []int{400, 404},
		Summary: "Set fields of a user's profile",
	}, a.mergeProfile)
}

func (a API) customData(ctx context.Context, input *userInput) (*api.Output[map[string]any], error) {
	found, err := a.kind().Get(ctx, tenant.From(ctx).Store, input.UserID)
	return api.One(found, err, func(user *models.User) map[string]any { return bodyOf(user).CustomData })
}

func (a API) mergeCustomData(ctx context.Context, input *customDataInput) (*api.Output[map[string]any], error) {
	merged, err := a.MergeCustomData(ctx, tenant.From(ctx).Store, input.UserID, input.Body.CustomData)
	if err != nil {
		return nil, err
	}
	return &api.Output[map[string]any]{Body: merged}, nil
}

func (a API) mergeProfile(ctx context.Context, input *profileInput) (*api.Output[models.Profile], error) {
	merged, err := a.MergeProfile(ctx, tenant.From(ctx).Store, input.UserID, input.Body.Profile)
	if err != nil {
		return nil, err
	}
	return &api.Output[models.Profile]{Body: merged}, nil
}
