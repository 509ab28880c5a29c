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
	listInput struct {
		api.Page
		api.Search
		Type                 string `query:"type" enum:"User,MachineToMachine" doc:"Only roles of this type"`
		ExcludeUserID        string `query:"excludeUserId" doc:"Only roles that this user has not got"`
		ExcludeApplicationID string `query:"excludeApplicationId" doc:"Only roles that this application has not got"`
	}
	listOutput struct {
		api.Paged
		Body []listedBody
	}
	idInput struct {
		ID string `path:"id"`
	}
	roleOutput  struct{ Body Body }
	createInput struct {
		Body struct {
			Name        string   `json:"name" doc:"1 to 128 characters, unique in the tenant"`
			Description string   `json:"description" doc:"1 to 128 characters"`
			Type        string   `json:"type,omitempty" enum:"User,MachineToMachine" doc:"Who can have the role; User by default, and cannot be changed later"`
			IsDefault   bool     `json:"isDefault,omitempty" doc:"Every user who is created later gets the role; for roles of users only"`
			ScopeIDs    []string `json:"scopeIds,omitempty" maxItems:"1000"`
		}
	}
	updateInput struct {
		ID   string `path:"id"`
		Body struct {
			Name        *string `json:"name,omitempty" doc:"1 to 128 characters, unique in the tenant"`
			Description *string `json:"description,omitempty" doc:"1 to 128 characters"`
			IsDefault   *bool   `json:"isDefault,omitempty" doc:"Every user who is created later gets the role; for roles of users only"`
		}
	}
)

// RegisterAPI adds the routes of the roles, and those of the roles of users and
// applications.
func (s *Service) RegisterAPI(a *api.API) {
	api.Register(a, api.Operation{
		ID: "ListRoles", Method: http.MethodGet, Path: "/roles", Tag: apiTag,
		Summary: "List roles with who has them, newest first", Params: api.SearchParams(store.RoleSearchFields()),
	}, s.apiList)
	api.Register(a, api.Operation{
		ID: "CreateRole", Method: http.MethodPost, Path: "/roles", Tag: apiTag,
		Summary: "Create a role",
		Description: "Names that begin with #internal: are refused with 403. Permissions of the Management API go into roles " +
			"of machines only.",
		Errors: []int{422},
	}, s.apiCreate)
	api.Register(a, api.Operation{
		ID: "GetRole", Method: http.MethodGet, Path: "/roles/{id}", Tag: apiTag,
		Summary: "Get a role", Errors: []int{404},
	}, s.apiGet)
	api.Register(a, api.Operation{
		ID: "UpdateRole", Method: http.MethodPatch, Path: "/roles/{id}", Tag: apiTag,
		Summary: "Change a role", Errors: []int{404, 422},
	}, s.apiUpdate)
	api.Register(a, api.Operation{
		ID: "DeleteRole", Method: http.MethodDelete, Path: "/roles/{id}", Tag: apiTag, Status: http.StatusNoContent,
		Summary: "Delete a role, which everyone who has it loses", Errors: []int{404, 422},
	}, s.apiDelete)
	s.registerScopes(a)
	s.registerUsers(a)
	s.registerApplications(a)
	s.registerUserRoles(a)
	s.registerApplicationRoles(a)
}

func (s *Service) apiList(ctx context.Context, input *listInput) (*listOutput, error) {
	search, err := input.Search.Store(store.RoleSearchFields())
	if err != nil {
		return nil, err
	}
	records := tenant.From(ctx).Store
	roles, total, err := records.Roles.List(ctx, store.RoleFilter{
		Type: models.RoleType(input.Type), Without: []models.Holder{models.UserHolder(input.ExcludeUserID), models.ApplicationHolder(input.ExcludeApplicationID)}, Search: search,
	}, input.Page.Store())
	if err != nil {
		return nil, api.SearchFault(err)
	}
	holders, err := records.Roles.Holders(ctx, idsOf(roles))
	if err != nil {
		return nil, err
	}
	output := &listOutput{Paged: input.Paged(total), Body: make([]listedBody, 0, len(roles))}
	for i := range roles {
		output.Body = append(output.Body, listedBodyOf(&roles[i], holders[roles[i].ID]))
	}
	return output, nil
}

func (s *Service) apiCreate(ctx context.Context, input *createInput) (*roleOutput, error) {
	fields := input.Body
	return outputOf(s.Create(ctx, tenant.From(ctx).Store, New{
		Name: fields.Name, Description: fields.Description, Type: models.RoleType(fields.Type),
		IsDefault: fields.IsDefault, ScopeIDs: fields.ScopeIDs,
	}))
}

func (s *Service) apiGet(ctx context.Context, input *idInput) (*roleOutput, error) {
	return outputOf(apiRole(ctx, input.ID))
}

func (s *Service) apiUpdate(ctx context.Context, input *updateInput) (*roleOutput, error) {
	fields := input.Body
	return outputOf(s.Update(ctx, tenant.From(ctx).Store, input.ID, Changes{
		Name: fields.Name, Description: fields.Description, IsDefault: fields.IsDefault,
	}))
}

func (s *Service) apiDelete(ctx context.Context, input *idInput) (*struct{}, error) {
	return nil, s.Delete(ctx, tenant.From(ctx).Store, input.ID)
}

// apiRole reads a role of the request's tenant. Fault: entity.not_found.
func apiRole(ctx context.Context, id string) (*models.Role, error) {
	found, err := tenant.From(ctx).Store.Roles.Get(ctx, id)
	if err != nil {
		return nil, rule.OrMissing("role "+id, err)
	}
	return found, nil
}

func outputOf(role *models.Role, err error) (*roleOutput, error) {
	if err != nil {
		return nil, err
	}
	return &roleOutput{Body: bodyOf(role)}, nil
}

// pageOf is the page of a list that is whole without page and page_size.
func pageOf(asked *api.Page) store.Page {
	if asked.IsAsked() {
		return asked.Store()
	}
	return store.Page{}
}

// pagedOf are the headers of a list that is whole without page and page_size.
func pagedOf(asked *api.Page, total int64) api.Paged {
	if asked.IsAsked() {
		return asked.Paged(total)
	}
	return api.Paged{TotalNumber: total}
}
