package organizationrole

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/models/store"
)

// scopesTag is the tag of the routes of permissions in the OpenAPI document.
const scopesTag = "Organization scopes"

type (
	createScopeInput struct {
		Body struct {
			Name        string  `json:"name" doc:"1 to 128 characters of a scope (RFC 6749, section 3.3), without space; unique"`
			Description *string `json:"description,omitempty" nullable:"true" doc:"At most 256 characters"`
		}
	}
	updateScopeInput struct {
		api.IDPath
		Body struct {
			Name        *string              `json:"name,omitempty" doc:"1 to 128 characters of a scope (RFC 6749, section 3.3), without space; unique"`
			Description api.Optional[string] `json:"description,omitempty" doc:"null or an empty string removes it"`
		}
	}
)

func (a API) registerScopes(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListOrganizationScopes", Route: "GET /organization-scopes", Tag: scopesTag,
		Summary: "List organization permissions, newest first",
	}, a.listScopes)
	api.Register(to, api.Operation{
		ID: "CreateOrganizationScope", Route: "POST /organization-scopes", Tag: scopesTag, Status: http.StatusCreated,
		Errors: []int{422}, Summary: "Create an organization permission",
	}, a.createScope)
	api.Register(to, api.Operation{
		ID: "GetOrganizationScope", Route: "GET /organization-scopes/{id}", Tag: scopesTag, Errors: []int{404},
		Summary: "Get an organization permission",
	}, a.getScope)
	api.Register(to, api.Operation{
		ID: "UpdateOrganizationScope", Route: "PATCH /organization-scopes/{id}", Tag: scopesTag, Errors: []int{404, 422},
		Summary: "Update an organization permission",
	}, a.updateScope)
	api.Register(to, api.Operation{
		ID: "DeleteOrganizationScope", Route: "DELETE /organization-scopes/{id}", Tag: scopesTag, Errors: []int{404},
		Summary: "Delete an organization permission and remove it from the roles that grant it",
	}, a.removeScope)
}

func (a API) listScopes(ctx context.Context, input *listInput) (*api.List[api.OrganizationScope], error) {
	filter := store.OrganizationScopeFilter{Query: input.Query}
	scopes, total, err := tenant.From(ctx).Store.OrganizationScopes.List(ctx, filter, input.Store())
	return api.Listed(&input.Page, scopes, total, api.OrganizationScopeOf), err
}

func (a API) createScope(ctx context.Context, input *createScopeInput) (*api.Output[api.OrganizationScope], error) {
	created, err := a.CreateScope(ctx, tenant.From(ctx).Store, NewScope{
		Name: input.Body.Name, Description: noun.Text(input.Body.Description),
	})
	return api.One(created, err, api.OrganizationScopeOf)
}

func (a API) getScope(ctx context.Context, input *api.IDPath) (*api.Output[api.OrganizationScope], error) {
	found, err := a.scopes().Get(ctx, tenant.From(ctx).Store, input.ID)
	return api.One(found, err, api.OrganizationScopeOf)
}

func (a API) updateScope(ctx context.Context, input *updateScopeInput) (*api.Output[api.OrganizationScope], error) {
	updated, err := a.UpdateScope(ctx, tenant.From(ctx).Store, input.ID, ScopeChanges{
		Name: input.Body.Name, Description: input.Body.Description.Changed(),
	})
	return api.One(updated, err, api.OrganizationScopeOf)
}

func (a API) removeScope(ctx context.Context, input *api.IDPath) (*struct{}, error) {
	return nil, a.DeleteScope(ctx, tenant.From(ctx).Store, input.ID)
}
