package application

import (
	"context"

	"portico/app/edge/api"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

// apiTag is the section of the document in which these routes stand.
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
	listOutput struct {
		api.Paged
		Body []applicationBody
	}
	idInput struct {
		ID string `path:"id"`
	}
	applicationOutput struct{ Body applicationBody }
	createInput       struct {
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
		ID   string `path:"id"`
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
	customDataOutput struct{ Body map[string]any }
)

// API serves the applications and their secrets.
type API struct{ *Service }

// Register adds the routes.
func (a API) Register(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListApplications", Route: "GET /applications", Tag: apiTag, Errors: []int{400}, Summary: "List applications, newest first",
		Description: "Without page and page_size all are listed. Secrets are not shown: ask for one application.",
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

func (a API) list(ctx context.Context, input *listInput) (*listOutput, error) {
	search, err := input.Search.Store(store.ApplicationSearchFields())
	if err != nil {
		return nil, err
	}
	filter := store.ApplicationFilter{
		Search: search, ExcludeRoleID: input.ExcludeRoleID, ExcludeOrganizationID: input.ExcludeOrganizationID,
	}
	for _, kind := range input.Types {
		filter.Types = append(filter.Types, models.ApplicationType(kind))
	}
	if input.IsThirdParty != "" {
		isThirdParty := input.IsThirdParty == "true"
		filter.IsThirdParty = &isThirdParty
	}
	page := store.Page{}
	if input.IsAsked() {
		page = input.Page.Store()
	}
	applications, total, err := tenant.From(ctx).Store.Applications.List(ctx, filter, page)
	if err != nil {
		return nil, api.SearchFault(err)
	}
	output := &listOutput{Paged: api.Paged{TotalNumber: total}, Body: make([]applicationBody, 0, len(applications))}
	if input.IsAsked() {
		output.Paged = input.Paged(total)
	}
	for i := range applications {
		output.Body = append(output.Body, bodyOf(&applications[i]))
	}
	return output, nil
}

func (a API) create(ctx context.Context, input *createInput) (*applicationOutput, error) {
	fields := input.Body
	if err := refuseElsewhere(fields.Type); err != nil {
		return nil, err
	}
	created, secret, err := a.Create(ctx, tenant.From(ctx).Store, New{
		Name: fields.Name, Description: textOf(fields.Description), Type: models.ApplicationType(fields.Type),
		IsThirdParty: fields.IsThirdParty, OIDCClientMetadata: fields.OIDCClientMetadata,
		CustomClientMetadata: fields.CustomClientMetadata, CustomData: fields.CustomData,
	})
	if err != nil {
		return nil, err
	}
	return &applicationOutput{Body: bodyOf(created).with(ctx, secret)}, nil
}

// refuseElsewhere refuses the types that the API knows but that are not made
// like the others. Faults: application.invalid_type (501 for Protected, which
// this product does not have; 422 for SAML).
func refuseElsewhere(kind string) error {
	switch kind {
	case "Protected":
		return fault.New(fault.Unsupported, "application.invalid_type").At("type")
	case "SAML":
		return fault.New(fault.Unprocessable, "application.invalid_type").At("type")
	}
	return nil
}

func (a API) get(ctx context.Context, input *idInput) (*applicationOutput, error) {
	found, err := tenant.From(ctx).Store.Applications.Get(ctx, input.ID)
	if err != nil {
		return nil, rule.OrMissing("application "+input.ID, err)
	}
	body, err := a.wholeBody(ctx, found)
	if err != nil {
		return nil, err
	}
	isAdmin, err := a.HasManagementAPI(ctx, tenant.From(ctx).Store, found.ID)
	if err != nil {
		return nil, err
	}
	body.IsAdmin = &isAdmin
	return &applicationOutput{Body: body}, nil
}

func (a API) update(ctx context.Context, input *updateInput) (*applicationOutput, error) {
	fields := input.Body
	changes := Changes{
		Name: fields.Name, OIDCClientMetadata: fields.OIDCClientMetadata,
		CustomClientMetadata: fields.CustomClientMetadata, CustomData: fields.CustomData,
		HasManagementAPI: fields.IsAdmin,
	}
	if fields.Description.IsSet {
		changes.Description = &fields.Description.Value // empty where it is null
	}
	updated, err := a.Update(ctx, tenant.From(ctx).Store, input.ID, changes)
	if err != nil {
		return nil, err
	}
	body, err := a.wholeBody(ctx, updated)
	if err != nil {
		return nil, err
	}
	return &applicationOutput{Body: body}, nil
}

func (a API) delete(ctx context.Context, input *idInput) (*struct{}, error) {
	return nil, a.Delete(ctx, tenant.From(ctx).Store, input.ID)
}

func (a API) mergeCustomData(ctx context.Context, input *customDataInput) (*customDataOutput, error) {
	merged, err := a.MergeCustomData(ctx, tenant.From(ctx).Store, input.ApplicationID, input.Body)
	if err != nil {
		return nil, err
	}
	return &customDataOutput{Body: merged}, nil
}

func textOf(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}
