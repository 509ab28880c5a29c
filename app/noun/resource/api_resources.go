package resource

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"portico/app/edge/api"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

// apiTag is the section of the document in which these routes stand.
const apiTag = "Resources"

type (
	listInput struct {
		api.Page
		IncludeScopes string `query:"includeScopes" doc:"true shows the scopes of each"`
	}
	listOutput struct {
		api.Paged
		Body []resourceBody
	}
	idInput struct {
		ID string `path:"id"`
	}
	resourceOutput struct{ Body resourceBody }
	createInput    struct {
		Body struct {
			Name           string `json:"name" doc:"1 to 256 characters"`
			Indicator      string `json:"indicator" doc:"An absolute URI without fragment and comma, unique; it is the audience of tokens and cannot be changed"`
			AccessTokenTTL *int64 `json:"accessTokenTtl,omitempty" doc:"How long access tokens last, 60 to 31536000 seconds; 3600 by default"`
		}
	}
	updateInput struct {
		ID   string `path:"id"`
		Body struct {
			Name           *string `json:"name,omitempty" doc:"1 to 256 characters"`
			AccessTokenTTL *int64  `json:"accessTokenTtl,omitempty" doc:"How long access tokens last, 60 to 31536000 seconds"`
		}
	}
	defaultInput struct {
		ID   string `path:"id"`
		Body struct {
			IsDefault bool `json:"isDefault" doc:"true takes it from the resource that was the default"`
		}
	}
)

// resourceBody is a resource as the API shows it.
type resourceBody struct {
	TenantID       string      `json:"tenantId"`
	ID             string      `json:"id"`
	Name           string      `json:"name"`
	Indicator      string      `json:"indicator"`
	IsDefault      bool        `json:"isDefault" doc:"Meant by requests that name no resource"`
	AccessTokenTTL int64       `json:"accessTokenTtl" doc:"Seconds"`
	Scopes         []scopeBody `json:"scopes,omitzero" doc:"By name; present when they were asked for"`
}

// RegisterAPI adds the routes of the resources and their scopes.
func (s *Service) RegisterAPI(a *api.API) {
	api.Register(a, api.Operation{
		ID: "ListResources", Method: http.MethodGet, Path: "/resources", Tag: apiTag,
		Summary: "List API resources, newest first", Description: "Without page and page_size all are listed.",
		Errors: []int{400},
	}, s.apiList)
	api.Register(a, api.Operation{
		ID: "CreateResource", Method: http.MethodPost, Path: "/resources", Tag: apiTag, Status: http.StatusCreated,
		Summary: "Create an API resource", Errors: []int{400, 422},
	}, s.apiCreate)
	api.Register(a, api.Operation{
		ID: "GetResource", Method: http.MethodGet, Path: "/resources/{id}", Tag: apiTag,
		Summary: "Get an API resource", Errors: []int{400, 404},
	}, s.apiGet)
	api.Register(a, api.Operation{
		ID: "UpdateResource", Method: http.MethodPatch, Path: "/resources/{id}", Tag: apiTag,
		Summary:     "Change an API resource",
		Description: "The indicator cannot be changed, and nothing of a Management API.",
		Errors:      []int{400, 404},
	}, s.apiUpdate)
	api.Register(a, api.Operation{
		ID: "DeleteResource", Method: http.MethodDelete, Path: "/resources/{id}", Tag: apiTag, Status: http.StatusNoContent,
		Summary: "Delete an API resource with its scopes, which all roles lose", Errors: []int{400, 404},
	}, s.apiDelete)
	api.Register(a, api.Operation{
		ID: "UpdateResourceIsDefault", Method: http.MethodPatch, Path: "/resources/{id}/is-default", Tag: apiTag,
		Summary: "Make an API resource the default, or no longer", Errors: []int{400, 404},
	}, s.apiUpdateIsDefault)
	s.registerScopes(a)
}

func (s *Service) apiList(ctx context.Context, input *listInput) (*listOutput, error) {
	page := store.Page{}
	if input.IsAsked() {
		page = input.Store()
	}
	records := tenant.From(ctx).Store
	resources, total, err := records.Resources.List(ctx, store.Search{}, page)
	if err != nil {
		return nil, err
	}
	output := &listOutput{Paged: api.Paged{TotalNumber: total}, Body: make([]resourceBody, 0, len(resources))}
	if input.IsAsked() {
		output.Paged = input.Paged(total)
	}
	for i := range resources {
		output.Body = append(output.Body, bodyOf(&resources[i]))
	}
	if isYes(input.IncludeScopes) {
		err = addScopes(ctx, records, output.Body)
	}
	return output, err
}

// addScopes gives each resource its scopes.
func addScopes(ctx context.Context, records *store.Store, bodies []resourceBody) error {
	ids := make([]string, 0, len(bodies))
	for _, body := range bodies {
		ids = append(ids, body.ID)
	}
	scopes, err := records.Scopes.OfResources(ctx, ids)
	for i := range bodies {
		bodies[i].Scopes = scopeBodiesOf(scopes[bodies[i].ID])
	}
	return err
}

func (s *Service) apiCreate(ctx context.Context, input *createInput) (*resourceOutput, error) {
	fields := New{Name: input.Body.Name, Indicator: input.Body.Indicator, AccessTokenTTL: DefaultAccessTokenTTL}
	if input.Body.AccessTokenTTL != nil {
		fields.AccessTokenTTL = *input.Body.AccessTokenTTL
	}
	output, err := outputOf(s.Create(ctx, tenant.From(ctx).Store, fields))
	if err == nil {
		output.Body.Scopes = []scopeBody{}
	}
	return output, err
}

func (s *Service) apiGet(ctx context.Context, input *idInput) (*resourceOutput, error) {
	found, err := tenant.From(ctx).Store.Resources.Get(ctx, input.ID)
	if err != nil {
		return nil, rule.OrMissing("resource "+input.ID, err)
	}
	return outputOf(found, nil)
}

func (s *Service) apiUpdate(ctx context.Context, input *updateInput) (*resourceOutput, error) {
	return outputOf(s.Update(ctx, tenant.From(ctx).Store, input.ID, Changes{
		Name: input.Body.Name, AccessTokenTTL: input.Body.AccessTokenTTL,
	}))
}

func (s *Service) apiUpdateIsDefault(ctx context.Context, input *defaultInput) (*resourceOutput, error) {
	return outputOf(s.Update(ctx, tenant.From(ctx).Store, input.ID, Changes{IsDefault: &input.Body.IsDefault}))
}

func (s *Service) apiDelete(ctx context.Context, input *idInput) (*struct{}, error) {
	return nil, s.Delete(ctx, tenant.From(ctx).Store, input.ID)
}

func outputOf(resource *models.Resource, err error) (*resourceOutput, error) {
	if err != nil {
		return nil, err
	}
	return &resourceOutput{Body: bodyOf(resource)}, nil
}

func bodyOf(resource *models.Resource) resourceBody {
	return resourceBody{
		TenantID: resource.TenantID, ID: resource.ID, Name: resource.Name, Indicator: resource.Indicator,
		IsDefault: resource.IsDefault, AccessTokenTTL: resource.AccessTokenTTL,
	}
}

// isYes reads a query parameter that switches something on.
func isYes(text string) bool {
	return slices.Contains([]string{"true", "1", "yes", "y"}, strings.ToLower(text))
}
