package organizationrole

import (
	"context"
	"fmt"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models/store"
)

// apiTagScopes is the section of the document in which the permissions' routes stand.
const apiTagScopes = "Organization scopes"

type (
	scopeOutput      struct{ Body scopeBody }
	createScopeInput struct {
		Body struct {
			Name        string  `json:"name" doc:"1 to 128 characters of a scope (RFC 6749, section 3.3), without space; unique"`
			Description *string `json:"description,omitempty" nullable:"true" doc:"At most 256 characters"`
		}
	}
	updateScopeInput struct {
		ID   string `path:"id"`
		Body struct {
			Name        *string              `json:"name,omitempty" doc:"1 to 128 characters of a scope (RFC 6749, section 3.3), without space; unique"`
			Description api.Optional[string] `json:"description,omitempty" doc:"null or an empty text takes it away"`
		}
	}
)

func (s *Service) registerScopes(a *api.API) {
	api.Register(a, api.Operation{
		ID: "ListOrganizationScopes", Method: http.MethodGet, Path: "/organization-scopes", Tag: apiTagScopes,
		Summary: "List permissions of organizations, newest first", Description: "Without page and page_size all are listed.",
	}, s.apiListScopes)
	api.Register(a, api.Operation{
		ID: "CreateOrganizationScope", Method: http.MethodPost, Path: "/organization-scopes", Tag: apiTagScopes,
		Status: http.StatusCreated, Summary: "Create a permission of organizations", Errors: []int{422},
	}, s.apiCreateScope)
	api.Register(a, api.Operation{
		ID: "GetOrganizationScope", Method: http.MethodGet, Path: "/organization-scopes/{id}", Tag: apiTagScopes,
		Summary: "Get a permission of organizations", Errors: []int{404},
	}, s.apiGetScope)
	api.Register(a, api.Operation{
		ID: "UpdateOrganizationScope", Method: http.MethodPatch, Path: "/organization-scopes/{id}", Tag: apiTagScopes,
		Summary: "Change a permission of organizations", Errors: []int{404, 422},
	}, s.apiUpdateScope)
	api.Register(a, api.Operation{
		ID: "DeleteOrganizationScope", Method: http.MethodDelete, Path: "/organization-scopes/{id}", Tag: apiTagScopes,
		Status: http.StatusNoContent, Summary: "Delete a permission of organizations, also from the roles that give it", Errors: []int{404},
	}, s.apiDeleteScope)
}

func (s *Service) apiListScopes(ctx context.Context, input *listInput) (*listScopesOutput, error) {
	filter := store.OrganizationScopeFilter{Query: input.Query}
	scopes, total, err := tenant.From(ctx).Store.OrganizationScopes.List(ctx, filter, asked(&input.Page))
	if err != nil {
		return nil, fmt.Errorf("list organization scopes: %w", err)
	}
	output := &listScopesOutput{Paged: paged(&input.Page, total), Body: make([]scopeBody, 0, len(scopes))}
	for i := range scopes {
		output.Body = append(output.Body, bodyOfScope(&scopes[i]))
	}
	return output, nil
}

func (s *Service) apiCreateScope(ctx context.Context, input *createScopeInput) (*scopeOutput, error) {
	fields := NewScope{Name: input.Body.Name, Description: textOf(input.Body.Description)}
	created, err := s.CreateScope(ctx, tenant.From(ctx).Store, fields)
	if err != nil {
		return nil, err
	}
	return &scopeOutput{Body: bodyOfScope(created)}, nil
}

func (s *Service) apiGetScope(ctx context.Context, input *idInput) (*scopeOutput, error) {
	scope, err := Scope(ctx, tenant.From(ctx).Store, input.ID)
	if err != nil {
		return nil, err
	}
	return &scopeOutput{Body: bodyOfScope(scope)}, nil
}

func (s *Service) apiUpdateScope(ctx context.Context, input *updateScopeInput) (*scopeOutput, error) {
	changes := ScopeChanges{Name: input.Body.Name}
	if input.Body.Description.IsSet {
		changes.Description = &input.Body.Description.Value // empty where it is null
	}
	updated, err := s.UpdateScope(ctx, tenant.From(ctx).Store, input.ID, changes)
	if err != nil {
		return nil, err
	}
	return &scopeOutput{Body: bodyOfScope(updated)}, nil
}

func (s *Service) apiDeleteScope(ctx context.Context, input *idInput) (*struct{}, error) {
	return nil, s.DeleteScope(ctx, tenant.From(ctx).Store, input.ID)
}
