package organizationrole

import (
	"context"
	"fmt"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models/store"
)

type (
	listGivenInput struct {
		api.Page
		ID string `path:"id"`
	}
	listScopesOutput struct {
		api.Paged
		Body []scopeBody
	}
	roleScopesInput struct {
		ID   string `path:"id"`
		Body struct {
			OrganizationScopeIDs []string `json:"organizationScopeIds" maxItems:"1000"`
		}
	}
	roleScopeInput struct {
		ID                  string `path:"id"`
		OrganizationScopeID string `path:"organizationScopeId"`
	}
)

func (s *Service) registerRoleScopes(a *api.API) {
	const path = "/organization-roles/{id}/scopes"
	api.Register(a, api.Operation{
		ID: "ListOrganizationRoleScopes", Method: http.MethodGet, Path: path, Tag: apiTagRoles,
		Summary:     "List the permissions of organizations that a role gives, newest first",
		Description: "Without page and page_size all are listed.", Errors: []int{404},
	}, s.apiListRoleScopes)
	api.Register(a, api.Operation{
		ID: "CreateOrganizationRoleScope", Method: http.MethodPost, Path: path, Tag: apiTagRoles, Status: http.StatusCreated,
		Summary: "Add permissions of organizations to a role; those that it gives stay", Errors: []int{404, 422},
	}, s.apiAddRoleScopes)
	api.Register(a, api.Operation{
		ID: "ReplaceOrganizationRoleScopes", Method: http.MethodPut, Path: path, Tag: apiTagRoles, Status: http.StatusNoContent,
		Summary: "Replace the permissions of organizations that a role gives", Errors: []int{404, 422},
	}, s.apiSetRoleScopes)
	api.Register(a, api.Operation{
		ID: "DeleteOrganizationRoleScope", Method: http.MethodDelete, Path: path + "/{organizationScopeId}", Tag: apiTagRoles,
		Status: http.StatusNoContent, Summary: "Take a permission of organizations out of a role", Errors: []int{404},
	}, s.apiRemoveRoleScope)
}

func (s *Service) apiListRoleScopes(ctx context.Context, input *listGivenInput) (*listScopesOutput, error) {
	records := tenant.From(ctx).Store
	if _, err := Role(ctx, records, input.ID); err != nil {
		return nil, err
	}
	scopes, total, err := records.OrganizationScopes.List(ctx, store.OrganizationScopeFilter{RoleID: input.ID}, asked(&input.Page))
	if err != nil {
		return nil, fmt.Errorf("list scopes of organization role: %w", err)
	}
	output := &listScopesOutput{Paged: paged(&input.Page, total), Body: make([]scopeBody, 0, len(scopes))}
	for i := range scopes {
		output.Body = append(output.Body, bodyOfScope(&scopes[i]))
	}
	return output, nil
}

func (s *Service) apiAddRoleScopes(ctx context.Context, input *roleScopesInput) (*struct{}, error) {
	more := Permissions{OrganizationScopeIDs: input.Body.OrganizationScopeIDs}
	return nil, s.AddPermissions(ctx, tenant.From(ctx).Store, input.ID, more)
}

func (s *Service) apiSetRoleScopes(ctx context.Context, input *roleScopesInput) (*struct{}, error) {
	return nil, s.SetOrganizationScopes(ctx, tenant.From(ctx).Store, input.ID, input.Body.OrganizationScopeIDs)
}

func (s *Service) apiRemoveRoleScope(ctx context.Context, input *roleScopeInput) (*struct{}, error) {
	fewer := Permissions{OrganizationScopeIDs: []string{input.OrganizationScopeID}}
	return nil, s.RemovePermissions(ctx, tenant.From(ctx).Store, input.ID, fewer)
}
