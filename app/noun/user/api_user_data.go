package user

import (
	"context"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models"
)

type (
	customDataOutput struct{ Body map[string]any }
	customDataInput  struct {
		UserID string `path:"userId"`
		Body   struct {
			CustomData map[string]any `json:"customData" doc:"Members to set; the others stay"`
		}
	}
	profileOutput struct{ Body models.Profile }
	profileInput  struct {
		UserID string `path:"userId"`
		Body   struct {
			Profile ProfileChanges `json:"profile" doc:"Fields to set; an empty text takes one away, the others stay"`
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

func (a API) customData(ctx context.Context, input *userInput) (*customDataOutput, error) {
	found, err := apiUser(ctx, input.UserID)
	if err != nil {
		return nil, err
	}
	return &customDataOutput{Body: bodyOf(found).CustomData}, nil
}

func (a API) mergeCustomData(ctx context.Context, input *customDataInput) (*customDataOutput, error) {
	merged, err := a.MergeCustomData(ctx, tenant.From(ctx).Store, input.UserID, input.Body.CustomData)
	if err != nil {
		return nil, err
	}
	return &customDataOutput{Body: merged}, nil
}

func (a API) mergeProfile(ctx context.Context, input *profileInput) (*profileOutput, error) {
	merged, err := a.MergeProfile(ctx, tenant.From(ctx).Store, input.UserID, input.Body.Profile)
	if err != nil {
		return nil, err
	}
	return &profileOutput{Body: merged}, nil
}
