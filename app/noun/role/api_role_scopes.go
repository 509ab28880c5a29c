package role

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models/store"
)

type (
	scopesInput struct {
		api.Page
		api.Search
		ID string `path:"id"`
	}
	scopesOutput struct {
		api.Paged
		Body []resourceScopeBody
	}
	addScopesInput struct {
		ID   string `path:"id"`
		Body struct {
			ScopeIDs []string `json:"scopeIds" maxItems:"1000"`
		}
	}
	addScopesOutput struct{ Body []ScopeBody }
	scopeInput      struct {
		ID      string `path:"id"`
		ScopeID string `path:"scopeId"`
	}
)

func (s *Service) registerScopes(a *api.API) {
	api.Register(a, api.Operation{
		ID: "ListRoleScopes", Method: http.MethodGet, Path: "/roles/{id}/scopes", Tag: apiTag,
		Summary:     "List the permissions of a role, by API and name",
		Description: "Without page and page_size all are listed.",
		Errors:      []int{404}, Params: api.SearchParams(store.ScopeSearchFields()),
	}, s.apiScopes)
	api.Register(a, api.Operation{
		ID: "CreateRoleScope", Method: http.MethodPost, Path: "/roles/{id}/scopes", Tag: apiTag,
		Status: http.StatusCreated, Summary: "Put permissions into a role; the answer lists all of them", Errors: []int{404, 422},
	}, s.apiAddScopes)
	api.Register(a, api.Operation{
		ID: "DeleteRoleScope", Method: http.MethodDelete, Path: "/roles/{id}/scopes/{scopeId}", Tag: apiTag,
		Status: http.StatusNoContent, Summary: "Take a permission out of a role", Errors: []int{404, 422},
	}, s.apiRemoveScope)
}

func (s *Service) apiScopes(ctx context.Context, input *scopesInput) (*scopesOutput, error) {
	if _, err := apiRole(ctx, input.ID); err != nil {
		return nil, err
	}
	search, err := input.Search.Store(store.ScopeSearchFields())
	if err != nil {
		return nil, err
	}
	scopes, total, err := tenant.From(ctx).Store.Roles.Scopes(ctx, input.ID, search, pageOf(&input.Page))
	if err != nil {
		return nil, api.SearchFault(err)
	}
	output := &scopesOutput{Paged: pagedOf(&input.Page, total), Body: make([]resourceScopeBody, 0, len(scopes))}
	for i := range scopes {
		output.Body = append(output.Body, resourceScopeBodyOf(&scopes[i]))
	}
	return output, nil
}

func (s *Service) apiAddScopes(ctx context.Context, input *addScopesInput) (*addScopesOutput, error) {
	scopes, err := s.AddScopes(ctx, tenant.From(ctx).Store, input.ID, input.Body.ScopeIDs)
	if err != nil {
		return nil, err
	}
	output := &addScopesOutput{Body: make([]ScopeBody, 0, len(scopes))}
	for i := range scopes {
		output.Body = append(output.Body, scopeBodyOf(&scopes[i]))
	}
	return output, nil
}

func (s *Service) apiRemoveScope(ctx context.Context, input *scopeInput) (*struct{}, error) {
	return nil, s.RemoveScope(ctx, tenant.From(ctx).Store, input.ID, input.ScopeID)
}
