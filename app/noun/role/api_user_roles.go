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
	userRolesInput struct {
		api.Page
		api.Search
		UserID string `path:"userId"`
	}
	rolesOutput struct {
		api.Paged
		Body []Body
	}
	userRoleIDsInput struct {
		UserID string `path:"userId"`
		Body   struct {
			RoleIDs []string `json:"roleIds" maxItems:"1000"`
		}
	}
	addedOutput struct {
		Body struct {
			RoleIDs      []string `json:"roleIds" doc:"As they were sent"`
			AddedRoleIDs []string `json:"addedRoleIds" doc:"Those that are new"`
		}
	}
	roleIDsOutput struct {
		Body struct {
			RoleIDs []string `json:"roleIds"`
		}
	}
	userRoleInput struct {
		UserID string `path:"userId"`
		RoleID string `path:"roleId"`
	}
)

func (s *Service) registerUserRoles(a *api.API) {
	const tag = "Users"
	api.Register(a, api.Operation{
		ID: "ListUserRoles", Method: http.MethodGet, Path: "/users/{userId}/roles", Tag: tag,
		Summary: "List a user's roles, newest first", Description: "Without page and page_size all are listed.",
		Errors: []int{404}, Params: api.SearchParams(store.RoleSearchFields()),
	}, s.apiUserRoles)
	api.Register(a, api.Operation{
		ID: "AssignUserRoles", Method: http.MethodPost, Path: "/users/{userId}/roles", Tag: tag, Status: http.StatusCreated,
		Summary: "Give a user roles; those that the user has stay", Errors: []int{404, 422},
	}, s.apiAddUserRoles)
	api.Register(a, api.Operation{
		ID: "ReplaceUserRoles", Method: http.MethodPut, Path: "/users/{userId}/roles", Tag: tag,
		Summary: "Give a user these roles and take all others", Errors: []int{404, 422},
	}, s.apiSetUserRoles)
	api.Register(a, api.Operation{
		ID: "DeleteUserRole", Method: http.MethodDelete, Path: "/users/{userId}/roles/{roleId}", Tag: tag,
		Status: http.StatusNoContent, Summary: "Take a role from a user", Errors: []int{404, 422},
	}, s.apiRemoveUserRole)
}

func (s *Service) apiUserRoles(ctx context.Context, input *userRolesInput) (*rolesOutput, error) {
	records := tenant.From(ctx).Store
	if _, err := records.Users.Get(ctx, input.UserID); err != nil {
		return nil, rule.OrMissing("user "+input.UserID, err)
	}
	return listedRoles(ctx, store.RoleFilter{Holder: models.UserHolder(input.UserID)}, &input.Page, &input.Search)
}

// listedRoles lists the roles that a filter and a search let through.
func listedRoles(ctx context.Context, filter store.RoleFilter, page *api.Page, asked *api.Search) (*rolesOutput, error) {
	search, err := asked.Store(store.RoleSearchFields())
	if err != nil {
		return nil, err
	}
	filter.Search = search
	roles, total, err := tenant.From(ctx).Store.Roles.List(ctx, filter, pageOf(page))
	if err != nil {
		return nil, api.SearchFault(err)
	}
	return &rolesOutput{Paged: pagedOf(page, total), Body: bodiesOf(roles)}, nil
}

func (s *Service) apiAddUserRoles(ctx context.Context, input *userRoleIDsInput) (*addedOutput, error) {
	added, err := s.AddUserRoles(ctx, tenant.From(ctx).Store, input.UserID, input.Body.RoleIDs)
	if err != nil {
		return nil, err
	}
	output := &addedOutput{}
	output.Body.RoleIDs, output.Body.AddedRoleIDs = input.Body.RoleIDs, added
	return output, nil
}

func (s *Service) apiSetUserRoles(ctx context.Context, input *userRoleIDsInput) (*roleIDsOutput, error) {
	if err := s.SetUserRoles(ctx, tenant.From(ctx).Store, input.UserID, input.Body.RoleIDs); err != nil {
		return nil, err
	}
	output := &roleIDsOutput{}
	output.Body.RoleIDs = input.Body.RoleIDs
	return output, nil
}

func (s *Service) apiRemoveUserRole(ctx context.Context, input *userRoleInput) (*struct{}, error) {
	return nil, s.RemoveUser(ctx, tenant.From(ctx).Store, input.RoleID, input.UserID)
}
