package resource

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

type (
	listScopesInput struct {
		api.Page
		api.Search
		ResourceID string `path:"resourceId"`
	}
	listScopesOutput struct {
		api.Paged
		Body []scopeBody
	}
	createScopeInput struct {
		ResourceID string `path:"resourceId"`
		Body       struct {
			Name        string  `json:"name" doc:"1 to 256 visible ASCII characters without quotation marks and backslashes, unique in the resource"`
			Description *string `json:"description,omitempty" nullable:"true" doc:"At most 1024 characters"`
		}
	}
	updateScopeInput struct {
		ResourceID string `path:"resourceId"`
		ScopeID    string `path:"scopeId"`
		Body       struct {
			Name        *string              `json:"name,omitempty" doc:"As it was created; the roles keep the scope"`
			Description api.Optional[string] `json:"description,omitempty" doc:"null or an empty text takes it away"`
		}
	}
	scopeInput struct {
		ResourceID string `path:"resourceId"`
		ScopeID    string `path:"scopeId"`
	}
	scopeOutput struct{ Body scopeBody }
)

// scopeBody is a scope as the API shows it.
type scopeBody struct {
	TenantID    string  `json:"tenantId"`
	ID          string  `json:"id"`
	ResourceID  string  `json:"resourceId"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
	CreatedAt   int64   `json:"createdAt" doc:"Milliseconds since 1970"`
}

func (s *Service) registerScopes(a *api.API) {
	api.Register(a, api.Operation{
		ID: "ListResourceScopes", Method: http.MethodGet, Path: "/resources/{resourceId}/scopes", Tag: apiTag,
		Summary: "List the scopes of an API resource by name", Description: "Without page and page_size all are listed.",
		Errors: []int{400, 404}, Params: api.SearchParams(store.ScopeSearchFields()),
	}, s.apiListScopes)
	api.Register(a, api.Operation{
		ID: "CreateResourceScope", Method: http.MethodPost, Path: "/resources/{resourceId}/scopes", Tag: apiTag,
		Status: http.StatusCreated, Summary: "Add a scope to an API resource", Errors: []int{400, 404, 422},
	}, s.apiCreateScope)
	api.Register(a, api.Operation{
		ID: "UpdateResourceScope", Method: http.MethodPatch, Path: "/resources/{resourceId}/scopes/{scopeId}", Tag: apiTag,
		Summary: "Change a scope", Errors: []int{400, 404, 422},
	}, s.apiUpdateScope)
	api.Register(a, api.Operation{
		ID: "DeleteResourceScope", Method: http.MethodDelete, Path: "/resources/{resourceId}/scopes/{scopeId}", Tag: apiTag,
		Status: http.StatusNoContent, Summary: "Delete a scope, which all roles lose", Errors: []int{400, 404},
	}, s.apiDeleteScope)
}

func (s *Service) apiListScopes(ctx context.Context, input *listScopesInput) (*listScopesOutput, error) {
	search, err := input.Search.Store(store.ScopeSearchFields())
	if err != nil {
		return nil, err
	}
	page := store.Page{}
	if input.IsAsked() {
		page = input.Page.Store()
	}
	records := tenant.From(ctx).Store
	if _, err := records.Resources.Get(ctx, input.ResourceID); err != nil {
		return nil, rule.OrMissing("resource "+input.ResourceID, err)
	}
	scopes, total, err := records.Scopes.List(ctx, input.ResourceID, search, page)
	if err != nil {
		return nil, api.SearchFault(err)
	}
	output := &listScopesOutput{Paged: api.Paged{TotalNumber: total}, Body: scopeBodiesOf(scopes)}
	if input.IsAsked() {
		output.Paged = input.Paged(total)
	}
	return output, nil
}

func (s *Service) apiCreateScope(ctx context.Context, input *createScopeInput) (*scopeOutput, error) {
	fields := NewScope{Name: input.Body.Name}
	if input.Body.Description != nil {
		fields.Description = *input.Body.Description
	}
	return scopeOutputOf(s.CreateScope(ctx, tenant.From(ctx).Store, input.ResourceID, fields))
}

func (s *Service) apiUpdateScope(ctx context.Context, input *updateScopeInput) (*scopeOutput, error) {
	changes := ScopeChanges{Name: input.Body.Name}
	if input.Body.Description.IsSet {
		changes.Description = &input.Body.Description.Value // empty where it is null
	}
	return scopeOutputOf(s.UpdateScope(ctx, tenant.From(ctx).Store, input.ResourceID, input.ScopeID, changes))
}

func (s *Service) apiDeleteScope(ctx context.Context, input *scopeInput) (*struct{}, error) {
	return nil, s.DeleteScope(ctx, tenant.From(ctx).Store, input.ResourceID, input.ScopeID)
}

func scopeOutputOf(scope *models.Scope, err error) (*scopeOutput, error) {
	if err != nil {
		return nil, err
	}
	return &scopeOutput{Body: scopeBodyOf(scope)}, nil
}

func scopeBodiesOf(scopes []models.Scope) []scopeBody {
	bodies := make([]scopeBody, 0, len(scopes))
	for i := range scopes {
		bodies = append(bodies, scopeBodyOf(&scopes[i]))
	}
	return bodies
}

func scopeBodyOf(scope *models.Scope) scopeBody {
	return scopeBody{
		TenantID: scope.TenantID, ID: scope.ID, ResourceID: scope.ResourceID, Name: scope.Name,
		Description: scope.Description, CreatedAt: scope.CreatedAt,
	}
}
