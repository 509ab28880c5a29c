package application

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
)

type secretBody struct {
	TenantID      string `json:"tenantId"`
	ApplicationID string `json:"applicationId"`
	Name          string `json:"name"`
	Value         string `json:"value" doc:"Dots for those who may only read"`
	CreatedAt     int64  `json:"createdAt" doc:"Milliseconds since 1970"`
	ExpiresAt     *int64 `json:"expiresAt" doc:"Milliseconds since 1970; null: never"`
}

type (
	secretsOutput     struct{ Body []secretBody }
	secretOutput      struct{ Body secretBody }
	createSecretInput struct {
		ID   string `path:"id"`
		Body struct {
			Name      string `json:"name" doc:"1 to 256 characters, unique for the application"`
			ExpiresAt *int64 `json:"expiresAt,omitempty" nullable:"true" minimum:"1" doc:"Milliseconds since 1970, in the future; null: never"`
		}
	}
	secretInput struct {
		ID   string `path:"id"`
		Name string `path:"name"`
	}
	renameSecretInput struct {
		ID   string `path:"id"`
		Name string `path:"name"`
		Body struct {
			Name string `json:"name" doc:"The new name"`
		}
	}
)

func (s *Service) registerSecrets(a *api.API) {
	api.Register(a, api.Operation{
		ID: "DeleteApplicationLegacySecret", Method: http.MethodDelete, Path: "/applications/{id}/legacy-secret", Tag: apiTag,
		Summary:     "Put a fresh secret in the place of the one that came with the application",
		Description: "The old value is refused from then on; the other secrets stay.",
		Errors:      []int{400, 404, 422},
	}, s.apiReplaceLegacySecret)
	api.Register(a, api.Operation{
		ID: "ListApplicationSecrets", Method: http.MethodGet, Path: "/applications/{id}/secrets", Tag: apiTag,
		Summary: "List an application's secrets, oldest first", Errors: []int{400, 404},
	}, s.apiSecrets)
	api.Register(a, api.Operation{
		ID: "CreateApplicationSecret", Method: http.MethodPost, Path: "/applications/{id}/secrets", Tag: apiTag,
		Summary: "Give an application another secret", Status: http.StatusCreated, Errors: []int{400, 404, 422},
	}, s.apiCreateSecret)
	api.Register(a, api.Operation{
		ID: "UpdateApplicationSecret", Method: http.MethodPatch, Path: "/applications/{id}/secrets/{name}", Tag: apiTag,
		Summary: "Rename a secret", Errors: []int{400, 404, 422},
	}, s.apiRenameSecret)
	api.Register(a, api.Operation{
		ID: "DeleteApplicationSecret", Method: http.MethodDelete, Path: "/applications/{id}/secrets/{name}", Tag: apiTag,
		Summary: "Delete a secret", Status: http.StatusNoContent, Errors: []int{400, 404, 422},
	}, s.apiDeleteSecret)
}

func (s *Service) apiReplaceLegacySecret(ctx context.Context, input *idInput) (*applicationOutput, error) {
	application, secret, err := s.ReplaceLegacySecret(ctx, tenant.From(ctx).Store, input.ID)
	if err != nil {
		return nil, err
	}
	return &applicationOutput{Body: bodyOf(application).with(ctx, secret)}, nil
}

func (s *Service) apiSecrets(ctx context.Context, input *idInput) (*secretsOutput, error) {
	secrets, err := s.Secrets(ctx, tenant.From(ctx).Store, input.ID)
	if err != nil {
		return nil, err
	}
	output := &secretsOutput{Body: make([]secretBody, 0, len(secrets))}
	for i := range secrets {
		output.Body = append(output.Body, bodyOfSecret(ctx, input.ID, &secrets[i]))
	}
	return output, nil
}

func (s *Service) apiCreateSecret(ctx context.Context, input *createSecretInput) (*secretOutput, error) {
	var expiresAt int64
	if input.Body.ExpiresAt != nil {
		expiresAt = *input.Body.ExpiresAt
	}
	created, err := s.CreateSecret(ctx, tenant.From(ctx).Store, input.ID, input.Body.Name, expiresAt)
	return outputOfSecret(ctx, input.ID, created, err)
}

func (s *Service) apiRenameSecret(ctx context.Context, input *renameSecretInput) (*secretOutput, error) {
	renamed, err := s.RenameSecret(ctx, tenant.From(ctx).Store, input.ID, input.Name, input.Body.Name)
	return outputOfSecret(ctx, input.ID, renamed, err)
}

func (s *Service) apiDeleteSecret(ctx context.Context, input *secretInput) (*struct{}, error) {
	return nil, s.DeleteSecret(ctx, tenant.From(ctx).Store, input.ID, input.Name)
}

func outputOfSecret(ctx context.Context, applicationID string, secret *Secret, err error) (*secretOutput, error) {
	if err != nil {
		return nil, err
	}
	return &secretOutput{Body: bodyOfSecret(ctx, applicationID, secret)}, nil
}

func bodyOfSecret(ctx context.Context, applicationID string, secret *Secret) secretBody {
	body := secretBody{
		TenantID: tenant.From(ctx).ID, ApplicationID: applicationID, Name: secret.Name,
		Value: api.Secret(ctx, secret.Value), CreatedAt: secret.CreatedAt,
	}
	if secret.ExpiresAt != 0 {
		body.ExpiresAt = &secret.ExpiresAt
	}
	return body
}
