package role

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

type (
	addUsersInput struct {
		api.IDPath
		Body struct {
			UserIDs []string `json:"userIds" maxItems:"1000"`
		}
	}
	addApplicationsInput struct {
		api.IDPath
		Body struct {
			ApplicationIDs []string `json:"applicationIds" maxItems:"1000"`
		}
	}
	userInput struct {
		api.IDPath
		UserID string `path:"userId"`
	}
	applicationInput struct {
		api.IDPath
		ApplicationID string `path:"applicationId"`
	}
)

func (a API) registerHolders(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListRoleUsers", Method: http.MethodGet, Path: "/roles/{id}/users", Tag: tag,
		Summary: "List the users who have a role, newest first", Errors: []int{404},
		Params: api.SearchParams(store.UserSearchFields()),
	}, a.listUsers)
	api.Register(to, api.Operation{
		ID: "CreateRoleUser", Method: http.MethodPost, Path: "/roles/{id}/users", Tag: tag,
		Status: http.StatusCreated, Summary: "Give a role to users who have not got it", Errors: []int{404, 422},
	}, a.addUsers)
	api.Register(to, api.Operation{
		ID: "DeleteRoleUser", Method: http.MethodDelete, Path: "/roles/{id}/users/{userId}", Tag: tag,
		Status: http.StatusNoContent, Summary: "Take a role from a user", Errors: []int{404, 422},
	}, a.removeUser)
	api.Register(to, api.Operation{
		ID: "ListRoleApplications", Method: http.MethodGet, Path: "/roles/{id}/applications", Tag: tag,
		Summary: "List the machines that have a role, newest first", Errors: []int{404},
		Params: api.SearchParams(store.ApplicationSearchFields()),
	}, a.listApplications)
	api.Register(to, api.Operation{
		ID: "CreateRoleApplication", Method: http.MethodPost, Path: "/roles/{id}/applications", Tag: tag,
		Status: http.StatusCreated, Summary: "Give a role to machines that have not got it", Errors: []int{404, 422},
	}, a.addApplications)
	api.Register(to, api.Operation{
		ID: "DeleteRoleApplication", Method: http.MethodDelete, Path: "/roles/{id}/applications/{applicationId}", Tag: tag,
		Status: http.StatusNoContent, Summary: "Take a role from a machine", Errors: []int{404},
	}, a.removeApplication)
}

func (a API) listUsers(ctx context.Context, input *api.Within) (*api.List[api.User], error) {
	records := tenant.From(ctx).Store
	if _, err := a.kind().Get(ctx, records, input.ID); err != nil {
		return nil, err
	}
	return api.Find(ctx, &input.Page, &input.Search, store.UserSearchFields(),
		func(ctx context.Context, search store.Search, page store.Page) ([]models.User, int64, error) {
			return records.Users.List(ctx, store.UserFilter{RoleID: input.ID, Search: search}, page)
		}, api.UserOf)
}

func (a API) listApplications(ctx context.Context, input *api.Within) (*api.List[api.Application], error) {
	records := tenant.From(ctx).Store
	if _, err := a.kind().Get(ctx, records, input.ID); err != nil {
		return nil, err
	}
	return api.Find(ctx, &input.Page, &input.Search, store.ApplicationSearchFields(),
		func(ctx context.Context, search store.Search, page store.Page) ([]models.Application, int64, error) {
			return records.Applications.List(ctx, store.ApplicationFilter{RoleID: input.ID, Search: search}, page)
		}, api.ApplicationOf)
}

func (a API) addUsers(ctx context.Context, input *addUsersInput) (*struct{}, error) {
	return nil, a.AddHolders(ctx, tenant.From(ctx).Store, input.ID, models.HolderUser, input.Body.UserIDs)
}

func (a API) addApplications(ctx context.Context, input *addApplicationsInput) (*struct{}, error) {
	return nil, a.AddHolders(ctx, tenant.From(ctx).Store, input.ID, models.HolderApplication, input.Body.ApplicationIDs)
}

func (a API) removeUser(ctx context.Context, input *userInput) (*struct{}, error) {
	return a.removeHolder(ctx, input.ID, models.UserHolder(input.UserID))
}

func (a API) removeApplication(ctx context.Context, input *applicationInput) (*struct{}, error) {
	return a.removeHolder(ctx, input.ID, models.ApplicationHolder(input.ApplicationID))
}

func (a API) removeHolder(ctx context.Context, id string, holder models.Holder) (*struct{}, error) {
	if _, err := a.kind().Get(ctx, tenant.From(ctx).Store, id); err != nil {
		return nil, err
	}
	return nil, a.RemoveRole(ctx, tenant.From(ctx).Store, holder, id)
}
