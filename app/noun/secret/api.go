package secret

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models"
)

// API serves the secrets of applications and of users.
type API struct{ *Service }

type (
	holderInput struct{ api.HolderPath }
	secretInput struct {
		api.HolderPath
		Name string `path:"name"`
	}
	renameInput struct {
		api.HolderPath
		Name string `path:"name"`
		Body struct {
			Name string `json:"name" doc:"The new name"`
		}
	}
	createSecretInput struct {
		api.HolderPath
		Body struct {
			Name      string `json:"name" doc:"1 to 256 characters, unique for the application"`
			ExpiresAt *int64 `json:"expiresAt,omitempty" nullable:"true" minimum:"1" doc:"Milliseconds since 1970, in the future; null: never"`
		}
	}
	createTokenInput struct {
		api.HolderPath
		Body struct {
			Name      string `json:"name" doc:"1 to 256 characters, unique for the user"`
			ExpiresAt *int64 `json:"expiresAt,omitempty" nullable:"true" minimum:"1" doc:"Milliseconds since 1970, in the future; null: never"`
		}
	}
	renameNamedInput struct {
		api.HolderPath
		Body struct {
			CurrentName string `json:"currentName"`
			Name        string `json:"name" doc:"The new name"`
		}
	}
	deleteNamedInput struct {
		api.HolderPath
		Body struct {
			Name string `json:"name"`
		}
	}
)

// routes are the routes of a kind, and what is specific to them.
type routes[B any] struct {
	API
	id, path, tag      string
	list, create, noun string // texts in the OpenAPI document
	deletion           []int  // errors of a deletion
	body               func(ctx context.Context, holder models.Holder, secret *models.OpenSecret) B
}

// Register adds the routes.
func (a API) Register(to *api.API) {
	secrets := routes[applicationSecretBody]{
		API: a, id: "ApplicationSecret", path: "/applications/{id}/secrets", tag: "Applications",
		list: "an application's secrets", create: "Give an application another secret", noun: "a secret",
		deletion: []int{400, 404, 422}, body: secretBodyOf,
	}
	tokens := routes[userTokenBody]{
		API: a, id: "UserPersonalAccessToken", path: "/users/{userId}/personal-access-tokens", tag: "Users",
		list: "a user's personal access tokens", create: "Make a personal access token", noun: "a personal access token",
		deletion: []int{400, 404}, body: tokenBodyOf,
	}
	secrets.register(to)
	tokens.register(to)
	api.Register(to, secrets.creation(), func(ctx context.Context, input *createSecretInput) (*api.Output[applicationSecretBody], error) {
		return secrets.made(ctx, input.Holder(), input.Body.Name, input.Body.ExpiresAt)
	})
	api.Register(to, tokens.creation(), func(ctx context.Context, input *createTokenInput) (*api.Output[userTokenBody], error) {
		return tokens.made(ctx, input.Holder(), input.Body.Name, input.Body.ExpiresAt)
	})
	api.Register(to, api.Operation{
		ID: "UpdateUserPersonalAccessTokenByName", Route: "PATCH " + tokens.path, Tag: tokens.tag, Errors: []int{400, 404, 422},
		Summary: "Rename a personal access token that is named in the body",
	}, tokens.renameNamed)
	api.Register(to, api.Operation{
		ID: "DeleteUserPersonalAccessTokenByName", Route: "POST " + tokens.path + "/delete", Tag: tokens.tag,
		Status: http.StatusNoContent, Errors: []int{400, 404}, Summary: "Delete a personal access token that is named in the body",
	}, a.deleteNamed)
}

func (r routes[B]) register(to *api.API) {
	api.Register(to, api.Operation{
		ID: "List" + r.id + "s", Route: "GET " + r.path, Tag: r.tag, Errors: []int{400, 404},
		Summary: "List " + r.list + ", oldest first",
	}, r.listed)
	api.Register(to, api.Operation{
		ID: "Update" + r.id, Route: "PATCH " + r.path + "/{name}", Tag: r.tag, Errors: []int{400, 404, 422},
		Summary: "Rename " + r.noun,
	}, r.rename)
	api.Register(to, api.Operation{
		ID: "Delete" + r.id, Route: "DELETE " + r.path + "/{name}", Tag: r.tag, Errors: r.deletion, Summary: "Delete " + r.noun,
	}, r.remove)
}

func (r routes[B]) creation() api.Operation {
	return api.Operation{
		ID: "Create" + r.id, Route: "POST " + r.path, Tag: r.tag, Status: http.StatusCreated, Errors: []int{400, 404, 422},
		Summary: r.create,
	}
}

func (r routes[B]) listed(ctx context.Context, input *holderInput) (*api.Output[[]B], error) {
	secrets, err := r.List(ctx, tenant.From(ctx).Store, input.Holder())
	if err != nil {
		return nil, err
	}
	return &api.Output[[]B]{Body: api.Bodies(secrets, func(secret *models.OpenSecret) B { return r.body(ctx, input.Holder(), secret) })}, nil
}

func (r routes[B]) made(ctx context.Context, holder models.Holder, name string, end *int64) (*api.Output[B], error) {
	var expiresAt int64
	if end != nil {
		expiresAt = *end
	}
	created, err := r.Create(ctx, tenant.From(ctx).Store, holder, name, expiresAt)
	return r.one(ctx, holder, created, err)
}

func (r routes[B]) rename(ctx context.Context, input *renameInput) (*api.Output[B], error) {
	renamed, err := r.Rename(ctx, tenant.From(ctx).Store, input.Holder(), input.Name, input.Body.Name)
	return r.one(ctx, input.Holder(), renamed, err)
}

func (r routes[B]) renameNamed(ctx context.Context, input *renameNamedInput) (*api.Output[B], error) {
	renamed, err := r.Rename(ctx, tenant.From(ctx).Store, input.Holder(), input.Body.CurrentName, input.Body.Name)
	return r.one(ctx, input.Holder(), renamed, err)
}

func (r routes[B]) one(ctx context.Context, holder models.Holder, secret *models.OpenSecret, err error) (*api.Output[B], error) {
	return api.One(secret, err, func(secret *models.OpenSecret) B { return r.body(ctx, holder, secret) })
}

func (a API) remove(ctx context.Context, input *secretInput) (*struct{}, error) {
	return nil, a.Delete(ctx, tenant.From(ctx).Store, input.Holder(), input.Name)
}

func (a API) deleteNamed(ctx context.Context, input *deleteNamedInput) (*struct{}, error) {
	return nil, a.Delete(ctx, tenant.From(ctx).Store, input.Holder(), input.Body.Name)
}
