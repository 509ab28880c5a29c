package role

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
	applicationRolesInput struct {
		api.Page
		api.Search
		ApplicationID string `path:"applicationId"`
	}
	applicationRoleIDsInput struct {
		ApplicationID string `path:"applicationId"`
		Body          struct {
			RoleIDs []string `json:"roleIds" maxItems:"1000"`
		}
	}
	applicationRoleInput struct {
		ApplicationID string `path:"applicationId"`
		RoleID        string `path:"roleId"`
	}
)

func (s *Service) registerApplicationRoles(a *api.API) {
	const tag = "Applications"
	api.Register(a, api.Operation{
		ID: "ListApplicationRoles", Method: http.MethodGet, Path: "/applications/{applicationId}/roles", Tag: tag,
		Summary: "List a machine's roles, newest first", Description: "Without page and page_size all are listed.",
		Errors: []int{404}, Params: api.SearchParams(store.RoleSearchFields()),
	}, s.apiApplicationRoles)
	api.Register(a, api.Operation{
		ID: "AssignApplicationRoles", Method: http.MethodPost, Path: "/applications/{applicationId}/roles", Tag: tag,
		Status: http.StatusCreated, Summary: "Give a machine roles; those that it has stay", Errors: []int{404, 422},
	}, s.apiAddApplicationRoles)
	api.Register(a, api.Operation{
		ID: "ReplaceApplicationRoles", Method: http.MethodPut, Path: "/applications/{applicationId}/roles", Tag: tag,
		Summary: "Give a machine these roles and take all others", Errors: []int{404, 422},
	}, s.apiSetApplicationRoles)
	api.Register(a, api.Operation{
		ID: "DeleteApplicationRole", Method: http.MethodDelete, Path: "/applications/{applicationId}/roles/{roleId}", Tag: tag,
		Status: http.StatusNoContent, Summary: "Take a role from a machine", Errors: []int{404},
	}, s.apiRemoveApplicationRole)
}

func (s *Service) apiApplicationRoles(ctx context.Context, input *applicationRolesInput) (*rolesOutput, error) {
	records := tenant.From(ctx).Store
	if _, err := records.Applications.Get(ctx, input.ApplicationID); err != nil {
		return nil, rule.OrMissing("application "+input.ApplicationID, err)
	}
	return listedRoles(ctx, store.RoleFilter{Holder: models.ApplicationHolder(input.ApplicationID)}, &input.Page, &input.Search)
}

func (s *Service) apiAddApplicationRoles(ctx context.Context, input *applicationRoleIDsInput) (*addedOutput, error) {
	added, err := s.AddApplicationRoles(ctx, tenant.From(ctx).Store, input.ApplicationID, input.Body.RoleIDs)
	if err != nil {
		return nil, err
	}
	output := &addedOutput{}
	output.Body.RoleIDs, output.Body.AddedRoleIDs = input.Body.RoleIDs, added
	return output, nil
}

func (s *Service) apiSetApplicationRoles(ctx context.Context, input *applicationRoleIDsInput) (*roleIDsOutput, error) {
	if err := s.SetApplicationRoles(ctx, tenant.From(ctx).Store, input.ApplicationID, input.Body.RoleIDs); err != nil {
		return nil, err
	}
	output := &roleIDsOutput{}
	output.Body.RoleIDs = input.Body.RoleIDs
	return output, nil
}

func (s *Service) apiRemoveApplicationRole(ctx context.Context, input *applicationRoleInput) (*struct{}, error) {
	return nil, s.RemoveApplication(ctx, tenant.From(ctx).Store, input.RoleID, input.ApplicationID)
}
