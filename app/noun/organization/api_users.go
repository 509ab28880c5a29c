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
	usersInput struct {
		api.Page
		ID     string `path:"id"`
		Query  string `query:"q" doc:"Stands somewhere in the id, the username, the e-mail address, the phone number or the name, in any case"`
		RoleID string `query:"organizationRoleId" doc:"Only members with this role"`
	}
	usersOutput struct {
		api.Paged
		Body []memberBody
	}
	userIDsInput struct {
		ID   string `path:"id"`
		Body struct {
			UserIDs []string `json:"userIds" maxItems:"1000"`
		}
	}
	userIDsOutput struct {
		Body struct {
			UserIDs []string `json:"userIds"`
		}
	}
	userInput struct {
		ID     string `path:"id"`
		UserID string `path:"userId"`
	}
	usersRolesInput struct {
		ID   string `path:"id"`
		Body struct {
			UserIDs []string `json:"userIds" maxItems:"1000"`
			RoleIDs []string `json:"organizationRoleIds" maxItems:"1000"`
		}
	}
	userRolesInput struct {
		api.Page
		ID     string `path:"id"`
		UserID string `path:"userId"`
	}
	rolesOutput struct {
		api.Paged
		Body []roleBody
	}
	userRoleIDsInput struct {
		ID     string `path:"id"`
		UserID string `path:"userId"`
		Body   struct {
			RoleIDs   []string `json:"organizationRoleIds,omitempty" maxItems:"1000"`
			RoleNames []string `json:"organizationRoleNames,omitempty" maxItems:"1000" doc:"May stand in place of organizationRoleIds or beside them"`
		}
	}
	roleIDsOutput struct {
		Body struct {
			RoleIDs []string `json:"organizationRoleIds"`
		}
	}
	userRoleInput struct {
		ID     string `path:"id"`
		UserID string `path:"userId"`
		RoleID string `path:"organizationRoleId"`
	}
	scopesOutput struct{ Body []scopeBody }
)

// memberBody is a user with the roles in the organization.
type memberBody struct {
	api.User
	OrganizationRoles []roleNameBody `json:"organizationRoles"`
}

// scopeBody is a permission of the organization.
type scopeBody struct {
	TenantID    string  `json:"tenantId"`
	ID          string  `json:"id"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
}

func (s *Service) registerUsers(a *api.API) {
	api.Register(a, api.Operation{
		ID: "ListOrganizationUsers", Method: http.MethodGet, Path: "/organizations/{id}/users", Tag: apiTag,
		Summary: "List the users of an organization with their roles there, newest member first", Errors: []int{400, 404},
	}, s.apiUsers)
	api.Register(a, api.Operation{
		ID: "AddOrganizationUsers", Method: http.MethodPost, Path: "/organizations/{id}/users", Tag: apiTag,
		Status: http.StatusCreated, Summary: "Add users to an organization",
		Description: "Those who are members stay as they are.", Errors: []int{400, 404, 422},
	}, s.apiAddUsers)
	api.Register(a, api.Operation{
		ID: "ReplaceOrganizationUsers", Method: http.MethodPut, Path: "/organizations/{id}/users", Tag: apiTag,
		Status: http.StatusNoContent, Summary: "Replace the users of an organization",
		Description: "Those who stay keep their roles.", Errors: []int{400, 404, 422},
	}, s.apiReplaceUsers)
	api.Register(a, api.Operation{
		ID: "DeleteOrganizationUser", Method: http.MethodDelete, Path: "/organizations/{id}/users/{userId}", Tag: apiTag,
		Status: http.StatusNoContent, Summary: "Take a user out of an organization", Errors: []int{400, 404, 422},
	}, s.apiRemoveUser)
	api.Register(a, api.Operation{
		ID: "AssignOrganizationRolesToUsers", Method: http.MethodPost, Path: "/organizations/{id}/users/roles", Tag: apiTag,
		Status: http.StatusCreated, Summary: "Give each of the members each of the roles", Errors: []int{400, 404, 422},
	}, s.apiAddUsersRoles)
	api.Register(a, api.Operation{
		ID: "ListOrganizationUserRoles", Method: http.MethodGet, Path: "/organizations/{id}/users/{userId}/roles", Tag: apiTag,
		Summary: "List the roles of a member, by name", Errors: []int{400, 404, 422},
	}, s.apiUserRoles)
	api.Register(a, api.Operation{
		ID: "AssignOrganizationRolesToUser", Method: http.MethodPost, Path: "/organizations/{id}/users/{userId}/roles", Tag: apiTag,
		Status: http.StatusCreated, Summary: "Give roles to a member", Errors: []int{400, 404, 422},
	}, s.apiAddUserRoles)
	api.Register(a, api.Operation{
		ID: "ReplaceOrganizationUserRoles", Method: http.MethodPut, Path: "/organizations/{id}/users/{userId}/roles", Tag: apiTag,
		Status: http.StatusNoContent, Summary: "Replace the roles of a member", Errors: []int{400, 404, 422},
	}, s.apiReplaceUserRoles)
	api.Register(a, api.Operation{
		ID: "DeleteOrganizationUserRole", Method: http.MethodDelete,
		Path: "/organizations/{id}/users/{userId}/roles/{organizationRoleId}", Tag: apiTag,
		Status: http.StatusNoContent, Summary: "Take a role from a member", Errors: []int{400, 404, 422},
	}, s.apiRemoveUserRole)
	api.Register(a, api.Operation{
		ID: "ListOrganizationUserScopes", Method: http.MethodGet, Path: "/organizations/{id}/users/{userId}/scopes", Tag: apiTag,
		Summary: "List the permissions of the organization that a member's roles give, by name", Errors: []int{400, 404, 422},
	}, s.apiUserScopes)
}

func (s *Service) apiUsers(ctx context.Context, input *usersInput) (*usersOutput, error) {
	records := tenant.From(ctx).Store
	if _, err := orMissing(ctx, records, input.ID); err != nil {
		return nil, err
	}
	filter := store.MemberFilter{Query: input.Query, RoleID: input.RoleID}
	members, total, err := records.Members.Users(ctx, input.ID, filter, input.Store())
	if err != nil {
		return nil, err
	}
	return &usersOutput{Paged: input.Paged(total), Body: bodiesOf(members, memberBodyOf)}, nil
}

func (s *Service) apiAddUsers(ctx context.Context, input *userIDsInput) (*userIDsOutput, error) {
	if err := s.AddUsers(ctx, tenant.From(ctx).Store, input.ID, input.Body.UserIDs); err != nil {
		return nil, err
	}
	output := new(userIDsOutput)
	output.Body.UserIDs = input.Body.UserIDs
	return output, nil
}

func (s *Service) apiReplaceUsers(ctx context.Context, input *userIDsInput) (*struct{}, error) {
	return nil, s.ReplaceUsers(ctx, tenant.From(ctx).Store, input.ID, input.Body.UserIDs)
}

func (s *Service) apiRemoveUser(ctx context.Context, input *userInput) (*struct{}, error) {
	return nil, s.RemoveUser(ctx, tenant.From(ctx).Store, input.ID, input.UserID)
}

func (s *Service) apiAddUsersRoles(ctx context.Context, input *usersRolesInput) (*struct{}, error) {
	return nil, s.AddUserRoles(ctx, tenant.From(ctx).Store, input.ID, input.Body.UserIDs, input.Body.RoleIDs)
}

func (s *Service) apiUserRoles(ctx context.Context, input *userRolesInput) (*rolesOutput, error) {
	roles, err := s.UserRoles(ctx, tenant.From(ctx).Store, input.ID, input.UserID)
	if err != nil {
		return nil, err
	}
	paged, roles := cut(&input.Page, roles)
	return &rolesOutput{Paged: paged, Body: bodiesOf(roles, roleBodyOf)}, nil
}

func (s *Service) apiAddUserRoles(ctx context.Context, input *userRoleIDsInput) (*roleIDsOutput, error) {
	choice := roleChoice{ids: input.Body.RoleIDs, names: input.Body.RoleNames}
	ids, err := s.addMemberRoles(ctx, tenant.From(ctx).Store, models.HolderUser, input.ID, []string{input.UserID}, choice)
	if err != nil {
		return nil, err
	}
	output := new(roleIDsOutput)
	output.Body.RoleIDs = ids
	return output, nil
}

func (s *Service) apiReplaceUserRoles(ctx context.Context, input *userRoleIDsInput) (*struct{}, error) {
	choice := roleChoice{ids: input.Body.RoleIDs, names: input.Body.RoleNames}
	return nil, s.replaceMemberRoles(ctx, tenant.From(ctx).Store, models.HolderUser, input.ID, input.UserID, choice)
}

func (s *Service) apiRemoveUserRole(ctx context.Context, input *userRoleInput) (*struct{}, error) {
	return nil, s.RemoveUserRole(ctx, tenant.From(ctx).Store, input.ID, input.UserID, input.RoleID)
}

func (s *Service) apiUserScopes(ctx context.Context, input *userInput) (*scopesOutput, error) {
	scopes, err := s.UserScopes(ctx, tenant.From(ctx).Store, input.ID, input.UserID)
	if err != nil {
		return nil, err
	}
	return &scopesOutput{Body: bodiesOf(scopes, func(scope *models.OrganizationScope) scopeBody {
		return scopeBody{TenantID: scope.TenantID, ID: scope.ID, Name: scope.Name, Description: scope.Description}
	})}, nil
}

func memberBodyOf(member *models.OrganizationMember) memberBody {
	return memberBody{api.UserOf(&member.User), roleNamesOf(member.Roles)}
}
