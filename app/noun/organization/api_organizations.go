package organization

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

// apiTag is the section of the document in which these routes stand.
const apiTag = "Organizations"

type (
	listInput struct {
		api.Page
		Query        string `query:"q" doc:"Stands somewhere in the id or the name, in any case"`
		ShowFeatured string `query:"showFeatured" doc:"true shows usersCount and featuredUsers"`
	}
	listOutput struct {
		api.Paged
		Body []organizationBody
	}
	idInput struct {
		ID string `path:"id"`
	}
	organizationOutput struct{ Body organizationBody }
	createInput        struct {
		Body struct {
			Name          string                      `json:"name" doc:"1 to 128 characters"`
			Description   *string                     `json:"description,omitempty" nullable:"true" doc:"At most 256 characters"`
			CustomData    map[string]any              `json:"customData,omitempty"`
			IsMFARequired bool                        `json:"isMfaRequired,omitempty"`
			Color         models.OrganizationColor    `json:"color,omitempty" doc:"#rgb or #rrggbb"`
			Branding      models.OrganizationBranding `json:"branding,omitempty" doc:"http or https addresses"`
			CustomCSS     *string                     `json:"customCss,omitempty" nullable:"true" doc:"At most 64 KiB"`
		}
	}
	updateInput struct {
		ID   string `path:"id"`
		Body struct {
			Name          *string                      `json:"name,omitempty" doc:"1 to 128 characters"`
			Description   api.Optional[string]         `json:"description,omitempty" doc:"null or an empty text takes it away"`
			CustomData    map[string]any               `json:"customData,omitempty" doc:"Replaced as a whole"`
			IsMFARequired *bool                        `json:"isMfaRequired,omitempty"`
			Color         *models.OrganizationColor    `json:"color,omitempty" doc:"Replaced as a whole"`
			Branding      *models.OrganizationBranding `json:"branding,omitempty" doc:"Replaced as a whole"`
			CustomCSS     api.Optional[string]         `json:"customCss,omitempty" doc:"null or an empty text takes it away"`
		}
	}
)

// RegisterAPI adds the routes of the organizations and their members, and those
// of the memberships of a user and of an application.
func (s *Service) RegisterAPI(a *api.API) {
	api.Register(a, api.Operation{
		ID: "ListOrganizations", Method: http.MethodGet, Path: "/organizations", Tag: apiTag,
		Summary: "List organizations, newest first", Errors: []int{400},
	}, s.apiList)
	api.Register(a, api.Operation{
		ID: "CreateOrganization", Method: http.MethodPost, Path: "/organizations", Tag: apiTag,
		Status: http.StatusCreated, Summary: "Create an organization", Errors: []int{400, 422},
	}, s.apiCreate)
	api.Register(a, api.Operation{
		ID: "GetOrganization", Method: http.MethodGet, Path: "/organizations/{id}", Tag: apiTag,
		Summary: "Get an organization", Errors: []int{400, 404},
	}, s.apiGet)
	api.Register(a, api.Operation{
		ID: "UpdateOrganization", Method: http.MethodPatch, Path: "/organizations/{id}", Tag: apiTag,
		Summary: "Change an organization", Errors: []int{400, 404, 422},
	}, s.apiUpdate)
	api.Register(a, api.Operation{
		ID: "DeleteOrganization", Method: http.MethodDelete, Path: "/organizations/{id}", Tag: apiTag,
		Status: http.StatusNoContent, Summary: "Delete an organization with its memberships and invitations",
		Errors: []int{400, 404},
	}, s.apiDelete)
	s.registerUsers(a)
	s.registerApplications(a)
	s.registerProvisioning(a)
	s.registerMemberships(a)
}

func (s *Service) apiList(ctx context.Context, input *listInput) (*listOutput, error) {
	records := tenant.From(ctx).Store
	organizations, total, err := records.Organizations.List(ctx, store.OrganizationFilter{Query: input.Query}, input.Store())
	if err != nil {
		return nil, err
	}
	output := &listOutput{Paged: input.Paged(total)}
	if !isYes(input.ShowFeatured) {
		output.Body = bodiesOf(organizations, bodyOf)
		return output, nil
	}
	featured, err := records.Organizations.Featured(ctx, organizations)
	if err != nil {
		return nil, err
	}
	output.Body = bodiesOf(featured, featuredBodyOf)
	return output, nil
}

func (s *Service) apiCreate(ctx context.Context, input *createInput) (*organizationOutput, error) {
	fields := input.Body
	return outputOf(s.Create(ctx, tenant.From(ctx).Store, New{
		Name: fields.Name, Description: textOf(fields.Description), CustomData: fields.CustomData,
		IsMFARequired: fields.IsMFARequired, Color: fields.Color, Branding: fields.Branding, CustomCSS: textOf(fields.CustomCSS),
	}))
}

func (s *Service) apiGet(ctx context.Context, input *idInput) (*organizationOutput, error) {
	return outputOf(orMissing(ctx, tenant.From(ctx).Store, input.ID))
}

func (s *Service) apiUpdate(ctx context.Context, input *updateInput) (*organizationOutput, error) {
	fields := input.Body
	return outputOf(s.Update(ctx, tenant.From(ctx).Store, input.ID, Changes{
		Name: fields.Name, Description: changed(fields.Description), CustomData: fields.CustomData,
		IsMFARequired: fields.IsMFARequired, Color: fields.Color, Branding: fields.Branding, CustomCSS: changed(fields.CustomCSS),
	}))
}

func (s *Service) apiDelete(ctx context.Context, input *idInput) (*struct{}, error) {
	return nil, s.Delete(ctx, tenant.From(ctx).Store, input.ID)
}

func outputOf(organization *models.Organization, err error) (*organizationOutput, error) {
	if err != nil {
		return nil, err
	}
	return &organizationOutput{Body: bodyOf(organization)}, nil
}

func textOf(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// changed is a field's new text: nil leaves it as it is, and null empties it.
func changed(field api.Optional[string]) *string {
	if !field.IsSet {
		return nil
	}
	return &field.Value
}
