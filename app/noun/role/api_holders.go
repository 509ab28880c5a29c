package role

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
	addUsersInput struct {
		api.IDPath
		Body struct {
			UserIDs []string `json:"userIds" minItems:"1" maxItems:"1000"`
		}
	}
	addApplicationsInput struct {
		api.IDPath
		Body struct {
			ApplicationIDs []string `json:"applicationIds" minItems:"1" maxItems:"1000"`
		}
	}
	holderInput struct {
		api.IDPath
		api.HolderPath
	}
)

func (a API) registerHolders(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListRoleUsers", Route: "GET /roles/{id}/users", Tag: tag, Errors: []int{404},
		Summary: "List the users who have a role, newest first", Params: api.SearchParams(store.UserSearchFields()),
	}, a.listUsers)
	api.Register(to, api.Operation{
		ID: "CreateRoleUser", Route: "POST /roles/{id}/users", Tag: tag, Status: http.StatusCreated, Errors: []int{404, 422},
		Summary: "Assign a role to users who don't have it",
	}, a.addUsers)
	api.Register(to, api.Operation{
		ID: "DeleteRoleUser", Route: "DELETE /roles/{id}/users/{userId}", Tag: tag, Errors: []int{404, 422},
		Summary: "Remove a role from a user",
	}, a.removeHolder)
	api.Register(to, api.Operation{
		ID: "ListRoleApplications", Route: "GET /roles/{id}/applications", Tag: tag, Errors: []int{404},
		Summary: "List the machines that have a role, newest first", Params: api.SearchParams(store.ApplicationSearchFields()),
	}, a.listApplications)
	api.Register(to, api.Operation{
		ID: "CreateRoleApplication", Route: "POST /roles/{id}/applications", Tag: tag, Status: http.StatusCreated,
		Errors: []int{404, 422}, Summary: "Assign a role to machines that don't have it",
	}, a.addApplications)
	api.Register(to, api.Operation{
		ID: "DeleteRoleApplication", Route: "DELETE /roles/{id}/applications/{applicationId}", Tag: tag, Errors: []int{404},
		Summary: "Remove a role from a machine",
	}, a.removeHolder)
}

func (a API) listUsers(ctx context.Context, input *api.Within) (*api.List[api.User], error) {
	return api.FindWithin(ctx, input, a.kind().Get, store.UserSearchFields(),
		func(ctx context.Context, records *store.Store, search store.Search, page store.Page) ([]models.User, int64, error) {
			return records.Users.List(ctx, store.UserFilter{RoleID: input.ID, Search: search}, page)
		}, api.UserOf)
}

func (a API) listApplications(ctx context.Context, input *api.Within) (*api.List[api.Application], error) {
	return api.FindWithin(ctx, input, a.kind().Get, store.ApplicationSearchFields(),
		func(ctx context.Context, records *store.Store, search store.Search, page store.Page) ([]models.Application, int64, error) {
			machines, total, err := records.Applications.List(ctx, store.ApplicationFilter{RoleID: input.ID, Search: search}, page)
			if err == nil {
				err = noun.HideClientKeys(ctx, records, machines, func(machine *models.Application) *models.Application { return machine })
			}
			return machines, total, err
		}, api.ApplicationOf)
}

func (a API) addUsers(ctx context.Context, input *addUsersInput) (*struct{}, error) {
	return nil, api.UnknownIsMissing(a.AddHolders(ctx, tenant.From(ctx).Store, input.ID, models.HolderUser, input.Body.UserIDs))
}

func (a API) addApplications(ctx context.Context, input *addApplicationsInput) (*struct{}, error) {
	return nil, api.UnknownIsMissing(a.AddHolders(ctx, tenant.From(ctx).Store, input.ID, models.HolderApplication, input.Body.ApplicationIDs))
}

func (a API) removeHolder(ctx context.Context, input *holderInput) (*struct{}, error) {
	if _, err := a.kind().Get(ctx, tenant.From(ctx).Store, input.ID); err != nil {
		return nil, err
	}
	return nil, a.RemoveRole(ctx, tenant.From(ctx).Store, input.Holder(), input.ID)
}
