package user

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
)

type tokenBody struct {
	TenantID  string `json:"tenantId"`
	UserID    string `json:"userId"`
	Name      string `json:"name"`
	Value     string `json:"value" doc:"Dots for those who may only read"`
	CreatedAt int64  `json:"createdAt" doc:"Milliseconds since 1970"`
	ExpiresAt *int64 `json:"expiresAt" doc:"Milliseconds since 1970; null: never"`
}

type (
	tokensOutput     struct{ Body []tokenBody }
	tokenOutput      struct{ Body tokenBody }
	createTokenInput struct {
		UserID string `path:"userId"`
		Body   struct {
			Name      string `json:"name" doc:"1 to 256 characters, unique for the user"`
			ExpiresAt *int64 `json:"expiresAt,omitempty" nullable:"true" minimum:"1" doc:"Milliseconds since 1970, in the future; null: never"`
		}
	}
	renameTokenInput struct {
		UserID string `path:"userId"`
		Name   string `path:"name"`
		Body   struct {
			Name string `json:"name" doc:"The new name"`
		}
	}
	renameNamedTokenInput struct {
		UserID string `path:"userId"`
		Body   struct {
			CurrentName string `json:"currentName"`
			Name        string `json:"name" doc:"The new name"`
		}
	}
	tokenInput struct {
		UserID string `path:"userId"`
		Name   string `path:"name"`
	}
	deleteNamedTokenInput struct {
		UserID string `path:"userId"`
		Body   struct {
			Name string `json:"name"`
		}
	}
)

func (s *Service) registerTokens(a *api.API) {
	const path = "/users/{userId}/personal-access-tokens"
	api.Register(a, api.Operation{
		ID: "ListUserPersonalAccessTokens", Method: http.MethodGet, Path: path, Tag: apiTag,
		Summary: "List a user's personal access tokens, oldest first", Errors: []int{400, 404},
	}, s.apiTokens)
	api.Register(a, api.Operation{
		ID: "CreateUserPersonalAccessToken", Method: http.MethodPost, Path: path, Tag: apiTag,
		Summary: "Make a personal access token", Status: http.StatusCreated, Errors: []int{400, 404, 422},
	}, s.apiCreateToken)
	api.Register(a, api.Operation{
		ID: "UpdateUserPersonalAccessTokenByName", Method: http.MethodPatch, Path: path, Tag: apiTag,
		Summary: "Rename a personal access token that is named in the body", Errors: []int{400, 404, 422},
	}, s.apiRenameNamedToken)
	api.Register(a, api.Operation{
		ID: "DeleteUserPersonalAccessTokenByName", Method: http.MethodPost, Path: path + "/delete", Tag: apiTag,
		Summary: "Delete a personal access token that is named in the body", Status: http.StatusNoContent,
		Errors: []int{400, 404},
	}, s.apiDeleteNamedToken)
	api.Register(a, api.Operation{
		ID: "UpdateUserPersonalAccessToken", Method: http.MethodPatch, Path: path + "/{name}", Tag: apiTag,
		Summary: "Rename a personal access token", Errors: []int{400, 404, 422},
	}, s.apiRenameToken)
	api.Register(a, api.Operation{
		ID: "DeleteUserPersonalAccessToken", Method: http.MethodDelete, Path: path + "/{name}", Tag: apiTag,
		Summary: "Delete a personal access token", Status: http.StatusNoContent, Errors: []int{400, 404},
	}, s.apiDeleteToken)
}

func (s *Service) apiTokens(ctx context.Context, input *userInput) (*tokensOutput, error) {
	tokens, err := s.PersonalAccessTokens(ctx, tenant.From(ctx).Store, input.UserID)
	if err != nil {
		return nil, err
	}
	output := &tokensOutput{Body: make([]tokenBody, 0, len(tokens))}
	for i := range tokens {
		output.Body = append(output.Body, bodyOfToken(ctx, input.UserID, &tokens[i]))
	}
	return output, nil
}

func (s *Service) apiCreateToken(ctx context.Context, input *createTokenInput) (*tokenOutput, error) {
	var expiresAt int64
	if input.Body.ExpiresAt != nil {
		expiresAt = *input.Body.ExpiresAt
	}
	created, err := s.CreatePersonalAccessToken(ctx, tenant.From(ctx).Store, input.UserID, input.Body.Name, expiresAt)
	return outputOfToken(ctx, input.UserID, created, err)
}

func (s *Service) apiRenameToken(ctx context.Context, input *renameTokenInput) (*tokenOutput, error) {
	renamed, err := s.RenamePersonalAccessToken(ctx, tenant.From(ctx).Store, input.UserID, input.Name, input.Body.Name)
	return outputOfToken(ctx, input.UserID, renamed, err)
}

func (s *Service) apiRenameNamedToken(ctx context.Context, input *renameNamedTokenInput) (*tokenOutput, error) {
	renamed, err := s.RenamePersonalAccessToken(
		ctx, tenant.From(ctx).Store, input.UserID, input.Body.CurrentName, input.Body.Name)
	return outputOfToken(ctx, input.UserID, renamed, err)
}

func (s *Service) apiDeleteToken(ctx context.Context, input *tokenInput) (*struct{}, error) {
	return nil, s.DeletePersonalAccessToken(ctx, tenant.From(ctx).Store, input.UserID, input.Name)
}

func (s *Service) apiDeleteNamedToken(ctx context.Context, input *deleteNamedTokenInput) (*struct{}, error) {
	return nil, s.DeletePersonalAccessToken(ctx, tenant.From(ctx).Store, input.UserID, input.Body.Name)
}

func outputOfToken(ctx context.Context, userID string, token *PersonalAccessToken, err error) (*tokenOutput, error) {
	if err != nil {
		return nil, err
	}
	return &tokenOutput{Body: bodyOfToken(ctx, userID, token)}, nil
}

func bodyOfToken(ctx context.Context, userID string, token *PersonalAccessToken) tokenBody {
	body := tokenBody{
		TenantID: tenant.From(ctx).ID, UserID: userID, Name: token.Name,
		Value: api.Secret(ctx, token.Value), CreatedAt: token.CreatedAt,
	}
	if token.ExpiresAt != 0 {
		body.ExpiresAt = &token.ExpiresAt
	}
	return body
}
