package role

import (
	"context"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// API serves the roles, and the roles of users and applications.
type API struct{ *Service }

// tag is the tag of the routes of roles in the OpenAPI document.
const tag = "Roles"

type (
	listInput struct {
		api.Page
		api.Search
		Type                 string `query:"type" enum:"User,MachineToMachine" doc:"Only roles of this type"`
		ExcludeUserID        string `query:"excludeUserId" doc:"Only roles that this user has not got"`
		ExcludeApplicationID string `query:"excludeApplicationId" doc:"Only roles that this application has not got"`
	}
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
		api.IDPath
		Body struct {
			Name        *string `json:"name,omitempty" doc:"1 to 128 characters, unique in the tenant"`
			Description *string `json:"description,omitempty" doc:"1 to 128 characters"`
			IsDefault   *bool   `json:"isDefault,omitempty" doc:"Every user who is created later gets the role; for roles of users only"`
		}
	}
)

// Register adds the routes.
func (a API) Register(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListRoles", Route: "GET /roles", Tag: tag, Summary: "List roles with who has them, newest first",
		Params: api.SearchParams(store.RoleSearchFields()),
	}, a.list)
	api.Register(to, api.Operation{
		ID: "CreateRole", Route: "POST /roles", Tag: tag, Errors: []int{422}, Summary: "Create a role",
		Description: "Names that begin with #internal: are refused with 403. Permissions of the Management API go into roles " +
			"of machines only.",
	}, a.create)
	api.Register(to, api.Operation{
		ID: "GetRole", Route: "GET /roles/{id}", Tag: tag, Errors: []int{404}, Summary: "Get a role",
	}, a.get)
	api.Register(to, api.Operation{
		ID: "UpdateRole", Route: "PATCH /roles/{id}", Tag: tag, Errors: []int{404, 422}, Summary: "Change a role",
	}, a.update)
	api.Register(to, api.Operation{
		ID: "DeleteRole", Route: "DELETE /roles/{id}", Tag: tag, Errors: []int{404, 422},
		Summary: "Delete a role, which everyone who has it loses",
	}, a.remove)
	a.registerScopes(to)
	a.registerHolders(to)
	a.registerHolderRoles(to)
}

func (a API) list(ctx context.Context, input *listInput) (*api.List[listedBody], error) {
	var holders map[string]models.RoleHolders
	return api.Find(ctx, &input.Page, &input.Search, store.RoleSearchFields(),
		func(ctx context.Context, search store.Search, page store.Page) ([]models.Role, int64, error) {
			records := tenant.From(ctx).Store
			roles, total, err := records.Roles.List(ctx, store.RoleFilter{
				Type: models.RoleType(input.Type), Search: search, Without: []models.Holder{
					models.UserHolder(input.ExcludeUserID), models.ApplicationHolder(input.ExcludeApplicationID),
				},
			}, page)
			if err == nil {
				holders, err = records.Roles.Holders(ctx, noun.IDs(roles, idOf))
			}
			return roles, total, err
		},
		func(role *models.Role) listedBody { return listedBodyOf(role, holders[role.ID]) })
}

func (a API) create(ctx context.Context, input *createInput) (*api.Output[Body], error) {
	fields := input.Body
	made, err := a.Create(ctx, tenant.From(ctx).Store, New{
		Name: fields.Name, Description: fields.Description, Type: models.RoleType(fields.Type),
		IsDefault: fields.IsDefault, ScopeIDs: fields.ScopeIDs,
	})
	return api.One(made, err, bodyOf)
}

func (a API) get(ctx context.Context, input *api.IDPath) (*api.Output[Body], error) {
	found, err := a.kind().Get(ctx, tenant.From(ctx).Store, input.ID)
	return api.One(found, err, bodyOf)
}

func (a API) update(ctx context.Context, input *updateInput) (*api.Output[Body], error) {
	updated, err := a.Update(ctx, tenant.From(ctx).Store, input.ID, Changes(input.Body))
	return api.One(updated, err, bodyOf)
}

func (a API) remove(ctx context.Context, input *api.IDPath) (*struct{}, error) {
	return nil, a.Delete(ctx, tenant.From(ctx).Store, input.ID)
}
