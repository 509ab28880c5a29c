package organization

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

type (
	usersInput struct {
		api.Page
		api.IDPath
		Query  string `query:"q" doc:"Matches part of the ID, username, email address, phone number or name (case-insensitive)"`
		RoleID string `query:"organizationRoleId" doc:"Only members with this role"`
	}
	applicationsInput struct {
		api.Page
		api.IDPath
		Query string `query:"q" doc:"Matches part of the ID, name or description (case-insensitive)"`
	}
	addUsersInput struct {
		api.IDPath
		Body struct {
			UserIDs []string `json:"userIds" minItems:"1" maxItems:"1000"`
		}
	}
	replaceUsersInput struct {
		api.IDPath
		Body struct {
			UserIDs []string `json:"userIds" maxItems:"1000"`
		}
	}
	userIDsOutput struct {
		Body struct {
			UserIDs []string `json:"userIds"`
		}
	}
	addApplicationsInput struct {
		api.IDPath
		Body struct {
			ApplicationIDs []string `json:"applicationIds" minItems:"1" maxItems:"1000" doc:"Machine-to-machine applications"`
		}
	}
	replaceApplicationsInput struct {
		api.IDPath
		Body struct {
			ApplicationIDs []string `json:"applicationIds" maxItems:"1000" doc:"Machine-to-machine applications"`
		}
	}
	memberInput struct {
		api.HolderPath
		api.IDPath
	}
)

func (a API) registerMembers(to *api.API) {
	const users, applications = "/organizations/{id}/users", "/organizations/{id}/applications"
	api.Register(to, api.Operation{
		ID: "ListOrganizationUsers", Route: "GET " + users, Tag: tag, Errors: []int{404},
		Summary: "List the users of an organization with their roles there, newest member first",
	}, a.listUsers)
	api.Register(to, api.Operation{
		ID: "AddOrganizationUsers", Route: "POST " + users, Tag: tag, Status: http.StatusCreated, Errors: []int{422},
		Summary: "Add users to an organization", Description: "Existing members are kept as they are.",
	}, a.addUsers)
	api.Register(to, api.Operation{
		ID: "ReplaceOrganizationUsers", Route: "PUT " + users, Tag: tag, Status: http.StatusNoContent, Errors: []int{422},
		Summary: "Replace the users of an organization", Description: "Members who remain keep their roles.",
	}, a.replaceUsers)
	api.Register(to, api.Operation{
		ID: "DeleteOrganizationUser", Route: "DELETE " + users + "/{userId}", Tag: tag, Errors: []int{404, 422},
		Summary: "Remove a user from an organization",
	}, a.removeMember)
	api.Register(to, api.Operation{
		ID: "ListOrganizationApplications", Route: "GET " + applications, Tag: tag, Errors: []int{404},
		Summary: "List the machines of an organization with their roles there, newest member first",
	}, a.listApplications)
	api.Register(to, api.Operation{
		ID: "AddOrganizationApplications", Route: "POST " + applications, Tag: tag, Status: http.StatusCreated,
		Errors: []int{422}, Summary: "Add machines to an organization",
		Description: "Existing members are kept as they are.",
	}, a.addApplications)
	api.Register(to, api.Operation{
		ID: "ReplaceOrganizationApplications", Route: "PUT " + applications, Tag: tag, Status: http.StatusNoContent,
		Errors: []int{404, 422}, Summary: "Replace the machines of an organization",
		Description: "Members that remain keep their roles.",
	}, a.replaceApplications)
	api.Register(to, api.Operation{
		ID: "DeleteOrganizationApplication", Route: "DELETE " + applications + "/{applicationId}", Tag: tag,
		Errors: []int{404, 422}, Summary: "Remove a machine from an organization",
	}, a.removeMember)
}

func (a API) listUsers(ctx context.Context, input *usersInput) (*api.List[memberBody], error) {
	records := tenant.From(ctx).Store
	if _, err := a.kind().Get(ctx, records, input.ID); err != nil {
		return nil, err
	}
	members, total, err := records.Members.Users(ctx, input.ID, store.MemberFilter{Query: input.Query, RoleID: input.RoleID}, input.Store())
	if err != nil {
		return nil, err
	}
	return api.Listed(&input.Page, members, total, memberBodyOf), nil
}

func (a API) listApplications(ctx context.Context, input *applicationsInput) (*api.List[machineBody], error) {
	records := tenant.From(ctx).Store
	if _, err := a.kind().Get(ctx, records, input.ID); err != nil {
		return nil, err
	}
	machines, total, err := records.Members.Applications(ctx, input.ID, store.MemberFilter{Query: input.Query}, input.Store())
	if err != nil {
		return nil, err
	}
	application := func(machine *models.OrganizationMachine) *models.Application { return &machine.Application }
	if err := noun.HideClientKeys(ctx, records, machines, application); err != nil {
		return nil, err
	}
	return api.Listed(&input.Page, machines, total, machineBodyOf), nil
}

func (a API) addUsers(ctx context.Context, input *addUsersInput) (*userIDsOutput, error) {
	if err := a.AddMembers(ctx, tenant.From(ctx).Store, models.HolderUser, input.ID, input.Body.UserIDs); err != nil {
		return nil, a.related(ctx, input.ID, err)
	}
	output := &userIDsOutput{}
	output.Body.UserIDs = input.Body.UserIDs
	return output, nil
}

func (a API) addApplications(ctx context.Context, input *addApplicationsInput) (*struct{}, error) {
	err := a.AddMembers(ctx, tenant.From(ctx).Store, models.HolderApplication, input.ID, input.Body.ApplicationIDs)
	return nil, a.related(ctx, input.ID, err)
}

func (a API) replaceUsers(ctx context.Context, input *replaceUsersInput) (*struct{}, error) {
	err := a.ReplaceMembers(ctx, tenant.From(ctx).Store, models.HolderUser, input.ID, input.Body.UserIDs)
	return nil, a.related(ctx, input.ID, err)
}

func (a API) replaceApplications(ctx context.Context, input *replaceApplicationsInput) (*struct{}, error) {
	err := a.ReplaceMembers(ctx, tenant.From(ctx).Store, models.HolderApplication, input.ID, input.Body.ApplicationIDs)
	return nil, a.related(ctx, input.ID, err)
}

func (a API) removeMember(ctx context.Context, input *memberInput) (*struct{}, error) {
	return nil, a.related(ctx, input.ID, a.RemoveMember(ctx, tenant.From(ctx).Store, input.ID, input.Holder()))
}

// related turns the fault of an organization that does not exist into the 422 that
// callers expect wherever members are changed. Other errors stay.
func (a API) related(ctx context.Context, id string, err error) error {
	if err == nil || fault.From(err).Code != "entity.not_found" {
		return err
	}
	_, failed := a.kind().Get(ctx, tenant.From(ctx).Store, id)
	switch {
	case failed == nil:
		return err // something else is missing
	case fault.From(failed).Code != "entity.not_found":
		return failed
	}
	return rule.Unknown("id", "there is no organization %s", id)
}
