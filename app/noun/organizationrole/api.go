package organizationrole

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"portico/app/edge/api"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// API serves the organization template.
type API struct{ *Service }

// tag is the tag of the routes of roles in the OpenAPI document.
const tag = "Organization roles"

type (
	listInput struct {
		api.Page
		Query string `query:"q" doc:"Matches part of the ID, name or description (case-insensitive)"`
	}
	createRoleInput struct {
		Body struct {
			Name                 string   `json:"name" doc:"1 to 128 characters, unique"`
			Description          *string  `json:"description,omitempty" nullable:"true" doc:"At most 256 characters"`
			Type                 string   `json:"type,omitempty" enum:"User,MachineToMachine" default:"User" doc:"Who can have it; can't be changed later"`
			OrganizationScopeIDs []string `json:"organizationScopeIds,omitempty" maxItems:"1000"`
			ResourceScopeIDs     []string `json:"resourceScopeIds,omitempty" maxItems:"1000" doc:"Scopes of API resources, but not of the Management API"`
		}
	}
	updateRoleInput struct {
		api.IDPath
		Body struct {
			Name        *string              `json:"name,omitempty" doc:"1 to 128 characters, unique"`
			Description api.Optional[string] `json:"description,omitempty" doc:"null or an empty string removes it"`
			Type        string               `json:"type,omitempty" enum:"User,MachineToMachine" doc:"The role's current type; any other is rejected"`
		}
	}
)

// Register adds the routes.
func (a API) Register(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListOrganizationRoles", Route: "GET /organization-roles", Tag: tag,
		Summary: "List organization roles with their permissions, newest first",
	}, a.list)
	api.Register(to, api.Operation{
		ID: "CreateOrganizationRole", Route: "POST /organization-roles", Tag: tag, Status: http.StatusCreated, Errors: []int{422},
		Summary: "Create an organization role with its permissions",
	}, a.create)
	api.Register(to, api.Operation{
		ID: "GetOrganizationRole", Route: "GET /organization-roles/{id}", Tag: tag, Errors: []int{404},
		Summary: "Get an organization role with its permissions",
	}, a.get)
	api.Register(to, api.Operation{
		ID: "UpdateOrganizationRole", Route: "PATCH /organization-roles/{id}", Tag: tag, Errors: []int{404, 422},
		Summary: "Update an organization role",
	}, a.update)
	api.Register(to, api.Operation{
		ID: "DeleteOrganizationRole", Route: "DELETE /organization-roles/{id}", Tag: tag, Errors: []int{404},
		Summary: "Delete an organization role and remove it from everyone who has it",
	}, a.remove)
	a.registerPermissions(to)
	a.registerScopes(to)
}

func (a API) list(ctx context.Context, input *listInput) (*api.List[wholeRoleBody], error) {
	records := tenant.From(ctx).Store
	roles, total, err := records.OrganizationRoles.List(ctx, store.OrganizationRoleFilter{Query: input.Query}, input.Store())
	if err != nil {
		return nil, err
	}
	list := api.Listed(&input.Page, roles, total, wholeBodyOf)
	return list, addPermissions(ctx, records, list.Body)
}

func (a API) create(ctx context.Context, input *createRoleInput) (*api.Output[api.OrganizationRole], error) {
	fields := input.Body
	created, err := a.CreateRole(ctx, tenant.From(ctx).Store, NewRole{
		Name: fields.Name, Description: noun.Text(fields.Description), Type: models.RoleType(fields.Type),
		Permissions: Permissions{
			models.PermissionOrganization: fields.OrganizationScopeIDs, models.PermissionAPI: fields.ResourceScopeIDs,
		},
	})
	return api.One(created, err, api.OrganizationRoleOf)
}

func (a API) get(ctx context.Context, input *api.IDPath) (*api.Output[wholeRoleBody], error) {
	records := tenant.From(ctx).Store
	role, err := a.roles().Get(ctx, records, input.ID)
	if err != nil {
		return nil, err
	}
	bodies := []wholeRoleBody{wholeBodyOf(role)}
	err = addPermissions(ctx, records, bodies)
	return &api.Output[wholeRoleBody]{Body: bodies[0]}, err
}

func (a API) update(ctx context.Context, input *updateRoleInput) (*api.Output[api.OrganizationRole], error) {
	fields := input.Body
	updated, err := a.UpdateRole(ctx, tenant.From(ctx).Store, input.ID, RoleChanges{
		Name: fields.Name, Description: fields.Description.Changed(), Type: models.RoleType(fields.Type),
	})
	return api.One(updated, err, api.OrganizationRoleOf)
}

func (a API) remove(ctx context.Context, input *api.IDPath) (*struct{}, error) {
	return nil, a.DeleteRole(ctx, tenant.From(ctx).Store, input.ID)
}

// wholeRoleBody is a role with the permissions of both kinds that it grants.
type wholeRoleBody struct {
	api.OrganizationRole
	Scopes         []api.Named         `json:"scopes" doc:"Organization permissions"`
	ResourceScopes []resourceScopeBody `json:"resourceScopes" doc:"Scopes of API resources"`
}

type resourceScopeBody struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Resource api.Named `json:"resource"`
}

func wholeBodyOf(role *models.OrganizationRole) wholeRoleBody {
	return wholeRoleBody{OrganizationRole: api.OrganizationRoleOf(role), Scopes: []api.Named{}, ResourceScopes: []resourceScopeBody{}}
}

// addPermissions reads the permissions of roles: one statement per thousand roles.
func addPermissions(ctx context.Context, records *store.Store, bodies []wholeRoleBody) error {
	places := make(map[string]*wholeRoleBody, len(bodies))
	for i := range bodies {
		places[bodies[i].ID] = &bodies[i]
	}
	for some := range slices.Chunk(noun.IDs(bodies, func(body wholeRoleBody) string { return body.ID }), rule.MaxAtOnce) {
		filter := store.OrganizationRolePermissionFilter{RoleIDs: some}
		permissions, _, err := records.OrganizationRoles.Permissions(ctx, filter, store.Page{})
		if err != nil {
			return fmt.Errorf("read permissions of organization roles: %w", err)
		}
		for _, permission := range permissions {
			places[permission.RoleID].add(permission)
		}
	}
	return nil
}

func (b *wholeRoleBody) add(permission models.OrganizationRolePermission) {
	named := api.Named{ID: permission.ID, Name: permission.Name}
	if permission.Kind() == models.PermissionOrganization {
		b.Scopes = append(b.Scopes, named)
		return
	}
	b.ResourceScopes = append(b.ResourceScopes, resourceScopeBody{
		ID: named.ID, Name: named.Name, Resource: api.Named{ID: permission.ResourceID, Name: permission.ResourceName},
	})
}
