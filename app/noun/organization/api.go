package organization

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// API serves the organizations with their members, and the organizations of
// users and applications.
type API struct{ *Service }

// tag is the tag of the routes in the OpenAPI document.
const tag = "Organizations"

type (
	listInput struct {
		api.Page
		Query        string `query:"q" doc:"Matches part of the ID or name (case-insensitive)"`
		ShowFeatured string `query:"showFeatured" doc:"true adds usersCount and featuredUsers"`
	}
	createInput struct {
		Body struct {
			Name          string          `json:"name" doc:"1 to 128 characters"`
			Description   *string         `json:"description,omitempty" nullable:"true" doc:"At most 256 characters"`
			CustomData    map[string]any  `json:"customData,omitempty"`
			IsMFARequired bool            `json:"isMfaRequired,omitempty"`
			Color         models.Color    `json:"color,omitempty" doc:"#rgb or #rrggbb"`
			Branding      models.Branding `json:"branding,omitempty" doc:"http or https URLs"`
			CustomCSS     *string         `json:"customCss,omitempty" nullable:"true" doc:"At most 64 KiB"`
		}
	}
	updateInput struct {
		api.IDPath
		Body struct {
			Name          *string              `json:"name,omitempty" doc:"1 to 128 characters"`
			Description   api.Optional[string] `json:"description,omitempty" doc:"null or an empty string removes it"`
			CustomData    map[string]any       `json:"customData,omitempty" doc:"Replaced as a whole"`
			IsMFARequired *bool                `json:"isMfaRequired,omitempty"`
			Color         *models.Color        `json:"color,omitempty" doc:"Replaced as a whole"`
			Branding      *models.Branding     `json:"branding,omitempty" doc:"Replaced as a whole"`
			CustomCSS     api.Optional[string] `json:"customCss,omitempty" doc:"null or an empty string removes it"`
		}
	}
)

// Register adds the routes.
func (a API) Register(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListOrganizations", Route: "GET /organizations", Tag: tag, Summary: "List organizations, newest first",
	}, a.list)
	api.Register(to, api.Operation{
		ID: "CreateOrganization", Route: "POST /organizations", Tag: tag, Status: http.StatusCreated, Errors: []int{422},
		Summary: "Create an organization",
	}, a.create)
	api.Register(to, api.Operation{
		ID: "GetOrganization", Route: "GET /organizations/{id}", Tag: tag, Errors: []int{404}, Summary: "Get an organization",
	}, a.get)
	api.Register(to, api.Operation{
		ID: "UpdateOrganization", Route: "PATCH /organizations/{id}", Tag: tag, Errors: []int{404, 422},
		Summary: "Update an organization",
	}, a.update)
	api.Register(to, api.Operation{
		ID: "DeleteOrganization", Route: "DELETE /organizations/{id}", Tag: tag, Errors: []int{404},
		Summary: "Delete an organization with its memberships and invitations",
	}, a.remove)
	a.registerMembers(to)
	a.registerMemberRoles(to)
	a.registerMemberships(to)
	a.registerProvisioning(to)
	a.registerSSOConnectors(to)
}

func (a API) list(ctx context.Context, input *listInput) (*api.List[organizationBody], error) {
	records := tenant.From(ctx).Store
	organizations, total, err := records.Organizations.List(ctx, store.OrganizationFilter{Query: input.Query}, input.Store())
	if err != nil {
		return nil, err
	}
	if !api.IsYes(input.ShowFeatured) {
		return api.Listed(&input.Page, organizations, total, bodyOf), nil
	}
	featured, err := records.Organizations.Featured(ctx, organizations)
	if err != nil {
		return nil, err
	}
	return api.Listed(&input.Page, featured, total, featuredBodyOf), nil
}

func (a API) create(ctx context.Context, input *createInput) (*api.Output[organizationBody], error) {
	fields := input.Body
	made, err := a.Create(ctx, tenant.From(ctx).Store, New{
		Name: fields.Name, Description: noun.Text(fields.Description), CustomData: fields.CustomData,
		IsMFARequired: fields.IsMFARequired, Color: fields.Color, Branding: fields.Branding, CustomCSS: noun.Text(fields.CustomCSS),
	})
	return api.One(made, err, bodyOf)
}

func (a API) get(ctx context.Context, input *api.IDPath) (*api.Output[organizationBody], error) {
	found, err := a.kind().Get(ctx, tenant.From(ctx).Store, input.ID)
	return api.One(found, err, bodyOf)
}

func (a API) update(ctx context.Context, input *updateInput) (*api.Output[organizationBody], error) {
	fields := input.Body
	updated, err := a.Update(ctx, tenant.From(ctx).Store, input.ID, Changes{
		Name: fields.Name, Description: fields.Description.Changed(), CustomData: fields.CustomData,
		IsMFARequired: fields.IsMFARequired, Color: fields.Color, Branding: fields.Branding, CustomCSS: fields.CustomCSS.Changed(),
	})
	return api.One(updated, err, bodyOf)
}

func (a API) remove(ctx context.Context, input *api.IDPath) (*struct{}, error) {
	return nil, a.Delete(ctx, tenant.From(ctx).Store, input.ID)
}
