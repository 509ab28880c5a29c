package role

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models/store"
)

type (
	applicationsInput struct {
		api.Page
		api.Search
		ID string `path:"id"`
	}
	applicationsOutput struct {
		api.Paged
		Body []api.Application
	}
	addApplicationsInput struct {
		ID   string `path:"id"`
		Body struct {
			ApplicationIDs []string `json:"applicationIds" maxItems:"1000"`
		}
	}
	applicationInput struct {
		ID            string `path:"id"`
		ApplicationID string `path:"applicationId"`
	}
)

func (s *Service) registerApplications(a *api.API) {
	api.Register(a, api.Operation{
		ID: "ListRoleApplications", Method: http.MethodGet, Path: "/roles/{id}/applications", Tag: apiTag,
		Summary: "List the machines that have a role, newest first", Errors: []int{404},
		Params: api.SearchParams(store.ApplicationSearchFields()),
	}, s.apiApplications)
	api.Register(a, api.Operation{
		ID: "CreateRoleApplication", Method: http.MethodPost, Path: "/roles/{id}/applications", Tag: apiTag,
		Status: http.StatusCreated, Summary: "Give a role to machines that have not got it", Errors: []int{404, 422},
	}, s.apiAddApplications)
	api.Register(a, api.Operation{
		ID: "DeleteRoleApplication", Method: http.MethodDelete, Path: "/roles/{id}/applications/{applicationId}", Tag: apiTag,
		Status: http.StatusNoContent, Summary: "Take a role from a machine", Errors: []int{404},
	}, s.apiRemoveApplication)
}

func (s *Service) apiApplications(ctx context.Context, input *applicationsInput) (*applicationsOutput, error) {
	if _, err := apiRole(ctx, input.ID); err != nil {
		return nil, err
	}
	search, err := input.Search.Store(store.ApplicationSearchFields())
	if err != nil {
		return nil, err
	}
	filter := store.ApplicationFilter{RoleID: input.ID, Search: search}
	applications, total, err := tenant.From(ctx).Store.Applications.List(ctx, filter, input.Page.Store())
	if err != nil {
		return nil, api.SearchFault(err)
	}
	output := &applicationsOutput{Paged: input.Paged(total), Body: make([]api.Application, 0, len(applications))}
	for i := range applications {
		output.Body = append(output.Body, api.ApplicationOf(&applications[i]))
	}
	return output, nil
}

func (s *Service) apiAddApplications(ctx context.Context, input *addApplicationsInput) (*struct{}, error) {
	return nil, s.AddApplications(ctx, tenant.From(ctx).Store, input.ID, input.Body.ApplicationIDs)
}

func (s *Service) apiRemoveApplication(ctx context.Context, input *applicationInput) (*struct{}, error) {
	return nil, s.RemoveApplication(ctx, tenant.From(ctx).Store, input.ID, input.ApplicationID)
}
