package role

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

type (
	addScopesInput struct {
		api.IDPath
		Body struct {
			ScopeIDs []string `json:"scopeIds" minItems:"1" maxItems:"1000"`
		}
	}
	scopeInput struct {
		api.IDPath
		ScopeID string `path:"scopeId"`
	}
)

func (a API) registerScopes(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListRoleScopes", Route: "GET /roles/{id}/scopes", Tag: tag, Errors: []int{404},
		Summary: "List the permissions of a role, by API and name", Description: "Without page and page_size, all of them are returned.",
		Params: api.SearchParams(store.ScopeSearchFields()),
	}, a.listScopes)
	api.Register(to, api.Operation{
		ID: "CreateRoleScope", Route: "POST /roles/{id}/scopes", Tag: tag, Status: http.StatusCreated, Errors: []int{404, 422},
		Summary: "Add permissions to a role; the response lists all of them",
	}, a.addScopes)
	api.Register(to, api.Operation{
		ID: "DeleteRoleScope", Route: "DELETE /roles/{id}/scopes/{scopeId}", Tag: tag, Errors: []int{404, 422},
		Summary: "Remove a permission from a role",
	}, a.removeScope)
}

func (a API) listScopes(ctx context.Context, input *api.Within) (*api.List[api.ResourceScope], error) {
	records := tenant.From(ctx).Store
	if _, err := a.kind().Get(ctx, records, input.ID); err != nil {
		return nil, err
	}
	return api.FindWhole(ctx, &input.Page, &input.Search, store.ScopeSearchFields(),
		func(ctx context.Context, search store.Search, page store.Page) ([]models.ResourceScope, int64, error) {
			return records.Roles.Scopes(ctx, input.ID, search, page)
		}, api.ResourceScopeOf)
}

func (a API) addScopes(ctx context.Context, input *addScopesInput) (*api.Output[[]api.Scope], error) {
	scopes, err := a.AddScopes(ctx, tenant.From(ctx).Store, input.ID, input.Body.ScopeIDs)
	return api.One(&scopes, api.UnknownIsMissing(err), func(scopes *[]models.ResourceScope) []api.Scope {
		return api.Bodies(*scopes, func(scope *models.ResourceScope) api.Scope { return api.ScopeOf(&scope.Scope) })
	})
}

func (a API) removeScope(ctx context.Context, input *scopeInput) (*struct{}, error) {
	return nil, a.RemoveScope(ctx, tenant.From(ctx).Store, input.ID, input.ScopeID)
}
