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

type (
	listScopesInput struct {
		api.Page
		api.Search
		ResourceID string `path:"resourceId"`
	}
	createScopeInput struct {
		ResourceID string `path:"resourceId"`
		Body       struct {
			Name        string  `json:"name" doc:"1 to 256 visible ASCII characters without quotation marks and backslashes, unique in the resource"`
			Description *string `json:"description,omitempty" nullable:"true" doc:"At most 1024 characters"`
		}
	}
	updateScopeInput struct {
		ScopePath
		Body struct {
			Name        *string              `json:"name,omitempty" doc:"As it was created; the roles keep the scope"`
			Description api.Optional[string] `json:"description,omitempty" doc:"null or an empty text takes it away"`
		}
	}
)

// ScopePath is the scope named in a path; exported because huma ignores unexported embedded types.
type ScopePath struct {
	ResourceID string `path:"resourceId"`
	ScopeID    string `path:"scopeId"`
}

func (a API) registerScopes(to *api.API) {
	const scopes, scope = "/resources/{resourceId}/scopes", "/resources/{resourceId}/scopes/{scopeId}"
	api.Register(to, api.Operation{
		ID: "ListResourceScopes", Route: "GET " + scopes, Tag: tag, Errors: []int{404},
		Summary: "List the scopes of an API resource by name", Description: "Without page and page_size all are listed.",
		Params: api.SearchParams(store.ScopeSearchFields()),
	}, a.listScopes)
	api.Register(to, api.Operation{
		ID: "CreateResourceScope", Route: "POST " + scopes, Tag: tag, Status: http.StatusCreated, Errors: []int{404, 422},
		Summary: "Add a scope to an API resource",
	}, a.createScope)
	api.Register(to, api.Operation{
		ID: "UpdateResourceScope", Route: "PATCH " + scope, Tag: tag, Errors: []int{404, 422}, Summary: "Change a scope",
	}, a.updateScope)
	api.Register(to, api.Operation{
		ID: "DeleteResourceScope", Route: "DELETE " + scope, Tag: tag, Errors: []int{404},
		Summary: "Delete a scope, which all roles lose",
	}, a.removeScope)
}

func (a API) listScopes(ctx context.Context, input *listScopesInput) (*api.List[api.Scope], error) {
	return api.FindWhole(ctx, &input.Page, &input.Search, store.ScopeSearchFields(),
		func(ctx context.Context, search store.Search, page store.Page) ([]models.Scope, int64, error) {
			records := tenant.From(ctx).Store
			if _, err := a.kind().Get(ctx, records, input.ResourceID); err != nil {
				return nil, 0, err
			}
			return records.Scopes.List(ctx, input.ResourceID, search, page)
		}, api.ScopeOf)
}

func (a API) createScope(ctx context.Context, input *createScopeInput) (*api.Output[api.Scope], error) {
	created, err := a.CreateScope(ctx, tenant.From(ctx).Store, input.ResourceID, NewScope{
		Name: input.Body.Name, Description: noun.Text(input.Body.Description),
	})
	return api.One(created, err, api.ScopeOf)
}

func (a API) updateScope(ctx context.Context, input *updateScopeInput) (*api.Output[api.Scope], error) {
	updated, err := a.UpdateScope(ctx, tenant.From(ctx).Store, input.ResourceID, input.ScopeID, ScopeChanges{
		Name: input.Body.Name, Description: input.Body.Description.Changed(),
	})
	return api.One(updated, err, api.ScopeOf)
}

func (a API) removeScope(ctx context.Context, input *ScopePath) (*struct{}, error) {
	return nil, a.DeleteScope(ctx, tenant.From(ctx).Store, input.ResourceID, input.ScopeID)
}
