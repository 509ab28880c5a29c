package organization

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

type (
	applicationsInput struct {
		api.Page
		ID    string `path:"id"`
		Query string `query:"q" doc:"Stands somewhere in the id, the name or the description, in any case"`
	}
	applicationsOutput struct {
		api.Paged
		Body []machineBody
	}
	applicationIDsInput struct {
		ID   string `path:"id"`
		Body struct {
			ApplicationIDs []string `json:"applicationIds" maxItems:"1000" doc:"Machine-to-machine applications"`
		}
	}
	applicationInput struct {
		ID            string `path:"id"`
		ApplicationID string `path:"applicationId"`
	}
	applicationsRolesInput struct {
		ID   string `path:"id"`
		Body struct {
			ApplicationIDs []string `json:"applicationIds" maxItems:"1000"`
			RoleIDs        []string `json:"organizationRoleIds" maxItems:"1000"`
		}
	}
	applicationRolesInput struct {
		api.Page
		ID            string `path:"id"`
		ApplicationID string `path:"applicationId"`
	}
	applicationRoleIDsInput struct {
		ID            string `path:"id"`
		ApplicationID string `path:"applicationId"`
		Body          struct {
			RoleIDs []string `json:"organizationRoleIds" maxItems:"1000"`
		}
	}
	applicationRoleInput struct {
		ID            string `path:"id"`
		ApplicationID string `path:"applicationId"`
		RoleID        string `path:"organizationRoleId"`
	}
)

// machineBody is an application with its roles in the organization.
type machineBody struct {
	api.Application
	OrganizationRoles []roleNameBody `json:"organizationRoles"`
}

func (s *Service) registerApplications(a *api.API) {
	api.Register(a, api.Operation{
		ID: "ListOrganizationApplications", Method: http.MethodGet, Path: "/organizations/{id}/applications", Tag: apiTag,
		Summary: "List the machines of an organization with their roles there, newest member first", Errors: []int{400, 404},
	}, s.apiApplications)
	api.Register(a, api.Operation{
		ID: "AddOrganizationApplications", Method: http.MethodPost, Path: "/organizations/{id}/applications", Tag: apiTag,
		Status: http.StatusCreated, Summary: "Add machines to an organization",
		Description: "Those that are members stay as they are.", Errors: []int{400, 404, 422},
	}, s.apiAddApplications)
	api.Register(a, api.Operation{
		ID: "ReplaceOrganizationApplications", Method: http.MethodPut, Path: "/organizations/{id}/applications", Tag: apiTag,
		Status: http.StatusNoContent, Summary: "Replace the machines of an organization",
		Description: "Those that stay keep their roles.", Errors: []int{400, 404, 422},
	}, s.apiReplaceApplications)
	api.Register(a, api.Operation{
		ID: "DeleteOrganizationApplication", Method: http.MethodDelete,
		Path: "/organizations/{id}/applications/{applicationId}", Tag: apiTag,
		Status: http.StatusNoContent, Summary: "Take a machine out of an organization", Errors: []int{400, 404, 422},
	}, s.apiRemoveApplication)
	api.Register(a, api.Operation{
		ID: "AssignOrganizationRolesToApplications", Method: http.MethodPost,
		Path: "/organizations/{id}/applications/roles", Tag: apiTag,
		Status: http.StatusCreated, Summary: "Give each of the machines each of the roles", Errors: []int{400, 404, 422},
	}, s.apiAddApplicationsRoles)
	api.Register(a, api.Operation{
		ID: "ListOrganizationApplicationRoles", Method: http.MethodGet,
		Path: "/organizations/{id}/applications/{applicationId}/roles", Tag: apiTag,
		Summary: "List the roles of a machine, by name", Errors: []int{400, 404, 422},
	}, s.apiApplicationRoles)
	api.Register(a, api.Operation{
		ID: "AssignOrganizationRolesToApplication", Method: http.MethodPost,
		Path: "/organizations/{id}/applications/{applicationId}/roles", Tag: apiTag,
		Status: http.StatusCreated, Summary: "Give roles to a machine", Errors: []int{400, 404, 422},
	}, s.apiAddApplicationRoles)
	api.Register(a, api.Operation{
		ID: "ReplaceOrganizationApplicationRoles", Method: http.MethodPut,
		Path: "/organizations/{id}/applications/{applicationId}/roles", Tag: apiTag,
		Status: http.StatusNoContent, Summary: "Replace the roles of a machine", Errors: []int{400, 404, 422},
	}, s.apiReplaceApplicationRoles)
	api.Register(a, api.Operation{
		ID: "DeleteOrganizationApplicationRole", Method: http.MethodDelete,
		Path: "/organizations/{id}/applications/{applicationId}/roles/{organizationRoleId}", Tag: apiTag,
		Status: http.StatusNoContent, Summary: "Take a role from a machine", Errors: []int{400, 404, 422},
	}, s.apiRemoveApplicationRole)
}

func (s *Service) apiApplications(ctx context.Context, input *applicationsInput) (*applicationsOutput, error) {
	records := tenant.From(ctx).Store
	if _, err := orMissing(ctx, records, input.ID); err != nil {
		return nil, err
	}
	machines, total, err := records.Members.Applications(ctx, input.ID, store.MemberFilter{Query: input.Query}, input.Store())
	if err != nil {
		return nil, err
	}
	return &applicationsOutput{Paged: input.Paged(total), Body: bodiesOf(machines, machineBodyOf)}, nil
}

func (s *Service) apiAddApplications(ctx context.Context, input *applicationIDsInput) (*struct{}, error) {
	return nil, s.AddApplications(ctx, tenant.From(ctx).Store, input.ID, input.Body.ApplicationIDs)
}

func (s *Service) apiReplaceApplications(ctx context.Context, input *applicationIDsInput) (*struct{}, error) {
	return nil, s.ReplaceApplications(ctx, tenant.From(ctx).Store, input.ID, input.Body.ApplicationIDs)
}

func (s *Service) apiRemoveApplication(ctx context.Context, input *applicationInput) (*struct{}, error) {
	return nil, s.RemoveApplication(ctx, tenant.From(ctx).Store, input.ID, input.ApplicationID)
}

func (s *Service) apiAddApplicationsRoles(ctx context.Context, input *applicationsRolesInput) (*struct{}, error) {
	return nil, s.AddApplicationRoles(ctx, tenant.From(ctx).Store, input.ID, input.Body.ApplicationIDs, input.Body.RoleIDs)
}

func (s *Service) apiApplicationRoles(ctx context.Context, input *applicationRolesInput) (*rolesOutput, error) {
	roles, err := s.ApplicationRoles(ctx, tenant.From(ctx).Store, input.ID, input.ApplicationID)
	if err != nil {
		return nil, err
	}
	paged, roles := cut(&input.Page, roles)
	return &rolesOutput{Paged: paged, Body: bodiesOf(roles, roleBodyOf)}, nil
}

func (s *Service) apiAddApplicationRoles(ctx context.Context, input *applicationRoleIDsInput) (*struct{}, error) {
	return nil, s.AddApplicationRoles(ctx, tenant.From(ctx).Store, input.ID, []string{input.ApplicationID}, input.Body.RoleIDs)
}

func (s *Service) apiReplaceApplicationRoles(ctx context.Context, input *applicationRoleIDsInput) (*struct{}, error) {
	return nil, s.ReplaceApplicationRoles(ctx, tenant.From(ctx).Store, input.ID, input.ApplicationID, input.Body.RoleIDs)
}

func (s *Service) apiRemoveApplicationRole(ctx context.Context, input *applicationRoleInput) (*struct{}, error) {
	return nil, s.RemoveApplicationRole(ctx, tenant.From(ctx).Store, input.ID, input.ApplicationID, input.RoleID)
}

func machineBodyOf(machine *models.OrganizationMachine) machineBody {
	return machineBody{api.ApplicationOf(&machine.Application), roleNamesOf(machine.Roles)}
}
