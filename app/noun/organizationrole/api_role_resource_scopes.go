package organizationrole

import (
	"context"
	"fmt"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
)

type (
	listGivenScopesOutput struct {
		api.Paged
		Body []givenScopeBody
	}
	roleResourceScopesInput struct {
		ID   string `path:"id"`
		Body struct {
			ScopeIDs []string `json:"scopeIds" maxItems:"1000" doc:"Scopes of API resources, but not of the Management API"`
		}
	}
	roleResourceScopeInput struct {
		ID      string `path:"id"`
		ScopeID string `path:"scopeId"`
	}
)

func (s *Service) registerRoleResourceScopes(a *api.API) {
	const path = "/organization-roles/{id}/resource-scopes"
	api.Register(a, api.Operation{
		ID: "ListOrganizationRoleResourceScopes", Method: http.MethodGet, Path: path, Tag: apiTagRoles,
		Summary:     "List the scopes of API resources that a role gives, newest first",
		Description: "Without page and page_size all are listed.", Errors: []int{404},
	}, s.apiListRoleResourceScopes)
	api.Register(a, api.Operation{
		ID: "CreateOrganizationRoleResourceScope", Method: http.MethodPost, Path: path, Tag: apiTagRoles, Status: http.StatusCreated,
		Summary: "Add scopes of API resources to a role; those that it gives stay", Errors: []int{404, 422},
	}, s.apiAddRoleResourceScopes)
	api.Register(a, api.Operation{
		ID: "ReplaceOrganizationRoleResourceScopes", Method: http.MethodPut, Path: path, Tag: apiTagRoles, Status: http.StatusNoContent,
		Summary: "Replace the scopes of API resources that a role gives", Errors: []int{404, 422},
	}, s.apiSetRoleResourceScopes)
	api.Register(a, api.Operation{
		ID: "DeleteOrganizationRoleResourceScope", Method: http.MethodDelete, Path: path + "/{scopeId}", Tag: apiTagRoles,
		Status: http.StatusNoContent, Summary: "Take a scope of an API resource out of a role", Errors: []int{404},
	}, s.apiRemoveRoleResourceScope)
}

func (s *Service) apiListRoleResourceScopes(ctx context.Context, input *listGivenInput) (*listGivenScopesOutput, error) {
	records := tenant.From(ctx).Store
	if _, err := Role(ctx, records, input.ID); err != nil {
		return nil, err
	}
	scopes, total, err := records.OrganizationRoles.ResourceScopes(ctx, input.ID, asked(&input.Page))
	if err != nil {
		return nil, fmt.Errorf("list resource scopes of organization role: %w", err)
	}
	output := &listGivenScopesOutput{Paged: paged(&input.Page, total), Body: make([]givenScopeBody, 0, len(scopes))}
	for _, scope := range scopes {
		output.Body = append(output.Body, givenScopeBody{
			TenantID: scope.TenantID, ID: scope.ID, ResourceID: scope.ResourceID, Name: scope.Name,
			Description: scope.Description, CreatedAt: scope.CreatedAt,
		})
	}
	return output, nil
}

func (s *Service) apiAddRoleResourceScopes(ctx context.Context, input *roleResourceScopesInput) (*struct{}, error) {
	more := Permissions{ResourceScopeIDs: input.Body.ScopeIDs}
	return nil, s.AddPermissions(ctx, tenant.From(ctx).Store, input.ID, more)
}

func (s *Service) apiSetRoleResourceScopes(ctx context.Context, input *roleResourceScopesInput) (*struct{}, error) {
	return nil, s.SetResourceScopes(ctx, tenant.From(ctx).Store, input.ID, input.Body.ScopeIDs)
}

func (s *Service) apiRemoveRoleResourceScope(ctx context.Context, input *roleResourceScopeInput) (*struct{}, error) {
	fewer := Permissions{ResourceScopeIDs: []string{input.ScopeID}}
	return nil, s.RemovePermissions(ctx, tenant.From(ctx).Store, input.ID, fewer)
}
