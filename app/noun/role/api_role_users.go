package role

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models/store"
)

type (
	usersInput struct {
		api.Page
		api.Search
		ID string `path:"id"`
	}
	usersOutput struct {
		api.Paged
		Body []api.User
	}
	addUsersInput struct {
		ID   string `path:"id"`
		Body struct {
			UserIDs []string `json:"userIds" maxItems:"1000"`
		}
	}
	userInput struct {
		ID     string `path:"id"`
		UserID string `path:"userId"`
	}
)

func (s *Service) registerUsers(a *api.API) {
	api.Register(a, api.Operation{
		ID: "ListRoleUsers", Method: http.MethodGet, Path: "/roles/{id}/users", Tag: apiTag,
		Summary: "List the users who have a role, newest first", Errors: []int{404},
		Params: api.SearchParams(store.UserSearchFields()),
	}, s.apiUsers)
	api.Register(a, api.Operation{
		ID: "CreateRoleUser", Method: http.MethodPost, Path: "/roles/{id}/users", Tag: apiTag,
		Status: http.StatusCreated, Summary: "Give a role to users who have not got it", Errors: []int{404, 422},
	}, s.apiAddUsers)
	api.Register(a, api.Operation{
		ID: "DeleteRoleUser", Method: http.MethodDelete, Path: "/roles/{id}/users/{userId}", Tag: apiTag,
		Status: http.StatusNoContent, Summary: "Take a role from a user", Errors: []int{404, 422},
	}, s.apiRemoveUser)
}

func (s *Service) apiUsers(ctx context.Context, input *usersInput) (*usersOutput, error) {
	if _, err := apiRole(ctx, input.ID); err != nil {
		return nil, err
	}
	search, err := input.Search.Store(store.UserSearchFields())
	if err != nil {
		return nil, err
	}
	filter := store.UserFilter{RoleID: input.ID, Search: search}
	users, total, err := tenant.From(ctx).Store.Users.List(ctx, filter, input.Page.Store())
	if err != nil {
		return nil, api.SearchFault(err)
	}
	output := &usersOutput{Paged: input.Paged(total), Body: make([]api.User, 0, len(users))}
	for i := range users {
		output.Body = append(output.Body, api.UserOf(&users[i]))
	}
	return output, nil
}

func (s *Service) apiAddUsers(ctx context.Context, input *addUsersInput) (*struct{}, error) {
	return nil, s.AddUsers(ctx, tenant.From(ctx).Store, input.ID, input.Body.UserIDs)
}

func (s *Service) apiRemoveUser(ctx context.Context, input *userInput) (*struct{}, error) {
	if _, err := apiRole(ctx, input.ID); err != nil {
		return nil, err
	}
	return nil, s.RemoveUser(ctx, tenant.From(ctx).Store, input.ID, input.UserID)
}
