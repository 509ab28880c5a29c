package resource

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// API serves the resources and their scopes.
type API struct{ *Service }

// tag is the tag of the routes of resources in the OpenAPI document.
const tag = "Resources"

type (
	listInput struct {
		api.Page
		IncludeScopes string `query:"includeScopes" doc:"true shows the scopes of each"`
	}
	createInput struct {
		Body struct {
			Name            string               `json:"name" doc:"1 to 256 characters"`
			Indicator       string               `json:"indicator" doc:"An absolute URI without fragment and comma, unique; it is the audience of tokens and cannot be changed"`
			AccessTokenTTL  *int64               `json:"accessTokenTtl,omitempty" doc:"How long access tokens last, 60 to 31536000 seconds; 3600 by default"`
			AccessTokenType *string              `json:"accessTokenType,omitempty" enum:"at+jwt,JWT" doc:"The typ header of access tokens: at+jwt (RFC 9068) by default, JWT for resource servers that know RFC 7519 alone"`
			AccessTokenAlg  api.Optional[string] `json:"accessTokenSigningAlg,omitempty" doc:"What signs access tokens: ES256, RS256 or ES384; null for the tenant's default"`
		}
	}
	updateInput struct {
		api.IDPath
		Body struct {
			Name            *string              `json:"name,omitempty" doc:"1 to 256 characters"`
			AccessTokenTTL  *int64               `json:"accessTokenTtl,omitempty" doc:"How long access tokens last, 60 to 31536000 seconds"`
			AccessTokenType *string              `json:"accessTokenType,omitempty" enum:"at+jwt,JWT" doc:"The typ header of access tokens: at+jwt (RFC 9068) by default, JWT for resource servers that know RFC 7519 alone"`
			AccessTokenAlg  api.Optional[string] `json:"accessTokenSigningAlg,omitempty" doc:"What signs access tokens: ES256, RS256 or ES384; null for the tenant's default"`
		}
	}
	defaultInput struct {
		api.IDPath
		Body struct {
			IsDefault bool `json:"isDefault" doc:"true takes it from the resource that was the default"`
		}
	}
)

// resourceBody is a resource as the API shows it.
type resourceBody struct {
	api.Resource
	Scopes []api.Scope `json:"scopes,omitzero" doc:"By name; present when they were asked for"`
}

// Register adds the routes.
func (a API) Register(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListResources", Route: "GET /resources", Tag: tag, Summary: "List API resources, newest first",
		Description: "Without page and page_size all are listed.",
	}, a.list)
	api.Register(to, api.Operation{
		ID: "CreateResource", Route: "POST /resources", Tag: tag, Status: http.StatusCreated, Errors: []int{422},
		Summary: "Create an API resource",
	}, a.create)
	api.Register(to, api.Operation{
		ID: "GetResource", Route: "GET /resources/{id}", Tag: tag, Errors: []int{404}, Summary: "Get an API resource",
	}, a.get)
	api.Register(to, api.Operation{
		ID: "UpdateResource", Route: "PATCH /resources/{id}", Tag: tag, Errors: []int{404}, Summary: "Change an API resource",
		Description: "The indicator cannot be changed, and nothing of a Management API.",
	}, a.update)
	api.Register(to, api.Operation{
		ID: "DeleteResource", Route: "DELETE /resources/{id}", Tag: tag, Errors: []int{404},
		Summary: "Delete an API resource with its scopes, which all roles lose",
	}, a.remove)
	api.Register(to, api.Operation{
		ID: "UpdateResourceIsDefault", Route: "PATCH /resources/{id}/is-default", Tag: tag, Errors: []int{404},
		Summary: "Make an API resource the default, or no longer",
	}, a.updateIsDefault)
	a.registerScopes(to)
}

func (a API) list(ctx context.Context, input *listInput) (*api.List[resourceBody], error) {
	records := tenant.From(ctx).Store
	resources, total, err := records.Resources.List(ctx, store.Search{}, input.OrWhole())
	if err != nil {
		return nil, err
	}
	list := api.ListedWhole(&input.Page, resources, total, bodyOf)
	if !api.IsYes(input.IncludeScopes) {
		return list, nil
	}
	scopes, err := records.Scopes.OfResources(ctx, noun.IDs(resources, idOf))
	for i := range list.Body {
		list.Body[i].Scopes = api.Bodies(scopes[list.Body[i].ID], api.ScopeOf)
	}
	return list, err
}

func (a API) create(ctx context.Context, input *createInput) (*api.Output[resourceBody], error) {
	fields := New{Name: input.Body.Name, Indicator: input.Body.Indicator, AccessTokenTTL: DefaultAccessTokenTTL}
	if input.Body.AccessTokenTTL != nil {
		fields.AccessTokenTTL = *input.Body.AccessTokenTTL
	}
	if input.Body.AccessTokenType != nil {
		fields.AccessTokenType = *input.Body.AccessTokenType
	}
	fields.AccessTokenSigningAlg = input.Body.AccessTokenAlg.Value
	created, err := a.Create(ctx, tenant.From(ctx).Store, fields)
	output, err := api.One(created, err, bodyOf)
	if err == nil {
		output.Body.Scopes = []api.Scope{}
	}
	return output, err
}

func (a API) get(ctx context.Context, input *api.IDPath) (*api.Output[resourceBody], error) {
	found, err := a.kind().Get(ctx, tenant.From(ctx).Store, input.ID)
	return api.One(found, err, bodyOf)
}

func (a API) update(ctx context.Context, input *updateInput) (*api.Output[resourceBody], error) {
	updated, err := a.Update(ctx, tenant.From(ctx).Store, input.ID, Changes{
		Name: input.Body.Name, AccessTokenTTL: input.Body.AccessTokenTTL,
		AccessTokenType: input.Body.AccessTokenType, AccessTokenSigningAlg: input.Body.AccessTokenAlg.Changed(),
	})
	return api.One(updated, err, bodyOf)
}

func (a API) updateIsDefault(ctx context.Context, input *defaultInput) (*api.Output[resourceBody], error) {
	updated, err := a.Update(ctx, tenant.From(ctx).Store, input.ID, Changes{IsDefault: &input.Body.IsDefault})
	return api.One(updated, err, bodyOf)
}

func (a API) remove(ctx context.Context, input *api.IDPath) (*struct{}, error) {
	return nil, a.Delete(ctx, tenant.From(ctx).Store, input.ID)
}

func bodyOf(resource *models.Resource) resourceBody {
	return resourceBody{Resource: api.ResourceOf(resource)}
}

func idOf(resource models.Resource) string { return resource.ID }
