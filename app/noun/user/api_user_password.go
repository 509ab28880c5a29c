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

func (s *Service) registerPassword(a *api.API) {
	api.Register(a, api.Operation{
		ID: "UpdateUserPassword", Method: http.MethodPatch, Path: "/users/{userId}/password", Tag: apiTag,
		Summary:     "Give a user a new password",
		Description: "It must fit the tenant's policy. All sessions end, and all grants are taken back with their tokens.",
		Errors:      []int{400, 404, 422, 429},
	}, s.apiSetPassword)
	api.Register(a, api.Operation{
		ID: "UpdateUserPasswordExpiration", Method: http.MethodPatch, Path: "/users/{userId}/password/expiration", Tag: apiTag,
		Summary: "Let a user choose a new password at the next sign-in, or no longer", Errors: []int{400, 404},
	}, s.apiExpirePassword)
	api.Register(a, api.Operation{
		ID: "VerifyUserPassword", Method: http.MethodPost, Path: "/users/{userId}/password/verify", Tag: apiTag,
		Summary: "Ask whether a password is a user's", Status: http.StatusNoContent,
		Description: "Wrong ones count against the lockout as failed sign-ins do.",
		Errors:      []int{400, 404, 422, 429},
	}, s.apiVerifyPassword)
	api.Register(a, api.Operation{
		ID: "GetUserHasPassword", Method: http.MethodGet, Path: "/users/{userId}/has-password", Tag: apiTag,
		Summary: "Ask whether a user has a password", Errors: []int{400, 404},
	}, s.apiHasPassword)
}

func (s *Service) apiSetPassword(ctx context.Context, input *passwordInput) (*userOutput, error) {
	if err := s.SetPassword(ctx, tenant.From(ctx).Store, input.UserID, input.Body.Password); err != nil {
		return nil, err
	}
	return outputOf(apiUser(ctx, input.UserID))
}

func (s *Service) apiExpirePassword(ctx context.Context, input *expirationInput) (*userOutput, error) {
	if err := s.ExpirePassword(ctx, tenant.From(ctx).Store, input.UserID, input.Body.IsExpired); err != nil {
		return nil, err
	}
	return outputOf(apiUser(ctx, input.UserID))
}

func (s *Service) apiVerifyPassword(ctx context.Context, input *passwordInput) (*struct{}, error) {
	return nil, s.VerifyPassword(ctx, tenant.From(ctx).Store, input.UserID, input.Body.Password)
}

func (s *Service) apiHasPassword(ctx context.Context, input *userInput) (*hasPasswordOutput, error) {
	has, err := s.HasPassword(ctx, tenant.From(ctx).Store, input.UserID)
	if err != nil {
		return nil, err
	}
	output := new(hasPasswordOutput)
	output.Body.HasPassword = has
	return output, nil
}
