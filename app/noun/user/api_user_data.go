package user

import (
	"context"
	"net/http"

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
		ID: "ListUserCustomData", Method: http.MethodGet, Path: "/users/{userId}/custom-data", Tag: apiTag,
		Summary: "Get a user's custom data", Errors: []int{400, 404},
	}, a.customData)
	api.Register(to, api.Operation{
		ID: "UpdateUserCustomData", Method: http.MethodPatch, Path: "/users/{userId}/custom-data", Tag: apiTag,
		Summary: "Set members of a user's custom data", Errors: []int{400, 404},
	}, a.mergeCustomData)
	api.Register(to, api.Operation{
		ID: "UpdateUserProfile", Method: http.MethodPatch, Path: "/users/{userId}/profile", Tag: apiTag,
		Summary: "Set fields of a user's profile", Errors: []int{400, 404},
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
