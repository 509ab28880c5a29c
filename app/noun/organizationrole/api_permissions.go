package organizationrole

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

type (
	listGrantedInput struct {
		api.IDPath
		api.Page
	}
	roleScopesInput struct {
		api.IDPath
		Body struct {
			OrganizationScopeIDs []string `json:"organizationScopeIds" maxItems:"1000"`
		}
	}
	roleScopeInput struct {
		api.IDPath
		OrganizationScopeID string `path:"organizationScopeId"`
	}
	roleResourceScopesInput struct {
		api.IDPath
		Body struct {
			ScopeIDs []string `json:"scopeIds" maxItems:"1000" doc:"Scopes of API resources, but not of the Management API"`
		}
	}
	roleResourceScopeInput struct {
		api.IDPath
		ScopeID string `path:"scopeId"`
	}
)

// permissionRoutes are the routes of a role's permissions of one kind: B is a
// permission, M an input that names several, O an input that names one.
type permissionRoutes[B, M, O any] struct {
	kind        models.PermissionKind
	name        string // in operation IDs
	path, param string
	one, many   string // in operation summaries
	list        func(ctx context.Context, records *store.Store, roleID string, page *api.Page) (*api.List[B], error)
	several     func(*M) (roleID string, ids []string)
	single      func(*O) (roleID, id string)
}

func (a API) registerPermissions(to *api.API) {
	registerPermissions(a, to, permissionRoutes[api.OrganizationScope, roleScopesInput, roleScopeInput]{
		kind: models.PermissionOrganization, name: "Scope", path: "/organization-roles/{id}/scopes", param: "organizationScopeId",
		one: "a permission of organizations", many: "permissions of organizations",
		list: func(ctx context.Context, records *store.Store, roleID string, page *api.Page) (*api.List[api.OrganizationScope], error) {
			filter := store.OrganizationScopeFilter{RoleID: roleID}
			scopes, total, err := records.OrganizationScopes.List(ctx, filter, page.OrWhole())
			return api.ListedWhole(page, scopes, total, api.OrganizationScopeOf), err
		},
		several: func(input *roleScopesInput) (string, []string) { return input.ID, input.Body.OrganizationScopeIDs },
		single:  func(input *roleScopeInput) (string, string) { return input.ID, input.OrganizationScopeID },
	})
	registerPermissions(a, to, permissionRoutes[api.Scope, roleResourceScopesInput, roleResourceScopeInput]{
		kind: models.PermissionAPI, name: "ResourceScope", path: "/organization-roles/{id}/resource-scopes", param: "scopeId",
		one: "a scope of an API resource", many: "scopes of API resources",
		list: func(ctx context.Context, records *store.Store, roleID string, page *api.Page) (*api.List[api.Scope], error) {
			scopes, total, err := records.OrganizationRoles.ResourceScopes(ctx, roleID, page.OrWhole())
			return api.ListedWhole(page, scopes, total, api.ScopeOf), err
		},
		several: func(input *roleResourceScopesInput) (string, []string) { return input.ID, input.Body.ScopeIDs },
		single:  func(input *roleResourceScopeInput) (string, string) { return input.ID, input.ScopeID },
	})
}

func registerPermissions[B, M, O any](a API, to *api.API, of permissionRoutes[B, M, O]) {
	api.Register(to, api.Operation{
		ID: "ListOrganizationRole" + of.name + "s", Route: "GET " + of.path, Tag: tag, Errors: []int{404},
		Summary: "List the " + of.many + " that a role gives, newest first", Description: "Without page and page_size all are listed.",
	}, func(ctx context.Context, input *listGrantedInput) (*api.List[B], error) {
		records := tenant.From(ctx).Store
		if _, err := a.roles().Get(ctx, records, input.ID); err != nil {
			return nil, err
		}
		return of.list(ctx, records, input.ID, &input.Page)
	})
	api.Register(to, api.Operation{
		ID: "CreateOrganizationRole" + of.name, Route: "POST " + of.path, Tag: tag, Status: http.StatusCreated, Errors: []int{404, 422},
		Summary: "Add " + of.many + " to a role; those that it gives stay",
	}, func(ctx context.Context, input *M) (*struct{}, error) {
		roleID, ids := of.several(input)
		return nil, a.AddPermissions(ctx, tenant.From(ctx).Store, roleID, Permissions{of.kind: ids})
	})
	api.Register(to, api.Operation{
		ID: "ReplaceOrganizationRole" + of.name + "s", Route: "PUT " + of.path, Tag: tag, Status: http.StatusNoContent,
		Errors: []int{404, 422}, Summary: "Replace the " + of.many + " that a role gives",
	}, func(ctx context.Context, input *M) (*struct{}, error) {
		roleID, ids := of.several(input)
		return nil, a.SetPermissions(ctx, tenant.From(ctx).Store, roleID, of.kind, ids)
	})
	api.Register(to, api.Operation{
		ID: "DeleteOrganizationRole" + of.name, Route: "DELETE " + of.path + "/{" + of.param + "}", Tag: tag, Errors: []int{404},
		Summary: "Take " + of.one + " out of a role",
	}, func(ctx context.Context, input *O) (*struct{}, error) {
		roleID, id := of.single(input)
		return nil, a.RemovePermissions(ctx, tenant.From(ctx).Store, roleID, Permissions{of.kind: {id}})
	})
}
