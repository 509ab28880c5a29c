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
	heldInput struct {
		api.Page
		api.Search
		api.HolderPath
	}
	roleIDsInput struct {
		api.HolderPath
		Body struct {
			RoleIDs []string `json:"roleIds" maxItems:"1000"`
		}
	}
	addedOutput struct {
		Body struct {
			RoleIDs      []string `json:"roleIds" doc:"As sent in the request"`
			AddedRoleIDs []string `json:"addedRoleIds" doc:"Those that were added"`
		}
	}
	roleIDsOutput struct {
		Body struct {
			RoleIDs []string `json:"roleIds"`
		}
	}
	heldRoleInput struct {
		api.HolderPath
		RoleID string `path:"roleId"`
	}
)

// registerHolderRoles adds the routes below users and below applications.
func (a API) registerHolderRoles(to *api.API) {
	for _, of := range []struct {
		id, path, tag, who, stay string
		removal                  []int
	}{
		{"User", "/users/{userId}/roles", "Users", "a user", "those that the user has stay", []int{404, 422}},
		{"Application", "/applications/{applicationId}/roles", "Applications", "a machine", "existing ones are kept", []int{404}},
	} {
		api.Register(to, api.Operation{
			ID: "List" + of.id + "Roles", Route: "GET " + of.path, Tag: of.tag, Errors: []int{404, 422},
			Summary: "List " + of.who + "'s roles, newest first", Description: "Without page and page_size, all of them are returned.",
			Params: api.SearchParams(store.RoleSearchFields()),
		}, a.listHeld)
		api.Register(to, api.Operation{
			ID: "Assign" + of.id + "Roles", Route: "POST " + of.path, Tag: of.tag, Status: http.StatusCreated, Errors: []int{404, 422},
			Summary: "Assign roles to " + of.who + "; " + of.stay,
		}, a.addHeld)
		api.Register(to, api.Operation{
			ID: "Replace" + of.id + "Roles", Route: "PUT " + of.path, Tag: of.tag, Errors: []int{404, 422},
			Summary: "Replace the roles of " + of.who,
		}, a.setHeld)
		api.Register(to, api.Operation{
			ID: "Delete" + of.id + "Role", Route: "DELETE " + of.path + "/{roleId}", Tag: of.tag, Errors: of.removal,
			Summary: "Remove a role from " + of.who,
		}, a.removeHeld)
	}
}

func (a API) listHeld(ctx context.Context, input *heldInput) (*api.List[Body], error) {
	records, holder := tenant.From(ctx).Store, input.Holder()
	if err := noun.CheckHolder(ctx, records, holder); err != nil {
		return nil, err
	}
	return api.FindWhole(ctx, &input.Page, &input.Search, store.RoleSearchFields(),
		func(ctx context.Context, search store.Search, page store.Page) ([]models.Role, int64, error) {
			return records.Roles.List(ctx, store.RoleFilter{Holder: holder, Search: search}, page)
		}, bodyOf)
}

func (a API) addHeld(ctx context.Context, input *roleIDsInput) (*addedOutput, error) {
	added, err := a.AddRoles(ctx, tenant.From(ctx).Store, input.Holder(), input.Body.RoleIDs)
	if err != nil {
		return nil, err
	}
	output := &addedOutput{}
	output.Body.RoleIDs, output.Body.AddedRoleIDs = input.Body.RoleIDs, added
	return output, nil
}

func (a API) setHeld(ctx context.Context, input *roleIDsInput) (*roleIDsOutput, error) {
	if err := a.SetRoles(ctx, tenant.From(ctx).Store, input.Holder(), input.Body.RoleIDs); err != nil {
		return nil, err
	}
	output := &roleIDsOutput{}
	output.Body.RoleIDs = input.Body.RoleIDs
	return output, nil
}

func (a API) removeHeld(ctx context.Context, input *heldRoleInput) (*struct{}, error) {
	return nil, a.RemoveRole(ctx, tenant.From(ctx).Store, input.Holder(), input.RoleID)
}
