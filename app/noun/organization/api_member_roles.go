package organization

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models"
)

type (
	usersRolesInput struct {
		api.IDPath
		Body struct {
			UserIDs []string `json:"userIds" maxItems:"1000"`
			RoleIDs []string `json:"organizationRoleIds" maxItems:"1000"`
		}
	}
	applicationsRolesInput struct {
		api.IDPath
		Body struct {
			ApplicationIDs []string `json:"applicationIds" maxItems:"1000"`
			RoleIDs        []string `json:"organizationRoleIds" maxItems:"1000"`
		}
	}
	memberRolesInput struct {
		api.Page
		api.HolderPath
		api.IDPath
	}
	userRoleIDsInput struct {
		api.HolderPath
		api.IDPath
		Body struct {
			RoleIDs   []string `json:"organizationRoleIds,omitempty" maxItems:"1000"`
			RoleNames []string `json:"organizationRoleNames,omitempty" maxItems:"1000" doc:"Can be used instead of organizationRoleIds or with them"`
		}
	}
	applicationRoleIDsInput struct {
		api.HolderPath
		api.IDPath
		Body struct {
			RoleIDs []string `json:"organizationRoleIds" maxItems:"1000"`
		}
	}
	roleIDsOutput struct {
		Body struct {
			RoleIDs []string `json:"organizationRoleIds"`
		}
	}
	memberRoleInput struct {
		api.HolderPath
		api.IDPath
		RoleID string `path:"organizationRoleId"`
	}
)

func (a API) registerMemberRoles(to *api.API) {
	const users, applications = "/organizations/{id}/users", "/organizations/{id}/applications"
	const ofUser, ofApplication = users + "/{userId}/roles", applications + "/{applicationId}/roles"
	api.Register(to, api.Operation{
		ID: "AssignOrganizationRolesToUsers", Route: "POST " + users + "/roles", Tag: tag, Status: http.StatusCreated,
		Errors: []int{422}, Summary: "Assign each of the roles to each of the members",
	}, a.addUsersRoles)
	api.Register(to, api.Operation{
		ID: "AssignOrganizationRolesToApplications", Route: "POST " + applications + "/roles", Tag: tag, Status: http.StatusCreated,
		Errors: []int{422}, Summary: "Assign each of the roles to each of the machines",
	}, a.addApplicationsRoles)
	for _, of := range []struct{ id, path, who string }{
		{"User", ofUser, "a member"}, {"Application", ofApplication, "a machine"},
	} {
		api.Register(to, api.Operation{
			ID: "ListOrganization" + of.id + "Roles", Route: "GET " + of.path, Tag: tag, Errors: []int{422},
			Summary: "List the roles of " + of.who + ", by name",
		}, a.listRoles)
		api.Register(to, api.Operation{
			ID: "DeleteOrganization" + of.id + "Role", Route: "DELETE " + of.path + "/{organizationRoleId}", Tag: tag,
			Errors: []int{404, 422}, Summary: "Remove a role from " + of.who,
		}, a.removeRole)
	}
	api.Register(to, api.Operation{
		ID: "AssignOrganizationRolesToUser", Route: "POST " + ofUser, Tag: tag, Status: http.StatusCreated,
		Errors: []int{422}, Summary: "Assign roles to a member",
	}, a.addUserRoles)
	api.Register(to, api.Operation{
		ID: "ReplaceOrganizationUserRoles", Route: "PUT " + ofUser, Tag: tag, Status: http.StatusNoContent,
		Errors: []int{422}, Summary: "Replace the roles of a member",
	}, a.replaceUserRoles)
	api.Register(to, api.Operation{
		ID: "AssignOrganizationRolesToApplication", Route: "POST " + ofApplication, Tag: tag, Status: http.StatusCreated,
		Errors: []int{422}, Summary: "Assign roles to a machine",
	}, a.addApplicationRoles)
	api.Register(to, api.Operation{
		ID: "ReplaceOrganizationApplicationRoles", Route: "PUT " + ofApplication, Tag: tag, Status: http.StatusNoContent,
		Errors: []int{422}, Summary: "Replace the roles of a machine",
	}, a.replaceApplicationRoles)
	api.Register(to, api.Operation{
		ID: "ListOrganizationUserScopes", Route: "GET " + users + "/{userId}/scopes", Tag: tag, Errors: []int{422},
		Summary: "List the organization permissions that a member's roles grant, by name",
	}, a.listScopes)
}

func (a API) addUsersRoles(ctx context.Context, input *usersRolesInput) (*struct{}, error) {
	_, err := a.AddRoles(ctx, tenant.From(ctx).Store, models.HolderUser, input.ID, input.Body.UserIDs, byID(input.Body.RoleIDs))
	return nil, a.related(ctx, input.ID, err)
}

func (a API) addApplicationsRoles(ctx context.Context, input *applicationsRolesInput) (*struct{}, error) {
	_, err := a.AddRoles(ctx, tenant.From(ctx).Store, models.HolderApplication, input.ID, input.Body.ApplicationIDs, byID(input.Body.RoleIDs))
	return nil, a.related(ctx, input.ID, err)
}

func (a API) listRoles(ctx context.Context, input *memberRolesInput) (*api.List[api.OrganizationRole], error) {
	roles, err := a.Roles(ctx, tenant.From(ctx).Store, input.ID, input.Holder())
	return pageOf(&input.Page, roles, a.related(ctx, input.ID, err), api.OrganizationRoleOf)
}

func (a API) removeRole(ctx context.Context, input *memberRoleInput) (*struct{}, error) {
	return nil, a.related(ctx, input.ID, a.RemoveRole(ctx, tenant.From(ctx).Store, input.ID, input.Holder(), input.RoleID))
}

func (a API) addUserRoles(ctx context.Context, input *userRoleIDsInput) (*roleIDsOutput, error) {
	ids, err := a.AddRoles(ctx, tenant.From(ctx).Store, models.HolderUser, input.ID, []string{input.Holder().ID},
		RoleChoice{IDs: input.Body.RoleIDs, Names: input.Body.RoleNames})
	if err != nil {
		return nil, a.related(ctx, input.ID, err)
	}
	output := &roleIDsOutput{}
	output.Body.RoleIDs = ids
	return output, nil
}

func (a API) replaceUserRoles(ctx context.Context, input *userRoleIDsInput) (*struct{}, error) {
	choice := RoleChoice{IDs: input.Body.RoleIDs, Names: input.Body.RoleNames}
	return nil, a.related(ctx, input.ID, a.ReplaceRoles(ctx, tenant.From(ctx).Store, input.ID, input.Holder(), choice))
}

func (a API) addApplicationRoles(ctx context.Context, input *applicationRoleIDsInput) (*struct{}, error) {
	_, err := a.AddRoles(ctx, tenant.From(ctx).Store, models.HolderApplication, input.ID, []string{input.Holder().ID}, byID(input.Body.RoleIDs))
	return nil, a.related(ctx, input.ID, err)
}

func (a API) replaceApplicationRoles(ctx context.Context, input *applicationRoleIDsInput) (*struct{}, error) {
	err := a.ReplaceRoles(ctx, tenant.From(ctx).Store, input.ID, input.Holder(), byID(input.Body.RoleIDs))
	return nil, a.related(ctx, input.ID, err)
}

func (a API) listScopes(ctx context.Context, input *memberInput) (*api.Output[[]api.OrganizationScope], error) {
	scopes, err := a.UserScopes(ctx, tenant.From(ctx).Store, input.ID, input.Holder().ID)
	return api.One(&scopes, a.related(ctx, input.ID, err), func(scopes *[]models.OrganizationScope) []api.OrganizationScope {
		return api.Bodies(*scopes, api.OrganizationScopeOf)
	})
}
