package application

import (
	"context"

	"portico/app/edge/api"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// apiTag is the tag of these routes in the OpenAPI document.
const apiTag = "Applications"

type (
	listInput struct {
		api.Page
		api.Search
		Types                 []string `query:"types,explode" enum:"Native,SPA,Traditional,MachineToMachine,Protected,SAML" doc:"Only applications of these types; may repeat"`
		IsThirdParty          string   `query:"isThirdParty" enum:"true,false" doc:"Only applications that third parties made, or only the others"`
		ExcludeOrganizationID string   `query:"excludeOrganizationId" doc:"Only applications that are not members of this organization"`
		ExcludeRoleID         string   `query:"excludeRoleId" doc:"Only applications that have not got this role"`
	}
	createInput struct {
		Body struct {
			Name                 string                      `json:"name" doc:"1 to 256 characters"`
			Description          *string                     `json:"description,omitempty" nullable:"true"`
			Type                 string                      `json:"type" enum:"Native,SPA,Traditional,MachineToMachine,Protected,SAML" doc:"Protected and SAML applications cannot be created here"`
			OIDCClientMetadata   models.OIDCClientMetadata   `json:"oidcClientMetadata,omitempty"`
			CustomClientMetadata models.CustomClientMetadata `json:"customClientMetadata,omitempty"`
			CustomData           map[string]any              `json:"customData,omitempty"`
			IsThirdParty         bool                        `json:"isThirdParty,omitempty" doc:"People are asked for consent; cannot be changed later"`
		}
	}
	updateInput struct {
		api.IDPath
		Body struct {
			Name                 *string                      `json:"name,omitempty" doc:"1 to 256 characters"`
			Description          api.Optional[string]         `json:"description,omitempty" doc:"null or an empty text takes it away"`
			OIDCClientMetadata   *models.OIDCClientMetadata   `json:"oidcClientMetadata,omitempty" doc:"Replaced as a whole"`
			CustomClientMetadata *models.CustomClientMetadata `json:"customClientMetadata,omitempty" doc:"Replaced as a whole"`
			CustomData           map[string]any               `json:"customData,omitempty" doc:"Replaced as a whole"`
			IsAdmin              *bool                        `json:"isAdmin,omitempty" doc:"Whether a machine may use the Management API"`
		}
	}
	customDataInput struct {
		ApplicationID string         `path:"applicationId"`
		Body          map[string]any `doc:"Members to set; the others stay"`
	}
)

// API serves the applications and their secrets.
type API struct{ *Service }

// Register adds the routes.
func (a API) Register(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListApplications", Route: "GET /applications", Tag: apiTag, Errors: []int{400}, Summary: "List applications, newest first",
		Description: "Without page and page_size all are listed.",
		Params:      api.SearchParams(store.ApplicationSearchFields()),
	}, a.list)
	api.Register(to, api.Operation{
		ID: "CreateApplication", Route: "POST /applications", Tag: apiTag, Errors: []int{400, 422, 501},
		Summary: "Create an application",
	}, a.create)
	api.Register(to, api.Operation{
		ID: "GetApplication", Route: "GET /applications/{id}", Tag: apiTag, Errors: []int{400, 404}, Summary: "Get an application",
	}, a.get)
	api.Register(to, api.Operation{
		ID: "UpdateApplication", Route: "PATCH /applications/{id}", Tag: apiTag, Errors: []int{400, 404, 422},
		Summary: "Change an application",
	}, a.update)
	api.Register(to, api.Operation{
		ID: "DeleteApplication", Route: "DELETE /applications/{id}", Tag: apiTag, Errors: []int{400, 404, 422},
		Summary: "Delete an application with its secrets and tokens",
	}, a.delete)
	api.Register(to, api.Operation{
		ID: "UpdateApplicationCustomData", Route: "PATCH /applications/{applicationId}/custom-data", Tag: apiTag,
		Errors: []int{400, 404, 422}, Summary: "Set members of an application's custom data",
	}, a.mergeCustomData)
	a.registerLegacySecret(to)
}

func (a API) list(ctx context.Context, input *listInput) (*api.List[applicationBody], error) {
	filter := store.ApplicationFilter{ExcludeRoleID: input.ExcludeRoleID, ExcludeOrganizationID: input.ExcludeOrganizationID}
	for _, kind := range input.Types {
		filter.Types = append(filter.Types, models.ApplicationType(kind))
	}
	if input.IsThirdParty != "" {
		isThirdParty := input.IsThirdParty == "true"
		filter.IsThirdParty = &isThirdParty
	}
	var secrets map[string]string
	return api.FindWhole(ctx, &input.Page, &input.Search, store.ApplicationSearchFields(),
		func(ctx context.Context, search store.Search, page store.Page) ([]models.Application, int64, error) {
			records := tenant.From(ctx).Store
			filter.Search = search
			applications, total, err := records.Applications.List(ctx, filter, page)
			if err == nil {
				err = noun.HideClientKeys(ctx, records, applications, itself)
			}
			if err == nil {
				secrets, err = a.Secrets.Newest(ctx, records, noun.IDs(applications, idOf))
			}
			return applications, total, err
		},
		func(application *models.Application) applicationBody {
			return withSecret(ctx, secrets[application.ID])(application)
		})
}

func (a API) create(ctx context.Context, input *createInput) (*api.Output[applicationBody], error) {
	fields := input.Body
	if err := refuseElsewhere(fields.Type); err != nil {
		return nil, err
	}
	created, secret, err := a.Create(ctx, tenant.From(ctx).Store, New{
		Name: fields.Name, Description: noun.Text(fields.Description), Type: models.ApplicationType(fields.Type),
		IsThirdParty: fields.IsThirdParty, OIDCClientMetadata: fields.OIDCClientMetadata,
		CustomClientMetadata: fields.CustomClientMetadata, CustomData: fields.CustomData,
	})
	return api.One(created, err, withSecret(ctx, secret))
}

// refuseElsewhere rejects types that exist in the API but are not created
// like the others. Faults: application.invalid_type (501 for Protected, which
// Portico does not support; 422 for SAML).
func refuseElsewhere(kind string) error {
	switch kind {
	case "Protected":
		return fault.New(fault.Unsupported, "application.invalid_type").At("type")
	case "SAML":
		return fault.New(fault.Unprocessable, "application.invalid_type").At("type")
	}
	return nil
}

func (a API) get(ctx context.Context, input *api.IDPath) (*api.Output[applicationBody], error) {
	records := tenant.From(ctx).Store
	found, err := a.kind().Get(ctx, records, input.ID)
	output, err := a.whole(ctx, found, err)
	if err != nil {
		return nil, err
	}
	isAdmin, err := a.HasManagementAPI(ctx, records, found.ID)
	output.Body.IsAdmin = &isAdmin
	return output, err
}

func (a API) update(ctx context.Context, input *updateInput) (*api.Output[applicationBody], error) {
	fields := input.Body
	updated, err := a.Update(ctx, tenant.From(ctx).Store, input.ID, Changes{
		Name: fields.Name, Description: fields.Description.Changed(), OIDCClientMetadata: fields.OIDCClientMetadata,
		CustomClientMetadata: fields.CustomClientMetadata, CustomData: fields.CustomData, HasManagementAPI: fields.IsAdmin,
	})
	return a.whole(ctx, updated, err)
}

func (a API) delete(ctx context.Context, input *api.IDPath) (*struct{}, error) {
	return nil, a.Delete(ctx, tenant.From(ctx).Store, input.ID)
}

func (a API) mergeCustomData(ctx context.Context, input *customDataInput) (*api.Output[map[string]any], error) {
	merged, err := a.MergeCustomData(ctx, tenant.From(ctx).Store, input.ApplicationID, input.Body)
	if err != nil {
		return nil, err
	}
	return &api.Output[map[string]any]{Body: merged}, nil
}
