package consent

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
)

// ConsentPath is the application and the user in a path; exported because huma ignores
// unexported embedded types.
type ConsentPath struct {
	ApplicationID string `path:"id"`
	UserID        string `path:"userId"`
}

type (
	organizationsInput struct {
		api.Page
		ConsentPath
	}
	organizationIDsInput struct {
		ConsentPath
		Body struct {
			OrganizationIDs []string `json:"organizationIds" maxItems:"1000"`
		}
	}
	organizationInput struct {
		ConsentPath
		OrganizationID string `path:"organizationId"`
	}
	organizationsOutput struct {
		api.Paged
		Body struct {
			Organizations []api.Organization `json:"organizations"`
		}
	}
)

func (a API) registerOrganizations(to *api.API) {
	const path = "/applications/{id}/users/{userId}/consent-organizations"
	errors := []int{404, 422}
	api.Register(to, api.Operation{
		ID: "ListApplicationUserConsentOrganizations", Route: "GET " + path, Tag: tagApplications, Errors: errors,
		Summary: "List the organizations in which a user has allowed a third-party application to act, by name",
	}, a.organizations)
	api.Register(to, api.Operation{
		ID: "ReplaceApplicationUserConsentOrganizations", Route: "PUT " + path, Tag: tagApplications, Errors: errors,
		Status:  http.StatusNoContent,
		Summary: "Replace the organizations in which a third-party application may act for a user",
	}, a.setConsentOrganizations)
	api.Register(to, api.Operation{
		ID: "CreateApplicationUserConsentOrganization", Route: "POST " + path, Tag: tagApplications, Errors: errors,
		Status:  http.StatusCreated,
		Summary: "Allow a third-party application to act in more organizations of a user",
	}, a.addConsentOrganizations)
	api.Register(to, api.Operation{
		ID: "DeleteApplicationUserConsentOrganization", Route: "DELETE " + path + "/{organizationId}", Tag: tagApplications, Errors: errors,
		Summary: "Take back what a user has allowed a third-party application in one organization",
	}, a.removeConsentOrganization)
}

func (a API) organizations(ctx context.Context, input *organizationsInput) (*organizationsOutput, error) {
	organizations, total, err := a.Organizations(ctx, tenant.From(ctx).Store, input.UserID, input.ApplicationID, input.OrWhole())
	if err != nil {
		return nil, err
	}
	list := api.ListedWhole(&input.Page, organizations, total, api.OrganizationOf)
	output := &organizationsOutput{Paged: list.Paged}
	output.Body.Organizations = list.Body
	return output, nil
}

func (a API) setConsentOrganizations(ctx context.Context, input *organizationIDsInput) (*struct{}, error) {
	return nil, a.SetOrganizations(ctx, tenant.From(ctx).Store, input.UserID, input.ApplicationID, input.Body.OrganizationIDs)
}

func (a API) addConsentOrganizations(ctx context.Context, input *organizationIDsInput) (*struct{}, error) {
	return nil, a.AddOrganizations(ctx, tenant.From(ctx).Store, input.UserID, input.ApplicationID, input.Body.OrganizationIDs)
}

func (a API) removeConsentOrganization(ctx context.Context, input *organizationInput) (*struct{}, error) {
	return nil, a.RemoveOrganization(ctx, tenant.From(ctx).Store, input.UserID, input.ApplicationID, input.OrganizationID)
}
