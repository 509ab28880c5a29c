package user

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
)

type (
	passwordInput struct {
		UserID string `path:"userId"`
		Body   struct {
			Password string `json:"password" minLength:"1"`
		}
	}
	expirationInput struct {
		UserID string `path:"userId"`
		Body   struct {
			IsExpired bool `json:"isExpired"`
		}
	}
	hasPasswordOutput struct {
		Body struct {
			HasPassword bool `json:"hasPassword"`
		}
	}
)

func (a API) registerPassword(to *api.API) {
	api.Register(to, api.Operation{
		ID: "UpdateUserPassword", Route: "PATCH /users/{userId}/password", Tag: apiTag, Errors: []int{400, 404, 422, 429},
		Summary:     "Set a user's password",
		Description: "It must meet the tenant's password policy. All sessions end, and all grants are revoked with their tokens.",
	}, a.setPassword)
	api.Register(to, api.Operation{
		ID: "UpdateUserPasswordExpiration", Route: "PATCH /users/{userId}/password/expiration", Tag: apiTag, Errors: []int{400, 404},
		Summary: "Set whether a user must choose a new password at the next sign-in",
	}, a.expirePassword)
	api.Register(to, api.Operation{
		ID: "VerifyUserPassword", Route: "POST /users/{userId}/password/verify", Tag: apiTag, Status: http.StatusNoContent,
		Errors: []int{400, 404, 422, 429}, Summary: "Check whether a password is correct for a user",
		Description: "Wrong passwords count toward the lockout like failed sign-ins.",
	}, a.verifyPassword)
	api.Register(to, api.Operation{
		ID: "GetUserHasPassword", Route: "GET /users/{userId}/has-password", Tag: apiTag, Errors: []int{400, 404},
		Summary: "Check whether a user has a password",
	}, a.hasPassword)
}

func (a API) setPassword(ctx context.Context, input *passwordInput) (*api.Output[userBody], error) {
	return a.after(ctx, input.UserID, a.SetPassword(ctx, tenant.From(ctx).Store, input.UserID, input.Body.Password))
}

func (a API) expirePassword(ctx context.Context, input *expirationInput) (*api.Output[userBody], error) {
	return a.after(ctx, input.UserID, a.ExpirePassword(ctx, tenant.From(ctx).Store, input.UserID, input.Body.IsExpired))
}

func (a API) verifyPassword(ctx context.Context, input *passwordInput) (*struct{}, error) {
	return nil, a.VerifyPassword(ctx, tenant.From(ctx).Store, input.UserID, input.Body.Password)
}

func (a API) hasPassword(ctx context.Context, input *userInput) (*hasPasswordOutput, error) {
	has, err := a.HasPassword(ctx, tenant.From(ctx).Store, input.UserID)
	if err != nil {
		return nil, err
	}
	output := new(hasPasswordOutput)
	output.Body.HasPassword = has
	return output, nil
}
