package organizationrole

import (
	"context"
	"fmt"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

// apiTagRoles is the section of the document in which the roles' routes stand.
const apiTagRoles = "Organization roles"

type (
	listInput struct {
		api.Page
		Query string `query:"q" doc:"Stands anywhere in the id, the name or the description, in any case"`
	}
	listRolesOutput struct {
		api.Paged
		Body []wholeRoleBody
	}
	idInput struct {
		ID string `path:"id"`
	}
	roleOutput      struct{ Body roleBody }
	wholeRoleOutput struct{ Body wholeRoleBody }
	createRoleInput struct {
		Body struct {
			Name                 string   `json:"name" doc:"1 to 128 characters, unique"`
			Description          *string  `json:"description,omitempty" nullable:"true" doc:"At most 256 characters"`
			Type                 string   `json:"type,omitempty" enum:"User,MachineToMachine" default:"User" doc:"Who can have it; cannot be changed later"`
			OrganizationScopeIDs []string `json:"organizationScopeIds,omitempty" maxItems:"1000"`
			ResourceScopeIDs     []string `json:"resourceScopeIds,omitempty" maxItems:"1000" doc:"Scopes of API resources, but not of the Management API"`
		}
	}
	updateRoleInput struct {
		ID   string `path:"id"`
		Body struct {
			Name        *string              `json:"name,omitempty" doc:"1 to 128 characters, unique"`
			Description api.Optional[string] `json:"description,omitempty" doc:"null or an empty text takes it away"`
			Type        string               `json:"type,omitempty" enum:"User,MachineToMachine" doc:"The type that the role has: another one is refused"`
		}
	}
)

// RegisterAPI adds the routes of the organization template.
func (s *Service) RegisterAPI(a *api.API) {
	api.Register(a, api.Operation{
		ID: "ListOrganizationRoles", Method: http.MethodGet, Path: "/organization-roles", Tag: apiTagRoles,
		Summary:     "List organization roles with their permissions, newest first",
		Description: "Without page and page_size all are listed.",
	}, s.apiListRoles)
	api.Register(a, api.Operation{
		ID: "CreateOrganizationRole", Method: http.MethodPost, Path: "/organization-roles", Tag: apiTagRoles,
		Status: http.StatusCreated, Summary: "Create an organization role with its permissions", Errors: []int{422},
	}, s.apiCreateRole)
	api.Register(a, api.Operation{
		ID: "GetOrganizationRole", Method: http.MethodGet, Path: "/organization-roles/{id}", Tag: apiTagRoles,
		Summary: "Get an organization role with its permissions", Errors: []int{404},
	}, s.apiGetRole)
	api.Register(a, api.Operation{
		ID: "UpdateOrganizationRole", Method: http.MethodPatch, Path: "/organization-roles/{id}", Tag: apiTagRoles,
		Summary: "Change an organization role", Errors: []int{404, 422},
	}, s.apiUpdateRole)
	api.Register(a, api.Operation{
		ID: "DeleteOrganizationRole", Method: http.MethodDelete, Path: "/organization-roles/{id}", Tag: apiTagRoles,
		Status: http.StatusNoContent, Summary: "Delete an organization role, also from all who have it", Errors: []int{404},
	}, s.apiDeleteRole)
	s.registerRoleScopes(a)
	s.registerRoleResourceScopes(a)
	s.registerScopes(a)
}

func (s *Service) apiListRoles(ctx context.Context, input *listInput) (*listRolesOutput, error) {
	records := tenant.From(ctx).Store
	roles, total, err := records.OrganizationRoles.List(ctx, store.OrganizationRoleFilter{Query: input.Query}, asked(&input.Page))
	if err != nil {
		return nil, fmt.Errorf("list organization roles: %w", err)
	}
	bodies, err := wholeBodies(ctx, records, roles)
	if err != nil {
		return nil, err
	}
	return &listRolesOutput{Paged: paged(&input.Page, total), Body: bodies}, nil
}

// asked is the page that a request names; all rows if it names none.
func asked(page *api.Page) store.Page {
	if page.IsAsked() {
		return page.Store()
	}
	return store.Page{}
}

// paged says where the other pages are, if the request names one at all.
func paged(page *api.Page, total int64) api.Paged {
	if page.IsAsked() {
		return page.Paged(total)
	}
	return api.Paged{TotalNumber: total}
}

func (s *Service) apiCreateRole(ctx context.Context, input *createRoleInput) (*roleOutput, error) {
	fields := input.Body
	created, err := s.CreateRole(ctx, tenant.From(ctx).Store, NewRole{
		Name: fields.Name, Description: textOf(fields.Description), Type: models.RoleType(fields.Type),
		Permissions: Permissions{
			OrganizationScopeIDs: fields.OrganizationScopeIDs, ResourceScopeIDs: fields.ResourceScopeIDs,
		},
	})
	if err != nil {
		return nil, err
	}
	return &roleOutput{Body: bodyOf(created)}, nil
}

func (s *Service) apiGetRole(ctx context.Context, input *idInput) (*wholeRoleOutput, error) {
	records := tenant.From(ctx).Store
	role, err := Role(ctx, records, input.ID)
	if err != nil {
		return nil, err
	}
	bodies, err := wholeBodies(ctx, records, []models.OrganizationRole{*role})
	if err != nil {
		return nil, err
	}
	return &wholeRoleOutput{Body: bodies[0]}, nil
}

func (s *Service) apiUpdateRole(ctx context.Context, input *updateRoleInput) (*roleOutput, error) {
	fields := input.Body
	changes := RoleChanges{Name: fields.Name}
	if fields.Description.IsSet {
		changes.Description = &fields.Description.Value // empty where it is null
	}
	if fields.Type != "" {
		kind := models.RoleType(fields.Type)
		changes.Type = &kind
	}
	updated, err := s.UpdateRole(ctx, tenant.From(ctx).Store, input.ID, changes)
	if err != nil {
		return nil, err
	}
	return &roleOutput{Body: bodyOf(updated)}, nil
}

func (s *Service) apiDeleteRole(ctx context.Context, input *idInput) (*struct{}, error) {
	return nil, s.DeleteRole(ctx, tenant.From(ctx).Store, input.ID)
}

func textOf(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}
